//! What goes on when somebody signs out, and whether it is to be watched on.

use crate::components::{
    Button, ButtonKind, FormScope, Icon, LinkButton, Middle, PageHeader, StatusBadge, grouped,
};
use crate::islands::run_live::words::run_look;
use leptos::prelude::*;
use slipway_domain::urls::sign_out::{GO_ON, RUNS, STOP};
use slipway_domain::urls::{self, routes};
use slipway_portal::runs::going_on::GoingOn;

const OWN_COPY: &str = "Each has a copy of its own of the token that it was started with, so that it goes on without you, and anybody of the account can follow it.";

/// The most characters of what a run does.
const LONGEST_TITLE: usize = 60;

/// What the page shows.
pub struct SignOutPage {
    /// The person's runs that are not over.
    pub runs: Vec<GoingOn>,
    /// Where they go on working.
    pub back: String,
}

/// The page.
pub fn sign_out_page(page: &SignOutPage) -> impl IntoView + use<> {
    let count = page.runs.len();
    let rows: Vec<_> = page.runs.iter().map(row).collect();
    let words = match count {
        0 => "Nothing that you started is going on.".to_owned(),
        1 => format!("1 run that you started is not over. {OWN_COPY}"),
        many => format!(
            "{} runs that you started are not over. {OWN_COPY}",
            grouped(many as u64)
        ),
    };
    let stop = (count > 0).then(|| {
        view! {
            <li>
                <Button label="Stop watching them and sign out" kind=ButtonKind::Danger icon=Icon::Stop name=RUNS value=STOP/>
                <p>"Nothing more is sent, and how what was sent ends is not learned any more. The cloud goes on with what it has queued."</p>
            </li>
        }
    });
    let (go_on, consequence) = match count {
        0 => ("Sign out", ""),
        _ => (
            "Sign out and let them go on",
            "What is left is sent, and every target is followed to its end. Where the cloud ends the token before, the run waits for somebody.",
        ),
    };
    let back = page.back.clone();
    view! {
        <PageHeader title="Sign out?"/>
        <p>{words}</p>
        <ul class="sign-out-runs" role="list">{rows}</ul>
        <form class="sign-out" method="post" action=routes::SIGN_OUT data-ends="">
            <FormScope/>
            <ul class="run-ways" role="list">
                <li>
                    <Button label=go_on kind=ButtonKind::Primary icon=Icon::SignOut name=RUNS value=GO_ON/>
                    <p>{consequence}</p>
                </li>
                {stop}
            </ul>
            <div class="run-actions"><LinkButton label="Stay signed in" href=back/></div>
        </form>
    }
}

fn row(one: &GoingOn) -> impl IntoView + use<> {
    let run = &one.run;
    let href = urls::run(&one.scope, run.number);
    let look = run_look(run.state, run.counts);
    let left = run.counts.total() - run.counts.ended();
    let scope = format!("{} · {}", one.scope.cloud, one.scope.account);
    view! {
        <li>
            <StatusBadge look=look word=run.state.word()/>
            <span class="run-number">{run.number.to_string()}</span>" "
            <Middle text=run.title.clone() keep=LONGEST_TITLE href/>
            <span class="muted">{format!("{left} of {} without an end, ", run.counts.total())}<bdi translate="no">{scope}</bdi></span>
        </li>
    }
}
