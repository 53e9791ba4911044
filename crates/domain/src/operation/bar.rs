//! The table: what stands in the way of an operation on a server.

use super::Operation;
use crate::offers::Offer;
use crate::server::{PowerState, Server, ServerStatus};
use std::fmt;

/// Why an operation is not offered for a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bar {
    /// It is in another place of its life; says which.
    Status(ServerStatus),
    /// It is in another power state.
    Power(PowerState),
    /// Its power state is not known.
    PowerUnknown,
    /// It is already in that state; says which in words.
    Already(&'static str),
    /// It has no snapshot.
    NoSnapshot,
    /// The cloud gives no link for it, so this account's role may not.
    NotOffered,
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "It is {}.", status.words()),
            Self::Power(power) => write!(f, "It is {}.", power.word()),
            Self::PowerUnknown => f.write_str("Whether it runs is not known."),
            Self::Already(state) => write!(f, "It is {state} already."),
            Self::NoSnapshot => f.write_str("It has no snapshot."),
            Self::NotOffered => f.write_str("The cloud does not offer it to your account role."),
        }
    }
}

impl Operation {
    /// What stands in the way of it on `server`; nothing where it may be ordered. Whether the
    /// person may order it at all says [`Operation::right`].
    pub fn bar(self, server: &Server) -> Option<Bar> {
        self.status_bar(server)
            .or_else(|| self.power_bar(server.power))
            .or_else(|| self.mark_bar(server))
            .or_else(|| self.offer_bar(server))
    }

    fn status_bar(self, server: &Server) -> Option<Bar> {
        let fits = match self {
            Self::Restore => server.status == ServerStatus::Archived,
            Self::Delete => {
                matches!(server.status, ServerStatus::Active | ServerStatus::Archived)
            }
            _ => server.status == ServerStatus::Active,
        };
        (!fits).then(|| Bar::Status(server.status.clone()))
    }

    fn power_bar(self, power: Option<PowerState>) -> Option<Bar> {
        use PowerState::{Paused, Started, Stopped};
        let (fitting, there): (&[PowerState], _) = match self {
            Self::PowerOn => (&[Stopped, Paused], Some(Started)),
            Self::PowerOff => (&[Started, Paused], Some(Stopped)),
            Self::ShutDown => (&[Started], Some(Stopped)),
            Self::Pause => (&[Started], Some(Paused)),
            // A paused server comes back started from either, as the cloud was recorded to do.
            Self::Reboot | Self::Reset => (&[Started, Paused], None),
            _ => return None,
        };
        match power {
            None => Some(Bar::PowerUnknown),
            Some(power) if fitting.contains(&power) => None,
            Some(power) if Some(power) == there => Some(Bar::Already(power.word())),
            Some(power) => Some(Bar::Power(power)),
        }
    }

    fn mark_bar(self, server: &Server) -> Option<Bar> {
        match self {
            Self::StartMaintenance if server.in_maintenance => {
                Some(Bar::Already("in maintenance mode"))
            }
            Self::StopMaintenance if !server.in_maintenance => {
                Some(Bar::Already("out of maintenance mode"))
            }
            _ => None,
        }
    }

    /// The cloud has links for a few operations only; those it leaves out are not this role's.
    fn offer_bar(self, server: &Server) -> Option<Bar> {
        let (offer, missing) = match self {
            Self::Restore => (Offer::Restore, Bar::NotOffered),
            Self::Delete => (Offer::Delete, Bar::NotOffered),
            Self::RestoreSnapshot | Self::DeleteSnapshot => (Offer::Snapshot, Bar::NoSnapshot),
            _ => return None,
        };
        (!server.offers.has(offer)).then_some(missing)
    }
}
