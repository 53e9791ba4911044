//! The help below a field: the manifest's hint, its pattern, and a word about unknown types.

use crate::components::Icon;
use leptos::prelude::*;
use slipway_domain::hint::{HintPart, parse};
use slipway_domain::package::{Parameter, ParameterType};

/// Everything below the control, or nothing: what the manifest says, why its pattern is not
/// checked, what is odd about its default.
pub(super) fn below(
    parameter: &Parameter,
    unchecked: Option<&'static str>,
    default: Option<String>,
) -> Option<AnyView> {
    let hint = parameter.hint.as_deref().map(parse);
    let hint = hint.filter(|parts| !parts.is_empty());
    let kind = kind(&parameter.kind, hint.is_some());
    let hint = hint.map(hint_text);
    let unchecked = unchecked.map(|why| {
        format!("The pattern cannot be checked here, because {why}. What you enter is not held against it; the cloud decides.")
    });
    let remarks = [unchecked, default].map(|words| words.map(remark));
    let [unchecked, default] = remarks;
    let parts = [hint, kind, pattern(parameter), unchecked, default];
    let parts: Vec<AnyView> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.into_any())
}

/// The hint's parts; a long one is folded, so that the form stays a form.
fn hint_text(parts: Vec<HintPart>) -> AnyView {
    const LONGEST: usize = 600;
    let length = |part: &HintPart| match part {
        HintPart::Text(text) | HintPart::Link { text, .. } => text.chars().count(),
        HintPart::Break => 40,
    };
    let long = parts.iter().map(length).sum::<usize>() > LONGEST;
    let parts: Vec<_> = parts.into_iter().map(part).collect();
    let text = view! { <bdi class="field-hint-text">{parts}</bdi> };
    if long {
        return view! { <details><summary>"Show the help text"</summary>{text}</details> }
            .into_any();
    }
    text.into_any()
}

fn part(part: HintPart) -> AnyView {
    match part {
        HintPart::Text(text) => view! { <span>{text}</span> }.into_any(),
        HintPart::Break => view! { <br/> }.into_any(),
        // The link's words are a stranger's, so the host it leads to stands beside them.
        HintPart::Link { href, text } => {
            let host = format!(" ({})", host(&href));
            view! {
                <a href=href rel="noopener noreferrer nofollow" target="_blank">
                    {text}<span class="field-hint-host">{host}</span>{Icon::External.svg()}
                    <span class="hush">" opens in a new tab"</span>
                </a>
            }
            .into_any()
        }
    }
}

/// The host of an absolute address.
fn host(href: &str) -> String {
    let rest = href.split_once("://").map_or(href, |(_, rest)| rest);
    rest.split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What may be entered where neither the label nor a hint says it.
fn kind(kind: &ParameterType, hinted: bool) -> Option<AnyView> {
    let words = match kind {
        ParameterType::Network if hinted => return None,
        ParameterType::Server => "The name of one of this account's servers.".to_owned(),
        ParameterType::ServerIp => "The name of a server, or an IP address.".to_owned(),
        ParameterType::Network => "The name of a network.".to_owned(),
        ParameterType::Unknown(word) => {
            let word: String = word.chars().take(40).collect();
            format!(
                "Its type, “{word}”, is unknown to this portal. What you enter is sent as text."
            )
        }
        _ => return None,
    };
    Some(view! { <p>{words}</p> }.into_any())
}

fn remark(words: String) -> AnyView {
    view! { <p class="field-remark">{Icon::Warning.svg()}<span>{words}</span></p> }.into_any()
}

/// The pattern counts for free text only.
fn pattern(parameter: &Parameter) -> Option<AnyView> {
    let pattern = parameter
        .regex
        .clone()
        .filter(|pattern| !pattern.is_empty())?;
    if parameter.kind != ParameterType::String {
        return None;
    }
    let view = view! {
        <details class="field-pattern">
            <summary>"Must match a pattern"</summary>
            <code translate="no"><bdi>{pattern}</bdi></code>
        </details>
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_of_a_link_is_what_stands_before_the_path() {
        for (href, expected) in [
            ("https://docs.example.com/a?b", "docs.example.com"),
            ("http://x.test:8080", "x.test:8080"),
            ("https://x.test?y/z", "x.test"),
        ] {
            assert_eq!(host(href), expected);
        }
    }
}
