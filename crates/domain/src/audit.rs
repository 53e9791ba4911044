//! Audit events: who did what, each chained to the one before by a hash.

use crate::context::hex;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AuditAction {
    /// Somebody signed in.
    SignIn,
    /// A sign-in was refused.
    SignInRefused,
    /// Further sign-ins were refused than are recorded one by one; the subject says how many.
    SignInsRefused,
    /// Somebody signed out.
    SignOut,
    /// A run was submitted.
    Run,
    /// A run was made of what was started elsewhere.
    Adopt,
    /// Somebody stopped watching a run.
    StopWatching,
    /// Somebody cancelled a run; the subject says in which way.
    Cancel,
    /// Somebody had calls of a run sent again whose answers were lost.
    SendAgain,
    /// Somebody left the servers of such calls unknown.
    LeaveUnknown,
    /// Somebody had the cloud asked once more after the end of a run, and the end of a target that was
    /// unknown is known since; the subject says which, and how it ended.
    KnownLater,
    /// Somebody let a paused run go on with their token.
    Resume,
    /// A share link was made.
    Share,
    /// A share link was revoked.
    Revoke,
    /// Somebody asked for the root password of a server.
    Credentials,
    /// A server was changed without a run.
    ChangeServer,
    /// A group was made.
    CreateGroup,
    /// A group was changed without a run.
    ChangeGroup,
    /// Somebody let a paused run be read with their token; nothing is sent with it.
    ResumeForReading,
    /// The cloud did what was asked for without a run; the subject is what it made or changed.
    WriteDone,
    /// What was asked for without a run was certainly not done.
    WriteRefused,
    /// What was asked for without a run got no answer: it may or may not have been done.
    WriteUnanswered,
}

impl AuditAction {
    /// The word in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::SignInRefused => "sign-in-refused",
            Self::SignInsRefused => "sign-ins-refused",
            Self::SignOut => "sign-out",
            Self::Run => "run",
            Self::Adopt => "adopt",
            Self::StopWatching => "stop-watching",
            Self::Cancel => "cancel",
            Self::SendAgain => "send-again",
            Self::LeaveUnknown => "leave-unknown",
            Self::KnownLater => "known-later",
            Self::Resume => "resume",
            Self::Share => "share",
            Self::Revoke => "revoke",
            Self::Credentials => "credentials",
            Self::ChangeServer => "change-server",
            Self::CreateGroup => "create-group",
            Self::ChangeGroup => "change-group",
            Self::ResumeForReading => "lend-for-reading",
            Self::WriteDone => "write-done",
            Self::WriteRefused => "write-refused",
            Self::WriteUnanswered => "write-unanswered",
        }
    }
}

/// One row to append. It holds no secret and no free text from upstream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// When.
    pub at: Timestamp,
    /// In which cloud.
    pub cloud: String,
    /// On which account; empty where none was known (a refused sign-in).
    pub account: String,
    /// Who.
    pub user: String,
    /// What.
    pub action: AuditAction,
    /// On what: a run id, a share link's id, a server id; empty where nothing.
    pub subject: String,
}

impl AuditEvent {
    /// The hash of this row on top of the row before it; each field is preceded by its length,
    /// so that no two different rows share a text.
    pub fn hash_after(&self, previous: &str) -> String {
        let at = self.at.to_string();
        let mut hasher = Sha256::new();
        for field in [
            previous,
            &at,
            &self.cloud,
            &self.account,
            &self.user,
            self.action.word(),
            &self.subject,
        ] {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field.as_bytes());
        }
        hex(&hasher.finalize())
    }
}
