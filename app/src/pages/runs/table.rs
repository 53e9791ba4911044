//! The rows of the list of runs, under headings that sort them.

use super::RunsPage;
use super::filters::kind_label;
use crate::components::markup::Markup;
use crate::components::{
    ListPart, Middle, Segment, SegmentBar, SortOrder, StatusBadge, TableWrap, Time, duration_words,
    grouped, sort_header,
};
use crate::islands::run_live::words::{SHOWN, run_look, state_look};
use leptos::prelude::*;
use slipway_domain::run::RunState;
use slipway_domain::urls::{self, RunFilter, RunSort};
use slipway_portal::runs::{PAGE, RunSummary};

/// The most characters of a name.
const LONGEST_NAME: usize = 24;

pub(super) fn table(page: &RunsPage) -> impl IntoView + use<> {
    let (scope, filter, total) = (&page.scope, &page.filter, page.runs.total);
    let rows: Vec<_> = page.runs.runs.iter().map(|run| row(page, run)).collect();
    let part = ListPart {
        page: filter.page,
        size: PAGE,
        shown: rows.len(),
        total,
    };
    let at = |page: u32| {
        let filter = RunFilter {
            page,
            ..filter.clone()
        };
        urls::runs(scope, &filter)
    };
    let (head, pages) = (head(page), part.pagination("1 run", at));
    view! {
        <TableWrap label="Runs">
            <table class="table table-tall runs">
                <thead inner_html=head></thead>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
        {pages}
    }
}

fn head(page: &RunsPage) -> String {
    let mut html = Markup::default();
    html.raw("<tr><th scope=\"col\" class=\"table-status\">State</th>")
        .raw("<th scope=\"col\" class=\"table-num\">Run</th>");
    sorted(&mut html, page, "What", RunSort::What);
    html.raw("<th scope=\"col\">Kind</th><th scope=\"col\">")
        .text(page.noun.title().1)
        .raw("</th><th scope=\"col\">Progress</th>");
    sorted(&mut html, page, "Started by", RunSort::Who);
    sorted(&mut html, page, "Started", RunSort::Started);
    sorted(&mut html, page, "Took", RunSort::Took);
    html.raw("</tr>");
    html.finish()
}

fn sorted(html: &mut Markup, page: &RunsPage, label: &str, sort: RunSort) {
    let filter = &page.filter;
    let by_it = filter.sort == sort;
    let descending = if by_it {
        !filter.descending
    } else {
        sort.begins_descending()
    };
    let next = RunFilter {
        sort,
        descending,
        ..filter.from_start()
    };
    let order = by_it.then_some(if filter.descending {
        SortOrder::Descending
    } else {
        SortOrder::Ascending
    });
    sort_header(html, label, &urls::runs(&page.scope, &next), order, false);
}

fn row(page: &RunsPage, run: &RunSummary) -> impl IntoView + use<> {
    let took = run
        .finished_at
        .map(|at| duration_words(at.duration_since(run.created_at).as_secs()));
    // On a phone the label stands before the value, and alone where there is none.
    let timed = took.is_some().then_some("Took");
    let targets = match &run.only_target {
        Some(name) => view! { <Middle text=name.clone() keep=LONGEST_NAME/> }.into_any(),
        None => grouped(run.counts.total().into()).into_any(),
    };
    let (state, word) = match run.hold {
        // The cloud still takes its token: a person has to say how it goes on.
        Some(_) => (RunState::Paused, "live, paused"),
        None => (run.state, run.state.word()),
    };
    view! {
        <tr>
            <td class="table-status">
                <StatusBadge look=run_look(state, run.counts) word/>
            </td>
            <td class="table-num run-number">{run.number.to_string()}</td>
            <th scope="row" class="table-main">
                <Middle text=run.title.clone() keep=48 href=urls::run(&page.scope, run.number)/>
            </th>
            <td data-label="Kind">{kind_label(run.kind)}</td>
            <td data-label=page.noun.title().1>{targets}</td>
            <td class="runs-bar"><SegmentBar segments=segments(run)/></td>
            <td data-label="By"><bdi translate="no">{run.started_by.clone()}</bdi></td>
            <td data-label="Started"><Time at=run.created_at now=page.now/></td>
            <td data-label=timed>{took}</td>
        </tr>
    }
}

fn segments(run: &RunSummary) -> Vec<Segment> {
    let segment = |state| {
        let count = run.counts.get(state);
        Segment::new(state_look(state, false), state.label(), count.into())
    };
    SHOWN.into_iter().map(segment).collect()
}
