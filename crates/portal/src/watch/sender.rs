//! One upstream call of a run: waiting for its turn, making it, and what its end means.

use super::machine::Event;
use super::order::{self, Answer};
use crate::clouds::{Cloud, Lane};
use slipway_clc::{ClcError, Created, Session};
use slipway_domain::deed::Deed;
use slipway_domain::{Secret, ServerId};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How often a call that is provably not taken is tried before its servers are given up.
pub(super) const TRIES: u32 = 5;

const NOT_ALLOWED: &str = "The cloud does not allow this to your account role.";
const NOT_FOUND: &str = "The cloud does not know what this call is about; it may be gone.";
const NO_REASON: &str = "The cloud refused the call and gave no reason.";

/// Leave to have one more call under way for an account; given back when dropped.
pub(super) struct Permit(Arc<Lane>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.calls.add_permits(1);
    }
}

/// Waits for an account's next permit. Runs wait in the order they asked, so that a long run
/// does not keep a short one from starting.
pub(super) async fn permit(lane: Arc<Lane>) -> Permit {
    match lane.calls.acquire().await {
        Ok(permit) => permit.forget(),
        // Nobody closes a lane.
        Err(_closed) => std::future::pending().await,
    }
    Permit(lane)
}

/// Everything one call needs.
pub(super) struct Call {
    pub(super) batch: u32,
    /// Which of the run's tokens the session holds.
    pub(super) generation: u32,
    pub(super) cloud: Arc<Cloud>,
    pub(super) session: Session,
    pub(super) servers: Vec<ServerId>,
    pub(super) deed: Deed,
    pub(super) secrets: BTreeMap<String, Secret>,
}

/// How a call ended.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) batch: u32,
    pub(super) generation: u32,
    pub(super) result: Result<Answer, ClcError>,
}

/// Makes the call. It is never repeated in here.
pub(super) async fn send(call: Call, permit: Permit) -> Sent {
    let Call {
        batch,
        generation,
        cloud,
        session,
        servers,
        deed,
        secrets,
    } = call;
    let result = order::order(&cloud.client, &session, &deed, &servers, &secrets).await;
    drop(permit);
    Sent {
        batch,
        generation,
        result,
    }
}

/// What the end of a call means for the run.
#[derive(Debug)]
pub(super) enum Meaning {
    /// It is settled, one way or another.
    Settled(Event),
    /// It was provably not taken; says how long the cloud asks to wait, and the reason for
    /// people in case no further try is made.
    TryAgain(Option<Duration>, String),
    /// The token is not accepted, so it was not taken either.
    TokenRefused,
}

/// Reads the end of a call.
pub(super) fn meaning(batch: u32, result: Result<Answer, ClcError>) -> Meaning {
    let error = match result {
        Ok(Answer::Queued(entries)) => return Meaning::Settled(Event::Answered(batch, entries)),
        Ok(Answer::Building(Created { job, uuid })) => {
            return Meaning::Settled(Event::Building(batch, job, uuid));
        }
        Ok(Answer::Done) => return Meaning::Settled(Event::Done(batch)),
        Err(error) => error,
    };
    let refused = |why: &str| Meaning::Settled(Event::Refused(batch, why.to_owned()));
    match &error {
        ClcError::NotSignedIn => Meaning::TokenRefused,
        ClcError::Busy { retry_after } if error.provably_not_taken() => {
            let why = format!("Not sent: the cloud was too busy at {TRIES} tries.");
            Meaning::TryAgain(*retry_after, why)
        }
        _ if error.provably_not_taken() => {
            let why = format!("Not sent: the cloud could not be reached at {TRIES} tries.");
            Meaning::TryAgain(None, why)
        }
        ClcError::NotAllowed { .. } => refused(NOT_ALLOWED),
        ClcError::NotFound => refused(NOT_FOUND),
        _ if error.is_refusal() => refused(error.message().as_deref().unwrap_or(NO_REASON)),
        _ => Meaning::Settled(Event::NoAnswer(batch, no_answer(&error))),
    }
}

fn no_answer(error: &ClcError) -> String {
    let why = match error {
        ClcError::OutcomeUnknown { fault, message } => {
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
    use slipway_clc::{Cause, Fault};

    fn settled(error: ClcError) -> Event {
        match meaning(7, Err(error)) {
            Meaning::Settled(event) => event,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_definite_no_ends_the_servers_with_the_clouds_words() {
        let refusal = ClcError::Refused {
            status: 400,
            message: "No such package.".into(),
            fields: vec![],
        };
        let Event::Refused(7, why) = settled(refusal) else {
            panic!()
        };
        assert_eq!(why, "No such package.");
        let Event::Refused(7, why) = settled(ClcError::NotAllowed { message: None }) else {
            panic!()
        };
        assert_eq!(why, NOT_ALLOWED);
        assert!(matches!(settled(ClcError::NotFound), Event::Refused(7, _)));
    }

    #[test]
    fn only_what_was_provably_not_taken_is_tried_again() {
        let busy = |retry_after| meaning(7, Err(ClcError::Busy { retry_after }));
        let wait = Some(Duration::from_secs(3));
        assert!(matches!(busy(wait), Meaning::TryAgain(found, _) if found == wait));
        // Without the time to wait it is not repeated, so a person has to look.
        assert!(matches!(
            busy(None),
            Meaning::Settled(Event::NoAnswer(7, _))
        ));
        let unreachable = ClcError::Unavailable {
            fault: Fault::NoConnection(Cause::Refused),
            message: None,
        };
        assert!(matches!(
            meaning(7, Err(unreachable)),
            Meaning::TryAgain(None, _)
        ));
        assert!(matches!(
            meaning(7, Err(ClcError::NotSignedIn)),
            Meaning::TokenRefused
        ));
    }

    #[test]
    fn everything_else_asks_a_person() {
        let fault = Fault::Status(500);
        let unknown = ClcError::OutcomeUnknown {
            fault,
            message: Some("Oops.".into()),
        };
        let Event::NoAnswer(7, why) = settled(unknown) else {
            panic!()
        };
        assert_eq!(
            why,
            "The call was sent, but got no usable answer (HTTP status 500; it said: Oops.)."
        );
    }
}
