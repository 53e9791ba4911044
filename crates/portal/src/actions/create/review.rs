//! From a posted form to a reviewed plan. Nothing is sent to the cloud here but reads.

use super::check::{Ground, check};
use super::form::save_draft;
use super::known::known_as;
use super::options::{FormOptions, options_as_of_now, options_to_check};
use super::packages;
use super::posted::{Posted, Pressed};
use super::refill::form_of;
use crate::packages::catalogue;
use crate::plans;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use crate::{inventory, runs};
use slipway_domain::action::{Action, CreateAction, servers_to_be};
use slipway_domain::capabilities::Capabilities;
use slipway_domain::custom_field::CustomField;
use slipway_domain::new_server::{NewServer, Source};
use slipway_domain::package::Package;
use slipway_domain::plan::{PlanBody, PlannedTarget, Rollout};
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult};

/// Where a posted form leads.
pub enum Reviewed {
    /// Back to the form, kept under this draft, at this place of the page.
    Draft(String, Option<&'static str>),
    /// On to this plan.
    Plan(String),
}

/// What the cloud has to tell before anything can be reviewed.
type Told<'a> = (&'a Capabilities, &'a [CustomField]);

/// Checks a posted form; `packages` are those it names. Whatever is wrong, nothing typed is lost
/// but secrets.
///
/// # Errors
/// `Forbidden`, `CredentialEnded`, or `Internal`.
pub async fn review(
    portal: &Portal,
    grant: &Grant,
    packages: &[Package],
    mut posted: Posted,
) -> AppResult<Reviewed> {
    grant.principal.require(Right::Manage)?;
    let form = &mut posted.form;
    form.repeats = runs::known(portal, grant, form.repeats.take()).await?;
    form.secrets_dropped = posted.secrets.values().any(|secret| !secret.is_empty());
    if let Pressed::Show(place) = posted.pressed {
        let draft = save_draft(portal, grant, &posted.form).await?;
        return Ok(Reviewed::Draft(draft, Some(place)));
    }
    match plan(portal, grant, packages, &mut posted).await {
        Ok(Some(plan)) => return Ok(Reviewed::Plan(plan)),
        Ok(None) => {}
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded | AppError::Internal)) => {
            return Err(error);
        }
        Err(error) => posted.form.trouble = Some(error),
    }
    let draft = save_draft(portal, grant, &posted.form).await?;
    Ok(Reviewed::Draft(draft, None))
}

/// The id of the plan, or nothing where the form says what is wrong with it.
async fn plan(
    portal: &Portal,
    grant: &Grant,
    packages: &[Package],
    posted: &mut Posted,
) -> AppResult<Option<String>> {
    let options = options_to_check(portal, grant, &posted.form).await?;
    let (capabilities, fields) = told(&options)?;
    let ground = Ground {
        options: &options,
        capabilities,
        fields,
        now: portal.now(),
    };
    // The cloud runs none on machines of their own.
    let named = if posted.form.wants_bare_metal() {
        Vec::new()
    } else {
        posted.form.packages()
    };
    let named: Vec<Package> = named
        .iter()
        .filter_map(|id| packages.iter().find(|package| package.id == *id).cloned())
        .collect();
    let Posted {
        form,
        secrets,
        ambiguous,
        ..
    } = posted;
    let built = packages::check(portal, grant, form, secrets, &named, &options.inventory).await?;
    let (built, wrong) = match built {
        Ok(built) => (built, Vec::new()),
        Err(wrong) => (Vec::new(), wrong),
    };
    let request = match check(form, secrets, ambiguous, built, &ground) {
        Ok(request) if wrong.is_empty() => request,
        Ok(_) => {
            form.errors = wrong;
            return Ok(None);
        }
        Err(problems) => {
            form.errors = problems.into_iter().chain(wrong).collect();
            return Ok(None);
        }
    };
    let known_as = known_as(&request.server, &options, capabilities, fields, &named);
    let known_as = known_as.map_err(AppError::Conflict)?;
    let targets = planned(
        &request.server,
        &options,
        capabilities,
        &named,
        request.count,
    );
    let (action, secrets) = CreateAction::take_secrets(request.server, known_as);
    let body = PlanBody {
        action: Action::Create(Box::new(action)),
        targets,
        left_out: Vec::new(),
        rollout: Rollout::default(),
    };
    let repeats = form.repeats.clone();
    let plan = plans::save(portal, grant, body, repeats, &secrets).await?;
    Ok(Some(plan.id))
}

fn told(options: &FormOptions) -> AppResult<Told<'_>> {
    let capabilities = options.capabilities.as_ref().map_err(AppError::clone)?;
    let fields = options.fields.as_ref().map_err(AppError::clone)?;
    Ok((capabilities, fields))
}

/// The servers to be, each with what a person should know before it is built.
fn planned(
    server: &NewServer,
    options: &FormOptions,
    capabilities: &Capabilities,
    packages: &[Package],
    count: u32,
) -> Vec<PlannedTarget> {
    let os = match (&server.source, &options.source) {
        (Source::Template { name }, _) => {
            let mut templates = capabilities.templates.iter();
            let found = templates.find(|template| template.name == *name);
            found.map(|template| (template.os.as_str(), template.description.as_str()))
        }
        (_, Some(source)) => Some((source.server.os.as_str(), source.server.os_name.as_str())),
        _ => None,
    };
    let (os, words) = os.unwrap_or_default();
    let unfit = packages.iter().filter(|package| !package.supports(os));
    let notes: Vec<String> = unfit
        .map(|package| {
            format!(
                "Is made from {words}, which {} does not list as supported.",
                package.name
            )
        })
        .collect();
    let mut servers = servers_to_be(&server.name, &options.center, count);
    for planned in &mut servers {
        planned.notes.clone_from(&notes);
    }
    servers
}

/// The same plan with what the cloud offers at this moment.
pub(crate) async fn as_of_now(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &CreateAction,
) -> AppResult<PlanBody> {
    let inventory = inventory::of_now(portal, grant, body).await?;
    let form = form_of(body, action, None);
    let options = options_as_of_now(portal, grant, &form, inventory).await?;
    let (capabilities, fields) = told(&options)?;
    let change = |why: String| {
        AppError::Conflict(format!(
            "{why} Choose Change on the plan, and review it again."
        ))
    };
    if action.server.ttl.is_some_and(|ttl| ttl <= portal.now()) {
        return Err(change(
            "The time at which the server was to be deleted is over.".to_owned(),
        ));
    }
    let packages = match action.server.packages.as_slice() {
        [] => Vec::new(),
        _ => catalogue::all(portal, grant, Freshness::Now)
            .await?
            .value
            .to_vec(),
    };
    let known_as = known_as(&action.server, &options, capabilities, fields, &packages);
    let action = CreateAction {
        known_as: known_as.map_err(change)?,
        ..action.clone()
    };
    for package in action.packages() {
        if let Some(parameter) = package.unanswered().first() {
            return Err(change(format!(
                "The package {} now requires \"{}\".",
                package.package.name,
                parameter.label()
            )));
        }
    }
    Ok(PlanBody {
        action: Action::Create(Box::new(action)),
        ..body.clone()
    })
}
