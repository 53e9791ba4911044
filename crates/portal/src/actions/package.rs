//! Running a package: from a posted form to a reviewed plan.
//!
//! Nothing is sent to the cloud here but reads. A form that does not pass becomes a draft with
//! its errors; one that does becomes a plan whose secrets are sealed until it runs.

use crate::actions::Destination;
use crate::inventory::{self, Inventory};
use crate::packages::catalogue;
use crate::packages::form::{self, Form, Posted};
use crate::packages::patterns::Patterns;
use crate::plans::{self, preflight};
use crate::portal::Portal;
use crate::runs;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::package::Package;
use slipway_domain::parameters::{Checked, FieldError, Rules, check_all};
use slipway_domain::plan::{Grouping, PlanBody, in_order};
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, RunId, Secret};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where a posted form leads.
pub enum Reviewed {
    /// Back to the form, kept under this draft.
    Draft(String),
    /// On to this plan.
    Plan(String),
}

/// Checks a posted form. Whatever is wrong, nothing typed is lost but secrets.
///
/// # Errors
/// `Forbidden`, `Internal`, or what the cloud answers.
pub async fn review(
    portal: &Portal,
    grant: &Grant,
    package: &Package,
    posted: Posted,
) -> AppResult<Reviewed> {
    grant.principal.require(Right::RunPackages)?;
    package.readable()?;
    let Posted {
        mut form,
        secrets,
        ambiguous,
        finds,
        leaves_out,
    } = posted;
    form.repeats = runs::known(portal, grant, form.repeats).await?;
    if !form::groupings(portal, grant)?.contains(&form.rollout.grouping) {
        form.rollout.grouping = Grouping::default();
    }
    let typed_secrets = secrets.values().any(|secret| !secret.is_empty());
    if finds {
        form.secrets_dropped = typed_secrets;
        return Ok(Reviewed::Draft(
            form::save_draft(portal, grant, &package.id, &form).await?,
        ));
    }
    let inventory = match inventory::inventory(portal, grant, Freshness::Recent).await {
        Ok(inventory) => inventory.value,
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => return Err(error),
        Err(error) => {
            form.trouble = Some(error);
            form.secrets_dropped = typed_secrets;
            return Ok(Reviewed::Draft(
                form::save_draft(portal, grant, &package.id, &form).await?,
            ));
        }
    };
    if leaves_out {
        preflight::leave_out(&mut form, &inventory);
    }
    let checked = check(portal, grant, package, &form, secrets, &inventory).await?;
    let checked = refuse_ambiguous(package, &ambiguous, checked);
    let servers = preflight::resolve(&form, &inventory);
    match (checked, servers) {
        (Ok(checked), Ok(servers)) => {
            let busy = plans::busy_servers(portal, grant).await?;
            let cloud = portal.cloud_of(&grant.principal)?;
            let stopped = cloud.packages()?.stopped_words();
            let targets = preflight::plan_servers(&servers, package, &busy, stopped);
            let body = PlanBody {
                action: Action::Package(PackageAction::of(package.clone(), &checked)),
                targets,
                left_out: Vec::new(),
                rollout: form.rollout,
            };
            if let Some(words) = too_many(portal, grant, &body)? {
                form.server_errors = vec![words];
                form.secrets_dropped = typed_secrets;
                let draft = form::save_draft(portal, grant, &package.id, &form).await?;
                return Ok(Reviewed::Draft(draft));
            }
            let plan = plans::save(portal, grant, body, form.repeats, &checked.secrets).await?;
            Ok(Reviewed::Plan(plan.id))
        }
        (checked, servers) => {
            form.errors = checked.err().unwrap_or_default();
            let refused = servers.err().unwrap_or_default();
            (form.server_errors, form.unknown) = (refused.errors, refused.unknown);
            form.secrets_dropped = typed_secrets;
            Ok(Reviewed::Draft(
                form::save_draft(portal, grant, &package.id, &form).await?,
            ))
        }
    }
}

/// What is said where a call would carry more than the cloud takes.
fn too_many(portal: &Portal, grant: &Grant, body: &PlanBody) -> AppResult<Option<String>> {
    let cloud = portal.cloud_of(&grant.principal)?;
    let most = cloud.driver.jobs().manners().targets_per_call;
    let longest = body.batches().iter().map(Vec::len).max();
    Ok(longest.filter(|count| *count > most).map(|count| {
        format!(
            "One call would carry {count} servers; this cloud takes {most} at most. Choose \"{}\".",
            Grouping::PerServer.label()
        )
    }))
}

