//! What a review says of servers that are to be built: every value, secrets only as set.

use super::{PlanPage, servers, values};
use crate::components::{Fact, Name, Notice, PropertyList, at_most};
use leptos::prelude::*;
use slipway_domain::action::{Action, CreateAction, PackageAction};
use slipway_domain::hardware::{NewDisk, StorageKind};
use slipway_domain::new_server::{NewServer, Source};
use slipway_domain::plan::PlanBody;

/// `Review: Create 3 servers`
pub(super) fn title(action: &CreateAction, page: &PlanPage) -> String {
    format!("Review: {}", verb(action, page.plan.body.targets.len()))
}

/// `Clone server`, `Create 3 servers`.
pub(super) fn verb(action: &CreateAction, count: usize) -> String {
    match (&action.server.source, count) {
        (_, 1) => action.title().to_owned(),
        (Source::Template { .. } | Source::BareMetal { .. }, many) => {
            format!("Create {many} servers")
        }
        (Source::Server { .. }, many) => format!("Clone into {many} servers"),
    }
}

pub(super) fn facts(action: &CreateAction, page: &PlanPage) -> Vec<Fact> {
    let (server, known_as) = (&action.server, &action.known_as);
    let source = match &server.source {
        Source::Template { name } => {
            let (words, name) = (known_as.source.clone(), name.clone());
            Fact::new(
                "Template",
                view! { <bdi translate="no">{words}</bdi>" "<code class="muted" translate="no">{name}</code> }.into_any(),
            )
        }
        Source::Server { .. } => Fact::new("Copy of", named(&known_as.source)),
        Source::BareMetal { .. } => Fact::new("Configuration", named(&known_as.source)),
    };
    let expected_label = match page.plan.body.targets.len() {
        1 => "Expected name",
        _ => "Expected names",
    };
    vec![
        source,
        Fact::new("Servers", servers::count_words(&page.plan.body)),
        Fact::new(expected_label, expected(page)),
        Fact::new("Group", named(&known_as.group)),
    ]
}

/// The cloud decides; this is what comes next.
fn expected(page: &PlanPage) -> AnyView {
    let names = page.expected.join(", ");
    if names.is_empty() {
        return view! { <span class="muted">"given by the cloud when it builds them"</span> }
            .into_any();
    }
    view! {
        <Name text=names/>
        <p class="muted">"An estimate. The cloud numbers servers when it builds them and uses no name twice, so deleted ones count too."</p>
    }
    .into_any()
}

/// Hardware, network, custom fields, secrets, then each package.
pub(super) fn create_section(action: &CreateAction) -> impl IntoView + use<> {
    let packages: Vec<_> = action.packages().iter().map(package).collect();
    let packages = (!packages.is_empty()).then(|| {
        view! {
            <section aria-labelledby="plan-packages">
                <h2 id="plan-packages">"Packages to run after the build"</h2>
                {packages}
            </section>
        }
    });
    view! {
        <Notice title="What happens then">
            "The cloud queues one build per server, builds it and makes it ready. It takes some minutes, longer for managed servers. From then on it is charged for."
        </Notice>
        <section aria-labelledby="plan-server">
            <h2 id="plan-server">"Each server"</h2>
            <PropertyList facts=server_facts(action)/>
        </section>
        {packages}
    }
}

fn server_facts(action: &CreateAction) -> Vec<Fact> {
    let server = &action.server;
    let is_machine = matches!(server.source, Source::BareMetal { .. });
    let mut facts = vec![
        Fact::new("Name", named(&server.name.to_uppercase())),
        Fact::new("Description", text(Some(&server.description), "none")),
        Fact::new("Type", server.kind.label().to_owned()),
    ];
    if is_machine {
        let os = action.known_as.os.as_deref();
        facts.push(Fact::new("Operating system", text(os, "unknown")));
    } else {
        facts.extend(hardware(server));
    }
    facts.extend(network(action, is_machine));
    facts.push(password(action));
    let fields = action.known_as.fields.iter();
    facts.extend(fields.map(|(name, value)| Fact::new(name, text(Some(value), "empty"))));
    if !is_machine {
        let ttl = server
            .ttl
            .map(|ttl| ttl.strftime("%Y-%m-%d %H:%M UTC").to_string());
        let ttl = text(ttl.as_deref(), "never by itself");
        facts.push(Fact::new("Deleted again at", ttl));
    }
    facts
}

