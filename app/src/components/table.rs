//! What tables share. Pages write plain `<table class="table">` inside a [`TableWrap`].
//!
//! Cell classes: `table-main` (the name; first line on a phone), `table-status` (first on a
//! phone), `table-num`, `table-pick` (see [`PickCell`]), `table-deeds` (row actions). Give every
//! other cell a `data-label`: on a phone a row becomes two lines and the label stands before
//! the value. `table-tall` on the table makes rows 40 px high instead of 32.

use leptos::prelude::*;

use super::{icon::Icon, text::MaybeText};

/// The direction of a sorted column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The frame of a table. A wide table scrolls inside it, never the page.
#[component]
pub fn TableWrap(
    /// What the table lists, for screen readers.
    #[prop(into)]
    label: String,
    /// Whether it may be wider than the page; its header then does not stick.
    #[prop(optional)]
    wide: bool,
    /// What is shown, in words, above the table.
    #[prop(optional, into)]
    count: MaybeText,
    /// The table.
    children: Children,
) -> impl IntoView {
    let count = count
        .0
        .map(|words| view! { <p class="table-count">{words}</p> });
    let class = if wide {
        "table-wrap table-wide"
    } else {
        "table-wrap"
    };
    view! {
        {count}
        <div class=class role="region" aria-label=label tabindex=wide.then_some("0")>{children()}</div>
    }
}

/// The filters above a table, as one compact line; a form that asks for the page anew.
#[component]
pub fn FilterBar(
    /// The page's address.
    #[prop(into)]
    action: String,
    /// Fields, whose labels are only heard, and the button.
    children: Children,
) -> impl IntoView {
    view! { <form class="filters" role="search" method="get" action=action>{children()}</form> }
}

/// A column's header that sorts by it.
#[component]
pub fn SortHeader(
    /// The column's name.
    #[prop(into)]
    label: String,
    /// The same page, sorted by this column or the other way round.
    #[prop(into)]
    href: String,
    /// How the table is sorted by this column now, if it is.
    #[prop(optional_no_strip)]
    order: Option<SortOrder>,
    /// Whether the column holds numbers.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let (aria, icon) = match order {
        Some(SortOrder::Ascending) => (Some("ascending"), Icon::Up),
        Some(SortOrder::Descending) => (Some("descending"), Icon::Down),
        None => (None, Icon::Sort),
    };
    view! {
        <th scope="col" class=numeric.then_some("table-num") aria-sort=aria>
            <a class="table-sort" href=href>{label}{icon.svg()}</a>
        </th>
    }
}

/// The cell that chooses a row; stands first in it.
#[component]
pub fn PickCell(
    /// The name it posts.
    #[prop(into)]
    name: String,
    /// The value it posts.
    #[prop(into)]
    value: String,
    /// What is chosen, for screen readers: `Choose web01`.
    #[prop(into)]
    label: String,
    /// Whether it is chosen.
    #[prop(optional)]
    checked: bool,
    /// The id of the form it belongs to, when it stands outside.
    #[prop(optional, into)]
    form: MaybeText,
) -> impl IntoView {
    view! {
        <td class="table-pick">
            <label>
                <input
                    type="checkbox"
                    name=name
                    value=value
                    checked=checked
                    form=form.0
                    aria-label=label
                    autocomplete="off"
                />
            </label>
        </td>
    }
}
