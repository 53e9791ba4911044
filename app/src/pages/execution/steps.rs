//! The operations that an execution goes through: what failed and what is under way first, the others
//! folded.

use super::super::executions::look;
use super::ExecutionPage;
use crate::components::{
    EmptyState, Icon, Name, Notice, NoticeKind, Segment, SegmentBar, StatusBadge, TableHead,
    TableWrap, Time, grouped,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::run::JobStatus;
use slipway_portal::executions::Step;

/// Rows of one table at most.
const ROWS: usize = 100;

/// Whether a status is among those of a group.
type Belongs = fn(JobStatus) -> bool;

/// Operations that people look at together, in display order, with what they call them.
const GROUPS: [(&str, JobStatus, Belongs); 5] = [
    ("failed", JobStatus::Failed, |status| {
        status == JobStatus::Failed
    }),
    ("under way", JobStatus::Executing, |status| {
        matches!(
            status,
            JobStatus::Executing | JobStatus::Resumed | JobStatus::Cancelling
        )
    }),
    ("in a state of its own", JobStatus::Unknown, |status| {
        matches!(status, JobStatus::Unknown | JobStatus::Cancelled)
    }),
    ("to come", JobStatus::NotStarted, |status| {
        status == JobStatus::NotStarted
    }),
    ("succeeded", JobStatus::Succeeded, |status| {
        status == JobStatus::Succeeded
    }),
];
/// How many of the groups are not folded.
const OPEN: usize = 3;

pub(super) fn steps(page: &ExecutionPage) -> impl IntoView + use<> {
    let body = match &page.view.told.steps {
        Ok(steps) if steps.items.is_empty() => none().into_any(),
        Ok(steps) => {
            let left = steps.total.saturating_sub(steps.items.len() as u64);
            view! { {table(&steps.items, page.now)}{not_shown(left)} }.into_any()
        }
        Err(error) => {
            let error = error.to_string();
            view! { <Notice kind=NoticeKind::Warn title="They could not be read"><p>{error}</p></Notice> }
                .into_any()
        }
    };
    view! {
        <h2 id="operations">"Operations"</h2>
        {body}
    }
}

fn none() -> impl IntoView {
    view! {
        <EmptyState
            title="None that are known"
            text="Not every workflow is made of operations that the cloud can tell apart; a dry run has none."
            icon=Icon::Runs
        />
    }
}

fn not_shown(left: u64) -> Option<impl IntoView> {
    (left > 0).then(|| {
        view! { <p class="run-hint">{format!("{} more are not shown.", grouped(left))}</p> }
    })
}

fn table(steps: &[Step], now: Timestamp) -> impl IntoView + use<> {
    let groups = GROUPS.map(|(words, status, belongs)| {
        let of_it = steps.iter().filter(|step| belongs(step.status));
        (words, status, of_it.collect::<Vec<_>>())
    });
    let segments = groups
        .iter()
        .map(|(words, status, of_it)| Segment::new(look(*status), *words, of_it.len() as u64));
    let segments = segments.collect();
    let (open, folded) = groups.split_at(OPEN);
    let open: Vec<&Step> = open
        .iter()
        .flat_map(|(_, _, of_it)| of_it)
        .copied()
        .collect();
    let open = (!open.is_empty()).then(|| rows("Operations", &open, now));
    let folded = folded.iter().filter(|(_, _, of_it)| !of_it.is_empty());
    let folded: Vec<_> = folded
        .map(|(words, _, of_it)| {
            let label = format!("{} {words}", grouped(of_it.len() as u64));
            view! { <details><summary>{label.clone()}</summary>{rows(&label, of_it, now)}</details> }
        })
        .collect();
    view! {
        <SegmentBar segments/>
        {open}
        {folded}
    }
}

fn rows(label: &str, steps: &[&Step], now: Timestamp) -> impl IntoView + use<> {
    let shown: Vec<_> = steps.iter().take(ROWS).map(|step| row(step, now)).collect();
    let left = steps.len().saturating_sub(ROWS) as u64;
    view! {
        <TableWrap label=label.to_owned()>
            <table class="table">
                <TableHead columns=&[
                    ("State", "table-status"),
                    ("Operation", ""),
                    ("Node instance", ""),
                    ("Tried again", "table-num"),
                    ("Planned", ""),
                ]/>
                <tbody>{shown}</tbody>
            </table>
        </TableWrap>
        {not_shown(left)}
    }
}

fn row(step: &Step, now: Timestamp) -> impl IntoView + use<> {
    let error = step
        .error
        .clone()
        .map(|error| view! { <p class="run-hint"><bdi>{error}</bdi></p> });
    let retries = (step.retries > 0).then(|| grouped(step.retries.into()));
    let planned = step.created_at.map(|at| view! { <Time at=at now=now/> });
    // On a phone the label stands before the value, and alone where there is none.
    let (node, tried) = (
        step.node.is_some().then_some("Node instance"),
        retries.is_some().then_some("Tried again"),
    );
    view! {
        <tr>
            <td class="table-status"><StatusBadge look=look(step.status) word=step.state.clone()/></td>
            <th scope="row" class="table-main"><Name text=step.name.clone()/>{error}</th>
            <td data-label=node><bdi translate="no">{step.node.clone()}</bdi></td>
            <td class="table-num" data-label=tried>{retries}</td>
            <td data-label="Planned">{planned}</td>
        </tr>
    }
}
