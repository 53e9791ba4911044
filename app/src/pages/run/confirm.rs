//! Asking before a run is cancelled or watching it stops. The page on which it stands does not load
//! itself again meanwhile.

use super::RunPage;
use crate::components::{Button, ButtonKind, FormScope, LinkButton, Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::urls::{self, Confirming, RunView};
use slipway_portal::runs::cancel::CancelWay;

/// The question, where one is asked.
pub(super) fn confirm(page: &RunPage) -> Option<impl IntoView + use<>> {
    let asked = page.view.confirming.filter(|_| !page.is_over())?;
    let question = match asked {
        Confirming::Stop => stop(page).into_any(),
        Confirming::Cancel if page.ways.is_empty() => return None,
        Confirming::Cancel => cancel(page).into_any(),
    };
    Some(view! { <div id="run-confirm">{question}</div> })
}

/// This page without the question.
fn back(page: &RunPage) -> String {
    page.address(&RunView {
        confirming: None,
        ..page.view.clone()
    })
}

/// `3 servers`: those without an end.
fn open(page: &RunPage) -> String {
    let counts = page.live.counts;
    page.targets(counts.total() - counts.ended())
}

fn stop(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let action = urls::run_stop(&run.scope(), run.number);
    let (blocked, open, back) = (page.blocked, open(page), back(page));
    let cancel = if page.ways.is_empty() {
        "it cannot be called back"
    } else {
        "cancel the run instead to have it called back"
    };
    view! {
        <Notice kind=NoticeKind::Warn title="Stop watching this run?">
            <p>
                {format!("Nothing more is sent, and how {open} end is not learned any more: ")}
                "those not yet sent end as refused, the others as unknown. The cloud goes \
                 on with what it has queued; "{cancel}". This cannot be undone."
            </p>
            <form class="run-actions" method="post" action=action>
                <FormScope/>
                <Button label="Stop watching" kind=ButtonKind::Danger disabled_reason=blocked/>
                <LinkButton label="Go on watching" href=back/>
            </form>
        </Notice>
    }
}

fn cancel(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let action = urls::run_cancel(&run.scope(), run.number);
    let (open, back) = (open(page), back(page));
    let waiting = page.live.counts.waiting;
    let unsent = (waiting > 0).then(|| {
        let words = format!("{} not sent yet will not be sent. ", page.targets(waiting));
        view! { {words} }
    });
    let ways: Vec<_> = page.ways.iter().map(|way| choice(page, *way)).collect();
    view! {
        <Notice kind=NoticeKind::Warn title="Cancel this run?">
            <p>
                {unsent}
                {format!("The cloud is asked, with your sign-in, to cancel what it does to {open}.")}
            </p>
            <form method="post" action=action>
                <FormScope/>
                <ul class="run-ways" role="list">{ways}</ul>
                <div class="run-actions"><LinkButton label="Let it go on" href=back/></div>
            </form>
        </Notice>
    }
}

/// A way to cancel, with what it does beside it.
fn choice(page: &RunPage, way: CancelWay) -> impl IntoView + use<> {
    let blocked = page.blocked;
    view! {
        <li>
            <Button label=way.label kind=ButtonKind::Danger name="way" value=way.word disabled_reason=blocked/>
            <p>{way.consequence}</p>
        </li>
    }
}
