//! A data center's groups and servers, read in one call.

use crate::client::{ClcClient, Session};
use crate::error::ClcError;
use crate::wire::group::Group;
use crate::wire::{decode, report_skipped};
use slipway_domain::server::Server;
use slipway_domain::{DataCenterId, GroupId};

/// What a group is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// Servers.
    Default,
    /// Archived servers.
    Archive,
    /// Templates.
    Templates,
    /// A word this client does not know.
    Other(String),
}

impl GroupKind {
    /// The kind a word stands for, in any case.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "default" => Self::Default,
            "archive" => Self::Archive,
            "templates" => Self::Templates,
            _ => Self::Other(word.to_owned()),
        }
    }
}

/// A group of servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupInfo {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// The names from below the data center's root, joined by ` / `; empty for the root.
    pub path: String,
    /// What it is for.
    pub kind: GroupKind,
    /// The group it is in; `None` for the root.
    pub parent: Option<GroupId>,
    /// The data center it belongs to.
    pub data_center: DataCenterId,
}

/// A data center's groups and servers as flat lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupTree {
    /// The groups, each after its parent.
    pub groups: Vec<GroupInfo>,
    /// The servers, group by group.
    pub servers: Vec<Server>,
    /// How many entries were unusable and left out.
    pub skipped: usize,
}

impl ClcClient {
    /// The group `root` of `data_center` with everything below it. Large: the time and size
    /// limits of the inventory apply.
    ///
    /// # Errors
    /// [`ClcError`], as every read.
    pub async fn groups_detailed(
        &self,
        session: &Session,
        data_center: &DataCenterId,
        root: &GroupId,
    ) -> Result<GroupTree, ClcError> {
        let segments = ["groups", session.account.as_str(), root.as_str()];
        let mut call = self
            .read("group", "/v2/groups/{account}/{group}", &segments)?
            .signed(session);
        call.url.set_query(Some("serverDetail=detailed"));
        call.time = self.timeouts().inventory;
        call.limit = self.limits().inventory;
        let asked = data_center.clone();
        let decoded = self.transport().call(call, move |body| {
            let group: Group = decode(body)?;
            if group.id.0.is_none() {
                return Err("it has no id".to_owned());
            }
            Ok(group.into_tree(&asked))
        });
        let tree = decoded.await?;
        report_skipped("groups and servers", tree.skipped);
        Ok(tree)
    }
}
