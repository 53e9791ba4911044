//! What jobs write while they are worked on.

use crate::auth::Auth;
use crate::error::CloudError;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::run::Handle;

/// How much an item of a log matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// For whoever looks for a mistake.
    Debug,
    /// What happens.
    Info,
    /// Something to look at.
    Warning,
    /// Something went wrong.
    Error,
}

/// One item of a log. Two that are equal in all of this are the same one, read twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogItem {
    /// When it was written.
    pub time: Timestamp,
    /// How much it matters.
    pub level: LogLevel,
    /// What wrote it: a node, a program, an output.
    pub source: String,
    /// What it says: text whatever it holds.
    pub text: String,
    /// What the cloud calls it, where it tells two apart that say the same at the same time.
    pub id: Option<String>,
    /// What kind of thing happened, in the cloud's word; none of lines that somebody wrote.
    pub kind: Option<String>,
}

/// Which items of a log are asked for: those that fit everything that is said, where several values
/// of one kind are alternatives. A cursor is good for the filter that it came with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Of one of these levels.
    pub levels: Vec<LogLevel>,
    /// Of one of these kinds, in the cloud's words.
    pub kinds: Vec<String>,
    /// Written by one of these parts of the deployment.
    pub nodes: Vec<String>,
    /// With this text in what they say.
    pub text: String,
}

impl LogFilter {
    /// Whether items of this level are among those asked for.
    pub fn takes(&self, level: LogLevel) -> bool {
        self.levels.is_empty() || self.levels.contains(&level)
    }
}

/// Up to where a log has been read. Only the driver knows what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogCursor(pub String);

/// What was written since a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// The items, oldest first.
    pub items: Vec<LogItem>,
    /// From where to read on.
    pub next: LogCursor,
    /// Whether more is there already.
    pub more: bool,
}

/// Logs of jobs. No use-case asks for them yet: their pages are still to come.
#[async_trait]
pub trait Logs: Send + Sync {
    /// What the job has written since `after`, or from its beginning. A driver whose cloud writes late
    /// begins a little before the cursor: whoever reads on leaves out what they have already.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] where the log is gone, or how the call failed.
    async fn logs(
        &self,
        auth: &Auth,
        job: &Handle,
        after: Option<&LogCursor>,
        filter: &LogFilter,
    ) -> Result<LogPage, CloudError>;
}
