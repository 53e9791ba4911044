//! Events and logs of an execution.

use crate::client::CloudifyClient;
use crate::wire::event::{Event, FAILED};
use crate::wire::page::page;
use jiff::Timestamp;
use slipway_cloud::{Auth, CloudError, LogFilter, LogItem, Page};

const EVENTS: (&str, &str) = ("events", "/events");
/// What orders them: when they came to the manager.
const ORDER: &str = "reported_timestamp";

/// Which of them are asked for.
#[derive(Clone, Copy, Debug)]
pub struct EventPart {
    /// How many come before.
    pub offset: u64,
    /// How many at most.
    pub size: u32,
    /// Whether the list is turned round.
    pub newest_first: bool,
}

impl CloudifyClient {
    /// What was written for an execution; nothing stands for an item that makes no sense. Levels are
    /// not asked for: the manager knows none of events, and would leave all of them out.
    ///
    /// # Errors
    /// How the call failed. An execution that there is not has written nothing.
    pub async fn events(
        &self,
        auth: &Auth,
        execution: &str,
        asked: EventPart,
        filter: &LogFilter,
    ) -> Result<Page<Option<LogItem>>, CloudError> {
        let (offset, size) = (asked.offset.to_string(), asked.size.to_string());
        let text = pattern(&filter.text);
        let order = if asked.newest_first {
            format!("-{ORDER}")
        } else {
            ORDER.to_owned()
        };
        let mut query = vec![
            ("execution_id", execution),
            ("_sort", &order),
            ("_offset", &offset),
            ("_size", &size),
        ];
        query.extend(
            filter
                .kinds
                .iter()
                .map(|kind| ("event_type", kind.as_str())),
        );
        query.extend(filter.nodes.iter().map(|node| ("node_id", node.as_str())));
        query.extend(text.as_deref().map(|text| ("message", text)));
        self.read_events(auth, &query).await
    }

    /// When the first error was written: the first event of a failure, or the first line of a log that
    /// calls itself one.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(crate) async fn first_error(
        &self,
        auth: &Auth,
        execution: &str,
    ) -> Result<Option<Timestamp>, CloudError> {
        let first = [
            ("execution_id", execution),
            ("_sort", "timestamp"),
            ("_size", "1"),
        ];
        let failures = FAILED.map(|kind| ("event_type", kind));
        let lines = [("level", "error"), ("level", "critical")];
        let (failures, lines) = (
            [first.as_slice(), &failures].concat(),
            [first.as_slice(), &lines].concat(),
        );
        let failures = self.read_events(auth, &failures).await?;
        let lines = self.read_events(auth, &lines).await?;
        let found = failures.items.into_iter().chain(lines.items).flatten();
        Ok(found.map(|item| item.time).min())
    }

    /// How many were written before a time.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(crate) async fn events_before(
        &self,
        auth: &Auth,
        execution: &str,
        at: Timestamp,
    ) -> Result<u64, CloudError> {
        let range = format!("@timestamp,,{}", at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"));
        let query = [
            ("execution_id", execution),
            ("_size", "1"),
            ("_range", &range),
        ];
        Ok(self.read_events(auth, &query).await?.total)
    }

    async fn read_events(
        &self,
        auth: &Auth,
        query: &[(&str, &str)],
    ) -> Result<Page<Option<LogItem>>, CloudError> {
        let call = self.list(EVENTS, &["events"], query, auth)?;
        let read = self.transport().call(call, |body| {
            page(body, |event: Event| Some(event.into_entity()))
        });
        read.await
    }
}

/// What finds a text anywhere in a message; its own signs mean nothing.
fn pattern(text: &str) -> Option<String> {
    let plain = text
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    (!text.is_empty()).then(|| format!("%{plain}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_for_as_it_stands() {
        assert_eq!(pattern(""), None);
        assert_eq!(pattern("50%_a\\").as_deref(), Some(r"%50\%\_a\\%"));
    }
}
