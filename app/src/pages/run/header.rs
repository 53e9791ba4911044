//! The run's title, who started it when, and what can be done about it as a whole.

use super::{RunPage, links};
use crate::components::{Breadcrumbs, Icon, LinkButton, PageHeader, Time};
use crate::islands::run_live::words::run_look;
use leptos::prelude::*;
use slipway_domain::action::Action;
use slipway_domain::urls::{self, Confirming, RunFilter, RunView};

pub(super) fn header(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let runs = urls::runs(&run.scope(), &RunFilter::default());
    let offered = !page.is_over() && page.view.confirming.is_none();
    let asking = |confirming| {
        page.address(&RunView {
            confirming: Some(confirming),
            ..page.view.clone()
        })
    };
    let (stop, cancel) = (asking(Confirming::Stop), asking(Confirming::Cancel));
    let blocked = page.blocked;
    let stop = offered.then(|| {
        view! { <span id="run-stop"><LinkButton label="Stop watching…" href=stop icon=Icon::Stop disabled_reason=blocked/></span> }
    });
    let cancel = (offered && !page.ways.is_empty()).then(|| {
        view! { <span id="run-cancel"><LinkButton label="Cancel…" href=cancel icon=Icon::Close disabled_reason=blocked/></span> }
    });
    let share = urls::shares(&run.scope(), run.number);
    let context = context(page).into_any();
    let title = run.title.clone();
    let number = run.number.to_string();
    view! {
        <Breadcrumbs levels=vec![("Runs".to_owned(), runs)]/>
        <PageHeader title number context>
            {cancel}
            {stop}
            <LinkButton label="Share" href=share icon=Icon::Share/>
        </PageHeader>
    }
}

/// What paper has to say by itself: what this was, where, and when.
pub(super) fn printed(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let (cloud, account) = (run.cloud.to_string(), run.account.to_string());
    let now = page.now.strftime("%Y-%m-%d %H:%M UTC").to_string();
    view! {
        <p class="print-only">
            "As of "{now}" · "<bdi translate="no">{cloud}</bdi>" · "<bdi translate="no">{account}</bdi>" · "
            <bdi translate="no">{page.address.clone()}</bdi>
        </p>
    }
}

fn context(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let look = run_look(page.live.state, page.live.counts);
    let begun = match &run.plan.action {
        Action::Execution(_) => "started elsewhere, followed since ",
        _ => "started ",
    };
    let (package, execution) = (links::package(page), links::execution(page));
    let related = links::related(page);
    view! {
        <span class=look.badge_class() id="run-state">{page.live.state.word()}</span>
        <span id="run-started">{begun}<Time at=run.created_at now=page.now/>" by "<bdi translate="no">{run.started_by.clone()}</bdi></span>
        {calls(page).map(|words| view! { <span>{words}</span> })}
        {package}
        {execution}
        {related}
    }
}

/// How its servers are spread over calls; nothing where it made none.
fn calls(page: &RunPage) -> Option<String> {
    let run = page.run();
    match &run.plan.action {
        Action::Execution(_) => None,
        Action::Group(_) => {
            let own = run.plan.servers().count();
            let own = page.targets(u32::try_from(own).unwrap_or(u32::MAX));
            Some(format!("the group and {own}, one call for all"))
        }
        _ => {
            let count = page.targets(page.live.counts.total());
            let rollout = run.plan.rollout_label().to_lowercase();
            let together = run.plan.pace().map(|words| format!("; {words}"));
            Some(format!(
                "{count}, {rollout}{}",
                together.unwrap_or_default()
            ))
        }
    }
}
