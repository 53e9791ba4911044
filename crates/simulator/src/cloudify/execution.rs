//! One execution and its worker: what the worker does next and when, and what becomes of it when it is asked to stop.
//! Nothing here knows of other executions.

use serde_json::{Map, Value};

use crate::clock::Millis;

use super::status::Status;
use super::work::Work;

/// From the call until the worker begins.
const WAIT: Millis = 1_200;
/// How often a worker looks whether it should stop.
const POLL: Millis = 5_000;
/// From looking to having stopped.
const STOPS: Millis = 500;
const KILLED: Millis = 1_000;
/// A waiting execution is cancelled by the manager itself.
const WITHDRAWN: Millis = 800;
/// A workflow that cannot be resumed says so at once.
const NOT_RESUMABLE: Millis = 500;

#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are columns of the manager's table"
)]
pub(super) struct Execution {
    /// The how manieth it is, which numbers what it tells.
    pub(super) serial: usize,
    pub(super) id: String,
    pub(super) tenant: &'static str,
    pub(super) created_by: String,
    pub(super) created_at: Millis,
    pub(super) started_at: Option<Millis>,
    pub(super) ended_at: Option<Millis>,
    /// Null until something is said of the status, then empty, and after a failure its text.
    pub(super) error: Option<String>,
    pub(super) is_system: bool,
    pub(super) parameters: Map<String, Value>,
    pub(super) status: Status,
    pub(super) workflow: String,
    pub(super) is_dry_run: bool,
    pub(super) resume: bool,
    pub(super) allow_custom: bool,
    pub(super) deployment: Option<String>,
    pub(super) blueprint: Option<String>,
    /// The group of executions that it is one of.
    pub(super) group: Option<String>,
    pub(super) work: Work,
    pub(super) spans: Vec<Span>,
    due: Option<Due>,
}

/// A stretch of work. A resumed execution has several.
#[derive(Debug, Clone)]
pub(super) struct Span {
    /// How much was done before.
    pub(super) from: Millis,
    pub(super) began: Millis,
    pub(super) ended: Option<(Millis, End)>,
}

/// How a stretch of work ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    Succeeded,
    /// With the last line of its error.
    Failed(String),
    Cancelled,
    /// The worker was killed, or nobody heeded it any more.
    Silent,
}

#[derive(Debug, Clone, Copy)]
struct Due {
    at: Millis,
    next: Next,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Begin,
    Finish,
    Stop,
}

/// How someone wants an execution to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Cancel,
    ForceCancel,
    Kill,
}

impl Stop {
    pub(super) fn status(self) -> Status {
        match self {
            Self::Cancel => Status::Cancelling,
            Self::ForceCancel => Status::ForceCancelling,
            Self::Kill => Status::KillCancelling,
        }
    }
}

impl Execution {
    /// A row without a worker.
    pub(super) fn new(
        id: String,
        tenant: &'static str,
        workflow: &str,
        by: &str,
        now: Millis,
    ) -> Self {
        Self {
            serial: 0,
            id,
            tenant,
            created_by: by.to_owned(),
            created_at: now,
            started_at: None,
            ended_at: None,
            error: None,
            is_system: false,
            parameters: Map::new(),
            status: Status::Pending,
            workflow: workflow.to_owned(),
            is_dry_run: false,
            resume: false,
            allow_custom: false,
            deployment: None,
            blueprint: None,
            group: None,
            work: Work::Nothing,
            spans: Vec::new(),
            due: None,
        }
    }

    /// What messages call it.
    pub(super) fn python_name(&self) -> String {
        format!(
            "<Execution id=`{}` tenant=`{}` status=`{}` workflow_id=`{}`>",
            self.id,
            self.tenant,
            self.status.name(),
            self.workflow
        )
    }

    /// Gives it to a worker, who begins in a moment.
    pub(super) fn send(&mut self, now: Millis) {
        self.status = Status::Pending;
        self.due = Some(Due {
            at: now + WAIT,
            next: Next::Begin,
        });
    }

    /// When something happens next.
    pub(super) fn due(&self) -> Option<Millis> {
        self.due.map(|due| due.at)
    }

    /// How much work was done by now.
    pub(super) fn worked(&self, now: Millis) -> Millis {
        self.spans.last().map_or(0, |span| {
            let end = span.ended.as_ref().map_or(now, |(at, _)| *at);
            (span.from + end - span.began).min(self.work.length())
        })
    }

    /// Operations in all, and done; none until it begins.
    pub(super) fn operations(&self, now: Millis) -> (usize, usize) {
        if self.spans.is_empty() || self.is_dry_run {
            return (0, 0);
        }
        self.work.operations(self.worked(now))
    }

