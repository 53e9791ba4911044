//! Servers that are chosen before the package that is to run on them: saved for a while as their
//! chooser's alone, and taken up by the form of whichever package is opened for them.

use crate::drafts;
use crate::inventory::{self, Selection};
use crate::packages::form::Form;
use crate::plans::server_selection::{self, ServerSelection};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use serde::{Deserialize, Serialize};
use slipway_domain::principal::Right;
use slipway_domain::urls::SelectionId;
use slipway_domain::{AppError, AppResult, ServerId};
use slipway_store::DraftKind;
use std::collections::BTreeSet;

/// What is said to somebody who chose nothing.
pub(crate) const NOTHING: &str = "Choose at least one server: tick it in the list.";

/// A selection as it is saved.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    /// The servers, and the tab's selection that they come from.
    Selected {
        servers: BTreeSet<ServerId>,
        selection: Option<SelectionId>,
    },
    /// As it was kept before tabs named their selections.
    Servers(BTreeSet<ServerId>),
}

/// What became of a saved selection that a form is to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedSelection {
    /// Its servers are chosen in the form; its id.
    Kept(String),
    /// It is not kept (any more).
    Gone,
}

/// Saves a selection of servers and returns its id. What a filter leaves is settled now: a server
/// that comes later was not meant.
///
/// # Errors
/// `Forbidden`, `Invalid` where nothing is chosen, `Internal`, or what the cloud answers to being
/// asked for what a filter leaves.
pub async fn save(portal: &Portal, grant: &Grant, selection: Selection) -> AppResult<String> {
    grant.principal.require(Right::RunPackages)?;
    let mut servers = selection.servers;
    if let Some(filter) = &selection.matching {
        let inventory = inventory::inventory(portal, grant, Freshness::Recent).await?;
        servers.extend(inventory.value.matching(filter));
    }
    let named = servers.into_iter().filter(|id| !id.as_str().is_empty());
    let servers: BTreeSet<ServerId> = named.collect();
    if servers.is_empty() {
        return Err(AppError::Invalid(NOTHING.to_owned()));
    }
    let kept = Kept::Selected {
        servers,
        selection: selection.named,
    };
    drafts::save(portal, grant, DraftKind::Servers, &kept).await
}

/// Chooses the servers of a saved selection in `form`.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn apply(
    portal: &Portal,
    grant: &Grant,
    form: &mut Form,
    id: &str,
) -> AppResult<SavedSelection> {
    let Some((servers, selection)) = open(portal, grant, id).await? else {
        return Ok(SavedSelection::Gone);
    };
    (form.chosen, form.selection) = (servers, selection);
    Ok(SavedSelection::Kept(id.to_owned()))
}

/// The servers of one of the person's saved selections; `None` where there is none (any more).
async fn open(
    portal: &Portal,
    grant: &Grant,
    id: &str,
) -> AppResult<Option<(Vec<ServerId>, Option<SelectionId>)>> {
    let kept = drafts::open(portal, grant, &DraftKind::Servers, id).await?;
    Ok(kept.map(|kept| match kept {
        Kept::Selected { servers, selection } => (servers.into_iter().collect(), selection),
        Kept::Servers(servers) => (servers.into_iter().collect(), None),
    }))
}

/// The servers of one of the person's saved selections, with what is known of each; `None` where there is
/// none (any more).
///
/// # Errors
/// `SignedOut`, `CredentialEnded`, and `Internal` where the store fails.
pub async fn show(portal: &Portal, grant: &Grant, id: &str) -> AppResult<Option<ServerSelection>> {
    let Some((chosen, selection)) = open(portal, grant, id).await? else {
        return Ok(None);
    };
    let form = Form {
        chosen,
        selection,
        ..Form::default()
    };
    server_selection::server_selection(portal, grant, &form)
        .await
        .map(Some)
}
