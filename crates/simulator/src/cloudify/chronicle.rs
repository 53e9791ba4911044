//! Everything that was told of an execution up to a moment: what its worker told in each stretch of work, how each began
//! and ended, and what others wrote about it.

use crate::clock::Millis;

use super::execution::{End, Execution, Span};
use super::item::{Item, Told};

/// So many numbers each execution has for its events, and as many for its logs.
const NUMBERS: usize = 1_000_000;

/// Something that was told, and when.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its number among events or among logs.
    pub(super) number: usize,
    pub(super) at: Millis,
    pub(super) item: Item,
}

/// All that was told by now, in the order of its time.
pub(super) fn told(execution: &Execution, posted: &[(String, Item)], now: Millis) -> Vec<Entry> {
    let mut items: Vec<Item> = Vec::new();
    for span in &execution.spans {
        stretch(execution, span, now, &mut items);
    }
    let posted = posted.iter().filter(|(id, _)| *id == execution.id);
    items.extend(posted.map(|(_, item)| item.clone()));
    items.sort_by_key(|item| item.at);
    let (mut events, mut logs) = (execution.serial * NUMBERS, execution.serial * NUMBERS);
    let numbered = items.into_iter().map(|item| {
        let count = match item.told {
            Told::Event(_) => &mut events,
            Told::Log(_) => &mut logs,
        };
        *count += 1;
        Entry {
            number: *count,
            at: item.at,
            item,
        }
    });
    numbered.collect()
}

fn stretch(execution: &Execution, span: &Span, now: Millis, items: &mut Vec<Item>) {
    let name = &execution.workflow;
    let suffix = if execution.is_dry_run {
        " (dry run)"
    } else {
        ""
    };
    let about = |at, event, text: String| Item {
        at,
        told: Told::Event(event),
        text: text + suffix,
        spot: None,
    };
    let start = format!("Starting '{name}' workflow execution");
    items.push(about(span.began, "workflow_started", start));
    let until = span.ended.as_ref().map_or(now, |(at, _)| *at);
    // A script that cannot go on says nothing of its own the second time.
    let says_something = !execution.is_dry_run && (span.from == 0 || execution.work.is_resumable());
    if says_something {
        let told = execution
            .work
            .items(span.from, span.from + until - span.began);
        items.extend(told.into_iter().map(|mut item| {
            item.at += span.began - span.from;
            item
        }));
    }
    let Some((at, end)) = &span.ended else { return };
    let what = |how: &str| format!("'{name}' workflow execution {how}");
    match end {
        End::Succeeded => items.push(about(*at, "workflow_succeeded", what("succeeded"))),
        End::Failed(why) => {
            let text = what("failed") + ": " + why;
            items.push(about(*at, "workflow_failed", text));
        }
        End::Cancelled => items.push(about(*at, "workflow_cancelled", what("cancelled"))),
        End::Silent => {}
    }
}
