//! The power operations: which there are, what they lead to, and which servers they are refused on.

use crate::estate::{PowerState, Server, Status};
use crate::work::{ALREADY, INVALID};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PowerOperation {
    PowerOn,
    PowerOff,
    ShutDown,
    Reboot,
    Reset,
    Pause,
}

impl PowerOperation {
    /// By its segment of the path, which is spelled exactly so.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let all = [
            Self::PowerOn,
            Self::PowerOff,
            Self::ShutDown,
            Self::Reboot,
            Self::Reset,
            Self::Pause,
        ];
        all.into_iter().find(|operation| operation.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PowerOn => "powerOn",
            Self::PowerOff => "powerOff",
            Self::ShutDown => "shutDown",
            Self::Reboot => "reboot",
            Self::Reset => "reset",
            Self::Pause => "pause",
        }
    }

    pub(crate) fn leads_to(self) -> PowerState {
        match self {
            Self::PowerOn | Self::Reboot | Self::Reset => PowerState::Started,
            Self::PowerOff | Self::ShutDown => PowerState::Stopped,
            Self::Pause => PowerState::Paused,
        }
    }

    /// Why it cannot be queued for this server. That an operating system which does not run
    /// cannot be asked for anything is a guess: nothing recorded tells.
    pub(crate) fn refusal(self, server: &Server) -> Option<&'static str> {
        let needs_running = !matches!(self, Self::PowerOn | Self::PowerOff);
        let restarts = matches!(self, Self::Reboot | Self::Reset);
        if server.status != Status::Active {
            Some(INVALID)
        } else if !restarts && server.power == self.leads_to() {
            Some(ALREADY)
        } else if needs_running && server.power != PowerState::Started {
            Some(INVALID)
        } else {
            None
        }
    }
}
