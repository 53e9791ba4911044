//! The servers of a plan by data center, those with remarks first.

use crate::components::Look;
use crate::components::{Name, StatusBadge, grouped};
use leptos::prelude::*;
use slipway_domain::DataCenterId;
use slipway_domain::plan::{PlanBody, PlannedTarget};
use std::collections::BTreeMap;

/// Names up to this many stand open.
const OPEN: usize = 60;

/// The section.
pub(super) fn servers_section(body: &PlanBody) -> Option<impl IntoView + use<>> {
    let mut centers: BTreeMap<Option<&DataCenterId>, Vec<&PlannedTarget>> = BTreeMap::new();
    for server in body.servers() {
        let center = server.data_center.as_ref();
        centers.entry(center).or_default().push(server);
    }
    let centers: Vec<_> = centers
        .into_iter()
        .map(|(id, servers)| center(id, &servers))
        .collect();
    // A group that holds none is taken for itself.
    (!centers.is_empty()).then(|| {
        view! {
            <section aria-labelledby="plan-servers">
                <h2 id="plan-servers">"Servers"</h2>
                {centers}
            </section>
        }
    })
}

/// `12 servers in 3 data centers, 2 with remarks`
pub(super) fn count_words(body: &PlanBody) -> String {
    let centers = body.targets.iter();
    let mut centers: Vec<_> = centers.filter_map(|one| one.data_center.as_ref()).collect();
    centers.sort();
    centers.dedup();
    let place = match centers.as_slice() {
        [] => String::new(),
        [one] => format!(" in {}", one.shown()),
        many => format!(" in {} data centers", many.len()),
    };
    let remarks = body
        .targets
        .iter()
        .filter(|server| !server.notes.is_empty())
        .count();
    format!(
        "{}{place}, {}",
        servers_words(body.targets.len()),
        remark_words(remarks)
    )
}

pub(super) fn servers_words(count: usize) -> String {
    match count {
        1 => "1 server".to_owned(),
        many => format!("{} servers", grouped(many as u64)),
    }
}

fn remark_words(count: usize) -> String {
    match count {
        0 => "none with remarks".to_owned(),
        many => format!("{} with remarks", grouped(many as u64)),
    }
}

/// Servers that were asked for but are not touched, by reason.
pub(super) fn left_out(body: &PlanBody) -> Option<impl IntoView + use<>> {
    if body.left_out.is_empty() {
        return None;
    }
    let mut by_reason: BTreeMap<&[String], Vec<&PlannedTarget>> = BTreeMap::new();
    for server in &body.left_out {
        let place = by_reason.entry(server.notes.as_slice()).or_default();
        place.push(server);
    }
    let reasons: Vec<_> = by_reason
        .iter()
        .map(|(notes, servers)| remarked(notes, servers))
        .collect();
    let title = format!("Left out: {}", servers_words(body.left_out.len()));
    Some(view! {
        <section aria-labelledby="plan-left-out">
            <h2 id="plan-left-out">{title}</h2>
            {reasons}
        </section>
    })
}

fn center(id: Option<&DataCenterId>, servers: &[&PlannedTarget]) -> impl IntoView + use<> {
    let mut by_notes: BTreeMap<&[String], Vec<&PlannedTarget>> = BTreeMap::new();
    for server in servers {
        by_notes
            .entry(server.notes.as_slice())
            .or_default()
            .push(server);
    }
    let clear = by_notes.remove::<[String]>(&[]);
    let remarked: Vec<_> = by_notes
        .iter()
        .map(|(notes, servers)| remarked(notes, servers))
        .collect();
    let clear = clear.map(|servers| names(&servers));
    let count = servers_words(servers.len());
    let title = match id {
        Some(id) => format!("{} · {count}", id.shown()),
        None => count,
    };
    view! { <div class="plan-center"><h3>{title}</h3>{remarked}{clear}</div> }
}

/// Servers that share their remarks, under them.
fn remarked(notes: &[String], servers: &[&PlannedTarget]) -> impl IntoView + use<> {
    let count = format!("{}:", servers_words(servers.len()));
    let badge = view! { <StatusBadge look=Look::Warn word=count/> };
    let text = |note: &String| view! { <bdi>{note.clone()}</bdi> };
    let head = match notes {
        [note] => view! { <p>{badge}" "{text(note)}</p> }.into_any(),
        notes => {
            let notes = notes.iter().map(|note| view! { <li>{text(note)}</li> });
            view! { <p>{badge}</p><ul>{notes.collect::<Vec<_>>()}</ul> }.into_any()
        }
    };
    view! { <div class="plan-remarks">{head}{names(servers)}</div> }
}

fn names(servers: &[&PlannedTarget]) -> AnyView {
    let items: Vec<_> = servers
        .iter()
        .map(|server| view! { <li><Name text=server.name.clone()/></li> })
        .collect();
    let list = view! { <ul class="plan-names" role="list">{items}</ul> };
    if servers.len() <= OPEN {
        return list.into_any();
    }
    let words = format!("Show all {}", servers_words(servers.len()));
    view! { <details><summary>{words}</summary>{list}</details> }.into_any()
}
