//! Executions of workflows: by status, filtered, fifty at a time. The list stays fresh in place while
//! it is looked at.

mod filters;

use crate::components::markup::Markup;
use crate::components::{
    Chips, EmptyState, Icon, LinkButton, ListPart, Look, MaybeText, Middle, Notice, NoticeKind,
    PageHeader, SortOrder, StatusBadge, Tab, TableWrap, Tabs, Time, duration_words, grouped,
    no_such_page, sort_header,
};
use crate::islands::fresh::Fresh;
use filters::{chips, filters};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::run::JobStatus;
use slipway_domain::urls::{self, ExecutionFilter, ExecutionSort};
use slipway_domain::{AccountAlias, Scope};
use slipway_portal::executions::{Execution, Listing, PAGE, StatusWord};

/// What the page shows.
pub struct ExecutionsPage {
    /// The account acted on.
    pub scope: Scope,
    /// The accounts of this cloud that the session opens.
    pub accounts: Vec<AccountAlias>,
    /// The filter in the address.
    pub filter: ExecutionFilter,
    /// The executions of this page.
    pub listing: Listing,
    /// The present.
    pub now: Timestamp,
}

/// The page.
pub fn executions_page(page: &ExecutionsPage) -> impl IntoView + use<> {
    let body = if page.listing.executions.items.is_empty() {
        nothing(page)
    } else {
        table(page).into_any()
    };
    let context = format!("The workflows that were started on {}.", page.scope.account);
    view! {
        <PageHeader title="Executions" context/>
        {uncounted(page)}
        <div data-part="tabs">
            <Tabs label="Status" tabs=tabs(page)/>
            {fresh(page)}
        </div>
        {filters(page)}
        <Chips chips=chips(page) clear=executions(page, &ExecutionFilter::default())/>
        <div id="executions">{body}</div>
        <p class="hush" id="fresh-said" role="status"></p>
        <Fresh/>
    }
}

/// Seconds between two readings of a list in which something is under way, and of one at rest.
const EVERY: (u32, u32) = (8, 30);

/// What has the list read again, and how often.
fn fresh(page: &ExecutionsPage) -> impl IntoView + use<> {
    let mut items = page.listing.executions.items.iter();
    let moves = items.any(|execution| !execution.status.is_terminal());
    let every = if moves { EVERY.0 } else { EVERY.1 };
    let address = executions(page, &page.filter);
    view! { <span id="fresh" hidden=true data-every=every.to_string() data-address=address></span> }
}

fn executions(page: &ExecutionsPage, filter: &ExecutionFilter) -> String {
    urls::executions(&page.scope, filter)
}

/// Whether a status is among those of a tab.
type Belongs = fn(JobStatus) -> bool;

/// Statuses that people look for together, in display order, with what they call them.
const TOGETHER: [(&str, Belongs); 5] = [
    ("Failed", |status| status == JobStatus::Failed),
    ("In progress", is_under_way),
    ("Waiting", |status| status == JobStatus::NotStarted),
    ("Cancelled", |status| status == JobStatus::Cancelled),
    ("Succeeded", |status| status == JobStatus::Succeeded),
];

const fn is_under_way(status: JobStatus) -> bool {
    matches!(
        status,
        JobStatus::Executing | JobStatus::Resumed | JobStatus::Cancelling
    )
}

fn tabs(page: &ExecutionsPage) -> Vec<Tab> {
    let tab = |label: &'static str, statuses: Vec<String>| {
        let current = same(&statuses, &page.filter.statuses);
        let count = count(page, &statuses).map(grouped);
        let filter = ExecutionFilter {
            statuses,
            ..page.filter.from_start()
        };
        Tab::new(label, executions(page, &filter))
            .current(current)
            .count(MaybeText(count))
    };
    let together = TOGETHER.map(|(label, belongs)| {
        let statuses = page.listing.statuses.iter();
        let statuses = statuses.filter(|one| belongs(one.status));
        tab(label, statuses.map(|one| one.word.to_owned()).collect())
    });
    let all = tab("All", Vec::new());
    std::iter::once(all).chain(together).collect()
}

fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|status| other.contains(status))
}

/// How many have one of these statuses, or any.
fn count(page: &ExecutionsPage, statuses: &[String]) -> Option<u64> {
    let counts = page.listing.counts.as_ref().ok()?.iter();
    let counts = counts.filter(|one| statuses.is_empty() || statuses.contains(&one.word));
    Some(counts.map(|one| one.count).sum())
}

/// That the counters are missing, and why.
fn uncounted(page: &ExecutionsPage) -> Option<impl IntoView + use<>> {
    let error = page.listing.counts.as_ref().err()?.to_string();
    Some(view! {
        <Notice kind=NoticeKind::Warn title="How many there are is not known">
            <p>{error}</p>
        </Notice>
    })
}

