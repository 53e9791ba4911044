//! What is done to one execution: cancelled, killed, resumed, as far as its cloud offers it and its
//! state lets it. It takes effect at once, and the run that follows the execution hears of it as of
//! everything that happens to it.

use super::{none, read};
use crate::actions::FormResult;
use crate::actions::writes::{self, Answer};
use crate::portal::Portal;
use crate::runs::adopt::adopt;
use crate::runs::share::starting_right;
use crate::sign_in::grants::Grant;
use jiff::Timestamp;
use slipway_cloud::{Auth, CloudError, Execution, OfferedWay};
use slipway_domain::action::RunKind;
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::run::{JobStatus, Run};
use slipway_domain::{AppError, AppResult, ExecutionId};
use slipway_store::WriteKey;

/// Rows of the audit chain that are looked through for who cancelled an execution.
const ROWS: u64 = 200;

/// Who asked for something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
}

/// Who asked last that an execution which is being cancelled ends; nothing where that was long ago, or
/// not here.
pub(super) async fn asked(
    portal: &Portal,
    grant: &Grant,
    execution: &Execution,
    run: Option<&Run>,
) -> AppResult<Option<Asked>> {
    if execution.status != JobStatus::Cancelling {
        return Ok(None);
    }
    let principal = &grant.principal;
    let (cloud, account) = (principal.cloud.as_str(), principal.account.as_str());
    let rows = portal.store().audit.newest(cloud, account, ROWS).await?;
    let of = |action, id: &str| (action, format!("{id} "));
    let mut asked = vec![of(AuditAction::ActOnExecution, execution.id.as_str())];
    asked.extend(run.map(|run| of(AuditAction::Cancel, run.id.as_str())));
    let is_it = |event: &AuditEvent| {
        let mut asked = asked.iter();
        asked.any(|(action, of)| event.action == *action && event.subject.starts_with(of))
    };
    let row = rows.into_iter().find(|row| is_it(&row.event));
    Ok(row.map(|row| Asked {
        at: row.event.at,
        by: row.event.user,
    }))
}

/// What a person orders.
enum Order {
    /// What a way offers.
    Act(&'static str),
    /// That the status is set, with words about its error.
    Set(&'static str, Option<String>),
}

/// Does what `way` names, once for each `key`, with the person's own token.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid` for a way that is not offered, `Conflict` where the state of the
/// execution does not let it, `CredentialEnded`, `OutcomeUnknown`, or what the cloud answers.
pub async fn act(
    portal: &Portal,
    grant: &Grant,
    id: &ExecutionId,
    way: &str,
    key: &WriteKey,
) -> AppResult<()> {
    grant
        .principal
        .require(starting_right(RunKind::Execution))?;
    if let Some(answer) = writes::known(portal, key).await? {
        return plain(answer);
    }
    let execution = read(portal, grant, id).await?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let ways = cloud.workflows()?.ways(&execution);
    let Some(way) = ways.iter().find(|known| known.word == way) else {
        return Err(AppError::Invalid(unknown(&ways)));
    };
    if let Some(why) = way.blocked {
        return Err(AppError::Conflict(why.to_owned()));
    }
    let order = Order::Act(way.word);
    plain(carry_out(portal, grant, &execution, order, key).await?)
}

/// Sets a status that was found to be legal, once for each `key`.
///
/// # Errors
/// What adopting the execution says.
pub(super) async fn set(
    portal: &Portal,
    grant: &Grant,
    execution: &Execution,
    (status, error): (&'static str, Option<String>),
    key: &WriteKey,
) -> AppResult<Answer> {
    carry_out(portal, grant, execution, Order::Set(status, error), key).await
}

/// What is under way is followed from before anything is done to it; what has ended is followed anew
/// once it goes on.
async fn carry_out(
    portal: &Portal,
    grant: &Grant,
    execution: &Execution,
    order: Order,
    key: &WriteKey,
) -> AppResult<Answer> {
    let ended = execution.status.is_terminal();
    // What a cloud does for itself belongs to no deployment: no run can follow it.
    let follows = execution.deployment.is_some();
    if follows && !ended {
        adopt(portal, grant, &execution.id).await?;
    }
    let auth = portal.auth(grant).await?;
    let (action, what) = match &order {
        Order::Act(way) => (AuditAction::ActOnExecution, *way),
        Order::Set(status, _) => (AuditAction::SetStatus, *status),
    };
    let subject = format!("{} {what}", execution.id);
    let call = send(
        portal.clone(),
        grant.clone(),
        auth,
        execution.id.clone(),
        order,
    );
    let answer = writes::carry_out(portal, grant, key, (action, &subject), call).await;
    portal
        .readings()
        .forget(&grant.principal.scope(), &execution.id);
    if follows && ended && matches!(answer, Answer::Done(_)) {
        // What was asked for was done, whether a run follows it or not.
        if let Err(error) = adopt(portal, grant, &execution.id).await {
            tracing::warn!(%error, "a resumed execution is not followed");
        }
    }
    Ok(answer)
}

async fn send(portal: Portal, grant: Grant, auth: Auth, id: ExecutionId, order: Order) -> Answer {
    let cloud = portal.cloud_of(&grant.principal).cloned();
    let workflows = match &cloud {
        Ok(cloud) => cloud.workflows(),
        Err(error) => Err(error.clone()),
    };
    let workflows = match workflows {
        Ok(workflows) => workflows,
        Err(error) => return Answer::Trouble(error),
    };
    let done = match order {
        Order::Act(way) => workflows.act(&auth, &id, way).await,
        Order::Set(status, error) => {
            let error = error.as_deref();
            workflows.set_status(&auth, &id, status, error).await
        }
    };
    match done {
        Ok(_) => Answer::Done(id.to_string()),
        Err(CloudError::NotFound) => Answer::Trouble(none()),
        Err(error) => Answer::failed(&portal, &grant, error).await,
    }
}

/// Nothing stands in a form that could be wrong.
fn plain(answer: Answer) -> AppResult<()> {
    match answer.outcome(drop)? {
        FormResult::Done(()) | FormResult::Same => Ok(()),
        FormResult::Trouble(error) => Err(error),
        FormResult::Problems(problems) => {
            let words: Vec<_> = problems.into_iter().map(|one| one.message).collect();
            Err(AppError::Refused(words.join(" ")))
        }
    }
}

fn unknown(ways: &[OfferedWay]) -> String {
    let words: Vec<_> = ways.iter().map(|way| way.word).collect();
    format!("Choose what to do to the execution: {}.", words.join(", "))
}
