//! What a person should know or decide while a run is under way, and how it ended.

use super::RunPage;
use super::unanswered::unanswered;
use crate::components::{Button, FormScope, Notice, NoticeKind};
use crate::islands::run_live::words::{lost_words, over_words, overdue_words};
use leptos::prelude::*;
use slipway_domain::run::RunState;
use slipway_domain::urls::{self, LocalPath};

pub(super) fn notices(page: &RunPage) -> impl IntoView + use<> {
    let live = &page.live;
    let lost = lost_words(page.noun(), live.progress.lost, page.lost_minutes);
    let overdue = overdue_words(page.noun(), live.progress.overdue, page.overdue_minutes);
    view! {
        <div class="run-notices">
            {moved(page)}
            {over(page)}
            <div id="run-paused" hidden=live.state != RunState::Paused>{paused(page)}</div>
            <div id="run-held" hidden=live.progress.held == 0>{held(page)}</div>
            <div id="run-no-reply" hidden=live.counts.no_reply == 0>{unanswered(page)}</div>
            <div id="run-lost" hidden=live.progress.lost == 0>
                <Notice kind=NoticeKind::Warn title="Lost contact">
                    <p>{lost}</p>
                </Notice>
            </div>
            <div id="run-overdue" hidden=live.progress.overdue == 0>
                <Notice kind=NoticeKind::Warn title="Overdue">
                    <p>{overdue}</p>
                </Notice>
            </div>
        </div>
    }
}

/// What came of a decision about calls that were no longer what its page showed.
fn moved(page: &RunPage) -> Option<impl IntoView + use<>> {
    page.moved.then(|| {
        view! {
            <Notice kind=NoticeKind::Warn title="Nothing was decided">
                <p>
                    "Since the page was drawn on which you decided, these calls were decided or \
                     answered already, or a further one lost its answer. This is how the run \
                     stands now; look at it and decide again where it still asks."
                </p>
            </Notice>
        }
    })
}

fn over(page: &RunPage) -> impl IntoView + use<> {
    let live = &page.live;
    let words = over_words(page.noun(), live.state, live.counts, page.seconds());
    let words = if page.is_over() { words } else { String::new() };
    let good = live.counts.succeeded == live.counts.total();
    let kind = if good {
        NoticeKind::Ok
    } else {
        NoticeKind::Warn
    };
    view! { <div id="run-over" hidden=!page.is_over()><Notice kind><p>{words}</p></Notice></div> }
}

/// How the token of the person who looks becomes the run's: for what is left to send, or for reading
/// alone where that waits too and they may do no more.
fn go_on_as_me(page: &RunPage, reads: bool) -> AnyView {
    let run = page.run();
    if page.signed_in {
        let action = urls::run_resume(&run.scope(), run.number);
        let (label, blocked) = match page.blocked {
            Some(_) if reads => ("Follow it with my sign-in", None),
            blocked => ("Go on as me", blocked),
        };
        return view! {
            <form class="run-actions" method="post" action=action>
                <FormScope/>
                <Button label disabled_reason=blocked/>
            </form>
        }
        .into_any();
    }
    let next = LocalPath::parse(&page.address(&page.view));
    view! { <p><a href=urls::sign_in(next.as_ref())>"Sign in again"</a></p> }.into_any()
}

/// Somebody's token is there for reading only.
fn held(page: &RunPage) -> impl IntoView + use<> {
    let action = go_on_as_me(page, false);
    view! {
        <Notice kind=NoticeKind::Warn title="What is not sent yet waits for somebody who may start it">
            <p>
                "The run is read with the sign-in of somebody who has signed in since its own token \
                 ended: what the cloud has queued is followed, and nothing more is sent until \
                 somebody who may start it presses \u{201c}Go on as me\u{201d}. What is left is then \
                 sent as them."
            </p>
            {action}
        </Notice>
    }
}

fn paused(page: &RunPage) -> impl IntoView + use<> {
    let action = go_on_as_me(page, true);
    view! {
        <Notice kind=NoticeKind::Warn title="The cloud no longer accepts the token of this run">
            <p>
                "It has ended, or may no longer read what the run has started. \
                 Nothing is sent or asked until somebody of this account signs in again, which lets \
                 the run be read on. What is left to send waits until somebody who may start it \
                 presses \u{201c}Go on as me\u{201d}, and is then sent as them. What the cloud has \
                 queued goes on there meanwhile."
            </p>
            {action}
        </Notice>
    }
}
