//! Where an execution stands: in a sentence, in a line of time, and what went wrong.

use super::super::executions::look;
use super::{EVERY, ExecutionPage};
use crate::components::{Notice, NoticeKind, Time, duration_words, exact, grouped};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::run::JobStatus;
use slipway_domain::urls::ExecutionView as View;

/// What has the `fresh` island read on, and how often; it stops where nothing stands for that.
pub(super) fn state(page: &ExecutionPage) -> impl IntoView + use<> {
    let every = (!page.is_over()).then(|| EVERY.to_string());
    let address = page.address(&View {
        without_log: true,
        ..View::default()
    });
    view! {
        <p class="execution-now" id="fresh" data-every=every data-address=address>
            <strong class=look(page.status()).badge_class()>{page.word()}</strong>
            " "
            {sentence(page)}
        </p>
        {refreshing(page)}
        <ol class="timeline" aria-label="Time line">{line(page)}</ol>
        {failure(page)}
    }
}

fn since(at: Timestamp, now: Timestamp) -> String {
    duration_words(now.duration_since(at).as_secs())
}

fn sentence(page: &ExecutionPage) -> String {
    let execution = page.execution();
    let took = execution
        .started_at
        .zip(execution.ended_at)
        .map(|(from, to)| since(from, to));
    let after = took.map_or_else(String::new, |took| format!(" after {took}"));
    let dry = if execution.dry_run {
        " It is a dry run: nothing is done."
    } else {
        ""
    };
    let words = match page.status() {
        JobStatus::NotStarted => match execution.created_at {
            Some(at) => format!(
                "It has not begun yet; it waits for {}.",
                since(at, page.now)
            ),
            None => "It has not begun yet.".to_owned(),
        },
        JobStatus::Executing | JobStatus::Resumed => {
            let under_way = execution.started_at.map(|at| since(at, page.now));
            let under_way = under_way.map_or_else(String::new, |time| format!(" for {time}"));
            format!("In progress{under_way}.{}", operations(page))
        }
        JobStatus::Cancelling => {
            let asked = page.view.asked.as_ref();
            let asked = asked.map_or_else(String::new, |asked| {
                format!(" Asked {} ago by {}.", since(asked.at, page.now), asked.by)
            });
            format!("Not yet cancelled.{asked}{}", operations(page))
        }
        JobStatus::Succeeded => format!("It completed{after}."),
        JobStatus::Failed => format!("It failed{after}.{}", operations(page)),
        JobStatus::Cancelled => format!("It was cancelled{after}.{}", operations(page)),
        JobStatus::Unknown => {
            "The cloud calls its status by a word that Slipway does not know.".to_owned()
        }
    };
    format!("{words}{dry}")
}

/// How many of its operations are done; nothing of a workflow whose operations the cloud does not
/// count.
fn operations(page: &ExecutionPage) -> String {
    let (done, all) = (page.execution().finished, page.execution().operations);
    if all == 0 {
        return String::new();
    }
    format!(
        " {} of {} operations have ended.",
        grouped(done),
        grouped(all)
    )
}

/// Without scripts the page loads itself.
fn refreshing(page: &ExecutionPage) -> Option<impl IntoView + use<>> {
    page.reloads().then(|| {
        let look = View {
            still: !page.look.still,
            ..page.look.clone()
        };
        let (words, link) = if page.look.still {
            ("This page stands still.", "Load it every 5 seconds")
        } else {
            ("This page loads itself every 5 seconds.", "Stop that")
        };
        view! { <noscript><p class="run-hint">{words}" "<a href=page.address(&look)>{link}</a></p></noscript> }
    })
}

/// A point of the time line.
struct Point {
    word: String,
    at: Option<Timestamp>,
    /// For how long it stood there, in words.
    lasted: Option<String>,
    is_now: bool,
}

fn line(page: &ExecutionPage) -> Vec<AnyView> {
    let points = points(page).into_iter().map(|point| {
        let Point {
            word,
            at,
            lasted,
            is_now,
        } = point;
        let at = at.map(|at| view! { <Time at=at now=page.now/> });
        let lasted = lasted.map(|time| format!(" for {time}"));
        let current = is_now.then_some("step");
        view! {
            <li aria-current=current>
                <span>{word}</span>
                <span class="timeline-at">{at}{lasted}</span>
            </li>
        }
        .into_any()
    });
    let ends = (!page.is_over()).then(|| {
        let words = match page.status() {
            JobStatus::Cancelling => "cancelled, or ended all the same",
            _ => "completed or failed",
        };
        view! { <li class="timeline-next"><span>{words}</span></li> }.into_any()
    });
    points.chain(ends).collect()
}

fn points(page: &ExecutionPage) -> Vec<Point> {
    let execution = page.execution();
    let waits = page.status() == JobStatus::NotStarted;
    let works = matches!(page.status(), JobStatus::Executing | JobStatus::Resumed);
    let mut points = Vec::new();
    let mut add = |word: &str, at: Option<Timestamp>, until: Option<Timestamp>, is_now: bool| {
        points.push(Point {
            word: word.to_owned(),
            at,
            lasted: at.zip(until).map(|(at, until)| since(at, until)),
            is_now,
        });
    };
    let (created, started, ended) = (
        execution.created_at,
        execution.started_at,
        execution.ended_at,
    );
    let begun = started.or(ended).or(waits.then_some(page.now));
    add("created", created, None, false);
    if waits {
        add(&page.word(), created, begun, true);
    } else if started.is_some() {
        add("queued", created, begun, false);
    }
    let asked = page.view.asked.as_ref().map(|asked| asked.at);
    if started.is_some() && !waits {
        let until = ended.or(asked).or(works.then_some(page.now));
        let word = if execution.resumed {
            "resumed"
        } else {
            "started"
        };
        add(word, started, until, works);
    }
    if page.status() == JobStatus::Cancelling {
        add(&page.word(), asked, asked.map(|_| page.now), true);
    }
    if page.is_over() {
        add(&page.word(), ended, None, true);
    }
    points
}

/// What went wrong: its last line, which says what, and all of it folded.
fn failure(page: &ExecutionPage) -> Option<impl IntoView + use<>> {
    let error = page.execution().error.as_deref().map(str::trim)?;
    let last = error.lines().last()?.trim().to_owned();
    let whole = (error.lines().count() > 1).then(|| {
        view! {
            <details>
                <summary>"All that was said"</summary>
                <pre class="code plan-long">{exact(error)}</pre>
            </details>
        }
    });
    let (kind, title) = match page.status() {
        JobStatus::Failed => (NoticeKind::Bad, "What went wrong"),
        // A manager keeps it until the next end.
        _ => (NoticeKind::Warn, "What went wrong before"),
    };
    Some(view! {
        <Notice kind title>
            <p><bdi>{last}</bdi></p>
            {whole}
        </Notice>
    })
}
