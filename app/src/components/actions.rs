//! Where actions gather: the bar under a long form, and the copy button.

use leptos::prelude::*;

use super::{icon::Icon, text::MaybeText};

/// The bar with a form's actions; sticks to the bottom of long forms. The primary button first.
#[component]
pub fn ActionBar(
    /// A short remark beside the buttons, such as what will happen next.
    #[prop(optional, into)]
    note: MaybeText,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    let note = note.0.map(|note| view! { <p class="bar-note">{note}</p> });
    view! { <div class="bar">{children()}{note}</div> }
}

/// A button that copies text. It is hidden until a script takes it on, by removing `hidden`.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
    /// The words on it: `Copy address`.
    #[prop(into)]
    label: String,
    /// What it copies, for those who only hear it; where several stand on a page.
    #[prop(optional, into)]
    what: MaybeText,
) -> impl IntoView {
    let what = what
        .0
        .map(|what| view! { <span class="hush">" "{what}</span> });
    view! {
        <button class="btn btn-quiet btn-small" type="button" data-copy=text hidden=true>
            {Icon::Copy.svg()}
            <span>{label}{what}</span>
        </button>
    }
}