/// Which of two passwords is meant, nobody can say.
fn refuse_ambiguous(
    package: &Package,
    ambiguous: &BTreeSet<String>,
    checked: Result<Checked, Vec<FieldError>>,
) -> Result<Checked, Vec<FieldError>> {
    let asked = package.parameters.iter();
    let errors = asked
        .filter(|p| ambiguous.contains(&p.variable))
        .map(|p| FieldError {
            variable: p.variable.clone(),
            label: p.label().to_owned(),
            message: format!(
                "\"{}\" takes one value; several different ones were given.",
                p.label()
            ),
        });
    let errors: Vec<FieldError> = errors.collect();
    match checked {
        checked if errors.is_empty() => checked,
        Ok(_) => Err(errors),
        Err(others) => Err(errors.into_iter().chain(others).collect()),
    }
}

/// Runs the checks away from the async threads: patterns come from strangers and may be slow.
async fn check(
    portal: &Portal,
    grant: &Grant,
    package: &Package,
    form: &Form,
    secrets: BTreeMap<String, Secret>,
    inventory: &Arc<Inventory>,
) -> AppResult<Result<Checked, Vec<FieldError>>> {
    let settings = &portal.cloud_of(&grant.principal)?.settings;
    let patterns = Patterns {
        full_match: settings.full_match,
    };
    let separator = settings.multi_select_separator.clone();
    let (package, values) = (package.clone(), form.values.clone());
    let inventory = Arc::clone(inventory);
    let work = move || {
        let rules = Rules {
            patterns: &patterns,
            multi_select_separator: &separator,
            servers: inventory.as_ref(),
        };
        check_all(&package, &values, &secrets, &rules)
    };
    portal.turns().check(&grant.principal, work).await
}

/// The form that leads to `body`, secrets left out.
pub(crate) fn form_of(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &PackageAction,
    repeats: Option<RunId>,
) -> AppResult<Form> {
    let separator = &portal
        .cloud_of(&grant.principal)?
        .settings
        .multi_select_separator;
    Ok(Form {
        values: action.entered(separator),
        chosen: body
            .targets
            .iter()
            .filter_map(|planned| planned.target.server().cloned())
            .collect(),
        rollout: body.rollout,
        repeats,
        secrets_dropped: !action.secrets.is_empty(),
        ..Form::default()
    })
}

/// The way to run `body` once more: its review, where nothing has to be typed for it, or its form.
pub(crate) async fn again(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &PackageAction,
    run: &RunId,
) -> AppResult<Destination> {
    let form = form_of(portal, grant, body, action, Some(run.clone()))?;
    let id = &action.package.id;
    if action.secrets.is_empty()
        && let Ok(package) = catalogue::one(portal, grant, id, Freshness::Recent).await
        && package.readable().is_ok()
    {
        let reviewed = review(portal, grant, &package, Posted::of(form)).await?;
        return Ok(match reviewed {
            Reviewed::Plan(plan) => Destination::Plan(plan),
            Reviewed::Draft(draft) => Destination::Form(id.clone(), draft),
        });
    }
    // Without the package its form says why it cannot be asked for.
    let draft = form::save_draft(portal, grant, id, &form).await?;
    Ok(Destination::Form(id.clone(), draft))
}

/// The same plan with the package and the verdicts of this moment.
pub(crate) async fn as_of_now(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &PackageAction,
) -> AppResult<PlanBody> {
    let package = catalogue::one(portal, grant, &action.package.id, Freshness::Now).await?;
    package.readable()?;
    let inventory = inventory::of_now(portal, grant, body).await?;
    let busy = plans::busy_servers(portal, grant).await?;
    let (known, gone) = inventory.still_there(&body.targets);
    if known.is_empty() {
        return Err(AppError::Conflict(preflight::all_gone(&body.targets)));
    }
    let cloud = portal.cloud_of(&grant.principal)?;
    let stopped = cloud.packages()?.stopped_words();
    let targets = preflight::plan_servers(&known, &package, &busy, stopped);
    let mut left_out = body.left_out.clone();
    left_out.extend(gone);
    in_order(&mut left_out);
    Ok(PlanBody {
        action: Action::Package(PackageAction {
            package,
            ..action.clone()
        }),
        targets,
        left_out,
        ..body.clone()
    })
}
