//! The server's addresses, each with a button that copies it.

use super::ServerPage;
use super::muted;
use crate::components::{CopyButton, Fact};
use leptos::prelude::*;
use slipway_domain::details::{Address, ServerDetails};

pub(super) fn facts(page: &ServerPage, details: Option<&ServerDetails>) -> Vec<Fact> {
    let Some(details) = details else {
        let ips = page.view.server.ips.iter();
        return ips.map(|ip| Fact::new("Address", one(ip))).collect();
    };
    let several = details.addresses.len() > 1;
    let first = details.addresses.iter();
    let first = first.flat_map(|pair| of("", pair, several));
    let further = details.secondary_addresses.iter();
    let further = further.flat_map(|pair| of("Further card, ", pair, several));
    let mut facts: Vec<Fact> = first.chain(further).collect();
    if facts.is_empty() {
        facts.push(Fact::new("Address", muted("none yet")));
    }
    facts
}

/// The two sides of one address; of `several`, the public one says where it leads.
fn of(card: &str, pair: &Address, several: bool) -> Vec<Fact> {
    let sides = [("internal", &pair.internal), ("public", &pair.public)];
    let sides = sides.into_iter();
    let facts = sides.filter_map(|(side, ip)| {
        let term = if card.is_empty() {
            let mut letters = side.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        } else {
            format!("{card}{side}")
        };
        let shown = one(ip.as_deref()?);
        let leads = pair
            .internal
            .clone()
            .filter(|_| several && side == "public");
        let leads = leads.map(|to| view! { <span class="muted">"to "{to}</span> });
        Some(Fact::new(term, view! { {shown}{leads} }.into_any()))
    });
    facts.collect()
}

fn one(ip: &str) -> AnyView {
    let text = ip.to_owned();
    view! {
        <span class="server-copied">
            <code translate="no">{text.clone()}</code>
            <CopyButton text=text.clone() label="Copy" what=text/>
        </span>
    }
    .into_any()
}
