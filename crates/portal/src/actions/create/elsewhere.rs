//! A group that belongs to another data center than the one the form names now: the one of the
//! same path there takes its place, or nothing does. Either way the form says so.

use super::form::CreateForm;
use crate::inventory::Inventory;
use slipway_domain::group::{GroupKind, GroupNode};
use slipway_domain::server_form::controls::GROUP;
use slipway_domain::{DataCenterId, GroupId};

/// What became of a chosen group of another data center.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The path of the group that was chosen.
    pub path: String,
    /// The data center that it belongs to.
    pub center: DataCenterId,
    /// The group that is chosen instead.
    pub to: Option<GroupId>,
}

/// What becomes of the group that `form` names, where `groups` of `center` do not hold it and
/// another data center does.
pub(super) fn moved(
    form: &CreateForm,
    inventory: &Inventory,
    center: &DataCenterId,
    groups: &[(GroupId, String)],
) -> Option<Moved> {
    let named = GroupId::new(form.text(GROUP));
    let node = &inventory.tree.find(&named)?.node;
    let own = node.data_center.as_ref().filter(|own| *own != center)?;
    let path = path(node);
    let same = |(_, known): &&(GroupId, String)| known.eq_ignore_ascii_case(&path);
    Some(Moved {
        to: groups.iter().find(same).map(|(id, _)| id.clone()),
        center: own.clone(),
        path,
    })
}

/// A group's path as people know it; a root is known by its name.
pub(super) fn path(group: &GroupNode) -> String {
    match group.kind {
        GroupKind::Root => group.name.clone(),
        _ => group.path.clone(),
    }
}
