//! The client behind the seam that all clouds share.

mod calls;
mod facets;
mod handles;
mod jobs;
mod preview;
mod roles;
mod rules;
mod targets;

use crate::client::ClcClient;
use jiff::SignedDuration;
use slipway_cloud::Manners;

/// A CenturyLink Cloud as the portal holds it. It offers every facet.
#[derive(Clone, Debug)]
pub struct ClcDriver {
    client: ClcClient,
    manners: Manners,
}

impl ClcDriver {
    /// A driver over `client`, with the manners that this cloud wants.
    pub const fn new(client: ClcClient) -> Self {
        Self::with_manners(client, Self::MANNERS)
    }

    /// The same with other manners, for tests that cannot wait for hours.
    pub const fn with_manners(client: ClcClient, manners: Manners) -> Self {
        Self { client, manners }
    }

    /// Packages are cut off after five minutes by the cloud itself; its queue forgets a job after
    /// some time, so what has no verdict after a day gets none.
    pub const MANNERS: Manners = Manners {
        calls_at_once: 8,
        targets_per_call: usize::MAX,
        readings_per_second: 20,
        handles_per_reading: 1,
        overdue_after: SignedDuration::from_mins(5),
        lost_after: SignedDuration::from_mins(10),
        give_up_after: SignedDuration::from_hours(24),
    };
}
