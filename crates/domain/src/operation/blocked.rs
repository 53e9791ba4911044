//! The table: what stands in the way of an operation on a server.

use super::Operation;
use crate::offered_actions::OfferedAction;
use crate::server::{PowerState, Server, ServerStatus};
use std::fmt;

/// Why an operation is not offered for a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocked {
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

impl fmt::Display for Blocked {
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
    pub fn blocked(self, server: &Server) -> Option<Blocked> {
        self.blocked_by_status(server)
            .or_else(|| self.blocked_by_power(server.power))
            .or_else(|| self.blocked_by_mark(server))
            .or_else(|| self.blocked_by_offer(server))
    }

    fn blocked_by_status(self, server: &Server) -> Option<Blocked> {
        let fits = match self {
            Self::Restore => server.status == ServerStatus::Archived,
            Self::Delete => {
                matches!(server.status, ServerStatus::Active | ServerStatus::Archived)
            }
            _ => server.status == ServerStatus::Active,
        };
        (!fits).then(|| Blocked::Status(server.status.clone()))
    }

    fn blocked_by_power(self, power: Option<PowerState>) -> Option<Blocked> {
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
            None => Some(Blocked::PowerUnknown),
            Some(power) if fitting.contains(&power) => None,
            Some(power) if Some(power) == there => Some(Blocked::Already(power.word())),
            Some(power) => Some(Blocked::Power(power)),
        }
    }

    fn blocked_by_mark(self, server: &Server) -> Option<Blocked> {
        match self {
            Self::StartMaintenance if server.in_maintenance => {
                Some(Blocked::Already("in maintenance mode"))
            }
            Self::StopMaintenance if !server.in_maintenance => {
                Some(Blocked::Already("out of maintenance mode"))
            }
            _ => None,
        }
    }

    /// The cloud has links for a few operations only; those it leaves out are not this role's.
    fn blocked_by_offer(self, server: &Server) -> Option<Blocked> {
        let (offer, missing) = match self {
            Self::Restore => (OfferedAction::Restore, Blocked::NotOffered),
            Self::Delete => (OfferedAction::Delete, Blocked::NotOffered),
            Self::RestoreSnapshot | Self::DeleteSnapshot => {
                (OfferedAction::Snapshot, Blocked::NoSnapshot)
            }
            _ => return None,
        };
        (!server.offers.has(offer)).then_some(missing)
    }
}
