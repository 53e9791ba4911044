//! The root password of a server, once. This page is the answer to a press of a button; no
//! address leads to it and no cache keeps it.

use crate::components::{
    Breadcrumbs, CopyButton, Fact, LinkButton, Name, Notice, NoticeKind, PageHeader, PropertyList,
};
use leptos::prelude::*;
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{Scope, ServerId};
use slipway_portal::actions::server::Revealed;

/// What the page shows.
pub struct PasswordPage {
    /// The account acted on.
    pub scope: Scope,
    /// Whose password it is.
    pub server: ServerId,
    /// What the cloud said.
    pub revealed: Revealed,
}

impl PasswordPage {
    /// The page's title.
    pub fn title(&self) -> String {
        format!("Root password of {}", self.revealed.name)
    }
}

/// The page.
pub fn password_page(page: &PasswordPage) -> impl IntoView + use<> {
    let all = urls::servers(&page.scope, &ServerFilter::default());
    let back = urls::server(&page.scope, &page.server);
    let levels = vec![
        ("Servers".to_owned(), all),
        (page.revealed.name.clone(), back.clone()),
    ];
    let password = page.revealed.password.expose().to_owned();
    let shown = view! {
        <span class="server-copied">
            <code translate="no" class="server-password" id="password">{password.clone()}</code>
            <CopyButton text=password label="Copy the password"/>
        </span>
    };
    let user = view! { <Name text=page.revealed.user.clone()/> };
    let facts = vec![
        Fact::new("User", user.into_any()),
        Fact::new("Password", shown.into_any()),
    ];
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=page.title()>
            <LinkButton label="Hide" href=back/>
        </PageHeader>
        <Notice kind=NoticeKind::Warn title="Whoever sees this can do anything on the server">
            "It is what the cloud knows: it does not hear of a password that was changed on the \
             server itself. It is kept nowhere in this portal, and that you asked for it is written down."
        </Notice>
        <PropertyList facts/>
    }
}
