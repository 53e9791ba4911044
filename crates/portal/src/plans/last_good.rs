//! The last run of a plan's package that ended well on any of its targets, and what is different now.

use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::AppResult;
use slipway_domain::action::{Action, PackageAction, RunKind};
use slipway_domain::parameters::asked;
use slipway_domain::plan::PlanBody;
use slipway_domain::run::{OutcomeState, RunDetail, RunNumber, Target};
use slipway_store::RunQuery;
use std::collections::HashSet;

/// Runs that are looked at, newest first.
const LOOKED_AT: u64 = 20;

/// A run that a plan is held against.
#[derive(Debug)]
pub struct LastGood {
    /// What people call it.
    pub run: RunNumber,
    /// On how many of the plan's targets it succeeded.
    pub targets: usize,
    /// What is different now, in the order of the form; secrets are never compared.
    pub differences: Vec<Difference>,
    /// Whether the package itself is another one now.
    pub package_changed: bool,
    /// Whether it has secrets, which may be different without anybody knowing.
    pub has_secrets: bool,
}

/// A value that is different.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the form calls it.
    pub label: String,
    /// What it was; nothing where it was not set.
    pub was: Option<String>,
    /// What it is.
    pub is: Option<String>,
}

/// The run, where there is one among the account's newest of this package.
///
/// # Errors
/// `Internal`.
pub async fn last_good(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
) -> AppResult<Option<LastGood>> {
    let Action::Package(action) = &body.action else {
        return Ok(None);
    };
    let principal = &grant.principal;
    let query = RunQuery {
        kind: Some(RunKind::Package),
        search: Some(action.package.name.clone()),
        limit: LOOKED_AT,
        ..RunQuery::of(principal.cloud.clone(), principal.account.clone())
    };
    let found = portal.store().runs.list(&query).await?.runs.into_iter();
    let targets: HashSet<&Target> = body.targets.iter().map(|one| &one.target).collect();
    for run in found.filter(|run| run.counts.succeeded > 0) {
        let Some(detail) = portal.run_detail(&run.id).await? else {
            continue;
        };
        let good = succeeded_on(&detail, &targets);
        if let Some(before) = detail.run.plan.action.package()
            && before.package.id == action.package.id
            && good > 0
        {
            return Ok(Some(LastGood {
                run: run.number,
                targets: good,
                differences: differences(before, action),
                package_changed: before.package != action.package,
                has_secrets: !action.secrets.is_empty(),
            }));
        }
    }
    Ok(None)
}

fn succeeded_on(detail: &RunDetail, targets: &HashSet<&Target>) -> usize {
    let good = detail.outcomes.iter();
    let good = good.filter(|one| one.state == OutcomeState::Succeeded);
    good.filter(|one| targets.contains(&one.target)).count()
}

fn differences(was: &PackageAction, is: &PackageAction) -> Vec<Difference> {
    let parameters = asked(&is.package).into_iter();
    let open = parameters.filter(|parameter| !parameter.is_secret());
    let pairs = open.map(|parameter| Difference {
        label: parameter.label().to_owned(),
        was: was.values.get(&parameter.variable).cloned(),
        is: is.values.get(&parameter.variable).cloned(),
    });
    pairs.filter(|pair| pair.was != pair.is).collect()
}
