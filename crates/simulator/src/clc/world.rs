//! Everything that changes: the fleets, the queue, who is locked out, how often a catalogue was read. Before anyone
//! looks, what has become due by now is carried out in the order of its time.

use std::sync::Arc;

use crate::Options;
use crate::clc::bare_metal::Machines;
use crate::clc::catalogue::Catalogue;
use crate::clc::effect::carry_out;
use crate::clc::estate::{Estate, build, seed};
use crate::clc::experimental::Operations;
use crate::clc::jobs::Jobs;
use crate::clc::lockout::Lockouts;
use crate::clc::templates::Templates;
use crate::clc::timeline::Timelines;
use crate::clc::token::Mint;
use crate::clock::Millis;

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) estates: Vec<Estate>,
    pub(crate) jobs: Jobs,
    pub(crate) operations: Operations,
    pub(crate) timelines: Timelines,
    pub(crate) templates: Templates,
    pub(crate) machines: Machines,
    pub(crate) catalogue: Catalogue,
    /// The one count of reads that changes an answer, for the package whose manifest does not hold still.
    pub(crate) catalogue_reads: usize,
    pub(crate) lockouts: Lockouts,
    pub(crate) mint: Mint,
    /// Calls that queued something; each gets an answer in an order of its own.
    pub(crate) calls: u64,
}

impl World {
    pub(crate) fn new(options: &Options) -> Self {
        let systems: Vec<_> = seed::operating_systems()
            .into_iter()
            .map(Arc::new)
            .collect();
        let mut estates = Vec::new();
        for estate in &seed::estates() {
            let grown = build(estate, &systems, options.servers, options.seed, &estates);
            estates.push(grown);
        }
        Self {
            seed: options.seed,
            estates,
            jobs: Jobs::new(options.seed),
            operations: Operations::new(options.seed),
            timelines: Timelines::load(),
            templates: Templates::load(),
            machines: Machines::load(),
            catalogue: Catalogue::load(),
            catalogue_reads: 0,
            lockouts: Lockouts::default(),
            mint: Mint::new(options.seed),
            calls: 0,
        }
    }

    /// Where the estate of an account stands, if a token of the account `home` works there: on its own account and on
    /// those below it, never on one above or beside it.
    pub(crate) fn reached(&self, home: &str, alias: &str) -> Option<usize> {
        let found = |alias: &str| {
            let mut estates = self.estates.iter();
            estates.position(|estate| estate.alias.eq_ignore_ascii_case(alias))
        };
        let at = found(alias)?;
        let mut account = Some(at);
        while let Some(here) = account.map(|at| &self.estates[at]) {
            if here.alias.eq_ignore_ascii_case(home) {
                return Some(at);
            }
            account = here.parent.as_deref().and_then(found);
        }
        None
    }

    /// Carries out what has become due.
    pub(crate) fn settle(&mut self, now: Millis) {
        while let Some((end, order)) = self.jobs.next_ended(now) {
            if !order.fails {
                carry_out(&mut self.estates[order.estate], &order, end);
            }
        }
        for estate in &mut self.estates {
            estate.drop_expired_snapshots(now);
        }
    }
}
