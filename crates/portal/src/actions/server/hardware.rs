//! Changing processors, memory and disks: takes a job, so it is reviewed and becomes a run.

use super::edit::{Editing, editing};
use crate::actions::FormResult;
use crate::actions::operations::{planned, remarks};
use crate::inventory::server::{known, unknown, with_page_timeout};
use crate::plans;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::action::{Action, ChangeAction, Hardware};
use slipway_domain::details::ServerDetails;
use slipway_domain::plan::{PlanBody, Rollout};
use slipway_domain::principal::Right;
use slipway_domain::server_form::{DiskRules, HardwareForm};
use slipway_domain::{AppError, AppResult, RunId, ServerId};
use std::collections::BTreeMap;

/// Reviews what the form changes; the id of the plan. The server as it is comes back for the form
/// to be shown again.
///
/// # Errors
/// `Forbidden`, `NotFound`, `CredentialEnded`, `Internal`, or what the cloud answers.
pub async fn review(
    portal: &Portal,
    grant: &Grant,
    id: &ServerId,
    form: &HardwareForm,
) -> AppResult<(Editing, FormResult<String>)> {
    let now = editing(portal, grant, id).await?;
    if let Some(why) = now.blocked.clone() {
        return Ok((
            now,
            FormResult::Trouble(AppError::Conflict(why.to_string())),
        ));
    }
    let before = Hardware::of(&now.details);
    let rules = disk_rules(portal, grant, &now.details, form).await?;
    let outcome = match form.check(&before, &rules) {
        Err(problems) => FormResult::Problems(problems),
        Ok(wish) if wish.is_empty() => FormResult::Same,
        Ok(wish) => {
            let action = ChangeAction { before, wish };
            FormResult::Done(save_plan(portal, grant, &now.details, action, None).await?)
        }
    };
    Ok((now, outcome))
}

/// Which places are free to mount a disk at, where that matters. What the data center does not
/// tell the cloud will say itself.
async fn disk_rules(
    portal: &Portal,
    grant: &Grant,
    details: &ServerDetails,
    form: &HardwareForm,
) -> AppResult<DiskRules> {
    let server = &details.server;
    if !form.mounts() {
        return Ok(DiskRules::of(&server.os, None));
    }
    let auth = portal.auth(grant).await?;
    let servers = portal.cloud_of(&grant.principal)?.servers()?;
    let reading = servers.capabilities(&auth, server.data_center.as_ref());
    let read = with_page_timeout(portal, grant, unknown, reading).await;
    if matches!(read, Err(AppError::CredentialEnded)) {
        return Err(AppError::CredentialEnded);
    }
    let templates = read.map(|read| read.templates).unwrap_or_default();
    let same = |os: &str| os.eq_ignore_ascii_case(&server.os);
    let template = templates.iter().find(|template| same(&template.os));
    Ok(DiskRules::of(&server.os, template))
}

async fn save_plan(
    portal: &Portal,
    grant: &Grant,
    details: &ServerDetails,
    action: ChangeAction,
    repeats: Option<RunId>,
) -> AppResult<String> {
    let busy = plans::busy_servers(portal, grant).await?;
    let server = &details.server;
    let body = PlanBody {
        action: Action::Change(action),
        targets: vec![planned(server, remarks(server, &busy))],
        left_out: Vec::new(),
        rollout: Rollout::default(),
    };
    let plan = plans::save(portal, grant, body, repeats, &BTreeMap::new()).await?;
    Ok(plan.id)
}

/// The server of a plan or run as it is now, and what of `action` is still to do.
async fn still_to_do(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &ChangeAction,
) -> AppResult<(ServerDetails, ChangeAction)> {
    grant.principal.require(Right::Manage)?;
    let server = body.targets.first().ok_or(AppError::Internal)?;
    let id = server.target.server().ok_or(AppError::Internal)?;
    let details = details(portal, grant, id).await?;
    let rules = portal.cloud_of(&grant.principal)?.rules();
    if let Some(why) = rules.change(&details.server) {
        return Err(AppError::Conflict(format!("{}: {why}", server.name)));
    }
    let before = Hardware::of(&details);
    let wish = action.wish.left_for(&before).ok_or_else(|| {
        AppError::Conflict(format!(
            "The disks of {} are not those of the review any more. Open its form and change it anew.",
            server.name
        ))
    })?;
    if wish.is_empty() {
        return Err(AppError::Conflict(format!(
            "{} has this hardware already.",
            server.name
        )));
    }
    Ok((details, ChangeAction { before, wish }))
}

async fn details(portal: &Portal, grant: &Grant, id: &ServerId) -> AppResult<ServerDetails> {
    known(id)?;
    let auth = portal.auth(grant).await?;
    let servers = portal.cloud_of(&grant.principal)?.servers()?;
    with_page_timeout(portal, grant, unknown, servers.details(&auth, id)).await
}

/// The same plan as of this moment.
pub(crate) async fn as_of_now(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &ChangeAction,
) -> AppResult<PlanBody> {
    let (details, action) = still_to_do(portal, grant, body, action).await?;
    let busy = plans::busy_servers(portal, grant).await?;
    let server = &details.server;
    Ok(PlanBody {
        action: Action::Change(action),
        targets: vec![planned(server, remarks(server, &busy))],
        ..body.clone()
    })
}

/// What a run did not bring about, reviewed anew; the id of the plan.
pub(crate) async fn again(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &ChangeAction,
    run: &RunId,
) -> AppResult<String> {
    let (details, action) = still_to_do(portal, grant, body, action).await?;
    save_plan(portal, grant, &details, action, Some(run.clone())).await
}
