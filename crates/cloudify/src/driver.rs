//! The client behind the seam that all clouds share.

mod actions;
mod adopts;
mod cancels;
mod facets;
mod handles;
mod jobs;
mod logs;
mod preview;
mod roles;
mod rules;
mod words;
mod workflows;

use crate::client::CloudifyClient;
use jiff::SignedDuration;
use slipway_cloud::Manners;

/// A Cloudify Manager as the portal holds it. Its accounts are tenants, its targets deployments; it
/// knows no servers and no packages.
#[derive(Clone, Debug)]
pub struct CloudifyDriver {
    client: CloudifyClient,
    manners: Manners,
}

impl CloudifyDriver {
    /// A driver over `client`, with the manners that this kind of cloud wants.
    pub const fn new(client: CloudifyClient) -> Self {
        Self::with_manners(client, Self::MANNERS)
    }

    /// The same with other manners, for tests that cannot wait for hours.
    pub const fn with_manners(client: CloudifyClient, manners: Manners) -> Self {
        Self { client, manners }
    }

    /// A start names one deployment. Executions are read by their ids in one call; as many as an
    /// address has room for. The manager sets no limit to how long a workflow takes, and a token made
    /// at the sign-in lasts for two days.
    pub const MANNERS: Manners = Manners {
        calls_at_once: 4,
        targets_per_call: 1,
        readings_per_second: 4,
        handles_per_reading: 100,
        overdue_after: SignedDuration::from_hours(1),
        lost_after: SignedDuration::from_mins(10),
        give_up_after: SignedDuration::from_hours(48),
    };
}
