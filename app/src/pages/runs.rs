//! The runs of an account: everyone's or one's own, filtered, fifty at a time, newest first.

use crate::components::{
    Button, Chip, Chips, ChoiceOption, EmptyState, FieldSpec, FilterBar, Icon, LinkButton,
    ListPart, Middle, PageHeader, Segment, SegmentBar, Select, StatusBadge, Tab, TableHead,
    TableWrap, Tabs, TextInput, Time, duration_words, grouped, no_such_page,
};
use crate::islands::run_live::words::{SHOWN, run_look, state_look};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::run::{Noun, RunState};
use slipway_domain::urls::{self, PackageFilter, RunFilter};
use slipway_portal::runs::{PAGE, RunPage, RunSummary};

/// What the page shows.
pub struct RunsPage {
    /// The account acted on.
    pub scope: Scope,
    /// The filter in the address.
    pub filter: RunFilter,
    /// The runs of this page.
    pub runs: RunPage,
    /// Whether its cloud has packages to run.
    pub has_packages: bool,
    /// What runs of the cloud are on.
    pub noun: Noun,
    /// The present.
    pub now: Timestamp,
}

/// The page.
pub fn runs_page(page: &RunsPage) -> impl IntoView + use<> {
    let body = if page.runs.runs.is_empty() {
        nothing(page)
    } else {
        listing(page).into_any()
    };
    let (scope, filter) = (&page.scope, &page.filter);
    let cleared = RunFilter {
        mine: filter.mine,
        ..RunFilter::default()
    };
    let tab = |label: &'static str, mine: bool| {
        let href = urls::runs(
            scope,
            &RunFilter {
                mine,
                page: 1,
                ..filter.clone()
            },
        );
        Tab::new(label, href).current(filter.mine == mine)
    };
    view! {
        <PageHeader title="Runs"/>
        <Tabs label="Whose runs" tabs=vec![tab("Everyone's", false), tab("Mine", true)]/>
        {filters(scope, filter)}
        <Chips chips=chips(scope, filter) clear=urls::runs(scope, &cleared)/>
        {body}
    }
}

fn filters(scope: &Scope, filter: &RunFilter) -> impl IntoView + use<> {
    let states = RunState::ALL.into_iter().map(|state| {
        ChoiceOption::new(state.word(), state.word()).chosen(filter.state == Some(state))
    });
    let mine = filter
        .mine
        .then(|| view! { <input type="hidden" name="by" value="me"/> });
    let search = filter.search.clone();
    let states: Vec<_> = states.collect();
    view! {
        <FilterBar action=urls::runs(scope, &RunFilter::default())>
            <TextInput
                field=FieldSpec::new("q", "q", "Search by title").unmarked()
                value=search
                kind="search"
                placeholder="Title"
            />
            <Select
                field=FieldSpec::new("state", "state", "State").unmarked()
                choices=states
                blank="Any state"
            />
            {mine}
            <Button label="Filter" icon=Icon::Search/>
        </FilterBar>
    }
}

fn chips(scope: &Scope, filter: &RunFilter) -> Vec<Chip> {
    let search = filter.search.as_ref().map(|text| {
        let rest = RunFilter {
            search: None,
            page: 1,
            ..filter.clone()
        };
        Chip::new(format!("“{text}”"), urls::runs(scope, &rest))
    });
    let state = filter.state.map(|state| {
        let rest = RunFilter {
            state: None,
            page: 1,
            ..filter.clone()
        };
        Chip::new(state.word(), urls::runs(scope, &rest))
    });
    [search, state].into_iter().flatten().collect()
}

/// Why nothing is here: beyond the last page, nothing matches, or nothing was run yet.
fn nothing(page: &RunsPage) -> AnyView {
    let (scope, filter) = (&page.scope, &page.filter);
    if page.runs.total > 0 {
        let first = urls::runs(
            scope,
            &RunFilter {
                page: 1,
                ..filter.clone()
            },
        );
        return no_such_page(first, Icon::Runs).into_any();
    }
    if filter.search.is_some() || filter.state.is_some() {
        let all = urls::runs(
            scope,
            &RunFilter {
                mine: filter.mine,
                ..RunFilter::default()
            },
        );
        return view! {
            <EmptyState title="No run matches" text="None of the runs matches these filters." icon=Icon::Search>
                <LinkButton label="Clear the filters" href=all/>
            </EmptyState>
        }
        .into_any();
    }
    let packages = page.has_packages.then(|| {
        let packages = urls::packages(scope, &PackageFilter::default());
        view! { <LinkButton label="Choose a package" href=packages/> }
    });
    let text = if page.has_packages {
        "A run appears here when a package is run on servers."
    } else {
        "A run appears here when something is started in this cloud."
    };
    let title = if filter.mine {
        "You have not run anything yet"
    } else {
        "No runs yet"
    };
    view! {
        <EmptyState title=title text=text icon=Icon::Runs>{packages}</EmptyState>
    }
    .into_any()
}

const COLUMNS: [(&str, &str); 7] = [
    ("State", "table-status"),
    ("Title", ""),
    ("Servers", "table-num"),
    ("Progress", ""),
    ("Started by", ""),
    ("Started", ""),
    ("Took", ""),
];
/// The same in a cloud of deployments.
const OF_DEPLOYMENTS: [(&str, &str); 7] = {
    let mut columns = COLUMNS;
    columns[2] = ("Deployments", "table-num");
    columns
};

fn listing(page: &RunsPage) -> impl IntoView + use<> {
    let (scope, filter, total) = (&page.scope, &page.filter, page.runs.total);
    let rows: Vec<_> = page.runs.runs.iter().map(|run| row(page, run)).collect();
    let part = ListPart {
        page: filter.page,
        size: PAGE,
        shown: rows.len(),
        total,
    };
    let at = |page: u32| {
        urls::runs(
            scope,
            &RunFilter {
                page,
                ..filter.clone()
            },
        )
    };
    let pages = part.pagination("1 run", at);
    let columns = match page.noun {
        Noun::Server => &COLUMNS,
        Noun::Deployment => &OF_DEPLOYMENTS,
    };
    view! {
        <TableWrap label="Runs">
            <table class="table table-tall runs">
                <TableHead columns/>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
        {pages}
    }
}

fn row(page: &RunsPage, run: &RunSummary) -> impl IntoView + use<> {
    let took = run
        .finished_at
        .map(|at| duration_words(at.duration_since(run.created_at).as_secs()));
    view! {
        <tr>
            <td class="table-status">
                <StatusBadge look=run_look(run.state, run.counts) word=run.state.word()/>
            </td>
            <th scope="row" class="table-main">
                <Middle text=run.title.clone() keep=48 href=urls::run(&page.scope, &run.id)/>
            </th>
            <td class="table-num" data-label=page.noun.title().1>{grouped(run.counts.total().into())}</td>
            <td class="runs-bar"><SegmentBar segments=segments(run)/></td>
            <td data-label="By"><bdi translate="no">{run.started_by.clone()}</bdi></td>
            <td data-label="Started"><Time at=run.created_at now=page.now/></td>
            <td data-label="Took">{took}</td>
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
