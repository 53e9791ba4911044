//! The servers of a form before review: the chosen ones by name, and what a search without
//! JavaScript finds.

use crate::inventory::{self, Inventory};
use crate::packages::form::Form;
use crate::plans::preflight;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::natural::natural;
use slipway_domain::server::Server;
use slipway_domain::urls::{SelectionId, ServerFilter};
use slipway_domain::{AppError, AppResult, ServerId};

/// Matches that are shown of one search.
pub const SHOWN: usize = 100;

/// What is said of chosen servers that were found before.
const GONE: &str = "The review refuses what is not there, so leave it out.";

/// What the servers section of a form shows.
#[derive(Clone, Debug, Default)]
pub struct ServerSelection {
    /// Chosen servers; without details where the inventory does not hold them.
    pub chosen: Vec<(ServerId, Option<Server>)>,
    /// What is said of those that the inventory does not hold.
    pub lost: Option<String>,
    /// What the search found, where there was one.
    pub found: Option<Found>,
    /// Why the servers could not be read.
    pub problem: Option<AppError>,
    /// The selection in the list of servers that they come from.
    pub selection: Option<SelectionId>,
}

/// The result of a search.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The first matches that are not chosen yet, by name.
    pub servers: Vec<Server>,
    /// How many match that are not chosen yet.
    pub total: usize,
    /// How many match that are chosen already.
    pub chosen: usize,
}

/// Looks up the servers of a form. A cloud that does not answer is part of the result: the form
/// stays usable.
///
/// # Errors
/// `SignedOut` and `CredentialEnded`.
pub async fn server_selection(
    portal: &Portal,
    grant: &Grant,
    form: &Form,
) -> AppResult<ServerSelection> {
    if form.chosen.is_empty() && !form.searched {
        return Ok(ServerSelection::default());
    }
    let inventory = match inventory::holding(portal, grant, &form.chosen).await {
        Ok(inventory) => inventory.value,
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => return Err(error),
        Err(error) => {
            return Ok(ServerSelection {
                chosen: form.chosen.iter().map(|id| (id.clone(), None)).collect(),
                problem: Some(error),
                selection: form.selection.clone(),
                ..ServerSelection::default()
            });
        }
    };
    let chosen = form.chosen.iter();
    let chosen = chosen.map(|id| (id.clone(), inventory.by_id(id).cloned()));
    let mut chosen: Vec<(ServerId, Option<Server>)> = chosen.collect();
    chosen.sort_by(|a, b| natural(called(a), called(b)));
    let unknown = form
        .chosen
        .iter()
        .filter(|id| inventory.by_id(id).is_none());
    let unknown: Vec<String> = unknown.map(ToString::to_string).collect();
    Ok(ServerSelection {
        chosen,
        lost: preflight::not_found(&unknown, &inventory, GONE),
        found: form.searched.then(|| find(form, &inventory)),
        problem: None,
        selection: form.selection.clone(),
    })
}

/// What people call a chosen server.
fn called((id, server): &(ServerId, Option<Server>)) -> &str {
    server
        .as_ref()
        .map_or(id.as_str(), |server| server.name.as_str())
}

fn find(form: &Form, inventory: &Inventory) -> Found {
    let search = Some(form.search.clone()).filter(|text| !text.trim().is_empty());
    let places = inventory.select(&ServerFilter {
        search,
        ..ServerFilter::default()
    });
    let matches = places.iter().map(|place| &inventory.servers[*place]);
    let (chosen, fresh): (Vec<_>, Vec<_>) =
        matches.partition(|server| form.chosen.contains(&server.id));
    Found {
        total: fresh.len(),
        chosen: chosen.len(),
        servers: fresh.into_iter().take(SHOWN).cloned().collect(),
    }
}
