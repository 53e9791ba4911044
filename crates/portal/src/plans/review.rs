//! From a posted form to a reviewed plan, and back into the form.
//!
//! Nothing is sent to the cloud here but reads. A form that does not pass becomes a draft with
//! its errors; one that does becomes a plan whose secrets are sealed until it runs.

use crate::actions::create;
use crate::inventory::{self, Inventory};
use crate::packages::catalogue;
use crate::packages::form::{self, Form, Posted};
use crate::packages::patterns::Patterns;
use crate::plans::preflight;
use crate::portal::Portal;
use crate::runs;
use crate::runs::again::Again;
use crate::sign_in::grants::Grant;
use crate::upkeep::cached::Want;
use slipway_cloud::Call;
pub use slipway_cloud::{Block, Preview};
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::package::Package;
use slipway_domain::parameters::{Checked, FieldError, Rules, check_all};
use slipway_domain::plan::{PlanBody, PlannedTarget, Rollout};
use slipway_domain::principal::Right;
use slipway_domain::run::Target;
use slipway_domain::urls::SelectionId;
use slipway_domain::{AppError, AppResult, PackageId, RunId, Secret, ServerId};
pub use slipway_store::Plan;
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
    form.repeats = known_run(portal, grant, form.repeats).await?;
    if !form::rollouts(portal, grant)?.contains(&form.rollout) {
        form.rollout = Rollout::default();
    }
    let typed_secrets = secrets.values().any(|secret| !secret.is_empty());
    if finds {
        form.secrets_dropped = typed_secrets;
        return Ok(Reviewed::Draft(
            form::keep(portal, grant, &package.id, &form).await?,
        ));
    }
    let inventory = match inventory::inventory(portal, grant, Want::Recent).await {
        Ok(inventory) => inventory.value,
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => return Err(error),
        Err(error) => {
            form.trouble = Some(error);
            form.secrets_dropped = typed_secrets;
            return Ok(Reviewed::Draft(
                form::keep(portal, grant, &package.id, &form).await?,
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
            let busy = busy_servers(portal, grant).await?;
            let stopped = portal
                .cloud_of(&grant.principal)?
                .packages()?
                .stopped_words();
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
                let draft = form::keep(portal, grant, &package.id, &form).await?;
                return Ok(Reviewed::Draft(draft));
            }
            let plan = keep(portal, grant, body, form.repeats, &checked.secrets).await?;
            Ok(Reviewed::Plan(plan.id))
        }
        (checked, servers) => {
            form.errors = checked.err().unwrap_or_default();
            let refused = servers.err().unwrap_or_default();
            (form.server_errors, form.unknown) = (refused.errors, refused.unknown);
            form.secrets_dropped = typed_secrets;
            Ok(Reviewed::Draft(
                form::keep(portal, grant, &package.id, &form).await?,
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
            Rollout::PerServer.words()
        )
    }))
}

/// The run that a form says it repeats, where the person may see it.
async fn known_run(portal: &Portal, grant: &Grant, run: Option<RunId>) -> AppResult<Option<RunId>> {
    let Some(run) = run else { return Ok(None) };
    match runs::detail(portal, grant, &run).await {
        Ok(_) => Ok(Some(run)),
        Err(AppError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
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

/// Keeps a plan with its secrets sealed.
pub(crate) async fn keep(
    portal: &Portal,
    grant: &Grant,
    body: PlanBody,
    repeats: Option<RunId>,
    secrets: &BTreeMap<String, Secret>,
) -> AppResult<Plan> {
    let plan = Plan {
        id: portal.fresh_id(),
        owner: grant.principal.owner(),
        cloud: grant.principal.cloud.clone(),
        account: grant.principal.account.clone(),
        hash: body.hash(),
        body,
        repeats,
        created_at: portal.now(),
        run: None,
    };
    portal.store().plans.put(&plan, secrets).await?;
    Ok(plan)
}

pub(crate) async fn busy_servers(
    portal: &Portal,
    grant: &Grant,
) -> AppResult<BTreeMap<ServerId, RunId>> {
    let principal = &grant.principal;
    let runs = &portal.store().runs;
    let busy = runs.busy(&principal.cloud, &principal.account).await?;
    let servers = busy.into_iter().filter_map(|(target, run)| match target {
        Target::Server(id) => Some((id, run)),
        _ => None,
    });
    Ok(servers.collect())
}

/// One of the person's plans.
///
/// # Errors
/// `NotFound` for others' plans as for none.
pub async fn plan(portal: &Portal, grant: &Grant, id: &str) -> AppResult<Plan> {
    let plan = portal
        .store()
        .plans
        .get(id, &grant.principal.owner())
        .await?;
    plan.ok_or_else(|| AppError::not_found("Plan"))
}

/// What the first call of a plan would send; empty where it has none.
///
/// # Errors
/// `NotFound` where the settings no longer name the cloud.
pub fn preview(portal: &Portal, grant: &Grant, body: &PlanBody) -> AppResult<Preview> {
    let cloud = portal.cloud_of(&grant.principal)?;
    let batches = body.batches();
    let Some(planned) = batches.first() else {
        return Ok(Preview::default());
    };
    let targets: Vec<Target> = planned.iter().map(|one| one.target.clone()).collect();
    let call = Call {
        action: &body.action,
        targets: &targets,
    };
    let account = &grant.principal.account;
    Ok(cloud.driver.jobs().preview(account, call))
}

/// Whether a plan still holds what it needs to run: its secrets are erased after a while, and when
/// it is left for the form or replaced by a fresh one. One that never had any can always run.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn can_run(portal: &Portal, plan: &Plan) -> AppResult<bool> {
    Ok(plan.body.action.secrets().is_empty()
        || portal.store().plans.secrets(&plan.id).await?.is_some())
}

/// Takes a plan back into its form: everything is kept but secrets, which are asked again.
/// `selection` is the one in the list of servers that it was made of.
///
/// # Errors
/// `NotFound` also where the plan has no form, `Internal`.
pub async fn edit(
    portal: &Portal,
    grant: &Grant,
    id: &str,
    selection: Option<SelectionId>,
) -> AppResult<Again> {
    let plan = plan(portal, grant, id).await?;
    let (body, repeats) = (&plan.body, plan.repeats.clone());
    let again = match &body.action {
        Action::Package(action) => {
            let form = Form {
                selection,
                ..form_of(portal, grant, body, action, repeats)?
            };
            let draft = form::keep(portal, grant, &action.package.id, &form).await?;
            Again::Form(action.package.id.clone(), draft)
        }
        Action::Create(action) => {
            Again::NewServer(create::draft_of(portal, grant, body, action, repeats).await?)
        }
        Action::Operation(_) | Action::Group(_) | Action::Change(_) | Action::Execution(_) => {
            return Err(AppError::not_found("The form of this plan"));
        }
    };
    if plan.run.is_none() {
        portal.store().plans.erase_secrets(id).await?;
    }
    Ok(again)
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
        chosen: body.targets.iter().filter_map(id_of).collect(),
        rollout: body.rollout,
        repeats,
        secrets_dropped: !action.secrets.is_empty(),
        ..Form::default()
    })
}

pub(crate) fn id_of(planned: &PlannedTarget) -> Option<ServerId> {
    planned.target.server().cloned()
}

/// The grant's package as the cloud shows it now.
///
/// # Errors
/// As [`catalogue::one`].
pub async fn current_package(
    portal: &Portal,
    grant: &Grant,
    package: &PackageId,
) -> AppResult<Package> {
    catalogue::one(portal, grant, package, Want::Now).await
}
