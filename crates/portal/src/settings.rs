//! What the portal lets an operator choose. Every duration is a setting, so that tests can
//! shorten it.

use jiff::SignedDuration;
use slipway_domain::{AccountAlias, CloudName};
use slipway_store::session::SessionLife;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// One configured cloud.
#[derive(Clone, Debug)]
pub struct CloudSettings {
    /// The name people choose at sign-in.
    pub name: CloudName,
    /// Base address of its API, with or without a trailing slash.
    pub url: String,
    /// Further accounts by the parent account whose people may act on them, as far as the cloud
    /// lets each of them.
    pub aliases: BTreeMap<AccountAlias, Vec<AccountAlias>>,
    /// Roots to trust beside the system's, as PEM.
    pub ca_file: Option<PathBuf>,
    /// The HTTP proxy through which it is reached.
    pub proxy: Option<String>,
    /// Whether a parameter's pattern must match the whole value; .NET's `IsMatch` searches.
    pub full_match: bool,
    /// What joins the values of a `multiSelect` parameter.
    pub multi_select_separator: String,
}

impl CloudSettings {
    /// Those of a cloud of which nothing but the name is set.
    pub fn named(name: CloudName) -> Self {
        Self {
            name,
            url: String::new(),
            aliases: BTreeMap::new(),
            ca_file: None,
            proxy: None,
            full_match: false,
            multi_select_separator: ",".to_owned(),
        }
    }

    /// The accounts that people of `parent` may act on if the cloud lets them.
    pub fn children(&self, parent: &AccountAlias) -> &[AccountAlias] {
        self.aliases.get(parent).map_or(&[], Vec::as_slice)
    }
}

/// How long things take and last.
#[derive(Clone, Debug)]
pub struct Timings {
    /// How long browser sessions live.
    pub sessions: SessionLife,
    /// How old an inventory may be before it is refreshed in the background.
    pub inventory_fresh: Duration,
    /// How old a list of packages may be before it is read again.
    pub packages_fresh: Duration,
    /// How old estimated costs may be; the cloud works them out every 5 minutes.
    pub bills_fresh: Duration,
    /// How long secrets stay sealed in a plan that nobody confirms.
    pub unconfirmed_secrets: SignedDuration,
    /// How long drafts and unconfirmed plans are kept.
    pub drafts: SignedDuration,
    /// How long a cloud's credential is kept at most (the longest that a cloud's tokens live).
    pub credentials: SignedDuration,
    /// Time between two readings of a fresh job.
    pub poll_min: Duration,
    /// Time between two readings of an old job.
    pub poll_max: Duration,
    /// How long a run's lease lasts; it is renewed at a third of it.
    pub lease: Duration,
    /// How long a rollout that is held waits for somebody to resume it.
    pub hold: Duration,
    /// Sign-ins that did not succeed in [`Self::sign_in_window`] before more are turned away.
    pub sign_in_failures: usize,
    /// The window in which sign-ins that did not succeed count.
    pub sign_in_window: SignedDuration,
    /// How long a sign-in waits for others of its user or address that are under way.
    pub sign_in_waits: Duration,
    /// How long it counts that the cloud let somebody act on an account below their own.
    pub grants: SignedDuration,
    /// For how long what was read of an execution stands for all windows of a person.
    pub readings_shared: Duration,
    /// How long the page of a server waits for the cloud before it is shown without.
    pub page_waits: Duration,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            sessions: SessionLife::default(),
            inventory_fresh: Duration::from_secs(30),
            packages_fresh: Duration::from_secs(10),
            bills_fresh: Duration::from_mins(5),
            unconfirmed_secrets: SignedDuration::from_mins(30),
            drafts: SignedDuration::from_hours(7 * 24),
            credentials: SignedDuration::from_hours(14 * 24),
            poll_min: Duration::from_secs(2),
            poll_max: Duration::from_secs(30),
            lease: Duration::from_secs(15),
            hold: Duration::from_hours(24),
            sign_in_failures: 3,
            sign_in_window: SignedDuration::from_mins(5),
            sign_in_waits: Duration::from_secs(5),
            grants: SignedDuration::from_mins(15),
            readings_shared: Duration::from_secs(1),
            page_waits: Duration::from_secs(5),
        }
    }
}
