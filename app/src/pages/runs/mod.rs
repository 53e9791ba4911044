//! The runs of an account: everyone's or one's own, filtered and sorted, fifty at a time.

mod filters;
mod table;

use crate::components::{Chips, EmptyState, Icon, LinkButton, PageHeader, Tab, Tabs, no_such_page};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::run::Noun;
use slipway_domain::urls::{self, PackageFilter, RunFilter};
use slipway_portal::runs::RunPage;

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
        table::table(page).into_any()
    };
    let (scope, filter) = (&page.scope, &page.filter);
    let tab = |label: &'static str, mine: bool| {
        let href = urls::runs(
            scope,
            &RunFilter {
                mine,
                ..filter.from_start()
            },
        );
        Tab::new(label, href).current(filter.mine == mine)
    };
    view! {
        <PageHeader title="Runs"/>
        <Tabs label="Whose runs" tabs=vec![tab("Everyone's", false), tab("Mine", true)]/>
        {filters::filters(scope, filter)}
        <Chips chips=filters::chips(scope, filter) clear=urls::runs(scope, &filter.cleared())/>
        {body}
    }
}

/// Why nothing is here: beyond the last page, nothing matches, or nothing was run yet.
fn nothing(page: &RunsPage) -> AnyView {
    let (scope, filter) = (&page.scope, &page.filter);
    if page.runs.total > 0 {
        let first = urls::runs(scope, &filter.from_start());
        return no_such_page(first, Icon::Runs).into_any();
    }
    if filter.is_narrow() {
        let all = urls::runs(scope, &filter.cleared());
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
