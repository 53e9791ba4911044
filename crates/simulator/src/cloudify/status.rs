//! The statuses of an execution, and which may follow which.

/// Where an execution stands, in the order of the database's enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Status {
    Terminated,
    Failed,
    Cancelled,
    Pending,
    Started,
    Cancelling,
    ForceCancelling,
    KillCancelling,
    Queued,
    Scheduled,
}

use Status::{
    Cancelled, Cancelling, Failed, ForceCancelling, KillCancelling, Pending, Queued, Scheduled,
    Started, Terminated,
};

impl Status {
    pub(super) const ALL: [Self; 10] = [
        Terminated,
        Failed,
        Cancelled,
        Pending,
        Started,
        Cancelling,
        ForceCancelling,
        KillCancelling,
        Queued,
        Scheduled,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Terminated => "terminated",
            Failed => "failed",
            Cancelled => "cancelled",
            Pending => "pending",
            Started => "started",
            Cancelling => "cancelling",
            ForceCancelling => "force_cancelling",
            KillCancelling => "kill_cancelling",
            Queued => "queued",
            Scheduled => "scheduled",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// How it is shown: only `terminated` has another name.
    pub(super) fn display(self) -> &'static str {
        match self {
            Terminated => "completed",
            other => other.name(),
        }
    }

    /// Nothing follows by itself.
    pub(super) fn is_final(self) -> bool {
        matches!(self, Terminated | Failed | Cancelled)
    }

    pub(super) fn is_waiting(self) -> bool {
        matches!(self, Queued | Scheduled)
    }

    /// Someone asked for it to stop.
    pub(super) fn is_stopping(self) -> bool {
        matches!(self, Cancelling | ForceCancelling | KillCancelling)
    }

    /// Neither waiting nor over.
    pub(super) fn is_active(self) -> bool {
        !self.is_final() && !self.is_waiting()
    }

    /// Whether a PATCH may set it to `next`.
    pub(super) fn may_become(self, next: Self, workflow: &str) -> bool {
        match self {
            Terminated | Failed | Cancelled => next == self || workflow == "create_snapshot",
            Cancelling => !matches!(
                next,
                Pending | Started | ForceCancelling | KillCancelling | Terminated
            ),
            ForceCancelling => !matches!(
                next,
                Pending | Started | Cancelling | KillCancelling | Terminated
            ),
            _ => true,
        }
    }
}
