//! One reading of a job: waiting for the account's slot, asking, and what the answer means.

use super::machine::Reading;
use super::upstream::Upstream;
use slipway_clc::{ClcError, Session};
use slipway_domain::run::JobStatus;

/// How a reading ended.
#[derive(Debug)]
pub(super) struct Polled {
    pub(super) batch: u32,
    pub(super) generation: u32,
    pub(super) result: Result<JobStatus, ClcError>,
}

/// Reads the job that `link` names, when the account's next slot comes.
pub(super) async fn poll(
    upstream: Upstream,
    session: Session,
    generation: u32,
    batch: u32,
    link: String,
) -> Polled {
    upstream.lane.reading_slot().await;
    let result = upstream.cloud.client.job_status(&session, &link).await;
    Polled {
        batch,
        generation,
        result,
    }
}

/// What an answer says of the job; `None` where it only says that the token is not accepted.
pub(super) fn meaning(batch: u32, result: Result<JobStatus, ClcError>) -> Option<Reading> {
    match result {
        Ok(status) => Some(Reading::Status(status)),
        Err(ClcError::NotSignedIn) => None,
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
    use std::time::Duration;

    #[test]
    fn a_refused_token_says_nothing_of_the_job() {
        assert_eq!(meaning(0, Err(ClcError::NotSignedIn)), None);
        assert_eq!(
            meaning(0, Err(ClcError::NotFound)),
            Some(Reading::Silence(None))
        );
        let wait = Some(Duration::from_secs(9));
        let busy = Err(ClcError::Busy { retry_after: wait });
        assert_eq!(meaning(0, busy), Some(Reading::Silence(wait)));
        let status = JobStatus::Executing;
        assert_eq!(meaning(0, Ok(status)), Some(Reading::Status(status)));
    }
}
