//! The run's title, who started it when, and what can be done about it as a whole.

use super::RunPage;
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
        page.address(RunView {
            confirming: Some(confirming),
            ..page.view
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
    let share = urls::shares(&run.scope(), &run.id);
    let context = context(page).into_any();
    let title = run.title.clone();
    view! {
        <Breadcrumbs levels=vec![("Runs".to_owned(), runs)]/>
        <PageHeader title context>
            {cancel}
            {stop}
            <LinkButton label="Share" href=share icon=Icon::Share/>
        </PageHeader>
    }
}

fn context(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let look = run_look(page.live.state, page.live.counts);
    let repeats = run.repeats.as_ref().map(|earlier| {
        let href = urls::run(&run.scope(), earlier);
        view! { <span>"repeats "<a href=href>"an earlier run"</a></span> }
    });
    let begun = match &run.plan.action {
        Action::Execution(_) => "started elsewhere, followed since ",
        _ => "started ",
    };
    let execution = match &run.plan.action {
        Action::Execution(action) => {
            let href = urls::execution(&run.scope(), &action.id);
            Some(view! { <a href=href>"the execution"</a> })
        }
        _ => None,
    };
    view! {
        <span class=look.badge_class() id="run-state">{page.live.state.word()}</span>
        <span id="run-started">{begun}<Time at=run.created_at now=page.now/>" by "<bdi translate="no">{run.started_by.clone()}</bdi></span>
        {calls(page).map(|words| view! { <span>{words}</span> })}
        {execution}
        {repeats}
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
