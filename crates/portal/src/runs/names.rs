//! What runs are called, and which of them are linked with each other.

use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::principal::Right;
use slipway_domain::run::{Run, RunName, RunNumber};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_store::Repeat;

/// The most runs that repeat one which its page leads to.
const MOST_REPEATS: u64 = 8;

/// The run of the person's account that an address names: its id and its number.
///
/// # Errors
/// `NotFound` for others' runs as for none, `Internal`.
pub async fn named(
    portal: &Portal,
    grant: &Grant,
    name: &RunName,
) -> AppResult<(RunId, RunNumber)> {
    let principal = &grant.principal;
    principal.require(Right::Read)?;
    let runs = &portal.store().runs;
    let named = runs.named(&principal.cloud, &principal.account, name);
    named.await?.ok_or_else(|| AppError::not_found("Run"))
}

/// The runs that one is linked with.
#[derive(Clone, Debug, Default)]
pub struct Related {
    /// The one that it repeats.
    pub repeats: Option<RunNumber>,
    /// Those that repeat it.
    pub repeated_by: Vec<Repeat>,
}

/// The runs that one of the person's account is linked with.
///
/// # Errors
/// `Internal`.
pub async fn related(portal: &Portal, run: &Run) -> AppResult<Related> {
    let runs = &portal.store().runs;
    let repeats = match &run.repeats {
        Some(earlier) => {
            let name = RunName::from(earlier);
            let found = runs.named(&run.cloud, &run.account, &name).await?;
            found.map(|(_, number)| number)
        }
        None => None,
    };
    Ok(Related {
        repeats,
        repeated_by: runs.repeats_of(&run.id, MOST_REPEATS).await?,
    })
}
