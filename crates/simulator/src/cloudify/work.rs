//! What the worker of an execution does, as a function of how long it has worked: how long it takes in all, which events
//! and logs it writes, and whether it goes well. Scripts here; task graphs in a file of their own.

use std::sync::Arc;

use crate::clock::Millis;

use super::graph::Graph;
use super::item::{Item, Told, millis};

/// How an execution is carried out.
#[derive(Debug, Clone)]
pub(super) enum Work {
    /// Nobody works: a row that was only written, or work of the manager itself that tells nothing.
    Nothing,
    /// A workflow script.
    Script(Script),
    /// A graph of operations.
    Graph(Arc<Graph>),
}

/// What a script does.
#[derive(Debug, Clone)]
pub(super) struct Script {
    /// The name of its file below `scripts/`.
    pub(super) file: String,
    /// Lines of its log, after the one that says it was downloaded.
    pub(super) lines: Lines,
    pub(super) length: Millis,
    /// Whether it ends badly, and with which words.
    pub(super) fails: Option<String>,
    /// Whether it goes on to its end when it is asked to stop.
    pub(super) stubborn: bool,
}

/// The lines a script writes, evenly over its time.
#[derive(Debug, Clone)]
pub(super) enum Lines {
    /// `tick 0`, `tick 1` and so on.
    Ticks(usize),
    /// So many lines of every level.
    Mixed(usize),
}

/// How long a script takes to be fetched.
const FETCH: Millis = 90;
/// Until a script's first line.
const FIRST: Millis = 120;

impl Work {
    /// How long it takes.
    pub(super) fn length(&self) -> Millis {
        match self {
            Self::Nothing => 1_500,
            Self::Script(script) => script.length,
            Self::Graph(graph) => graph.length(),
        }
    }

    /// Why it ends badly, if it does.
    pub(super) fn fails(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Script(script) => script.fails.clone(),
            Self::Graph(graph) => graph.fails(),
        }
    }

    /// Whether it can go on where it ended; a script cannot.
    pub(super) fn is_resumable(&self) -> bool {
        matches!(self, Self::Graph(_))
    }

    pub(super) fn is_stubborn(&self) -> bool {
        matches!(self, Self::Script(script) if script.stubborn)
    }

    /// Operations in all, and done after so much work.
    pub(super) fn operations(&self, worked: Millis) -> (usize, usize) {
        match self {
            Self::Graph(graph) => graph.progress(worked),
            Self::Nothing | Self::Script(_) => (0, 0),
        }
    }

    /// What is told from one amount of work to another, the latter not included.
    pub(super) fn items(&self, from: Millis, to: Millis) -> Vec<Item> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Script(script) => script.items(from, to),
            Self::Graph(graph) => graph.items(from, to),
        }
    }
}

impl Script {
    fn items(&self, from: Millis, to: Millis) -> Vec<Item> {
        let fetched = Item {
            at: FETCH,
            told: Told::Log("info"),
            text: format!("Downloaded scripts/{} to /opt/manager", self.file),
            spot: None,
        };
        let times = (0..self.lines.count()).map(|at| (at, self.time(at)));
        let lines = times.filter(|(_, time)| (from..to).contains(time));
        let lines = lines.map(|(at, time)| self.line(at, time));
        let fetched = Some(fetched).filter(|item| (from..to).contains(&item.at));
        fetched.into_iter().chain(lines).collect()
    }

    /// After how much work it writes a line.
    fn time(&self, at: usize) -> Millis {
        let (number, count) = (millis(at), millis(self.lines.count()));
        FIRST + number * (self.length - FIRST) / count.max(1)
    }

    fn line(&self, at: usize, time: Millis) -> Item {
        let (level, text) = match self.lines {
            Lines::Ticks(_) => ("info", format!("tick {at}")),
            Lines::Mixed(_) => mixed(at),
        };
        Item {
            at: time,
            told: Told::Log(level),
            text,
            spot: None,
        }
    }
}

impl Lines {
    fn count(&self) -> usize {
        match *self {
            Self::Ticks(count) | Self::Mixed(count) => count,
        }
    }
}

/// A line of a log that has something of every level.
fn mixed(at: usize) -> (&'static str, String) {
    match at % 20 {
        3 => (
            "debug",
            format!("step {at}: cache miss for key item-{}", at % 7),
        ),
        9 => (
            "warning",
            format!("step {at}: answer took {} ms", 900 + at % 400),
        ),
        17 => (
            "error",
            format!("step {at}: connection reset by peer, trying again"),
        ),
        _ => ("info", format!("step {at}: wrote 4096 bytes")),
    }
}
