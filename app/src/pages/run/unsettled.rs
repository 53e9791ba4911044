//! Ends that nobody could tell when the run was over: the cloud may know by now.

use super::RunPage;
use crate::components::{Button, FormScope, Icon, Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::urls;

/// The way to ask once more, and what was learned by it.
pub(super) fn unsettled(page: &RunPage) -> impl IntoView + use<> {
    let run = page.run();
    let noun = page.noun().one();
    let asked = page.view.asked.then(|| {
        view! {
            <Notice kind=NoticeKind::Info title="The cloud was asked once more">
                <p>
                    "What it told says \u{201c}Known later\u{201d} beside its "{noun}". It \
                     does not know how the others ended, or did not answer."
                </p>
            </Notice>
        }
    });
    let unknown = u32::try_from(page.unsettled).unwrap_or(u32::MAX);
    let asks = (unknown > 0).then(|| {
        let action = urls::run_ask_again(&run.scope(), run.number);
        let words = format!(
            "How {} ended was not known when this run was over. The cloud may know by now.",
            page.targets(unknown)
        );
        let blocked = page.blocked;
        view! {
            <Notice kind=NoticeKind::Info title="Some ends are unknown">
                <p>{words}</p>
                <form class="run-actions" method="post" action=action>
                    <FormScope/>
                    <Button label="Ask again" icon=Icon::Repeat disabled_reason=blocked/>
                </form>
            </Notice>
        }
    });
    view! { {asked}{asks} }
}
