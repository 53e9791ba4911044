//! Asking a cloud once more about the unknown ends of a run that is over. Nobody follows such a run,
//! so whoever asks holds its lease meanwhile.

use super::calls;
use super::loaded_run::{JobKey, LoadedRun};
use super::machine::{self, Event};
use super::schedule;
use super::upstream::Upstream;
use crate::portal::Portal;
use slipway_cloud::{Auth, Observation, Reading};
use slipway_domain::audit::AuditEvent;
use slipway_domain::context::random_bytes;
use slipway_domain::run::{Handle, Outcome, OutcomeState, Run, RunDetail};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_store::{Holder, RunChange, StoreError};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::Instant;

/// No further reading is begun after so long: somebody waits for the page.
const WITHIN: Duration = Duration::from_secs(10);
const ASKED: &str = "The cloud is being asked about this run already; look again in a moment.";

/// Asks on behalf of `auth`; `audit` names who has it asked in a row about a subject. Says how many
/// ends are known since.
///
/// # Errors
/// `Conflict` where somebody else asks at the moment, `NotFound`, `CredentialEnded` where the cloud
/// takes the token no longer, `Internal`.
pub(crate) async fn ask_again(
    portal: &Portal,
    run: &RunId,
    auth: &Auth,
    audit: impl Fn(String) -> AuditEvent,
) -> AppResult<usize> {
    let runs = &portal.store().runs;
    // Two presses in one process are two who ask.
    let holder = format!("{} {}", portal.owner(), portal.fresh_id());
    let until = schedule::after(portal.now(), portal.timings().lease);
    if !runs.lease(run, &holder, portal.now(), until).await? {
        return Err(AppError::Conflict(ASKED.to_owned()));
    }
    let known = match runs.detail(run).await {
        Ok(Some(detail)) => {
            let asking = Asking {
                portal,
                auth,
                holder: &holder,
            };
            asking.ask(detail, audit).await
        }
        Ok(None) => Err(AppError::not_found("Run")),
        Err(error) => Err(error.into()),
    };
    if let Err(error) = runs.release(run, &holder).await {
        tracing::warn!(%run, %error, "a lease could not be given back");
    }
    known
}

struct Asking<'a> {
    portal: &'a Portal,
    auth: &'a Auth,
    holder: &'a str,
}

impl Asking<'_> {
    async fn ask(
        &self,
        detail: RunDetail,
        audit: impl Fn(String) -> AuditEvent,
    ) -> AppResult<usize> {
        let upstream = Upstream::of(&detail.run, self.portal);
        let upstream = upstream.ok_or_else(|| AppError::not_found("Cloud"))?;
        let jobs = self.jobs(&detail);
        let mut loaded = LoadedRun::new(detail, upstream.cloud.manners().clone(), false);
        let at_once = loaded.manners().handles_per_reading.max(1);
        let (end, mut known) = (Instant::now() + WITHIN, 0);
        for jobs in jobs.chunks(at_once) {
            if Instant::now() >= end {
                break;
            }
            let polled = calls::poll(upstream.clone(), self.auth.clone(), 0, jobs.to_vec()).await;
            for (job, reading) in polled.readings {
                match reading {
                    Reading::Heard(heard) => {
                        known += self.heard(&mut loaded, job, heard, &audit).await?;
                    }
                    Reading::TokenRefused => return Err(AppError::CredentialEnded),
                    // The cloud asks to be left alone for a while.
                    Reading::Silence(Some(_)) => return Ok(known),
                    Reading::Silence(None) | Reading::NewerVersion => {}
                }
            }
        }
        Ok(known)
    }

    /// The jobs to ask about, from any of them on: where there are more than can be asked about at
    /// once, each gets its turn.
    fn jobs(&self, detail: &RunDetail) -> Vec<(JobKey, Handle)> {
        let unsettled = detail.unsettled();
        let unsettled = unsettled.filter_map(|one| Some((one.batch, one.job?)));
        let unsettled: BTreeSet<JobKey> = unsettled.collect();
        let all = detail.batches.iter().flat_map(|batch| {
            let jobs = batch.jobs.iter();
            jobs.map(|job| ((batch.number, job.number), job.handle.clone()))
        });
        let mut jobs: Vec<_> = all.filter(|(key, _)| unsettled.contains(key)).collect();
        let dice = u32::from_be_bytes(random_bytes(self.portal.entropy()));
        let first = dice as usize % jobs.len().max(1);
        jobs.rotate_left(first);
        jobs
    }

    /// Keeps what was heard of a job; says how many ends are known since.
    async fn heard(
        &self,
        loaded: &mut LoadedRun,
        job: JobKey,
        heard: Observation,
        audit: impl Fn(String) -> AuditEvent,
    ) -> AppResult<usize> {
        let event = Event::HeardLater(job, heard);
        let change = machine::step(loaded, event, self.portal.now(), self.portal.timings());
        if change == RunChange::default() {
            return Ok(0);
        }
        let Run {
            id: run, version, ..
        } = loaded.run();
        let holder = Holder {
            owner: self.holder,
            version: *version,
        };
        let subject = |one: &Outcome| format!("{run} {} {}", one.target, one.state.word());
        let change = RunChange {
            audit: change.outcomes.iter().map(subject).map(audit).collect(),
            ..change
        };
        let runs = &self.portal.store().runs;
        let version = match runs.record(run, Some(holder), &change).await {
            Ok(version) => version,
            Err(StoreError::LeaseLost | StoreError::OtherVersion(_)) => {
                return Err(AppError::Conflict(ASKED.to_owned()));
            }
            Err(error) => return Err(error.into()),
        };
        let known = change.outcomes.iter();
        let known = known.filter(|one| one.state != OutcomeState::Unknown);
        let known = known.count();
        loaded.apply(change, version);
        Ok(known)
    }
}
