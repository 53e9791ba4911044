//! The runs that go on when their starter signs out.

use crate::portal::Portal;
use crate::runs;
use crate::sign_in::grants::Grants;
use slipway_domain::run::RunState;
use slipway_domain::{AppError, AppResult, Scope};
use slipway_store::{RunQuery, RunSummary};

/// The most runs of an account that are told.
const MOST: u64 = 50;

/// A run that goes on, and where.
pub struct GoingOn {
    /// The account.
    pub scope: Scope,
    /// The run.
    pub run: RunSummary,
}

/// The runs that the people of these grants have started and that are not over, newest first within
/// each account.
///
/// # Errors
/// `Internal`.
pub async fn going_on(portal: &Portal, grants: &Grants) -> AppResult<Vec<GoingOn>> {
    let mut all = Vec::new();
    for grant in grants.iter() {
        let principal = &grant.principal;
        for state in [RunState::Live, RunState::Paused] {
            let query = RunQuery {
                started_by: Some(principal.user.clone()),
                state: Some(state),
                limit: MOST,
                ..RunQuery::of(principal.cloud.clone(), principal.account.clone())
            };
            let found = portal.store().runs.list(&query).await?.runs.into_iter();
            let scope = principal.scope();
            all.extend(found.map(|run| GoingOn {
                scope: scope.clone(),
                run,
            }));
        }
    }
    Ok(all)
}

/// Stops watching all of them.
///
/// # Errors
/// The first that could not be stopped: `Conflict` where another instance follows it, `UnderWay` where a
/// call takes too long (it is stopped all the same, later), `Internal`.
pub async fn stop_all(portal: &Portal, grants: &Grants) -> AppResult<()> {
    for grant in grants.iter() {
        let own = going_on(portal, &Grants::from(vec![grant.clone()])).await?;
        for one in own {
            match runs::stop(portal, grant, &one.run.id).await {
                // It ended a moment before.
                Err(AppError::Conflict(_)) if is_over(portal, &one).await? => {}
                stopped => stopped?,
            }
        }
    }
    Ok(())
}

async fn is_over(portal: &Portal, one: &GoingOn) -> AppResult<bool> {
    let detail = portal.run_detail(&one.run.id).await?;
    Ok(detail.is_none_or(|detail| detail.run.state.is_over()))
}
