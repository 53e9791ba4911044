//! Buttons and links that look like buttons.
//!
//! What may not be pressed stays visible and reachable by keyboard, with the reason beside it:
//! it is marked as disabled for assistive technology and does nothing.

use leptos::prelude::*;

use super::{
    icon::Icon,
    text::{MaybeText, slug},
};

/// How much a button calls for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action of a page.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// The confirming button of a dangerous action, and nothing else.
    Danger,
    /// An action that should not draw the eye.
    Quiet,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary",
            Self::Secondary => "btn",
            Self::Danger => "btn btn-danger",
            Self::Quiet => "btn btn-quiet",
        }
    }
}

/// A button that submits its form. Its label is a verb that names the action and its size.
#[component]
pub fn Button(
    /// The words on it.
    #[prop(into)]
    label: String,
    /// How much it calls for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// A picture before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// The name it posts.
    #[prop(optional, into)]
    name: MaybeText,
    /// The value it posts.
    #[prop(optional, into)]
    value: MaybeText,
    /// Its id; derived from the label when absent.
    #[prop(optional, into)]
    id: MaybeText,
    /// The id of the form it belongs to, when it stands outside.
    #[prop(optional, into)]
    form: MaybeText,
    /// Posts to this path instead of the form's own.
    #[prop(optional, into)]
    formaction: MaybeText,
    /// Skips the browser's own field checks, as for "save draft" or "back".
    #[prop(optional)]
    unchecked: bool,
    /// Why it may not be pressed; absent when it may.
    #[prop(optional, into)]
    disabled_reason: MaybeText,
) -> impl IntoView {
    if let Some(reason) = disabled_reason.0 {
        return blocked(label, kind, icon, id, reason);
    }
    view! {
        <button
            class=kind.class()
            type="submit"
            id=id.0
            name=name.0
            value=value.0
            form=form.0
            formaction=formaction.0
            formnovalidate=unchecked
        >
            {icon.map(Icon::svg)}
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A link that looks like a button, for actions that only lead somewhere.
#[component]
pub fn LinkButton(
    /// The words on it.
    #[prop(into)]
    label: String,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it calls for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// A picture before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Its id; derived from the label when absent and disabled.
    #[prop(optional, into)]
    id: MaybeText,
    /// Whether the browser saves what it leads to as a file.
    #[prop(optional)]
    download: bool,
    /// Why it may not be followed; absent when it may.
    #[prop(optional, into)]
    disabled_reason: MaybeText,
) -> impl IntoView {
    if let Some(reason) = disabled_reason.0 {
        return blocked(label, kind, icon, id, reason);
    }
    view! {
        <a class=kind.class() id=id.0 href=href download=download.then_some("")>
            {icon.map(Icon::svg)}
            <span>{label}</span>
        </a>
    }
    .into_any()
}

/// A button that does nothing, with the reason beside it.
fn blocked(
    label: String,
    kind: ButtonKind,
    icon: Option<Icon>,
    id: MaybeText,
    reason: String,
) -> AnyView {
    let id = id.0.unwrap_or_else(|| format!("b-{}", slug(&label)));
    let why = format!("{id}-why");
    view! {
        <span class="btn-blocked">
            <button class=kind.class() type="button" id=id aria-disabled="true" aria-describedby=why.clone()>
                {icon.map(Icon::svg)}
                <span>{label}</span>
            </button>
            <span class="btn-why" id=why>{reason}</span>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{Button, ButtonProps};
    use leptos::prelude::*;

    #[test]
    fn a_barred_button_says_why_and_cannot_submit() {
        let props = ButtonProps::builder()
            .label("Reboot web01")
            .disabled_reason("The server is stopped.")
            .build();
        let html = Button(props).to_html();
        assert!(
            html.contains("aria-describedby=\"b-reboot-web01-why\""),
            "{html}"
        );
        assert!(html.contains("id=\"b-reboot-web01-why\""), "{html}");
        assert!(!html.contains("submit"), "{html}");
    }
}
