//! Events and lines of logs, which come in one list.

use super::{List, Loose, Text, time, wire};
use slipway_cloud::{LogItem, LogLevel};

const LOG: &str = "cloudify_log";
/// Events of failures.
pub(crate) const FAILED: [&str; 2] = ["workflow_failed", "task_failed"];

wire! {
    /// An event, or a line of a log.
    Event {
        number: Text = "_storage_id",
        reported_at: Text = "reported_timestamp",
        at: Text = "timestamp",
        message: Text = "message",
        causes: List<Loose<Cause>> = "error_causes",
        kind: Text = "event_type",
        operation: Text = "operation",
        instance: Text = "node_instance_id",
        node: Text = "node_name",
        workflow: Text = "workflow_id",
        level: Text = "level",
        table: Text = "type",
    }
}

wire! {
    /// Why a task failed.
    Cause {
        message: Text = "message",
        traceback: Text = "traceback",
    }
}

impl Event {
    /// `None` without a time, since nothing says where it belongs.
    pub(crate) fn into_entity(self) -> Option<LogItem> {
        let is_log = self.table.0.as_deref() == Some(LOG);
        let kind = self.kind.some();
        let level = match self.level.some() {
            Some(word) => level(&word),
            None => of_event(kind.as_deref().unwrap_or_default()),
        };
        let node = self.node.some();
        let source = self.instance.some().or(node.clone());
        let source = source.or(self.workflow.some()).unwrap_or_default();
        let mut text = self.message.or_empty();
        for cause in self.causes.objects() {
            let told = cause.traceback.some().or(cause.message.some());
            text.extend(told.into_iter().flat_map(|told| ["\n".to_owned(), told]));
        }
        // Events and lines of logs are counted each for themselves.
        let table = if is_log { "log" } else { "event" };
        let number = self.number.some();
        Some(LogItem {
            time: time(self.at).or(time(self.reported_at))?,
            level,
            source: match self.operation.some() {
                Some(operation) => format!("{source} {operation}").trim().to_owned(),
                None => source,
            },
            node,
            text,
            id: number.map(|number| format!("{table}-{number}")),
            kind,
        })
    }
}

fn level(word: &str) -> LogLevel {
    match word.to_ascii_lowercase().as_str() {
        "debug" => LogLevel::Debug,
        "warning" | "warn" => LogLevel::Warning,
        "error" | "critical" => LogLevel::Error,
        _ => LogLevel::Info,
    }
}

fn of_event(kind: &str) -> LogLevel {
    match kind {
        kind if FAILED.contains(&kind) => LogLevel::Error,
        "workflow_cancelled" | "task_rescheduled" | "task_retried" => LogLevel::Warning,
        _ => LogLevel::Info,
    }
}
