//! A choice of servers that a package is looked for: said above the packages and above the form
//! of the one that was found, and given up with one press.

use crate::components::{Notice, NoticeKind, grouped};
use leptos::prelude::*;
use slipway_domain::server::Server;
use slipway_domain::urls::{self, PackageFilter, ServerFilter};
use slipway_domain::{Scope, ServerId};
use slipway_portal::plans::server_selection::ServerSelection;

/// Names that are listed before the rest is counted.
const LISTED: usize = 6;

/// Above the packages: for which servers one is looked for. `filter` is the page's own.
pub(super) fn looked_for(
    scope: &Scope,
    filter: &PackageFilter,
    chosen: Option<&ServerSelection>,
) -> AnyView {
    let Some(chosen) = chosen else {
        return gone(scope);
    };
    let rest = PackageFilter {
        choice: None,
        ..filter.clone()
    };
    let href = urls::ending(urls::packages(scope, &rest), chosen.selection.as_ref());
    let names = names(&chosen.chosen);
    view! {
        <Notice title=title(chosen)>
            <p class="muted"><bdi translate="no">{names}</bdi></p>
            <p>
                "Open a package: its form begins with them. "
                <a id="drop-choice" href=href>"Drop the choice"</a>
            </p>
        </Notice>
        {lost(chosen)}
    }
    .into_any()
}

/// Above a package's form that begins with the servers of `choice`.
pub(super) fn begun_with(scope: &Scope, choice: &str, chosen: &ServerSelection) -> AnyView {
    let others = PackageFilter::for_choice(Some(choice.to_owned()));
    let href = urls::packages(scope, &others);
    view! {
        <Notice title=title(chosen)>
            "They stand "<a href="#servers">"under Servers"</a>
            ", where you can give up any of them and add others. Nothing has started yet. "
            <a href=href>"Choose another package"</a>
        </Notice>
    }
    .into_any()
}

/// What is said where a choice is not kept any more.
pub(super) fn gone(scope: &Scope) -> AnyView {
    let href = urls::servers(scope, &ServerFilter::default());
    view! {
        <Notice kind=NoticeKind::Warn title="The servers you had chosen are no longer kept">
            "A choice is kept for some days, and only for whoever made it. "<a href=href>"Choose them again"</a>
            ", or choose servers in the package's form."
        </Notice>
    }
    .into_any()
}

/// What is said of chosen servers that are not there.
pub(super) fn lost(chosen: &ServerSelection) -> Option<AnyView> {
    let words = chosen.lost.clone()?;
    let view = view! {
        <Notice kind=NoticeKind::Warn title="Not all chosen servers are there"><bdi>{words}</bdi></Notice>
    };
    Some(view.into_any())
}

fn title(chosen: &ServerSelection) -> String {
    match chosen.chosen.len() {
        1 => "For 1 chosen server".to_owned(),
        many => format!("For {} chosen servers", grouped(many as u64)),
    }
}

/// The first few by name, and how many more there are.
fn names(chosen: &[(ServerId, Option<Server>)]) -> String {
    let name = |(id, server): &(ServerId, Option<Server>)| {
        let name = server.as_ref().map(|server| server.name.clone());
        name.unwrap_or_else(|| id.to_string())
    };
    let listed: Vec<String> = chosen.iter().take(LISTED).map(name).collect();
    let listed = listed.join(", ");
    match chosen.len().saturating_sub(LISTED) {
        0 => listed,
        more => format!("{listed} and {} more", grouped(more as u64)),
    }
}
