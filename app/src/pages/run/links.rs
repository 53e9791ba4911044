//! Where a run's page leads: to its targets, its package, and the runs that it is linked with.

use super::{RunPage, built};
use leptos::prelude::*;
use slipway_domain::action::Action;
use slipway_domain::run::{Outcome, Target};
use slipway_domain::urls;

/// Of what the run's cloud has pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pages {
    /// Of single servers and groups.
    pub servers: bool,
    /// Of deployments.
    pub deployments: bool,
    /// Of packages.
    pub packages: bool,
}

/// Where the page of a target is, if it has one.
pub(super) fn page_of(page: &RunPage, outcome: &Outcome) -> Option<String> {
    let scope = page.run().scope();
    let Pages {
        servers,
        deployments,
        ..
    } = page.pages;
    match &outcome.target {
        Target::Planned(_) => built::page_of(page, outcome),
        Target::Server(id) => servers.then(|| urls::server(&scope, id)),
        Target::Group(id) => servers.then(|| urls::group(&scope, id)),
        Target::Deployment(id) => deployments.then(|| urls::deployment(&scope, id)),
        Target::Host(_) => None,
    }
}

/// The way to its package.
pub(super) fn package(page: &RunPage) -> Option<impl IntoView + use<>> {
    let run = page.run();
    let action = run.plan.action.package().filter(|_| page.pages.packages)?;
    let href = urls::package(&run.scope(), &action.package.id);
    Some(view! { <a href=href>"the package"</a> })
}

/// The way to the execution that it follows.
pub(super) fn execution(page: &RunPage) -> Option<impl IntoView + use<>> {
    let Action::Execution(action) = &page.run().plan.action else {
        return None;
    };
    let href = urls::execution(&page.run().scope(), &action.id);
    Some(view! { <a href=href>"the execution"</a> })
}

/// The runs that it repeats and that repeat it.
pub(super) fn related(page: &RunPage) -> impl IntoView + use<> {
    let scope = page.run().scope();
    let repeats = page.related.repeats.map(|number| {
        let href = urls::run(&scope, number);
        view! { <span>"repeats "<a href=href>{number.to_string()}</a></span> }
    });
    let total = u64::from(page.live.counts.total());
    let again = page.related.repeated_by.iter().map(|repeat| {
        let href = urls::run(&scope, repeat.number);
        // On all of them as a rule; fewer are worth a word.
        let words = if repeat.targets == total {
            "again as ".to_owned()
        } else {
            format!("again on {} as ", page.targets(targets(repeat.targets)))
        };
        view! { <span>{words}<a href=href>{repeat.number.to_string()}</a></span> }
    });
    view! { {repeats}{again.collect::<Vec<_>>()} }
}

fn targets(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
