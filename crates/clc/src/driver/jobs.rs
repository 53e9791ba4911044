//! Calls of runs and what becomes of them.

use super::calls::{Answer, CallAuth, Lookup, Write};
use super::handles::{self, Followed};
use super::targets::{only, servers_of};
use super::{ClcDriver, preview};
use crate::wire::operation::JobLink;
use async_trait::async_trait;
use futures::future::join_all;
use slipway_cloud::{
    Accepted, Auth, Call, CallKey, CloudError, Jobs, Manners, Observation, Preview, Reading,
    Submitted,
};
use slipway_domain::action::{Action, Hardware};
use slipway_domain::details::Snapshot;
use slipway_domain::run::{Built, Handle, JobStatus, Target};
use slipway_domain::server::ServerStatus;
use slipway_domain::{AccountAlias, Secret};
use slipway_upstream::{ended, reading};
use std::collections::BTreeMap;

const BEING_BUILT: &str = "The cloud builds it.";
const BEING_READIED: &str = "It is built; the cloud makes it ready.";
const BEING_DELETED: &str = "It was built, but the cloud deletes it again.";
const FAILED: &str = "The cloud reported failure. Its interface gives no reason and no log.";

#[async_trait]
impl Jobs for ClcDriver {
    fn manners(&self) -> &Manners {
        &self.manners
    }

    fn preview(&self, account: &AccountAlias, call: Call<'_>) -> Preview {
        preview::preview(self, account, call)
    }

    async fn submit(
        &self,
        auth: &Auth,
        call: Call<'_>,
        secrets: &BTreeMap<String, Secret>,
        _key: &CallKey,
    ) -> Submitted {
        let sent = self.send(CallAuth { auth, secrets }, call).await;
        sent.unwrap_or_else(|error| ended(&error))
    }

    async fn observe(&self, auth: &Auth, handles: &[Handle]) -> Vec<Reading> {
        let readings = handles.iter().map(|handle| self.observe_one(auth, handle));
        join_all(readings).await
    }
}

impl ClcDriver {
    async fn observe_one(&self, auth: &Auth, handle: &Handle) -> Reading {
        let read = match handles::parse(handle) {
            Some(Followed::Job(link)) => self.client.job_status(auth, link).await.map(queue),
            Some(Followed::Build { uuid, link }) => {
                let status = self.client.job_status(auth, link).await;
                status.map(|status| build(status, uuid))
            }
            Some(Followed::Server(uuid)) => {
                let found = self.client.server_by_uuid(auth, uuid).await;
                found.map(|found| {
                    let server = found.server;
                    let (id, name) = (server.id, server.name);
                    built(Built { id, name }, &server.status)
                })
            }
            None => return Reading::NewerVersion,
        };
        reading(handle, read)
    }

    async fn send(&self, by: CallAuth<'_>, call: Call<'_>) -> Result<Submitted, CloudError> {
        let snapshot = self.look_up(by.auth, call).await?;
        let Write {
            call: write,
            answer,
        } = self.write(by, call.action, call.targets, snapshot.as_ref())?;
        Ok(match answer {
            Answer::PerServer => {
                let servers = servers_of(call.targets)?;
                let queued = self.client.operate(write, &servers).await?;
                let accepted = queued.into_iter().map(|queued| Accepted {
                    target: Target::Server(queued.server),
                    verdict: queued.verdict.map(of_job),
                });
                Submitted::Accepted(accepted.collect())
            }
            Answer::One => all_under(&self.client.queue_one(write).await?, call.targets),
            Answer::Changed { at_once } => match self.client.change(write, at_once).await? {
                Some(job) => all_under(&job, call.targets),
                None => Submitted::Done,
            },
            Answer::Built => {
                let created = self.client.build(write).await?;
                let handle = handles::of_build(&created.job, &created.uuid);
                all_with(&(handle, created.job.id), call.targets)
            }
        })
    }

