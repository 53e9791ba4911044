//! What a person should know or decide while a run is under way, and how it ended.

use super::RunPage;
use crate::components::{Button, Notice, NoticeKind};
use crate::islands::run_live::words::{lost_words, over_words, overdue_words, unanswered_words};
use leptos::prelude::*;
use slipway_domain::run::{OutcomeState, RunState};
use slipway_domain::urls::{self, LocalPath, RunView};

pub(super) fn notices(page: &RunPage) -> impl IntoView + use<> {
    let live = &page.live;
    let lost = lost_words(live.pulse.lost, page.lost_minutes);
    let overdue = overdue_words(live.pulse.overdue);
    view! {
        <div class="run-notices">
            {over(page)}
            <div id="run-paused" hidden=live.state != RunState::Paused>{paused(page)}</div>
            <div id="run-held" hidden=live.pulse.held == 0>{held(page)}</div>
            <div id="run-no-answer" hidden=live.counts.no_answer == 0>{no_answer(page)}</div>
            <div id="run-lost" hidden=live.pulse.lost == 0>
                <Notice kind=NoticeKind::Warn title="Lost contact">
                    <p>{lost}</p>
                </Notice>
            </div>
            <div id="run-overdue" hidden=live.pulse.overdue == 0>
                <Notice kind=NoticeKind::Warn title="Overdue">
                    <p>{overdue}</p>
                </Notice>
            </div>
        </div>
    }
}

fn over(page: &RunPage) -> impl IntoView + use<> {
    let live = &page.live;
    let words = over_words(live.state, live.counts, page.seconds());
    let words = if page.is_over() { words } else { String::new() };
    let good = live.counts.succeeded == live.counts.total();
    let kind = if good {
        NoticeKind::Ok
    } else {
        NoticeKind::Warn
    };
    view! { <div id="run-over" hidden=!page.is_over()><Notice kind><p>{words}</p></Notice></div> }
}

/// How the token of the person who looks becomes the run's.
fn lending(page: &RunPage, barred: Option<&'static str>) -> AnyView {
    let run = page.run();
    if page.signed_in {
        let action = urls::run_resume(&run.account, &run.id);
        return view! {
            <form class="run-deeds" method="post" action=action>
                <Button label="Go on with my sign-in" disabled_reason=barred/>
            </form>
        }
        .into_any();
    }
    let next = LocalPath::parse(&page.address(page.view));
    view! { <p><a href=urls::sign_in(next.as_ref())>"Sign in again"</a></p> }.into_any()
}

/// Somebody lent a token that may only ask.
fn held(page: &RunPage) -> impl IntoView + use<> {
    let deed = lending(page, page.barred);
    view! {
        <Notice kind=NoticeKind::Warn title="What is not sent yet waits for somebody who may start it">
            <p>
                "The run goes on with the sign-in of somebody who may only look: what the cloud has \
                 queued is followed, and nothing more is sent until somebody who may start it \
                 signs in or lends the sign-in they have."
            </p>
            {deed}
        </Notice>
    }
}

fn paused(page: &RunPage) -> impl IntoView + use<> {
    let deed = lending(page, None);
    view! {
        <Notice kind=NoticeKind::Warn title="The cloud no longer accepts the token of this run">
            <p>
                "Nothing is sent or asked until somebody of this account signs in again or lends \
                 the sign-in they have; then it goes on where it stands. What the cloud has queued \
                 goes on there meanwhile."
            </p>
            {deed}
        </Notice>
    }
}

/// The one question that only a person can answer.
fn no_answer(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let action = urls::run_answer(&run.account, &run.id);
    let which = page.address(RunView {
        show: Some(OutcomeState::NoAnswer),
        ..RunView::default()
    });
    let barred = page.barred;
    view! {
        <Notice kind=NoticeKind::Warn title=unanswered_words(page.live.counts.no_answer)>
            <p>
                "The cloud may have carried it out, or not; it cannot be asked. Look at "
                <a href=which>"the servers"</a>" first. Sending again where it was carried out \
                 does it twice. Leaving it as unknown sends nothing."
            </p>
            <form class="run-deeds" method="post" action=action>
                <Button
                    label="It was not carried out: send again"
                    name="choice"
                    value="send-again"
                    disabled_reason=barred
                />
                {barred.is_none().then(|| view! {
                    <Button label="Leave as unknown" name="choice" value="leave-unknown"/>
                })}
            </form>
        </Notice>
    }
}
