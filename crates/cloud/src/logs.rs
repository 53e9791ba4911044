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

impl LogLevel {
    /// All of them, what matters least first.
    pub const ALL: [Self; 4] = [Self::Debug, Self::Info, Self::Warning, Self::Error];

    /// The word in addresses and files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level that a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    /// This one and those that matter more.
    pub fn and_worse(self) -> Vec<Self> {
        let all = Self::ALL.into_iter();
        all.filter(|level| *level >= self).collect()
    }
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
    /// The part of a deployment that it is about, by the name that [`LogFilter::nodes`] takes.
    pub node: Option<String>,
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

/// Which part of a log is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogPlace<'a> {
    /// What was written first.
    Beginning,
    /// What was written last.
    End,
    /// What was written since. A driver whose cloud writes late begins a little before the cursor:
    /// whoever reads on leaves out what they have already.
    After(&'a LogCursor),
    /// What was written just before.
    Before(&'a LogCursor),
}

/// A part of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// The items, oldest first.
    pub items: Vec<LogItem>,
    /// From where to read on.
    pub next: LogCursor,
    /// Whether more is there already.
    pub more: bool,
    /// What was written earlier stands before this; nothing where it begins at the beginning.
    pub earlier: Option<LogCursor>,
}

/// Logs of jobs.
#[async_trait]
pub trait Logs: Send + Sync {
    /// What the job has written at `place`: `count` items of the log are looked at, at most a thousand,
    /// and those that fit the filter come back.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] where the log is gone or the cursor means nothing, or how the call
    /// failed.
    async fn logs(
        &self,
        auth: &Auth,
        job: &Handle,
        place: LogPlace<'_>,
        count: u32,
        filter: &LogFilter,
    ) -> Result<LogPage, CloudError>;

    /// A cursor after which the first error is read, with something of what led to it; `None` while
    /// there is none.
    ///
    /// # Errors
    /// As [`Self::logs`].
    async fn first_error(&self, auth: &Auth, job: &Handle)
    -> Result<Option<LogCursor>, CloudError>;
}