    /// Does what is due. True if that was its end.
    pub(super) fn step(&mut self) -> bool {
        let Some(Due { at, next }) = self.due.take() else {
            return false;
        };
        if self.status.is_final() {
            self.close(at, End::Silent);
            return false;
        }
        match next {
            Next::Begin if self.status.is_stopping() => {
                self.finish(at, Status::Cancelled, End::Silent);
            }
            Next::Begin => return self.begin(at),
            Next::Stop if self.status == Status::KillCancelling => {
                self.finish(at, Status::Cancelled, End::Silent);
            }
            Next::Stop => self.finish(at, Status::Cancelled, End::Cancelled),
            Next::Finish if self.status.is_stopping() => {
                self.finish(at, Status::Cancelled, End::Cancelled);
            }
            Next::Finish => self.finish_by_itself(at),
        }
        true
    }

    fn begin(&mut self, at: Millis) -> bool {
        self.set(Status::Started, String::new(), at);
        let from = self.spans.last().map_or(0, |_| self.worked(at));
        self.spans.push(Span {
            from,
            began: at,
            ended: None,
        });
        let left = if self.resume && !self.work.is_resumable() {
            NOT_RESUMABLE
        } else if self.is_dry_run {
            NOT_RESUMABLE * 2
        } else {
            (self.work.length() - from).max(NOT_RESUMABLE)
        };
        self.due = Some(Due {
            at: at + left,
            next: Next::Finish,
        });
        false
    }

    fn finish_by_itself(&mut self, at: Millis) {
        if self.resume && !self.work.is_resumable() {
            let why = "Cannot resume - workflow not resumable: <function execute_workflow at 0x7f3a6aab2d40>";
            let text = traceback(&format!("NonRecoverableError: {why}"));
            self.finish(at, Status::Failed, End::Failed(why.to_owned()));
            self.error = Some(text);
            return;
        }
        // What broke is mended by the time it is resumed.
        let fails = self
            .work
            .fails()
            .filter(|_| !self.resume && !self.is_dry_run);
        match fails {
            Some(why) => {
                let text = traceback(&format!("RuntimeError: {why}"));
                self.finish(at, Status::Failed, End::Failed(why));
                self.error = Some(text);
            }
            None => self.finish(at, Status::Terminated, End::Succeeded),
        }
    }

    fn finish(&mut self, at: Millis, status: Status, end: End) {
        self.close(at, end);
        self.set(status, String::new(), at);
    }

    fn close(&mut self, at: Millis, how: End) {
        if let Some(span) = self.spans.last_mut().filter(|span| span.ended.is_none()) {
            span.ended = Some((at, how));
        }
    }

    /// Sets the status as a PATCH does, with what follows from it for the execution itself.
    pub(super) fn set(&mut self, status: Status, error: String, at: Millis) {
        self.status = status;
        self.error = Some(error);
        if status == Status::Started {
            self.started_at = Some(at);
        }
        if status.is_final() {
            self.ended_at = Some(at);
        }
        if status.is_stopping() && self.is_worked_on() {
            self.notice(status, at);
        }
    }

    /// Asks it to stop, which the caller knows to be possible from here.
    pub(super) fn stop(&mut self, how: Stop, now: Millis) {
        let was = self.status;
        self.set(how.status(), String::new(), now);
        let soon = match how {
            Stop::Kill => Some(KILLED),
            _ if was.is_waiting() => Some(WITHDRAWN),
            _ => None,
        };
        if let Some(soon) = soon {
            self.due = Some(Due {
                at: now + soon,
                next: Next::Stop,
            });
        }
    }

    /// Goes on with it, which the caller knows to be possible from here.
    pub(super) fn go_on(&mut self, now: Millis) {
        self.close(now, End::Silent);
        self.resume = true;
        self.ended_at = None;
        self.send(now);
    }

    fn is_worked_on(&self) -> bool {
        self.due.is_some_and(|due| due.next == Next::Finish)
    }

    /// The worker looks for a request to stop every few seconds; a stubborn one heeds only force.
    fn notice(&mut self, status: Status, now: Millis) {
        let (Some(span), Some(due)) = (self.spans.last(), self.due) else {
            return;
        };
        if status == Status::Cancelling && self.work.is_stubborn() {
            return;
        }
        let looks = (now - span.began).div_euclid(POLL) + 1;
        let at = span.began + looks * POLL + STOPS;
        if at < due.at {
            self.due = Some(Due {
                at,
                next: Next::Stop,
            });
        }
    }
}

/// What a failed workflow leaves as its error; the last line says it.
pub(super) fn traceback(last: &str) -> String {
    format!(
        "File \"/opt/manager\", line 123, in execute_workflow\n  script_result = process_execution(eval_script, \
         script_path, ctx)\n                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\nFile \"/opt/manager\", \
         line 189, in process_execution\n  script_func(script_path, ctx, process)\nFile \"/opt/manager\", line 393, \
         in eval_script\n  exec(compile(script_source, script_path, 'exec'), eval_globals)\nFile \"/opt/manager\", \
         line 11, in <module>\n{last}\n"
    )
}
