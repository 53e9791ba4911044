//! The power operations: which there are, what they lead to, and which servers they are refused on.

use crate::clc::estate::{PowerState, Server, Status};

pub(crate) const INVALID: &str = "The operation cannot be queued because the server cannot be found or it is not in a valid state.";
pub(crate) const ALREADY: &str = "The server already in desired state.";

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

    /// Why it cannot be queued for this server. Recorded are restarts of paused servers, which end started; that a
    /// system which does not run can be asked for nothing else is a guess.
    pub(crate) fn refusal(self, server: &Server) -> Option<&'static str> {
        use PowerState::{Paused, Started, Stopped};
        let fitting: &[PowerState] = match self {
            Self::PowerOn => &[Stopped, Paused],
            Self::PowerOff | Self::Reboot | Self::Reset => &[Started, Paused],
            Self::ShutDown | Self::Pause => &[Started],
        };
        if server.status != Status::Active {
            Some(INVALID)
        } else if fitting.contains(&server.power) {
            None
        } else if server.power == self.leads_to() {
            Some(ALREADY)
        } else {
            Some(INVALID)
        }
    }
}
