//! The server's addresses, each with a button that copies it.

use super::ServerPage;
use super::facts::muted;
use crate::components::{CopyButton, Fact};
use leptos::prelude::*;
use slipway_domain::details::{Address, ServerDetails};

pub(super) fn facts(page: &ServerPage, details: Option<&ServerDetails>) -> Vec<Fact> {
    let Some(details) = details else {
        let ips = page.view.server.ips.iter();
        return ips.map(|ip| Fact::new("Address", one(ip))).collect();
    };
    let first = details.addresses.iter().flat_map(|pair| of("", pair));
    let further = details.secondary_addresses.iter();
    let further = further.flat_map(|pair| of("Further card, ", pair));
    let mut facts: Vec<Fact> = first.chain(further).collect();
    if facts.is_empty() {
        facts.push(Fact::new("Address", muted("none yet")));
    }
    facts
}

/// The two sides of one address.
fn of(card: &str, pair: &Address) -> Vec<Fact> {
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
        Some(Fact::new(term, one(ip.as_deref()?)))
    });
    facts.collect()
}

fn one(ip: &str) -> AnyView {
    let text = ip.to_owned();
    view! {
        <span class="server-copied">
            <code>{text.clone()}</code>
            <CopyButton text=text.clone() label="Copy" what=text/>
        </span>
    }
    .into_any()
}
