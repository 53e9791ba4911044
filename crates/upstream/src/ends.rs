//! What the failure of a call means to a run.

use slipway_cloud::{CloudError, Observation, Reading, Submitted};
use slipway_domain::run::Handle;

const NOT_ALLOWED: &str = "The cloud does not allow this to your account role.";
const NOT_FOUND: &str = "The cloud does not know what this call is about; it may be gone.";
const NO_REASON: &str = "The cloud refused the call and gave no reason.";
/// What an answer about the job of `handle` says of it.
pub fn reading(handle: &Handle, answer: Result<Observation, CloudError>) -> Reading {
    match answer {
        Ok(observation) => Reading::Heard(observation),
        // A cloud that does not let this token read it is not silent: another one may be let in.
        Err(CloudError::NotSignedIn | CloudError::NotAllowed { .. }) => Reading::TokenRefused,
        Err(CloudError::Busy { retry_after }) => Reading::Silence(retry_after),
        Err(error) => {
            tracing::debug!(%handle, %error, "a job could not be read");
            Reading::Silence(None)
        }
    }
}

/// How a run's call ended that failed so.
pub fn ended(error: &CloudError) -> Submitted {
    let refused = |why: &str| Submitted::Refused(why.to_owned());
    match error {
        CloudError::NotSignedIn => Submitted::TokenRefused,
        CloudError::Busy { retry_after } if error.provably_not_taken() => Submitted::NotTaken {
            wait: *retry_after,
            why: "the cloud was too busy".to_owned(),
        },
        _ if error.provably_not_taken() => Submitted::NotTaken {
            wait: None,
            why: "the cloud could not be reached".to_owned(),
        },
        CloudError::NotAllowed { .. } => refused(NOT_ALLOWED),
        CloudError::NotFound => refused(NOT_FOUND),
        _ if error.is_refusal() => refused(error.message().as_deref().unwrap_or(NO_REASON)),
        _ => Submitted::Unknown(no_answer(error)),
    }
}

fn no_answer(error: &CloudError) -> String {
    let why = match error {
        CloudError::OutcomeUnknown { fault, message } => {
            let said = message
                .as_ref()
                .map(|message| format!("; it said: {message}"));
            format!("{fault}{}", said.unwrap_or_default())
        }
        other => other.to_string(),
    };
    format!("The call was sent, but got no usable answer ({why}).")
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_cloud::{Cause, Fault};
    use slipway_domain::run::JobStatus;
    use std::time::Duration;

    #[test]
    fn a_definite_no_is_told_in_the_clouds_words() {
        let refusal = CloudError::Refused {
            status: 400,
            message: "No such package.".into(),
            fields: vec![],
        };
        let refused = |why: &str| Submitted::Refused(why.to_owned());
        assert_eq!(ended(&refusal), refused("No such package."));
        let not_allowed = CloudError::NotAllowed { message: None };
        assert_eq!(ended(&not_allowed), refused(NOT_ALLOWED));
        assert_eq!(ended(&CloudError::NotFound), refused(NOT_FOUND));
    }

    #[test]
    fn only_what_was_provably_not_taken_may_be_tried_again() {
        let busy = |retry_after| ended(&CloudError::Busy { retry_after });
        let three = Some(Duration::from_secs(3));
        assert!(matches!(busy(three), Submitted::NotTaken { wait, .. } if wait == three));
        // Without the time to wait it is not repeated, so a person has to look.
        assert!(matches!(busy(None), Submitted::Unknown(_)));
        let unreachable = CloudError::unavailable(Fault::NoConnection(Cause::Refused));
        let not_taken = Submitted::NotTaken {
            wait: None,
            why: "the cloud could not be reached".to_owned(),
        };
        assert_eq!(ended(&unreachable), not_taken);
        assert_eq!(ended(&CloudError::NotSignedIn), Submitted::TokenRefused);
    }

    #[test]
    fn everything_else_asks_a_person() {
        let unknown = CloudError::OutcomeUnknown {
            fault: Fault::Status(500),
            message: Some("Oops.".into()),
        };
        let words =
            "The call was sent, but got no usable answer (HTTP status 500; it said: Oops.).";
        assert_eq!(ended(&unknown), Submitted::Unknown(words.to_owned()));
    }

    #[test]
    fn a_refused_token_says_nothing_of_the_job() {
        let read = |answer| reading(&Handle::new("clc:1:job:1"), answer);
        assert_eq!(read(Err(CloudError::NotSignedIn)), Reading::TokenRefused);
        let not_allowed = CloudError::NotAllowed { message: None };
        assert_eq!(read(Err(not_allowed)), Reading::TokenRefused);
        assert_eq!(read(Err(CloudError::NotFound)), Reading::Silence(None));
        let wait = Some(Duration::from_secs(9));
        let busy = CloudError::Busy { retry_after: wait };
        assert_eq!(read(Err(busy)), Reading::Silence(wait));
        let heard = Observation::of(JobStatus::Executing);
        assert_eq!(read(Ok(heard.clone())), Reading::Heard(heard));
    }
}
