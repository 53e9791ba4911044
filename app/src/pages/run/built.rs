//! What a run builds, how that goes, and the way to what it built.

use super::RunPage;
use crate::components::{ButtonKind, Fact, Icon, LinkButton, Name, PropertyList, at_most};
use leptos::prelude::*;
use slipway_domain::action::{Action, CreateAction};
use slipway_domain::run::{Outcome, OutcomeState};
use slipway_domain::{ServerId, urls};

/// The section, for runs that build servers.
pub(super) fn built_section(page: &RunPage) -> Option<impl IntoView + use<>> {
    let action = action(page)?;
    let (known_as, server) = (&action.known_as, &action.server);
    let packages: Vec<&str> = known_as.packages.iter().map(|p| p.name.as_str()).collect();
    let mut facts = vec![
        Fact::new("From", named(&known_as.source)),
        Fact::new("Group", named(&known_as.group)),
    ];
    if let (Some(cpu), Some(memory)) = (server.cpu, server.memory_gb) {
        let hardware = format!("{cpu} CPU, {memory} GB memory");
        facts.push(Fact::new("Hardware", hardware));
    }
    if let Some(os) = &known_as.os {
        facts.push(Fact::new("Operating system", named(os)));
    }
    if !packages.is_empty() {
        facts.push(Fact::new("Packages", named(&packages.join(", "))));
    }
    Some(view! {
        <section class="run-built" aria-labelledby="run-built">
            <h2 id="run-built">"What is built"</h2>
            <PropertyList facts/>
            <p class="run-hint">
                "The cloud queues a build, builds the server, runs its packages and makes it ready; \
                 a managed one takes longer. A server counts as succeeded here once it is active."
            </p>
        </section>
    })
}

fn named(text: &str) -> AnyView {
    const LONGEST: usize = 300;
    view! { <Name text=at_most(text.to_owned(), LONGEST)/> }.into_any()
}

fn action(page: &RunPage) -> Option<&CreateAction> {
    match &page.run().plan.action {
        Action::Create(action) => Some(action),
        _ => None,
    }
}

/// The way to the one server of the run, once it is active.
pub(super) fn open(page: &RunPage) -> Option<impl IntoView + use<>> {
    action(page).filter(|_| page.detail.outcomes.len() == 1)?;
    let ready = page.detail.outcomes.first();
    let ready = ready.filter(|outcome| outcome.state == OutcomeState::Succeeded);
    let href = ready.and_then(|outcome| page_of(page, outcome));
    let name = ready
        .map(|outcome| outcome.shown_name().to_owned())
        .unwrap_or_default();
    let hidden = href.is_none();
    Some(view! {
        <p id="run-open" hidden=hidden>
            <LinkButton label=format!("Open {name}") kind=ButtonKind::Primary icon=Icon::Server href=href.unwrap_or_default()/>
        </p>
    })
}

/// Where the page of a server is that the run built, once it has a name.
pub(super) fn page_of(page: &RunPage, outcome: &Outcome) -> Option<String> {
    let built = outcome.built.as_ref()?;
    Some(urls::server(&page.run().scope(), &built.id))
}

/// What addresses of servers begin with, where names come while the page is open.
pub(super) fn servers(page: &RunPage) -> Option<String> {
    let scope = page.run().scope();
    action(page).map(|_| urls::server(&scope, &ServerId::new("")))
}
