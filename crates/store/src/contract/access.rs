//! Sessions and the upstream credentials they hold.

use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use slipway_domain::audit::AuditEvent;
use slipway_domain::{AccountAlias, CloudName, Secret};

/// One browser session. Its id is known to the browser only; the key is that id's SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the session id.
    pub key: [u8; 32],
    /// The session's data as JSON; sealed in the table.
    pub data: String,
    /// When it began; absolute life counts from here.
    pub created_at: Timestamp,
    /// When it was last used; idle life counts from here.
    pub last_seen: Timestamp,
}

/// Browser sessions.
#[async_trait]
pub trait SessionRows: Send + Sync {
    /// Inserts; `false` where the key is taken.
    async fn insert(&self, row: &SessionRow) -> StoreResult<bool>;
    /// Replaces the data of a session that exists, and its `last_seen`; `created_at` stays. A
    /// session that was ended stays ended, silently.
    async fn update(&self, row: &SessionRow) -> StoreResult<()>;
    /// Reads one.
    async fn get(&self, key: &[u8; 32]) -> StoreResult<Option<SessionRow>>;
    /// Notes that it was used; never moves `last_seen` back.
    async fn touch(&self, key: &[u8; 32], at: Timestamp) -> StoreResult<()>;
    /// Ends one.
    async fn delete(&self, key: &[u8; 32]) -> StoreResult<()>;
    /// Ends one whose life is over for good, whatever the clock says later; it stays until it is purged
    /// with what it held.
    async fn expire(&self, key: &[u8; 32]) -> StoreResult<()>;
    /// Deletes those begun before `created` or last used before `seen`; what they held, of those that
    /// can still be read.
    async fn purge(&self, created: Timestamp, seen: Timestamp) -> StoreResult<Vec<SessionRow>>;
}

/// What a sign-in gave us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Our own id for it.
    pub id: String,
    /// Which cloud gave it.
    pub cloud: CloudName,
    /// The account of the login.
    pub account: AccountAlias,
    /// Who signed in.
    pub user: String,
    /// Roles as the cloud sent them.
    pub roles: Vec<String>,
    /// The bearer token; sealed in the table.
    pub token: Secret,
    /// When it was given.
    pub created_at: Timestamp,
    /// When the cloud was first seen refusing it.
    pub ended_at: Option<Timestamp>,
    /// What the cloud said about accounts below that of the login.
    pub children: Vec<ChildAccess>,
}

/// Whether the cloud lets a credential act on an account below its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildAccess {
    /// Which account.
    pub account: AccountAlias,
    /// What the cloud last said; `false` where it never said anything.
    pub given: bool,
    /// When it is to be asked again.
    pub ask_again: Timestamp,
}

/// Upstream credentials.
#[async_trait]
pub trait CredentialStore: Send + Sync {
    /// Keeps a fresh one, with what the audit chain says of the sign-in that gave it.
    async fn put(&self, credential: &Credential, audit: &AuditEvent) -> StoreResult<()>;
    /// Replaces what is known of the accounts below that of one.
    async fn set_children(&self, id: &str, children: &[ChildAccess]) -> StoreResult<()>;
    /// Reads one.
    async fn get(&self, id: &str) -> StoreResult<Option<Credential>>;
    /// Notes that the cloud refuses it; the first time counts.
    async fn mark_ended(&self, id: &str, at: Timestamp) -> StoreResult<()>;
    /// Forgets one that another took the place of.
    async fn delete(&self, id: &str) -> StoreResult<()>;
    /// Forgets all of a session that is signed out, with what the audit chain says of that.
    async fn sign_out(&self, ids: &[String], audit: &[AuditEvent]) -> StoreResult<()>;
    /// Forgets those given before `at`; what they were, of those that can still be read.
    async fn purge_before(&self, at: Timestamp) -> StoreResult<Vec<Credential>>;
    /// Whether a credential of this cloud, or a run there that is not over, holds this token.
    async fn holds(&self, cloud: &CloudName, token: &Secret) -> StoreResult<bool>;
}

/// Whether the database can be used.
#[async_trait]
pub trait Health: Send + Sync {
    /// Reads something trivial.
    async fn ping(&self) -> StoreResult<()>;
}
