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
    /// Somebody paused a rollout.
    PauseRollout,
    /// Somebody had a rollout go on.
    ResumeRollout,
    /// Somebody had what a rollout had not sent yet left out.
    StopSending,
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
    /// Somebody asked the cloud to do something to one execution; the subject says which and what.
    ActOnExecution,
    /// Somebody set the status of an execution by hand; the subject says which, and to what.
    SetStatus,
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
            Self::PauseRollout => "pause-rollout",
            Self::ResumeRollout => "resume-rollout",
            Self::StopSending => "stop-sending",
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
            Self::ActOnExecution => "act-on-execution",
            Self::SetStatus => "set-status",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn event(user: &str, subject: &str) -> AuditEvent {
        AuditEvent {
            at: Timestamp::UNIX_EPOCH,
            cloud: "Demo".to_owned(),
            account: "SLIP".to_owned(),
            user: user.to_owned(),
            action: AuditAction::SignIn,
            subject: subject.to_owned(),
        }
    }

    /// Chains of before are verified by it: lengths of eight bytes, each before its field.
    #[test]
    fn a_row_is_hashed_as_it_always_was() {
        let mut text = Vec::new();
        for field in [
            "",
            "1970-01-01T00:00:00Z",
            "Demo",
            "SLIP",
            "ada",
            "sign-in",
            "x",
        ] {
            text.extend([0, 0, 0, 0, 0, 0, 0]);
            text.push(u8::try_from(field.len()).expect("a short field"));
            text.extend(field.as_bytes());
        }
        let expected = hex(&Sha256::digest(&text));
        assert_eq!(event("ada", "x").hash_after(""), expected);
    }

    #[test]
    fn no_two_rows_share_a_hash() {
        let hash = |user, subject, previous| event(user, subject).hash_after(previous);
        let all = [
            hash("ada", "x", ""),
            hash("ada", "x", "0"),
            hash("ad", "ax", ""),
            hash("ada", "y", ""),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(!all[..place].contains(one), "{place}");
        }
    }

    /// The words are hashed: a row under another word no longer verifies.
    #[test]
    fn words_in_the_chain_stay_as_they_are() {
        use AuditAction as A;
        for (action, word) in [
            (A::SignIn, "sign-in"),
            (A::SignInRefused, "sign-in-refused"),
            (A::SignInsRefused, "sign-ins-refused"),
            (A::SignOut, "sign-out"),
            (A::Run, "run"),
            (A::Adopt, "adopt"),
            (A::StopWatching, "stop-watching"),
            (A::Cancel, "cancel"),
            (A::SendAgain, "send-again"),
            (A::LeaveUnknown, "leave-unknown"),
            (A::KnownLater, "known-later"),
            (A::Resume, "resume"),
            (A::Share, "share"),
            (A::Revoke, "revoke"),
            (A::Credentials, "credentials"),
            (A::ChangeServer, "change-server"),
            (A::CreateGroup, "create-group"),
            (A::ChangeGroup, "change-group"),
            (A::ResumeForReading, "lend-for-reading"),
            (A::WriteDone, "write-done"),
            (A::WriteRefused, "write-refused"),
            (A::WriteUnanswered, "write-unanswered"),
        ] {
            assert_eq!(action.word(), word);
        }
    }
}
