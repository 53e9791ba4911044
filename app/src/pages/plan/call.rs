//! What is sent for a plan, as the driver that sends it shows it.

use crate::components::{CopyButton, grouped};
use leptos::prelude::*;
use slipway_domain::action::Action;
use slipway_domain::plan::PlanBody;
use slipway_domain::run::Noun;
use slipway_portal::plans::{Block, Preview};

/// The section.
pub(super) fn call_section(body: &PlanBody, preview: Preview) -> impl IntoView + use<> {
    let calls = body.batches().len();
    let list = match body.noun() {
        Noun::Server => "server list",
        Noun::Deployment => "deployment",
    };
    let more = match calls.saturating_sub(1) {
        0 => String::new(),
        _ if matches!(body.action, Action::Create(_)) => {
            format!(" It is sent {calls} times, once for each server.")
        }
        more if !body.rollout.is_plain() => format!(
            " {} more like it follow, each with another {list}, as the rollout says.",
            grouped(more as u64)
        ),
        1 => format!(" One more like it follows at once, with another {list}."),
        more => format!(
            " {} more like it follow, each with another {list}, as fast as the cloud takes them; none waits for what becomes of another.",
            grouped(more as u64)
        ),
    };
    let words = format!(
        "This is what is sent to the cloud, with your token and the secrets filled in.{more}"
    );
    let alone = preview.0.len() == 1;
    let is_curl = preview.0.iter().all(|one| one.text.starts_with("curl "));
    let show = if is_curl {
        "Show it as curl"
    } else {
        "Show it"
    };
    let blocks: Vec<_> = preview.0.into_iter().map(|one| block(one, alone)).collect();
    (!blocks.is_empty()).then(|| {
        view! {
            <section aria-labelledby="plan-call">
                <h2 id="plan-call">"The call"</h2>
                <details class="plan-call">
                    <summary>{show}</summary>
                    <p class="muted">{words}</p>
                    {blocks}
                </details>
            </section>
        }
    })
}

/// One request; its title is left out where it is the only one.
fn block(block: Block, alone: bool) -> impl IntoView {
    let Block { title, text } = block;
    let (label, copy) = match (alone, text.starts_with("curl ")) {
        (true, true) => ("curl command".to_owned(), "Copy the command"),
        (true, false) => (title.clone(), "Copy it"),
        (false, true) => (title.clone(), "Copy this command"),
        (false, false) => (title.clone(), "Copy this"),
    };
    view! {
        {(!alone).then(|| view! { <h3>{title}</h3> })}
        <pre class="code" translate="no" tabindex="0" aria-label=label><code>{text.clone()}</code></pre>
        <CopyButton text label=copy/>
    }
}