    /// Looks up what the call names or depends on. Looking is no write: whatever went wrong with
    /// it, nothing was sent.
    async fn look_up(&self, auth: &Auth, call: Call<'_>) -> Result<Option<Snapshot>, CloudError> {
        let Some(lookup) = Lookup::of(call.action) else {
            return Ok(None);
        };
        let servers = servers_of(call.targets)?;
        let details = self.client.server_details(auth, only(&servers)?).await;
        let details = details.map_err(|error| not_sent(error, lookup.what()))?;
        if let Action::Change(action) = call.action {
            // The list that is sent would delete what was added meanwhile.
            return if Hardware::of(&details).disks == action.before.disks {
                Ok(None)
            } else {
                Err(CloudError::refused_here(
                    "Not sent: the server's disks are no longer those that were reviewed.",
                ))
            };
        }
        // The cloud keeps one snapshot of a server at most.
        let newest = details.snapshots.into_iter().last();
        let none = || CloudError::refused_here("The server has no snapshot (any more).");
        newest.ok_or_else(none).map(Some)
    }
}

fn not_sent(error: CloudError, what: &str) -> CloudError {
    match error {
        CloudError::Unavailable { .. } | CloudError::OutcomeUnknown { .. } => {
            CloudError::refused_here(&format!("Not sent: {what} could not be looked up."))
        }
        other => other,
    }
}

fn of_job(job: JobLink) -> (Handle, String) {
    (handles::of_job(&job), job.id)
}

/// One job speaks for all targets.
fn all_under(job: &JobLink, targets: &[Target]) -> Submitted {
    all_with(&of_job(job.clone()), targets)
}

fn all_with(job: &(Handle, String), targets: &[Target]) -> Submitted {
    let accepted = targets.iter().map(|target| Accepted {
        target: target.clone(),
        verdict: Ok(job.clone()),
    });
    Submitted::Accepted(accepted.collect())
}

fn with_words(status: JobStatus, words: &str) -> Observation {
    Observation {
        words: Some(words.to_owned()),
        ..Observation::of(status)
    }
}

/// What the queue's word means.
fn queue(status: JobStatus) -> Observation {
    match status {
        JobStatus::Failed => with_words(status, FAILED),
        _ => Observation::of(status),
    }
}

/// The same of a job that builds a server: once it has succeeded the server is followed, which the
/// cloud goes on making ready.
fn build(status: JobStatus, uuid: &str) -> Observation {
    match status {
        JobStatus::Succeeded => Observation {
            handle: Some(handles::of_server(uuid)),
            ..with_words(JobStatus::Resumed, BEING_READIED)
        },
        JobStatus::Executing | JobStatus::Resumed => with_words(status, BEING_BUILT),
        _ => queue(status),
    }
}

/// A server that was built counts as ready once it is active.
fn built(server: Built, status: &ServerStatus) -> Observation {
    let observation = match status {
        ServerStatus::Active => Observation::of(JobStatus::Succeeded),
        ServerStatus::QueuedForDelete => with_words(JobStatus::Failed, BEING_DELETED),
        _ => with_words(JobStatus::Resumed, BEING_READIED),
    };
    Observation {
        built: Some(server),
        ..observation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::ServerId;

    #[test]
    fn a_build_is_followed_by_the_server_that_it_built() {
        let after = build(JobStatus::Succeeded, "ab-12");
        assert_eq!(after.handle, Some(handles::of_server("ab-12")));
        assert_eq!(after.status, JobStatus::Resumed);
        assert_eq!(build(JobStatus::Executing, "ab-12").handle, None);
        assert_eq!(build(JobStatus::Failed, "ab-12").status, JobStatus::Failed);
        let server = Built {
            id: ServerId::new("va1slipweb01"),
            name: "VA1SLIPWEB01".to_owned(),
        };
        let ready = built(server.clone(), &ServerStatus::Active);
        assert_eq!(ready.status, JobStatus::Succeeded);
        assert_eq!(ready.built, Some(server));
    }
}