/// Why nothing is here: beyond the last page, nothing matches, or nothing was started yet.
fn nothing(page: &ExecutionsPage) -> AnyView {
    if page.listing.executions.total > 0 {
        let first = executions(page, &page.filter.from_start());
        return no_such_page(first, Icon::Runs).into_any();
    }
    if page.filter.is_narrow() {
        let all = executions(page, &ExecutionFilter::default());
        return view! {
            <EmptyState
                title="No execution matches"
                text="None of the executions matches these filters."
                icon=Icon::Search
            >
                <LinkButton label="Clear the filters" href=all/>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState
            title="No executions yet"
            text="An execution appears here when a workflow is started on a deployment."
            icon=Icon::Runs
        />
    }
    .into_any()
}

fn table(page: &ExecutionsPage) -> impl IntoView + use<> {
    let (filter, total) = (&page.filter, page.listing.executions.total);
    let items = page.listing.executions.items.iter();
    let rows: Vec<_> = items.map(|execution| row(page, execution)).collect();
    let part = ListPart {
        page: filter.page,
        size: u64::from(PAGE),
        shown: rows.len(),
        total,
    };
    let at = |page_number: u32| {
        let filter = ExecutionFilter {
            page: page_number,
            ..filter.clone()
        };
        executions(page, &filter)
    };
    let (head, pages) = (head(page), part.pagination("1 execution", at));
    view! {
        <TableWrap label="Executions">
            <table class="table table-tall">
                <thead inner_html=head></thead>
                <tbody data-part="executions">{rows}</tbody>
            </table>
        </TableWrap>
        <div data-part="pages">{pages}</div>
    }
}

fn head(page: &ExecutionsPage) -> String {
    let mut html = Markup::default();
    html.raw("<tr>");
    for (label, sort) in [
        ("Status", Some(ExecutionSort::Status)),
        ("Deployment", Some(ExecutionSort::Deployment)),
        ("Workflow", Some(ExecutionSort::Workflow)),
        ("Operations", None),
        ("Blueprint", None),
        ("By", None),
        ("Created", Some(ExecutionSort::Created)),
        ("Took", None),
    ] {
        match sort {
            Some(sort) => sorted(&mut html, page, label, sort),
            None => {
                html.raw("<th scope=\"col\">").text(label).raw("</th>");
            }
        }
    }
    html.raw("</tr>");
    html.finish()
}

fn sorted(html: &mut Markup, page: &ExecutionsPage, label: &str, sort: ExecutionSort) {
    let by_it = page.filter.sort == sort;
    let descending = if by_it {
        !page.filter.descending
    } else {
        sort.begins_descending()
    };
    let next = ExecutionFilter {
        sort,
        descending,
        ..page.filter.from_start()
    };
    let order = by_it.then_some(if page.filter.descending {
        SortOrder::Descending
    } else {
        SortOrder::Ascending
    });
    sort_header(html, label, &executions(page, &next), order, false);
}

/// How an execution's status looks.
pub(super) const fn look(status: JobStatus) -> Look {
    match status {
        JobStatus::Succeeded => Look::Ok,
        JobStatus::Failed => Look::Bad,
        JobStatus::Executing | JobStatus::Resumed | JobStatus::Cancelling => Look::Busy,
        JobStatus::NotStarted => Look::NotStarted,
        JobStatus::Cancelled | JobStatus::Unknown => Look::Unknown,
    }
}

/// What people call a status; the cloud's word where it is a new one.
pub(super) fn label(statuses: &[StatusWord], word: &str) -> String {
    let known = statuses.iter().find(|one| one.word == word);
    known.map_or_else(|| word.to_owned(), |one| one.label.to_owned())
}

/// `31 of 48`; nothing of a workflow whose steps the cloud does not count.
pub(super) fn operations(execution: &Execution) -> Option<String> {
    let (done, all) = (execution.finished, execution.operations);
    (all > 0).then(|| format!("{} of {}", grouped(done), grouped(all)))
}

/// For how long it has been under way, or took.
pub(super) fn took(execution: &Execution, now: Timestamp) -> Option<String> {
    let end = match execution.ended_at {
        Some(end) => end,
        None if is_under_way(execution.status) => now,
        None => return None,
    };
    let seconds = end.duration_since(execution.started_at?).as_secs();
    Some(duration_words(seconds.max(0)))
}

fn row(page: &ExecutionsPage, execution: &Execution) -> impl IntoView + use<> {
    let name = execution.deployment_name.clone();
    let name = name.or_else(|| execution.deployment.as_ref().map(ToString::to_string));
    // What the cloud does for itself belongs to no deployment.
    let name = name.unwrap_or_else(|| "none".to_owned());
    let word = label(&page.listing.statuses, &execution.word);
    let (operations, took) = (operations(execution), took(execution, page.now));
    // On a phone the label stands before the value, and alone where there is none.
    let counted = operations.is_some().then_some("Operations");
    let timed = took.is_some().then_some("Took");
    let created = execution
        .created_at
        .map(|at| view! { <Time at=at now=page.now/> });
    view! {
        <tr>
            <td class="table-status"><StatusBadge look=look(execution.status) word=word/></td>
            <th scope="row" class="table-main">
                <Middle text=name keep=48 href=urls::execution(&page.scope, &execution.id)/>
            </th>
            <td data-label="Workflow"><bdi translate="no">{execution.workflow.clone()}</bdi></td>
            <td data-label=counted>{operations}</td>
            <td data-label="Blueprint"><bdi translate="no">{execution.blueprint.clone()}</bdi></td>
            <td data-label="By"><bdi translate="no">{execution.creator.clone()}</bdi></td>
            <td data-label="Created">{created}</td>
            <td data-label=timed>{took}</td>
        </tr>
    }
}
