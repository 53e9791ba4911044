//! How operations are called: in addresses, on buttons, and in the sentence that says what
//! follows from them.

use super::{Operation, OperationAction};

impl Operation {
    /// The word in forms and addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PowerOn => "power-on",
            Self::ShutDown => "shut-down",
            Self::Reboot => "reboot",
            Self::Pause => "pause",
            Self::PowerOff => "power-off",
            Self::Reset => "reset",
            Self::StartMaintenance => "start-maintenance",
            Self::StopMaintenance => "stop-maintenance",
            Self::CreateSnapshot => "create-snapshot",
            Self::RestoreSnapshot => "restore-snapshot",
            Self::DeleteSnapshot => "delete-snapshot",
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Delete => "delete",
        }
    }

    /// The verb on buttons.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::PowerOn => "Power on",
            Self::ShutDown => "Shut down",
            Self::Reboot => "Reboot",
            Self::Pause => "Pause",
            Self::PowerOff => "Power off",
            Self::Reset => "Reset",
            Self::StartMaintenance => "Start maintenance",
            Self::StopMaintenance => "Stop maintenance",
            Self::CreateSnapshot => "Create snapshot",
            Self::RestoreSnapshot => "Go back to snapshot",
            Self::DeleteSnapshot => "Delete snapshot",
            Self::Archive => "Archive",
            Self::Restore => "Restore",
            Self::Delete => "Delete",
        }
    }

    /// The verb with its object, for buttons and titles: `Reboot 3 servers`.
    pub fn over(self, servers: &str) -> String {
        match self {
            Self::StartMaintenance => format!("Start maintenance of {servers}"),
            Self::StopMaintenance => format!("Stop maintenance of {servers}"),
            Self::CreateSnapshot => format!("Create a snapshot of {servers}"),
            Self::RestoreSnapshot => format!("Go back to the snapshot of {servers}"),
            Self::DeleteSnapshot => format!("Delete the snapshot of {servers}"),
            other => format!("{} {servers}", other.verb()),
        }
    }

    /// One plain sentence: what happens to each server.
    pub const fn consequence(self) -> &'static str {
        match self {
            Self::PowerOn => "Starts the server, like pressing its power button.",
            Self::ShutDown => {
                "Asks the operating system to shut down: programs end in order, then the server stops."
            }
            Self::Reboot => {
                "Asks the operating system to restart: programs end in order, and the server is away for some minutes."
            }
            Self::Pause => {
                "Freezes the server as it is: it answers nothing until it is powered on again."
            }
            Self::PowerOff => {
                "Like pulling the plug: the server stops at once and unsaved data is lost."
            }
            Self::Reset => {
                "Like pulling the plug and putting it back: unsaved data is lost, then the server starts again."
            }
            Self::StartMaintenance => "Silences alerts about the server; it runs on as it is.",
            Self::StopMaintenance => "Alerts about the server count again; it runs on as it is.",
            Self::CreateSnapshot => {
                "Keeps the present state of its disks for some days; a snapshot that it has already is replaced."
            }
            Self::RestoreSnapshot => {
                "Puts its disks back to the snapshot: whatever was written since then is lost."
            }
            Self::DeleteSnapshot => {
                "Throws its snapshot away; the server itself is not touched, but there is no way back to that state."
            }
            Self::Archive => {
                "Stops the server and keeps only its storage, in the archive group; it can be restored later. Its IP addresses are given up."
            }
            Self::Restore => "Brings the server back from the archive into the chosen group.",
            Self::Delete => {
                "Deletes the server with its disks and snapshots, for good: nothing brings it back."
            }
        }
    }
}

impl OperationAction {
    /// What it does, for lists of runs.
    pub fn title(&self) -> &'static str {
        self.operation.verb()
    }
}
