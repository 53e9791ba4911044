//! A server that its cloud does not know: what ran on it while it did.

use super::runs::runs_section;
use crate::components::{Breadcrumbs, Notice, PageHeader};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::inventory::server::ServerRun;

/// What the page shows.
pub struct GonePage {
    /// The account acted on.
    pub scope: Scope,
    /// The newest runs that touched it; at least one.
    pub runs: Vec<ServerRun>,
    /// The present moment.
    pub now: Timestamp,
}

impl GonePage {
    /// What it was called at last.
    pub fn name(&self) -> &str {
        self.runs.first().map_or("", |run| &run.name)
    }
}

/// The page.
pub fn gone_page(page: &GonePage) -> impl IntoView + use<> {
    let all = urls::servers(&page.scope, &ServerFilter::default());
    view! {
        <Breadcrumbs levels=vec![("Servers".to_owned(), all)]/>
        <PageHeader title=page.name().to_owned()/>
        <Notice title="Server was not found.">
            "The cloud does not know it: it was deleted, as a rule, or its build has not come so far. \
             What ran on it is still known."
        </Notice>
        {runs_section(&page.scope, &page.runs, page.now)}
    }
}
