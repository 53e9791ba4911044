//! What the server is: hardware, system, addresses, custom fields, policies, and whence it is.

use super::{ServerPage, muted, network};
use crate::components::{Fact, Name, PropertyList, Time, grouped};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::details::{ServerDetails, Snapshot};
use slipway_portal::inventory::server::Known;

pub(super) fn sections(page: &ServerPage) -> impl IntoView + use<> {
    let details = match &page.view.known {
        Known::Now(details) => Some(details.as_ref()),
        Known::Before { .. } => None,
    };
    let custom = details.map(custom);
    view! {
        {facts_section("about", "About", about(page, details))}
        {facts_section("hardware", "Hardware", hardware(page, details))}
        {facts_section("addresses", "Addresses", network::facts(page, details))}
        {custom}
    }
}

/// A section of facts; where there are none, nothing.
pub(super) fn facts_section(
    id: &'static str,
    title: &'static str,
    facts: Vec<Fact>,
) -> Option<impl IntoView> {
    (!facts.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <PropertyList facts/>
            </section>
        }
    })
}

/// A name from the cloud as a value.
pub(super) fn name(text: &str) -> AnyView {
    view! { <Name text=text.to_owned()/> }.into_any()
}

fn about(page: &ServerPage, details: Option<&ServerDetails>) -> Vec<Fact> {
    let server = &page.view.server;
    let mut facts = vec![];
    if server.description.is_empty() {
        facts.push(Fact::new("Description", muted("none")));
    } else {
        let text = server.description.clone();
        let lines = view! { <span class="lines"><Name text/></span> };
        facts.push(Fact::new("Description", lines.into_any()));
    }
    facts.push(Fact::new("Operating system", name(&server.os_name)));
    let Some(details) = details else {
        return facts;
    };
    if !details.host_name.is_empty() {
        facts.push(Fact::new("Host name", name(&details.host_name)));
    }
    let managed = match (details.managed_os, details.managed_backup) {
        (true, true) => Some("operating system and backup, by the cloud's people"),
        (true, false) => Some("operating system, by the cloud's people"),
        (false, true) => Some("backup, by the cloud's people"),
        (false, false) => None,
    };
    facts.extend(managed.map(|words| Fact::new("Managed", words)));
    if details.is_template {
        facts.push(Fact::new("Template", "Other servers are made from it."));
    }
    facts.extend(policies(details));
    facts.extend(changes(details, page.now));
    facts
}

fn policies(details: &ServerDetails) -> Vec<Fact> {
    let alerts = details.alert_policies.iter();
    let alerts: Vec<&str> = alerts.map(|policy| policy.name.as_str()).collect();
    let alerts =
        (!alerts.is_empty()).then(|| Fact::new("Alert policies", name(&alerts.join(", "))));
    let apart = details.anti_affinity.as_ref();
    let apart = apart.map(|policy| Fact::new("Anti-affinity", name(&policy.name)));
    let scaled = details.cpu_autoscale.as_ref();
    let scaled = scaled.map(|policy| Fact::new("CPU scaled by policy", name(&policy.name)));
    alerts.into_iter().chain(apart).chain(scaled).collect()
}

fn changes(details: &ServerDetails, now: Timestamp) -> Vec<Fact> {
    let change = &details.change;
    let created = change.created.as_deref();
    let created = created.map(|at| Fact::new("Created", by(at, change.created_by.as_deref(), now)));
    let modified = change.modified.as_deref();
    let modified =
        modified.map(|at| Fact::new("Changed", by(at, change.modified_by.as_deref(), now)));
    created.into_iter().chain(modified).collect()
}

fn by(at: &str, who: Option<&str>, now: Timestamp) -> AnyView {
    let who = who.map(|who| view! { " by "{name(who)} });
    view! { {moment(at, now)}{who} }.into_any()
}

/// A past moment as the cloud wrote it; its own text where that is no time. The cloud's clock may
/// be ahead of ours.
pub(super) fn moment(text: &str, now: Timestamp) -> AnyView {
    match text.parse::<Timestamp>() {
        Ok(at) => view! { <Time at now=now.max(at)/> }.into_any(),
        Err(_) => name(text),
    }
}

/// When a snapshot was taken, which its name says in a spelling of its own.
pub(super) fn taken(snapshot: &Snapshot, now: Timestamp) -> AnyView {
    match jiff::civil::DateTime::strptime("%Y-%m-%d.%H:%M:%S", &snapshot.name)
        .and_then(|at| at.to_zoned(jiff::tz::TimeZone::UTC))
    {
        Ok(at) => {
            let at = at.timestamp();
            view! { "taken "<Time at now=now.max(at)/> }.into_any()
        }
        Err(_) => name(&snapshot.name),
    }
}

fn hardware(page: &ServerPage, details: Option<&ServerDetails>) -> Vec<Fact> {
    let server = &page.view.server;
    let amount = |number: u64, unit: &str| match number {
        0 => muted("not known"),
        number => format!("{}{unit}", grouped(number)).into_any(),
    };
    let mut facts = vec![
        Fact::new("CPU", amount(server.cpu.into(), "")),
        Fact::new("Memory", memory(server.memory_mb)),
        Fact::new("Storage", amount(server.storage_gb, " GB")),
    ];
    let Some(details) = details else {
        return facts;
    };
    let words = format!(
        "{}, {} storage",
        details.kind.label(),
        details.storage.wire()
    );
    facts.push(Fact::new("Type", name(&words)));
    let more = [
        ("Processors", &details.processor_words),
        ("Drives", &details.storage_words),
    ];
    let more = more.into_iter();
    facts.extend(more.filter_map(|(term, words)| Some(Fact::new(term, name(words.as_ref()?)))));
    facts
}

fn memory(mb: u64) -> AnyView {
    match mb {
        0 => muted("not known"),
        mb if mb % 1024 == 0 => format!("{} GB", grouped(mb / 1024)).into_any(),
        mb => format!("{} MB", grouped(mb)).into_any(),
    }
}

fn custom(details: &ServerDetails) -> Option<impl IntoView + use<>> {
    let fields = details.custom_fields.iter();
    let facts = fields.map(|field| {
        let shown = if field.display.is_empty() {
            &field.value
        } else {
            &field.display
        };
        Fact::new(field.name.clone(), name(shown))
    });
    facts_section("custom-fields", "Custom fields", facts.collect())
}
