//! What tables share. Pages write plain `<table class="table">` inside a [`TableWrap`].
//!
//! Cell classes: `table-main` (the name; first line on a phone), `table-status` (first on a
//! phone), `table-num`, `table-pick` (see [`PickCell`]), `table-actions` (row actions). Give every
//! other cell a `data-label`: on a phone a row becomes two lines and the label stands before
//! the value. `table-tall` on the table makes rows 40 px high instead of 32.

use leptos::prelude::*;

use super::{icon::Icon, markup::Markup, text::MaybeText};

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

/// The headings of a table: the words of each, and the class of its cells, if any.
#[component]
pub fn TableHead(
    /// From left to right.
    columns: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let mut html = Markup::default();
    html.raw("<tr>");
    for (words, class) in columns {
        html.raw("<th scope=\"col\"");
        if !class.is_empty() {
            html.raw(" class=\"").text(class).raw("\"");
        }
        html.raw(">").text(words).raw("</th>");
    }
    html.raw("</tr>");
    view! { <thead inner_html=html.finish()></thead> }
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

/// Writes a column's header that sorts by it. `href` leads to the same page, sorted by this column
/// or the other way round; `order` is how it sorts the table now, if it does.
pub fn sort_header(
    html: &mut Markup,
    label: &str,
    href: &str,
    order: Option<SortOrder>,
    numeric: bool,
) {
    html.raw("<th scope=\"col\"");
    if numeric {
        html.raw(" class=\"table-num\"");
    }
    let icon = match order {
        None => Icon::Sort,
        Some(SortOrder::Ascending) => {
            html.raw(" aria-sort=\"ascending\"");
            Icon::Up
        }
        Some(SortOrder::Descending) => {
            html.raw(" aria-sort=\"descending\"");
            Icon::Down
        }
    };
    html.raw("><a class=\"table-sort\" href=\"")
        .text(href)
        .raw("\">")
        .text(label)
        .raw("<svg class=\"icon\" aria-hidden=\"true\">")
        .raw(icon.reference())
        .raw("</svg></a></th>");
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
                    translate="no"
                    autocomplete="off"
                />
            </label>
        </td>
    }
}