/// What a machine of its own brings along by itself.
fn hardware(server: &NewServer) -> Vec<Fact> {
    let memory = server.memory_gb.map(|memory| format!("{memory} GB"));
    let storage = server.storage.as_ref().map(StorageKind::wire);
    vec![
        Fact::new("CPU", server.cpu.map(cpus).unwrap_or_default()),
        Fact::new("Memory", memory.unwrap_or_default()),
        Fact::new("Storage", storage.unwrap_or_default().to_owned()),
        Fact::new(
            "Managed operating system",
            if server.managed_os { "yes" } else { "no" },
        ),
        Fact::new("Further disks", disks(&server.disks)),
    ]
}

fn network(action: &CreateAction, is_machine: bool) -> Vec<Fact> {
    let server = &action.server;
    let network = action.known_as.network.as_deref();
    let mut facts = vec![Fact::new("Network", text(network, "chosen by the cloud"))];
    if !is_machine {
        let ip = text(server.ip.as_deref(), "a free one");
        facts.push(Fact::new("IP address", ip));
    }
    for (label, address) in [
        ("Primary DNS", &server.primary_dns),
        ("Secondary DNS", &server.secondary_dns),
    ] {
        let address = text(address.as_deref(), "as set for the group");
        facts.push(Fact::new(label, address));
    }
    facts
}

fn cpus(count: u32) -> String {
    match count {
        1 => "1 processor".to_owned(),
        many => format!("{many} processors"),
    }
}

fn password(action: &CreateAction) -> Fact {
    match &action.server.source {
        Source::Server { .. } => Fact::new("Root password of the source", "set, not shown"),
        _ if action.has_password() => Fact::new("Root password", "set, not shown"),
        _ => Fact::new("Root password", text(None, "made up by the cloud")),
    }
}

fn disks(disks: &[NewDisk]) -> AnyView {
    let words = disks.iter().map(|disk| match &disk.path {
        Some(path) => format!("{} GB at {path}", disk.size_gb),
        None => format!("{} GB, raw", disk.size_gb),
    });
    let words: Vec<String> = words.collect();
    text(Some(&words.join(", ")), "none")
}

fn text(value: Option<&str>, otherwise: &'static str) -> AnyView {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => named(value),
        None => view! { <span class="muted">{otherwise}</span> }.into_any(),
    }
}

fn named(text: &str) -> AnyView {
    const LONGEST: usize = 1_000;
    view! { <Name text=at_most(text.to_owned(), LONGEST)/> }.into_any()
}

fn package(action: &PackageAction) -> impl IntoView + use<> {
    let name = action.package.name.clone();
    view! {
        <div class="plan-center">
            <h3><bdi translate="no">{name}</bdi></h3>
            {values::list(action)}
        </div>
    }
}

/// What of the choices the cloud tells differently now.
pub(super) fn changes(was: &PlanBody, is: &PlanBody) -> Vec<String> {
    let (Action::Create(was), Action::Create(is)) = (&was.action, &is.action) else {
        return Vec::new();
    };
    let (was, is) = (&was.known_as, &is.known_as);
    let nothing = || "nothing".to_owned();
    let told = [
        ("source", Some(&was.source), Some(&is.source)),
        ("operating system", was.os.as_ref(), is.os.as_ref()),
        ("group", Some(&was.group), Some(&is.group)),
        ("network", was.network.as_ref(), is.network.as_ref()),
    ];
    let mut changes: Vec<String> = told
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(what, was, is)| {
            format!(
                "The {what} is now called “{}”; it was “{}”.",
                is.cloned().unwrap_or_else(nothing),
                was.cloned().unwrap_or_else(nothing)
            )
        })
        .collect();
    if was.fields != is.fields {
        changes.push("The custom fields are called differently now.".to_owned());
    }
    let packages = is.packages.iter().filter(|is| !was.packages.contains(is));
    changes.extend(packages.map(|is| format!("The package “{}” is different now.", is.name)));
    changes
}
