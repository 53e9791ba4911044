//! What can be done about a run that is over: running it again on some of its servers.

use super::RunPage;
use crate::components::{Button, FormScope, Icon};
use crate::islands::run_live::words::count_of;
use leptos::prelude::*;
use slipway_domain::action::Action;
use slipway_domain::run::OutcomeState;
use slipway_domain::urls;

/// Once a run is over it can be run again on the servers of each bucket, or on all; not where it was
/// started elsewhere.
pub(super) fn again(page: &RunPage) -> Option<impl IntoView + use<>> {
    let run = page.run();
    if let Action::Execution(_) = run.plan.action {
        return None;
    }
    let action = urls::run_again(&run.scope(), run.number);
    let counts = page.live.counts;
    let blocked = |state| {
        page.blocked_buckets
            .iter()
            .find(|(bucket, _)| *bucket == state)
    };
    let ended = OutcomeState::BUCKETS
        .into_iter()
        .filter(|state| counts.get(*state) > 0);
    // All of them are all only where none is blocked.
    let several = ended.clone().count() > 1 && ended.clone().all(|state| blocked(state).is_none());
    let buttons = if let Some(reason) = page.blocked {
        view! { <Button label="Run again" icon=Icon::Repeat disabled_reason=reason/> }.into_any()
    } else {
        let buckets = [
            OutcomeState::Failed,
            OutcomeState::Refused,
            OutcomeState::Cancelled,
            OutcomeState::Unknown,
            OutcomeState::Succeeded,
        ];
        let buckets: Vec<_> = buckets
            .into_iter()
            .map(|state| {
                let label = format!("Run again on {}", count_of(counts, state));
                let why = blocked(state).map(|(_, why)| why.clone());
                let blocked = why.is_some().then_some("");
                view! {
                    <span data-state=state.word() data-blocked=blocked hidden=counts.get(state) == 0>
                        <Button label=label icon=Icon::Repeat name="state" value=state.word() disabled_reason=why/>
                    </span>
                }
            })
            .collect();
        let all = format!("Run again on all {}", page.targets(counts.total()));
        view! {
            {buckets}
            <span data-state="all" hidden=!several>
                <Button label=all icon=Icon::Repeat name="state" value="all"/>
            </span>
        }
        .into_any()
    };
    let secrets = (page.blocked.is_none() && !run.plan.action.secrets().is_empty())
        .then(|| view! { <p class="run-hint">"Values are kept; secrets are asked again."</p> });
    Some(view! {
        <section id="run-again" hidden=!page.is_over()>
            <h2 class="hush">"Run again"</h2>
            <form class="run-actions" method="post" action=action><FormScope/>{buttons}</form>
            {secrets}
        </section>
    })
}
