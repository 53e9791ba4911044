//! What the manager says of itself.

use super::{Keyed, Loose, Text, Whole, time, wire};
use crate::manager::{Maintenance as MaintenanceEntity, ManagerState, Version as VersionEntity};

wire! {
    /// Which manager it is.
    Version {
        version: Text = "version",
        edition: Text = "edition",
    }
}

wire! {
    /// How its services are. Before 5.1 they were a list, and the status was `running`.
    Status {
        status: Text = "status",
        services: Keyed<Loose<Service>> = "services",
    }
}

wire! {
    /// One of its services.
    Service {
        status: Text = "status",
    }
}

wire! {
    /// Whether it is in maintenance mode.
    Maintenance {
        status: Text = "status",
        activated_at: Text = "activated_at",
        requested_by: Text = "requested_by",
        remaining: Whole = "remaining_executions",
    }
}

impl Version {
    pub(crate) fn into_entity(self) -> Option<VersionEntity> {
        Some(VersionEntity {
            version: self.version.some()?,
            edition: self.edition.some(),
        })
    }
}

impl Status {
    pub(crate) fn into_entity(self) -> Option<ManagerState> {
        let word = self.status.some()?;
        let services = self.services.0.into_iter();
        let failing = services.filter_map(|(name, service)| {
            let status = service.0?.status.some()?;
            (status != "Active").then_some(name)
        });
        Some(ManagerState {
            works: matches!(word.as_str(), "OK" | "running"),
            failing: failing.collect(),
        })
    }
}

impl Maintenance {
    pub(crate) fn into_entity(self) -> Option<MaintenanceEntity> {
        let word = self.status.some()?;
        Some(MaintenanceEntity {
            active: word == "activated",
            entering: word == "activating",
            since: time(self.activated_at),
            requested_by: self.requested_by.some(),
            remaining: self.remaining.0,
        })
    }
}
