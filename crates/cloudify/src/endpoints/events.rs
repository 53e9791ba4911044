//! Events and logs of an execution.

use crate::client::CloudifyClient;
use crate::wire::event::Event;
use crate::wire::page::page;
use slipway_cloud::{Auth, CloudError, LogFilter, LogItem, Page};

const EVENTS: (&str, &str) = ("events", "/events");

impl CloudifyClient {
    /// What was written for an execution, from the `offset`th item on, in the order in which it came
    /// to the manager. Levels are not asked for: the manager knows none of events, and would leave
    /// all of them out.
    ///
    /// # Errors
    /// How the call failed. An execution that there is not has written nothing.
    pub async fn events(
        &self,
        auth: &Auth,
        execution: &str,
        (offset, size): (u64, u32),
        filter: &LogFilter,
    ) -> Result<Page<LogItem>, CloudError> {
        let (offset, size) = (offset.to_string(), size.to_string());
        let text = pattern(&filter.text);
        let mut query = vec![
            ("execution_id", execution),
            ("_sort", "reported_timestamp"),
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
        let call = self.list(EVENTS, &["events"], &query, auth)?;
        let read = self
            .transport()
            .call(call, |body| page(body, Event::into_entity));
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
