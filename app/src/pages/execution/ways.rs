//! What can be done to an execution: each with what it does, and why it cannot be done now where it
//! cannot. The question before it is done stands above everything else.

use super::ExecutionPage;
use crate::components::{Button, ButtonKind, FormScope, LinkButton, Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::urls::{self, ExecutionView as View};
use slipway_portal::actions::writes::FORM_KEY;
use slipway_portal::executions::OfferedWay;

const LEFT_ALONE: &str = "It has ended, and that stays as it is.";

pub(super) fn ways(page: &ExecutionPage) -> impl IntoView + use<> {
    let ways: Vec<_> = page
        .view
        .ways
        .iter()
        .map(|way| offered(page, *way))
        .collect();
    let by_hand = urls::execution_status(&page.scope, page.id());
    let settable = (!page.view.is_settable).then_some(LEFT_ALONE);
    let blocked = page.blocked.or(settable);
    view! {
        <h2 id="end">"End it, or go on"</h2>
        <ul class="ways" role="list">
            {ways}
            <li>
                <LinkButton label="Set status…" href=by_hand disabled_reason=blocked/>
                <p class="run-hint">"Says by hand how it stands, where the cloud is wrong about it. It stops nothing."</p>
            </li>
        </ul>
    }
}

fn offered(page: &ExecutionPage, way: OfferedWay) -> impl IntoView + use<> {
    let blocked = page.blocked.or(way.blocked);
    let href = page.address(&View {
        confirming: Some(way.word.to_owned()),
        ..page.look.clone()
    });
    let label = format!("{}…", way.label);
    let id = format!("way-{}", way.word);
    // Why it cannot be done says more than what it would do.
    let consequence = blocked
        .is_none()
        .then(|| view! { <p class="run-hint">{way.consequence}</p> });
    view! {
        <li>
            <LinkButton label href id disabled_reason=blocked/>
            {consequence}
        </li>
    }
}

/// The question, where one is asked about something that can be done.
pub(super) fn confirm(page: &ExecutionPage) -> Option<AnyView> {
    let asked = page.look.confirming.as_deref()?;
    let way = page.view.ways.iter().find(|way| way.word == asked)?;
    let back = page.address(&View {
        confirming: None,
        ..page.look.clone()
    });
    if let Some(why) = page.blocked.or(way.blocked) {
        let title = format!("{} is not possible now", way.label);
        return Some(
            view! { <Notice kind=NoticeKind::Warn title=title><p>{why}</p></Notice> }.into_any(),
        );
    }
    let title = format!("{} {}?", way.label, page.title());
    let action = urls::execution_act(&page.scope, page.id());
    let (key, way) = (page.key.clone(), *way);
    let question = view! {
        <div id="confirm">
            <Notice kind=NoticeKind::Warn title=title>
                <p>{way.consequence}" It is done with your own sign-in, and written down."</p>
                <form class="run-actions" method="post" action=action>
                    <FormScope/>
                    <input type="hidden" name=FORM_KEY value=key/>
                    <Button label=way.label kind=ButtonKind::Danger name="way" value=way.word/>
                    <LinkButton label="Leave it as it is" href=back/>
                </form>
            </Notice>
        </div>
    };
    Some(question.into_any())
}
