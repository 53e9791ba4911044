//! Who is being asked about, so that nobody is asked about twice at once, and what was found lately.

use slipway_domain::AccountAlias;
use slipway_domain::context::short_hash;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// For how long a list of accounts is shown without looking: each page shows one.
const SHOWN: Duration = Duration::from_secs(1);
/// Lists remembered before all are let go.
const MOST: usize = 1_000;

/// Whose accounts are being asked for, so that no two requests ask at once, and what was found lately.
pub(crate) struct Asking {
    /// A few people may share a turn by chance.
    turns: [tokio::sync::Mutex<()>; 64],
    lately: Mutex<HashMap<String, (Instant, Vec<AccountAlias>)>>,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            turns: std::array::from_fn(|_| tokio::sync::Mutex::default()),
            lately: Mutex::default(),
        }
    }
}

impl Asking {
    pub(super) fn turn_of(&self, credential: &str) -> &tokio::sync::Mutex<()> {
        let [place, ..] = short_hash(&[credential]);
        &self.turns[usize::from(place) % self.turns.len()]
    }

    pub(super) fn shown(&self, credential: &str) -> Option<Vec<AccountAlias>> {
        let lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, accounts) = lately.get(credential)?;
        (at.elapsed() < SHOWN).then(|| accounts.clone())
    }

    pub(super) fn show(&self, credential: &str, accounts: &[AccountAlias]) {
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        if lately.len() >= MOST {
            lately.clear();
        }
        lately.insert(credential.to_owned(), (Instant::now(), accounts.to_vec()));
    }
}
