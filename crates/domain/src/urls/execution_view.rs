//! How one execution is looked at: which part of its log, and whether its page asks or stands still.

use super::filters::{decode, field, push};
use super::{execution, with_query};
use crate::ids::ExecutionId;
use crate::scope::Scope;

/// Which part of a log is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum LogFrom {
    /// What was written last.
    #[default]
    End,
    /// What was written first.
    Beginning,
    /// The first error and what led to it.
    FirstError,
    /// What was written after this cursor of the cloud's.
    After(String),
    /// What was written before it.
    Before(String),
}

impl LogFrom {
    fn parse(pairs: &[(String, String)]) -> Self {
        let text = |name| field(pairs, name).map(str::to_owned);
        if let Some(cursor) = text("after") {
            return Self::After(cursor);
        }
        if let Some(cursor) = text("before") {
            return Self::Before(cursor);
        }
        match field(pairs, "from") {
            Some("beginning") => Self::Beginning,
            Some("first-error") => Self::FirstError,
            _ => Self::End,
        }
    }

    fn pair(&self) -> Option<(&'static str, String)> {
        match self {
            Self::End => None,
            Self::Beginning => Some(("from", "beginning".to_owned())),
            Self::FirstError => Some(("from", "first-error".to_owned())),
            Self::After(cursor) => Some(("after", cursor.clone())),
            Self::Before(cursor) => Some(("before", cursor.clone())),
        }
    }
}

/// Which items of a log are shown, of which part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LogView {
    /// Of this level or worse, in the portal's word.
    pub level: Option<String>,
    /// Of this kind, in the cloud's word.
    pub kind: Option<String>,
    /// About this part of a deployment.
    pub node: Option<String>,
    /// With this text in what they say.
    pub text: Option<String>,
    /// Which part.
    pub from: LogFrom,
}

impl LogView {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        let text = |name| field(&pairs, name).map(str::to_owned);
        Self {
            level: text("level"),
            kind: text("kind"),
            node: text("node"),
            text: text("find"),
            from: LogFrom::parse(&pairs),
        }
    }

    /// The same items, of another part of the log.
    #[must_use]
    pub fn at(&self, from: LogFrom) -> Self {
        Self {
            from,
            ..self.clone()
        }
    }

    /// Whether it leaves anything out.
    pub fn is_narrow(&self) -> bool {
        let parts = [&self.level, &self.kind, &self.node, &self.text];
        parts.into_iter().any(Option::is_some)
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        push(&mut pairs, "level", self.level.clone());
        push(&mut pairs, "kind", self.kind.clone());
        push(&mut pairs, "node", self.node.clone());
        push(&mut pairs, "find", self.text.clone());
        pairs.extend(self.from.pair());
        pairs
    }
}

/// What the page of one execution shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExecutionView {
    /// Which part of its log.
    pub log: LogView,
    /// What it asks to confirm, in the cloud's word.
    pub confirming: Option<String>,
    /// Whether a browser without JavaScript is spared the page's loading itself again.
    pub still: bool,
    /// Whether the log is left out: a page that reads itself anew goes on with its own.
    pub without_log: bool,
}

impl ExecutionView {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        Self {
            log: LogView::parse(query),
            confirming: field(&pairs, "confirm").map(str::to_owned),
            still: field(&pairs, "still").is_some(),
            without_log: field(&pairs, "log") == Some("none"),
        }
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.log.pairs();
        push(&mut pairs, "confirm", self.confirming.clone());
        push(&mut pairs, "still", self.still.then_some("1"));
        push(&mut pairs, "log", self.without_log.then_some("none"));
        pairs
    }
}

/// One execution, looked at in this way.
pub fn execution_view(scope: &Scope, id: &ExecutionId, view: &ExecutionView) -> String {
    with_query(execution(scope, id), view.pairs())
}

/// Where something is done to an execution.
pub fn execution_act(scope: &Scope, id: &ExecutionId) -> String {
    format!("{}/act", execution(scope, id))
}

/// Where an execution becomes a run that can be shared.
pub fn execution_share(scope: &Scope, id: &ExecutionId) -> String {
    format!("{}/share", execution(scope, id))
}

/// Where the status of an execution is set by hand.
pub fn execution_status(scope: &Scope, id: &ExecutionId) -> String {
    format!("{}/status", execution(scope, id))
}

/// A part of what an execution wrote, for its page.
pub fn execution_log(scope: &Scope, id: &ExecutionId, view: &LogView) -> String {
    with_query(format!("{}/log.json", execution(scope, id)), view.pairs())
}

/// All that an execution wrote and that fits the filter, as a file.
pub fn execution_log_file(scope: &Scope, id: &ExecutionId, view: &LogView) -> String {
    let view = view.at(LogFrom::End);
    with_query(format!("{}/log.txt", execution(scope, id)), view.pairs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_the_address() {
        let (scope, id) = (Scope::new("Lab", "t"), ExecutionId::new("e/1"));
        for query in [
            "",
            "level=warning&kind=task_failed&node=db&find=port+443&from=first-error",
            "after=1%3A50",
            "before=1%3A50&still=1&log=none",
            "from=beginning&confirm=force-cancel",
        ] {
            let view = ExecutionView::parse(query);
            let address = execution_view(&scope, &id, &view);
            let (path, said) = address.split_once('?').unwrap_or((&address, ""));
            assert_eq!((path, said), ("/Lab/t/executions/e%2F1", query));
        }
    }

    #[test]
    fn a_file_holds_all_parts_of_what_fits() {
        let (scope, id) = (Scope::new("Lab", "t"), ExecutionId::new("e"));
        let view = LogView::parse("level=error&before=1:7");
        assert!(view.is_narrow() && !LogView::parse("before=1:7").is_narrow());
        let file = execution_log_file(&scope, &id, &view);
        assert_eq!(file, "/Lab/t/executions/e/log.txt?level=error");
        let page = execution_log(&scope, &id, &view);
        assert_eq!(
            page,
            "/Lab/t/executions/e/log.json?level=error&before=1%3A7"
        );
    }

    #[test]
    fn nonsense_shows_the_end_of_the_whole_log() {
        let nonsense = ExecutionView::parse("from=middle&log=all&after=&level=+");
        assert_eq!(nonsense, ExecutionView::default());
    }
}
