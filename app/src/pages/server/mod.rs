//! One server: what it is, its load, what ran on it, and what can be done to it.

pub(super) mod actions;
mod chart;
mod disks;
pub mod edit;
mod facts;
pub mod gone;
mod header;
mod network;
pub mod password;
mod runs;
mod statistics;

use crate::components::{Age, Notice, NoticeKind};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::principal::Right;
use slipway_domain::urls::ServerNote;
use slipway_domain::{Principal, Scope};
use slipway_portal::inventory::server::{Known, ServerView};

/// What the page shows.
pub struct ServerPage {
    /// The account acted on.
    pub scope: Scope,
    /// Who looks at it.
    pub principal: Principal,
    /// The server.
    pub view: ServerView,
    /// What was just done to it.
    pub note: Option<ServerNote>,
    /// The present moment.
    pub now: Timestamp,
}

impl ServerPage {
    /// Why the person may not do what takes `right`, in short: the whole reason stands above the
    /// operations.
    fn blocked(&self, right: Right) -> Option<String> {
        (!self.principal.may(right)).then(|| "Your role may not.".to_owned())
    }
}

/// The page.
pub fn server_page(page: &ServerPage) -> impl IntoView + use<> {
    view! {
        {header::header(page)}
        {notices(page)}
        <div class="server">
            <div class="server-main">
                {facts::sections(page)}
                {disks::sections(page)}
                {statistics::statistics_section(page)}
                {runs::runs_section(&page.scope, &page.view.runs, page.now)}
            </div>
            {actions::actions_section(page)}
        </div>
    }
}

fn notices(page: &ServerPage) -> impl IntoView + use<> {
    let note = page.note.map(|note| match note {
        ServerNote::Saved => view! {
            <Notice kind=NoticeKind::Ok title="Saved">"The cloud took the change."</Notice>
        }
        .into_any(),
        ServerNote::Same => view! {
            <Notice title="Nothing was different">"So nothing was sent to the cloud."</Notice>
        }
        .into_any(),
    });
    let stale = match &page.view.known {
        Known::Now(_) => None,
        Known::Before { age, error } => {
            let title = view! { <Age before="This is what was known " age=*age now=page.now/> };
            let title = title.into_any();
            let words = error.to_string();
            Some(view! {
                <Notice kind=NoticeKind::Warn title>
                    {words}" Disks, snapshots and custom fields are left out; load the page again to read them."
                </Notice>
            })
        }
    };
    view! { {note}{stale} }
}

fn muted(words: &'static str) -> AnyView {
    view! { <span class="muted">{words}</span> }.into_any()
}
