//! Where an execution stands, in the manager's words, and what may be done to it there.
//!
//! The manager's own table has a hole that people should not fall into: `kill` asks for no state, so
//! that an execution which ended well could still be turned into a cancelled one. It is closed here.

use slipway_domain::run::JobStatus;

/// Where an execution stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Pending,
    Started,
    Queued,
    Scheduled,
    Cancelling,
    ForceCancelling,
    KillCancelling,
    Terminated,
    Failed,
    Cancelled,
}

use Status::{
    Cancelled, Cancelling, Failed, ForceCancelling, KillCancelling, Pending, Queued, Scheduled,
    Started, Terminated,
};

impl Status {
    /// All of them, in the order in which an execution may come through them.
    pub(crate) const ALL: [Self; 10] = [
        Scheduled,
        Queued,
        Pending,
        Started,
        Cancelling,
        ForceCancelling,
        KillCancelling,
        Terminated,
        Failed,
        Cancelled,
    ];

    /// The manager's word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Pending => "pending",
            Started => "started",
            Queued => "queued",
            Scheduled => "scheduled",
            Cancelling => "cancelling",
            ForceCancelling => "force_cancelling",
            KillCancelling => "kill_cancelling",
            Terminated => "terminated",
            Failed => "failed",
            Cancelled => "cancelled",
        }
    }

    /// What people call it; the manager itself shows `terminated` as `completed`.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            ForceCancelling => "force-cancelling",
            KillCancelling => "being killed",
            Terminated => "completed",
            other => other.word(),
        }
    }

    /// The status that a word stands for.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// What it is to a run.
    pub(crate) const fn job(status: Option<Self>) -> JobStatus {
        match status {
            Some(Pending | Queued | Scheduled) => JobStatus::NotStarted,
            Some(Started) => JobStatus::Executing,
            Some(Cancelling | ForceCancelling | KillCancelling) => JobStatus::Cancelling,
            Some(Terminated) => JobStatus::Succeeded,
            Some(Failed) => JobStatus::Failed,
            Some(Cancelled) => JobStatus::Cancelled,
            None => JobStatus::Unknown,
        }
    }

    /// Whether nothing changes any more by itself.
    pub(crate) const fn is_end(self) -> bool {
        matches!(self, Terminated | Failed | Cancelled)
    }

    /// Why somebody may not set it to `to` by hand; nothing where the manager takes it. What has ended
    /// stays as it is, and what is being cancelled does not go on.
    pub(crate) fn why_not_set(self, to: Self) -> Option<&'static str> {
        let goes_on = matches!(
            to,
            Pending | Started | ForceCancelling | KillCancelling | Terminated
        );
        match self {
            _ if self == to => None,
            Terminated | Failed | Cancelled => Some("It has ended, and that stays as it is."),
            Cancelling if goes_on => Some("It is being cancelled and can only end."),
            ForceCancelling if goes_on || to == Cancelling => {
                Some("It is being cancelled and can only end.")
            }
            _ => None,
        }
    }
}

/// What can be done to an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ManagerAction {
    Cancel,
    ForceCancel,
    Kill,
    Resume,
    ForceResume,
}

impl ManagerAction {
    /// All of them, in display order.
    pub(crate) const ALL: [Self; 5] = [
        Self::Cancel,
        Self::ForceCancel,
        Self::Kill,
        Self::Resume,
        Self::ForceResume,
    ];

    /// The manager's word, and ours in forms.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::ForceCancel => "force-cancel",
            Self::Kill => "kill",
            Self::Resume => "resume",
            Self::ForceResume => "force-resume",
        }
    }

    /// What a word stands for.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }

    /// Why it cannot be done to an execution that stands so; nothing where it can be.
    pub(crate) const fn why_not(self, status: Status) -> Option<&'static str> {
        match (self, status) {
            (Self::Resume | Self::ForceResume, Failed | Cancelled) | (Self::Resume, Started) => {
                None
            }
            (Self::Resume | Self::ForceResume, Terminated) => {
                Some("It has completed: there is nothing to go on with.")
            }
            (Self::ForceResume, Started) => {
                Some("It is under way; only one that failed or was cancelled is resumed by force.")
            }
            (Self::Resume | Self::ForceResume, Pending | Queued | Scheduled) => {
                Some("It has not begun yet.")
            }
            (Self::Resume | Self::ForceResume, _) => {
                Some("It is being cancelled; it can be resumed once it has ended.")
            }
            (_, Terminated | Failed | Cancelled) => Some("It has ended already."),
            (Self::Cancel, Cancelling | ForceCancelling | KillCancelling) => {
                Some("It is being cancelled already.")
            }
            (Self::ForceCancel, ForceCancelling | KillCancelling) => {
                Some("It is being cancelled by force already.")
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
