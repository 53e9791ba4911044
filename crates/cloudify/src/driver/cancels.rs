//! Cancelling executions, in three ways.

use super::{CloudifyDriver, actions, handles};
use crate::status::{ManagerAction, Status};
use async_trait::async_trait;
use slipway_cloud::{Auth, CancelAnswer, CancelWay, Cancelled, Cancels, CloudError};
use slipway_domain::ExecutionId;

const WAYS: [CancelWay; 3] = [
    way(ManagerAction::Cancel),
    way(ManagerAction::ForceCancel),
    way(ManagerAction::Kill),
];

const fn way(action: ManagerAction) -> CancelWay {
    CancelWay {
        word: action.word(),
        label: actions::label(action),
        consequence: actions::consequence(action),
    }
}

const NEWER: &str = "A newer version of Slipway follows this execution.";
const NOT_KNOWN: &str = "The call was sent without an answer, so nobody knows which execution it became. Look at the \
     list of executions.";
const GONE: &str = "The manager does not know this execution any more.";
const NOT_ALLOWED: &str = "The manager does not allow this to your role in the tenant.";

#[async_trait]
impl Cancels for CloudifyDriver {
    fn ways(&self) -> &[CancelWay] {
        &WAYS
    }

    async fn cancel(&self, auth: &Auth, what: Cancelled<'_>, way: &str) -> CancelAnswer {
        let Cancelled::Job(handle) = what else {
            return CancelAnswer::Unknown(NOT_KNOWN.to_owned());
        };
        let Some(id) = handles::parse(handle).map(ExecutionId::new) else {
            return CancelAnswer::Refused(NEWER.to_owned());
        };
        let Some(action) =
            ManagerAction::parse(way).filter(|_| WAYS.iter().any(|known| known.word == way))
        else {
            return CancelAnswer::Refused("There is no such way to cancel.".to_owned());
        };
        let done = self.cancelled(auth, &id, action).await;
        done.unwrap_or_else(|error| answer(&error))
    }
}

impl CloudifyDriver {
    /// Looks before: the manager would also kill what has ended well.
    async fn cancelled(
        &self,
        auth: &Auth,
        id: &ExecutionId,
        action: ManagerAction,
    ) -> Result<CancelAnswer, CloudError> {
        let found = self.client.execution(auth, id).await.map_err(not_sent)?;
        if let Some(status) = Status::parse(&found.word)
            && let Some(why) = action.why_not(status)
        {
            return Ok(if status.is_end() {
                CancelAnswer::Refused(why.to_owned())
            } else {
                // It is being cancelled so, or more harshly: what is wished comes about.
                CancelAnswer::Accepted
            });
        }
        self.client.act(auth, id, action).await?;
        Ok(CancelAnswer::Accepted)
    }
}

/// Nothing was asked of it but how it stands.
fn not_sent(error: CloudError) -> CloudError {
    match error {
        CloudError::Unavailable { .. } | CloudError::NotUnderstood(_) | CloudError::Busy { .. } => {
            let words = "Not sent: the manager does not say how the execution stands.";
            CloudError::refused_here(words)
        }
        other => other,
    }
}

fn answer(error: &CloudError) -> CancelAnswer {
    match error {
        CloudError::NotSignedIn => CancelAnswer::TokenRefused,
        CloudError::NotFound => CancelAnswer::Refused(GONE.to_owned()),
        CloudError::NotAllowed { .. } => CancelAnswer::Refused(NOT_ALLOWED.to_owned()),
        _ if error.is_refusal() || error.provably_not_taken() => {
            CancelAnswer::Refused(error.message().unwrap_or_else(|| error.to_string()))
        }
        _ => CancelAnswer::Unknown(error.to_string()),
    }
}
