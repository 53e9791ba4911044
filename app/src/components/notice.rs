//! Messages on the page: what happened, what is still true, what to do.

use leptos::prelude::*;

use super::{
    icon::Icon,
    text::{MaybeText, Slot},
};

/// How serious a notice is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// It went well.
    Ok,
    /// Take care.
    Warn,
    /// It failed; announced at once.
    Bad,
}

impl NoticeKind {
    const fn parts(self) -> (&'static str, &'static str, Icon) {
        match self {
            Self::Info => ("notice", "status", Icon::Info),
            Self::Ok => ("notice notice-ok", "status", Icon::Success),
            Self::Warn => ("notice notice-warn", "status", Icon::Warning),
            Self::Bad => ("notice notice-bad", "alert", Icon::Problem),
        }
    }
}

/// A message with an icon, an optional title and what to do.
#[component]
pub fn Notice(
    /// How serious it is.
    #[prop(optional)]
    kind: NoticeKind,
    /// What happened, in a few words.
    #[prop(optional, into)]
    title: Option<Slot>,
    /// What is still true and what to do.
    children: Children,
) -> impl IntoView {
    let (class, role, icon) = kind.parts();
    let title = title.map(|title| view! { <p class="notice-title">{title.into_view()}</p> });
    view! {
        <div class=class role=role>
            {icon.svg()}
            <div class="notice-body">{title}{children()}</div>
        </div>
    }
}

/// What stands where nothing is yet: says what to do.
#[component]
pub fn EmptyState(
    /// What is not here: `No runs yet`.
    #[prop(into)]
    title: String,
    /// What would fill it.
    #[prop(optional, into)]
    text: MaybeText,
    /// A picture of what is missing.
    #[prop(optional)]
    icon: Option<Icon>,
    /// The action that would fill it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let text = text
        .0
        .map(|text| view! { <p class="empty-text">{text}</p> });
    let actions = children.map(|children| view! { <div class="empty-actions">{children()}</div> });
    view! {
        <div class="empty">
            {icon.map(Icon::svg)}
            <p class="empty-title">{title}</p>
            {text}
            {actions}
        </div>
    }
}
