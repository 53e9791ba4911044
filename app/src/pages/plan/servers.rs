//! The targets of a plan, servers by data center, those with remarks first.

use crate::components::Look;
use crate::components::{Name, StatusBadge, grouped};
use leptos::prelude::*;
use slipway_domain::DataCenterId;
use slipway_domain::plan::{PlanBody, PlannedTarget};
use slipway_domain::run::{Noun, Target};
use std::collections::BTreeMap;

/// Names up to this many stand open.
const OPEN: usize = 60;

/// The section.
pub(super) fn servers_section(body: &PlanBody) -> Option<impl IntoView + use<>> {
    let mut centers: BTreeMap<Option<&DataCenterId>, Vec<&PlannedTarget>> = BTreeMap::new();
    let is_shown = |one: &&PlannedTarget| {
        one.target.is_server() || matches!(one.target, Target::Deployment(_))
    };
    for server in body.targets.iter().filter(is_shown) {
        let center = server.data_center.as_ref();
        centers.entry(center).or_default().push(server);
    }
    let centers: Vec<_> = centers
        .into_iter()
        .map(|(id, servers)| center(id, &servers))
        .collect();
    // A group that holds none is taken for itself.
    let (_, title) = body.noun().title();
    (!centers.is_empty()).then(|| {
        view! {
            <section aria-labelledby="plan-servers">
                <h2 id="plan-servers">{title}</h2>
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
    format!("{}{place}, {}", target_words(body), remark_words(remarks))
}

/// `3 servers`, `1 deployment`
pub(super) fn target_words(body: &PlanBody) -> String {
    words(body.noun(), body.targets.len())
}

pub(super) fn servers_words(count: usize) -> String {
    words(Noun::Server, count)
}

fn words(noun: Noun, count: usize) -> String {
    match count {
        1 => format!("1 {}", noun.one()),
        many => format!("{} {}", grouped(many as u64), noun.many()),
    }
}

/// So many as these are.
fn words_of(targets: &[&PlannedTarget]) -> String {
    let noun = Noun::of(targets.iter().map(|planned| &planned.target));
    words(noun, targets.len())
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
    let all: Vec<_> = body.left_out.iter().collect();
    let title = format!("Left out: {}", words_of(&all));
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
    let count = words_of(servers);
    let title = match id {
        Some(id) => format!("{} · {count}", id.shown()),
        None => count,
    };
    view! { <div class="plan-center"><h3>{title}</h3>{remarked}{clear}</div> }
}

/// Servers that share their remarks, under them.
fn remarked(notes: &[String], servers: &[&PlannedTarget]) -> impl IntoView + use<> {
    let count = format!("{}:", words_of(servers));
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
    let words = format!("Show all {}", words_of(servers));
    view! { <details><summary>{words}</summary>{list}</details> }.into_any()
}
