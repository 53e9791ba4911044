//! What an address asked for in vain, above the page that opened without it.

use crate::components::{Notice, NoticeKind};
use leptos::prelude::*;

/// A notice with each sentence; nothing where there is none.
pub fn left_out(sentences: Vec<String>) -> impl IntoView {
    (!sentences.is_empty()).then(|| {
        let lines = sentences.into_iter().map(|line| view! { <p>{line}</p> });
        view! {
            <Notice kind=NoticeKind::Warn title="A part of this address means nothing">
                {lines.collect::<Vec<_>>()}
            </Notice>
        }
    })
}
