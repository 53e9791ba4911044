//! What a page is told between changes: when jobs were and will be read, and how many servers
//! worry us.

use super::loaded_run::LoadedRun;
use super::upstream::Sends;
use jiff::{SignedDuration, Timestamp};
use slipway_domain::live::Progress;
use slipway_domain::run::{Batch, Job, RunState};

/// Whether a job has been silent for so long that contact counts as lost.
pub(super) fn is_lost(job: &Job, now: Timestamp, lost_after: SignedDuration) -> bool {
    job.silent_since
        .is_some_and(|since| now.duration_since(since) >= lost_after)
}

/// Servers of a live run whose token is not for their calls: nothing can be sent for these.
pub(super) fn held(loaded: &LoadedRun, sends: &Sends) -> u32 {
    if loaded.state() != RunState::Live || *sends == Sends::All {
        return 0;
    }
    let calls = loaded.pending().chain(loaded.looking_up());
    let held = calls.filter(|batch| !sends.covers(*batch));
    let held = held.map(|batch| loaded.open_of(batch).count());
    u32::try_from(held.sum::<usize>()).unwrap_or(u32::MAX)
}

/// Servers that nothing is heard of, and since when.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Silence {
    pub(crate) servers: u32,
    pub(crate) since: Option<Timestamp>,
}

impl Silence {
    fn count(&mut self, servers: usize, since: Timestamp) {
        if servers > 0 {
            let more = u32::try_from(servers).unwrap_or(u32::MAX);
            self.servers = self.servers.saturating_add(more);
            self.since = Some(self.since.map_or(since, |known| known.min(since)));
        }
    }
}

/// Whose jobs missed their last reading, and with whom contact is lost after `lost_after`; `open`
/// counts the servers of a job that have no end yet.
pub(crate) fn silence<'a>(
    batches: impl IntoIterator<Item = &'a Batch>,
    now: Timestamp,
    lost_after: SignedDuration,
    open: impl Fn(&Batch, &Job) -> usize,
) -> (Silence, Silence) {
    let (mut silent, mut lost) = (Silence::default(), Silence::default());
    for batch in batches {
        for job in &batch.jobs {
            let Some(since) = job.silent_since else {
                continue;
            };
            let which = if is_lost(job, now, lost_after) {
                &mut lost
            } else {
                &mut silent
            };
            which.count(open(batch, job), since);
        }
    }
    (silent, lost)
}

/// The progress of a run, as far as its loaded knows.
pub(super) fn of(loaded: &LoadedRun, now: Timestamp) -> Progress {
    let jobs = || loaded.batches().iter().flat_map(|batch| &batch.jobs);
    let as_of = jobs().filter_map(|job| job.checked_at).max();
    let next_check = match loaded.state() {
        RunState::Live => jobs().filter_map(|job| job.next_check).min(),
        // Nothing is read before somebody signs in, or ever again.
        RunState::Paused | RunState::Finished | RunState::Stopped => None,
    };
    let lost_after = loaded.manners().lost_after;
    let (silence, lost) = silence(loaded.batches(), now, lost_after, |batch, job| {
        loaded.open_under((batch.number, job.number)).count()
    });
    let overdue = loaded
        .outcomes()
        .iter()
        .filter(|outcome| loaded.is_overdue(outcome, now))
        .count();
    Progress {
        as_of: as_of.map(Timestamp::as_millisecond),
        next_check: next_check.map(Timestamp::as_millisecond),
        silent: silence.servers,
        silent_since: silence.since.map(Timestamp::as_millisecond),
        lost: lost.servers,
        overdue: u32::try_from(overdue).unwrap_or(u32::MAX),
        held: 0,
    }
}
