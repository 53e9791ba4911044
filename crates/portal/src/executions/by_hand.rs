//! Setting the status of an execution by hand, for when the cloud is wrong about it.

use super::{acting, deployment, read};
use crate::actions::{FormResult, writes};
use crate::portal::Portal;
use crate::runs::share::starting_right;
use crate::sign_in::grants::Grant;
use slipway_cloud::{Execution, StatusWord};
use slipway_domain::action::RunKind;
use slipway_domain::confirmation::Confirmation;
use slipway_domain::server_form::Problem;
use slipway_domain::{AppResult, ExecutionId};
use slipway_store::WriteKey;

/// The control that says which status.
pub const STATUS: &str = "status";
/// The control with words about the error.
pub const REASON: &str = "reason";
/// The control that confirms.
pub const TYPED: &str = "typed";
/// Characters of those words at most.
pub const LONGEST_REASON: usize = 2_000;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusForm {
    /// The status, in the cloud's word.
    pub status: String,
    /// Words about the error.
    pub reason: String,
    /// What was typed to confirm it.
    pub typed: String,
}

impl StatusForm {
    /// As it was posted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let mut found = pairs.iter().filter(|(key, _)| key == name);
            found.next_back().map(|(_, value)| value.trim().to_owned())
        };
        Self {
            status: text(STATUS).unwrap_or_default(),
            reason: text(REASON).unwrap_or_default(),
            typed: text(TYPED).unwrap_or_default(),
        }
    }
}

/// What the form shows.
pub struct Setting {
    /// The execution as it stands.
    pub execution: Execution,
    /// The statuses that can be set.
    pub targets: Vec<StatusWord>,
    /// What people call the one that it has.
    pub label: String,
}

impl Setting {
    /// What has to be typed: the name of the deployment, or of the workflow where it is of none.
    pub fn confirmation(&self) -> Confirmation {
        let execution = &self.execution;
        Confirmation::Name(deployment(execution).unwrap_or(execution.workflow.clone()))
    }

    fn problems(&self, form: &StatusForm) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |control, label, words: String| {
            problems.push(Problem::new(control, label, words));
        };
        if !self.targets.iter().any(|status| status.word == form.status) {
            let labels: Vec<_> = self.targets.iter().map(|status| status.label).collect();
            let words = match form.status.as_str() {
                "" => format!("Choose one: {}.", labels.join(", ")),
                _ => format!(
                    "From “{}” it can be set to: {}.",
                    self.label,
                    labels.join(", ")
                ),
            };
            wrong(STATUS, "New status", words);
        }
        let length = form.reason.chars().count();
        if length > LONGEST_REASON {
            let words = format!("It has {length} characters; {LONGEST_REASON} are allowed.");
            wrong(REASON, "Reason", words);
        }
        if !self.confirmation().accepts(&form.typed) {
            let words = "What was typed is not what is asked for, so nothing was done.";
            wrong(TYPED, "Confirmation", words.to_owned());
        }
        problems
    }
}

/// Reads what the form shows.
///
/// # Errors
/// `Forbidden`, `NotFound`, `CredentialEnded`, or what the cloud answers.
pub async fn setting(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<Setting> {
    grant
        .principal
        .require(starting_right(RunKind::Execution))?;
    let execution = read(portal, grant, id).await?;
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let mut statuses = workflows.statuses().iter();
    let label = statuses.find(|status| status.word == execution.word);
    Ok(Setting {
        targets: workflows.settable(&execution),
        label: label.map_or_else(|| execution.word.clone(), |status| status.label.to_owned()),
        execution,
    })
}

/// Sets the status, once for each `key`. The execution as it was comes back for the form to be shown
/// again.
///
/// # Errors
/// As [`setting`], or `Internal` where it cannot be written down.
pub async fn set_status(
    portal: &Portal,
    grant: &Grant,
    id: &ExecutionId,
    form: &StatusForm,
    key: &WriteKey,
) -> AppResult<(Setting, FormResult<()>)> {
    let now = setting(portal, grant, id).await?;
    if let Some(answer) = writes::known(portal, key).await? {
        return Ok((now, answer.outcome(drop)?));
    }
    let problems = now.problems(form);
    let target = now.targets.iter().find(|status| status.word == form.status);
    let Some(target) = target.filter(|_| problems.is_empty()) else {
        return Ok((now, FormResult::Problems(problems)));
    };
    let reason = (!form.reason.is_empty()).then(|| form.reason.clone());
    let set = (target.word, reason);
    let answer = acting::set(portal, grant, &now.execution, set, key).await?;
    Ok((now, answer.outcome(drop)?))
}
