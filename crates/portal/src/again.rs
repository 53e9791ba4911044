//! Running something again: back to where it was ordered, filled in for the servers that are meant.

use crate::create;
use crate::form;
use crate::groups;
use crate::inventory::Selection;
use crate::operations;
use crate::portal::Portal;
use crate::review;
use crate::runs;
use crate::server;
use crate::visitor::Visitor;
use slipway_domain::deed::Deed;
use slipway_domain::run::{Outcome, OutcomeState};
use slipway_domain::{AppError, AppResult, PackageId, RunId};

/// Where running something again leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Again {
    /// To the package's form, filled in under this draft.
    Form(PackageId, String),
    /// To the form of new servers, filled in under this draft.
    NewServer(String),
    /// To this plan.
    Plan(String),
}

/// Starts a run again for its servers in `state` (all of them with `None`): a package's form
/// opens with its values kept and secrets asked, an operation is reviewed anew.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` where no server stands there.
pub async fn again(
    portal: &Portal,
    visitor: &Visitor,
    run: &RunId,
    state: Option<OutcomeState>,
) -> AppResult<Again> {
    let detail = runs::detail(portal, visitor, run).await?;
    let mut body = detail.run.plan.clone();
    visitor.principal.require(body.deed.right())?;
    let wanted = |outcome: &&Outcome| state.is_none_or(|state| outcome.state == state);
    let servers: Vec<_> = detail
        .outcomes
        .iter()
        .filter(wanted)
        .map(|outcome| &outcome.server)
        .collect();
    if servers.is_empty() {
        return Err(AppError::Conflict(
            "No server of this run stands there any more.".into(),
        ));
    }
    body.servers.retain(|server| servers.contains(&&server.id));
    match &body.deed {
        Deed::Package(deed) => {
            let form = review::form_of(portal, visitor, &body, deed, Some(run.clone()))?;
            let draft = form::keep(portal, visitor, &deed.package.id, &form).await?;
            Ok(Again::Form(deed.package.id.clone(), draft))
        }
        Deed::Operation(deed) => {
            let servers = body.servers.iter().map(|server| server.id.clone());
            let order = operations::Order {
                deed: deed.clone(),
                selection: Selection {
                    servers: servers.collect(),
                    ..Selection::default()
                },
                repeats: Some(run.clone()),
            };
            let plan = operations::review(portal, visitor, order).await?;
            Ok(Again::Plan(plan))
        }
        Deed::Change(deed) => {
            let plan = server::again(portal, visitor, &body, deed, run).await?;
            Ok(Again::Plan(plan))
        }
        Deed::Group(deed) => {
            let plan = groups::again(portal, visitor, deed, run).await?;
            Ok(Again::Plan(plan))
        }
        Deed::Create(deed) => {
            let draft = create::draft_of(portal, visitor, &body, deed, Some(run.clone())).await?;
            Ok(Again::NewServer(draft))
        }
    }
}
