//! One reading of a job: waiting for the account's slot, asking, and what the answer means.

use super::machine::Reading;
use super::upstream::Upstream;
use slipway_clc::{ClcError, Session};
use slipway_domain::run::Job;

/// How a reading ended.
#[derive(Debug)]
pub(super) struct Polled {
    pub(super) batch: u32,
    pub(super) generation: u32,
    pub(super) result: Result<Reading, ClcError>,
}

/// What a batch's job is read by.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// The link of a job in the queue.
    Job(String),
    /// The UUID of a server that was built.
    Built(String),
}

impl Target {
    pub(super) fn of(job: &Job) -> Self {
        match job.built() {
            Some(uuid) => Self::Built(uuid.to_owned()),
            None => Self::Job(job.link.clone()),
        }
    }
}

/// Reads `target`, when the account's next slot comes.
pub(super) async fn poll(
    upstream: Upstream,
    session: Session,
    generation: u32,
    batch: u32,
    target: Target,
) -> Polled {
    upstream.lane.reading_slot().await;
    let client = &upstream.cloud.client;
    let result = match target {
        Target::Job(link) => {
            let status = client.job_status(&session, &link).await;
            status.map(Reading::Status)
        }
        Target::Built(uuid) => {
            let found = client.server_by_uuid(&session, &uuid).await;
            found.map(|found| Reading::Built(found.server.name, found.server.status))
        }
    };
    Polled {
        batch,
        generation,
        result,
    }
}

/// What an answer says of the job; `None` where it only says that the token is not accepted, or may
/// not read it: the cloud is not silent then, and somebody else's sign-in may be let in.
pub(super) fn meaning(batch: u32, result: Result<Reading, ClcError>) -> Option<Reading> {
    match result {
        Ok(reading) => Some(reading),
        Err(ClcError::NotSignedIn | ClcError::NotAllowed { .. }) => None,
        Err(ClcError::Busy { retry_after }) => Some(Reading::Silence(retry_after)),
        Err(error) => {
            tracing::debug!(batch, %error, "a job could not be read");
            Some(Reading::Silence(None))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::run::JobStatus;
    use std::time::Duration;

    #[test]
    fn a_refused_token_says_nothing_of_the_job() {
        assert_eq!(meaning(0, Err(ClcError::NotSignedIn)), None);
        let not_allowed = ClcError::NotAllowed { message: None };
        assert_eq!(meaning(0, Err(not_allowed)), None);
        assert_eq!(
            meaning(0, Err(ClcError::NotFound)),
            Some(Reading::Silence(None))
        );
        let wait = Some(Duration::from_secs(9));
        let busy = Err(ClcError::Busy { retry_after: wait });
        assert_eq!(meaning(0, busy), Some(Reading::Silence(wait)));
        let status = Reading::Status(JobStatus::Executing);
        assert_eq!(meaning(0, Ok(status.clone())), Some(status));
    }
}
