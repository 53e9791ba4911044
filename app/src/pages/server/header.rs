//! The server's name, how it stands, and where.

use super::ServerPage;
use crate::components::server_state::{power_look, status_look};
use crate::components::{Age, Breadcrumbs, Icon, LinkButton, Middle, PageHeader, StatusBadge};
use leptos::prelude::*;
use slipway_domain::principal::Right;
use slipway_domain::urls::{self, CreateFrom, ServerFilter};
use slipway_portal::inventory::server::Known;

pub(super) fn header(page: &ServerPage) -> impl IntoView + use<> {
    let server = &page.view.server;
    let all = urls::servers(&page.scope, &ServerFilter::default());
    let edit = urls::server_edit(&page.scope, &server.id);
    let again = urls::server(&page.scope, &server.id);
    let state = || page.view.no_change.as_ref().map(ToString::to_string);
    let blocked = page.blocked(Right::Manage).or_else(state);
    let copy = urls::create_server(&page.scope, &CreateFrom::copy_of(server.id.clone()));
    let state = || page.view.no_copy.as_ref().map(ToString::to_string);
    let uncopied = page.blocked(Right::Manage).or_else(state);
    let context = context(page).into_any();
    view! {
        <Breadcrumbs levels=vec![("Servers".to_owned(), all)]/>
        <PageHeader title=server.name.clone() context>
            <LinkButton label="Refresh" icon=Icon::Repeat href=again/>
            <LinkButton label="Clone" icon=Icon::Copy href=copy disabled_reason=uncopied/>
            <LinkButton label="Edit" icon=Icon::Edit href=edit disabled_reason=blocked/>
        </PageHeader>
    }
}

fn context(page: &ServerPage) -> impl IntoView + use<> {
    let server = &page.view.server;
    let status = server.status.label().to_owned();
    let power = power_look(server).map(|(look, word)| view! { <StatusBadge look word/> });
    let maintenance = server.in_maintenance.then(|| {
        view! { <StatusBadge look=crate::components::Look::Warn word="in maintenance"/> }
    });
    let center = server.data_center.as_ref().map(|center| {
        let filter = ServerFilter {
            data_center: Some(center.clone()),
            ..ServerFilter::default()
        };
        let href = urls::servers(&page.scope, &filter);
        view! { <a href=href>{center.shown()}</a> }
    });
    let joint = (center.is_some() && !server.group_path.is_empty()).then_some(" / ");
    let read = match &page.view.known {
        Known::Now(_) => std::time::Duration::ZERO,
        Known::Before { age, .. } => *age,
    };
    view! {
        <StatusBadge look=status_look(&server.status) word=status/>
        {power}
        {maintenance}
        <span>{center}{joint}{group(page)}</span>
        <span><Age before="read " age=read now=page.now/></span>
        <a class="server-jump" href="#operations">"What can be done to it"</a>
    }
}

fn group(page: &ServerPage) -> Option<impl IntoView + use<>> {
    let server = &page.view.server;
    let filter = ServerFilter {
        group: Some(server.group.clone()),
        ..ServerFilter::default()
    };
    let href = urls::servers(&page.scope, &filter);
    let known = !server.group_path.is_empty();
    let path = server.group_path.clone();
    known.then(|| view! { <Middle text=path keep=60 href/> })
}
