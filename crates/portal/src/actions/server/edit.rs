//! What the form of a server needs, whatever is changed with it.

use crate::inventory::server::{
    groups_of, inventory_in_time, known, unknown, with_page_timeout, with_path,
};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::custom_field::CustomField;
use slipway_domain::details::ServerDetails;
use slipway_domain::operation::Blocked;
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, GroupId, ServerId};

/// A server that is changed.
pub struct Editing {
    /// As it is now, with the path of its group.
    pub details: ServerDetails,
    /// The groups it can be moved to, by path; its own among them.
    pub groups: Vec<(GroupId, String)>,
    /// The account's custom fields, or why they are not known.
    pub fields: AppResult<Vec<CustomField>>,
    /// What stands in the way of changing it.
    pub blocked: Option<Blocked>,
}

/// Reads what the form shows.
///
/// # Errors
/// `Forbidden`, `NotFound`, or what the cloud answers.
pub async fn editing(portal: &Portal, grant: &Grant, id: &ServerId) -> AppResult<Editing> {
    grant.principal.require(Right::Manage)?;
    known(id)?;
    let auth = portal.auth(grant).await?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let servers = cloud.servers()?;
    let none = || AppError::not_found("This account's list of custom fields in the cloud");
    let (details, fields, inventory) = tokio::join!(
        with_page_timeout(portal, grant, unknown, servers.details(&auth, id)),
        with_page_timeout(portal, grant, none, servers.custom_fields(&auth)),
        inventory_in_time(portal, grant),
    );
    let mut details = details?;
    details.server = with_path(details.server, inventory.as_ref());
    let groups = inventory.map(|i| groups_of(&i.value, details.server.data_center.as_ref()));
    Ok(Editing {
        groups: with_own(groups.unwrap_or_default(), &details),
        fields,
        blocked: cloud.rules().change(&details.server),
        details,
    })
}

/// A server may stand where no other could be moved to.
fn with_own(mut groups: Vec<(GroupId, String)>, details: &ServerDetails) -> Vec<(GroupId, String)> {
    let server = &details.server;
    if !groups.iter().any(|(id, _)| *id == server.group) {
        let path = if server.group_path.is_empty() {
            "its present group".to_owned()
        } else {
            server.group_path.clone()
        };
        groups.insert(0, (server.group.clone(), path));
    }
    groups
}
