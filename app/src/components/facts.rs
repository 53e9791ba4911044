//! Terms and what they are: the properties of one thing.

use leptos::prelude::*;

use super::field::LONGEST_LABEL;
use super::text::{Slot, at_most};

/// One term and its value.
pub struct Fact {
    term: String,
    value: Slot,
}

impl Fact {
    /// A term with text or a ready view as its value.
    pub fn new(term: impl Into<String>, value: impl Into<Slot>) -> Self {
        Self {
            term: at_most(term.into(), LONGEST_LABEL),
            value: value.into(),
        }
    }
}

/// Terms and values in two columns; one above the other where there is no room.
#[component]
pub fn PropertyList(
    /// The facts, in reading order.
    facts: Vec<Fact>,
) -> impl IntoView {
    let rows: Vec<_> = facts
        .into_iter()
        .map(|Fact { term, value }| {
            view! { <div><dt><bdi>{term}</bdi></dt><dd>{value.into_view()}</dd></div> }
        })
        .collect();
    view! { <dl class="facts">{rows}</dl> }
}
