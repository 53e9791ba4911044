//! How the states of a server look, wherever one is shown.

use super::Look;
use slipway_domain::server::{PowerState, Server, ServerStatus};

/// How a server's status looks.
pub const fn status_look(status: &ServerStatus) -> Look {
    match status {
        ServerStatus::Active => Look::Ok,
        ServerStatus::UnderConstruction
        | ServerStatus::QueuedForArchive
        | ServerStatus::QueuedForDelete
        | ServerStatus::QueuedForRestore => Look::Busy,
        ServerStatus::Archived => Look::NotStarted,
        ServerStatus::Other(_) => Look::Unknown,
    }
}

/// How a server's power looks, and the word; nothing where the cloud does not say.
pub const fn power_look(server: &Server) -> Option<(Look, &'static str)> {
    match server.power {
        None => None,
        Some(PowerState::Started) => Some((Look::Ok, "started")),
        Some(PowerState::Stopped) => Some((Look::NotStarted, "stopped")),
        Some(PowerState::Paused) => Some((Look::Warn, "paused")),
    }
}
