//! How a state looks: always a shape and a word, never colour alone.
//!
//! The shapes are drawn by the style sheet from the class alone, so that a live page can patch
//! a badge by setting one class and one text.

use leptos::prelude::*;

/// The kinds of state, each with its own shape and colour, in the order of legends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// `●` reached its end, well.
    Ok,
    /// `◐` under way.
    Busy,
    /// `▲` ended badly.
    Bad,
    /// `○` not begun.
    NotStarted,
    /// `◇` nobody can say.
    Unknown,
    /// `⏱` under way for longer than it should be.
    Overdue,
    /// `△` fine, with a catch.
    Warn,
}

impl Look {
    /// The word in class names, such as `badge-ok` and `seg-ok`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Busy => "busy",
            Self::Bad => "bad",
            Self::NotStarted => "idle",
            Self::Unknown => "unknown",
            Self::Overdue => "overdue",
            Self::Warn => "warn",
        }
    }

    /// The classes of a badge with this look.
    pub const fn badge_class(self) -> &'static str {
        match self {
            Self::Ok => "badge badge-ok",
            Self::Busy => "badge badge-busy",
            Self::Bad => "badge badge-bad",
            Self::NotStarted => "badge badge-idle",
            Self::Unknown => "badge badge-unknown",
            Self::Overdue => "badge badge-overdue",
            Self::Warn => "badge badge-warn",
        }
    }
}

/// A state as shape and word.
#[component]
pub fn StatusBadge(
    /// The shape and colour.
    look: Look,
    /// The word, in lower case: `succeeded`.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! { <span class=look.badge_class()>{word}</span> }
}
