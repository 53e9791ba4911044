//! What is different since the package last ended well on any of these servers.

use super::PlanPage;
use crate::components::{at_most, grouped};
use leptos::prelude::*;
use slipway_domain::urls;
use slipway_portal::plans::last_good::{Difference, LastGood};

/// The most characters of a value.
const LONGEST: usize = 80;

/// The section; nothing where it never did.
pub(super) fn last_good_section(page: &PlanPage) -> Option<impl IntoView + use<>> {
    let last = page.last_good.as_ref()?;
    let href = urls::run(&page.scope, last.run);
    let number = last.run.to_string();
    let words = match (last.differences.len(), last.package_changed) {
        (0, false) => "The same values as in ".to_owned(),
        (0, true) => "The package has changed; the same values as in ".to_owned(),
        (1, _) => "1 value is different from ".to_owned(),
        (many, _) => format!("{} values are different from ", grouped(many as u64)),
    };
    let rows: Vec<_> = last.differences.iter().map(row).collect();
    let rows = (!rows.is_empty()).then(|| view! { <ul class="last-good" role="list">{rows}</ul> });
    Some(view! {
        <section aria-labelledby="last-good">
            <h2 id="last-good">"Since it last succeeded here"</h2>
            <p>{words}<a href=href>{number}</a>{remarks(last)}</p>
            {rows}
        </section>
    })
}

fn remarks(last: &LastGood) -> String {
    let good = match last.targets {
        1 => "which succeeded on 1 of these servers".to_owned(),
        many => format!(
            "which succeeded on {} of these servers",
            grouped(many as u64)
        ),
    };
    let package = if last.package_changed && !last.differences.is_empty() {
        " The package has changed since, too."
    } else {
        ""
    };
    let secrets = if last.has_secrets {
        " Secrets are not compared."
    } else {
        ""
    };
    format!(", {good}.{package}{secrets}")
}

fn row(difference: &Difference) -> impl IntoView + use<> {
    let label = at_most(difference.label.clone(), LONGEST);
    view! {
        <li>
            <bdi class="muted">{label}</bdi>" "<strong>{value(difference.is.as_ref())}</strong>
            <span class="muted">", was "</span>{value(difference.was.as_ref())}
        </li>
    }
}

fn value(text: Option<&String>) -> AnyView {
    match text {
        None => view! { <span class="muted">"not set"</span> }.into_any(),
        Some(text) if text.is_empty() => {
            view! { <span class="muted">"empty text"</span> }.into_any()
        }
        Some(text) => {
            let text = at_most(text.clone(), LONGEST);
            view! { <bdi translate="no">{text}</bdi> }.into_any()
        }
    }
}
