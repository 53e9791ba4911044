//! Home, where an account begins: what needs a person first, then what goes on, what they did last,
//! and beside that what they use.

mod first_day;
mod runs;
mod side;

use crate::components::{Icon, LinkButton, PageHeader};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::run::Noun;
use slipway_domain::urls::{self, PackageFilter};
use slipway_portal::home::Home;

/// What the page shows.
pub struct HomePage {
    /// The account acted on.
    pub scope: Scope,
    /// What was read.
    pub home: Home,
    /// What runs of the cloud are on.
    pub noun: Noun,
    /// The present.
    pub now: Timestamp,
}

/// The page.
pub fn home_page(page: &HomePage) -> impl IntoView + use<> {
    let run = page.home.packages.as_ref().map(|_| {
        let href = urls::packages(&page.scope, &PackageFilter::default());
        view! { <LinkButton label="Run a package" icon=Icon::Play href/> }
    });
    let runs = if page.home.has_run {
        view! { {runs::due(page)}{runs::running(page)}{runs::last(page)} }.into_any()
    } else {
        first_day::steps(page).into_any()
    };
    view! {
        <PageHeader title="Home" context=state_words(page)>{run}</PageHeader>
        <div class="home">
            <div class="home-main">{runs}</div>
            <div class="home-side">{side::packages(page)}{side::servers(page)}{side::cloud(page)}</div>
        </div>
    }
}

/// Where things stand, in one line.
fn state_words(page: &HomePage) -> String {
    let (due, running) = (page.home.due_count, page.home.running.len());
    let decide = match due {
        0 => "Nothing needs you".to_owned(),
        1 => "1 run needs a decision".to_owned(),
        many => format!("{many} runs need a decision"),
    };
    match running {
        0 if due == 0 => "Nothing runs, nothing needs you".to_owned(),
        0 => format!("{decide}, nothing else runs"),
        many => format!("{decide}, {many} running"),
    }
}
