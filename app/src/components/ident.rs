//! Names and ids from the cloud: isolated from the direction of the text around them, and cut
//! in the middle when long, because the ends of such names tell them apart.

use leptos::prelude::*;

use super::text::{MaybeText, at_most};

/// A longer name is cut to this many characters, the sign in the middle included.
const KEEP: usize = 40;
/// What is longer than any real name is not told in full either.
const WHOLE: usize = 1_000;

/// A name from the cloud, in full; it wraps wherever it must.
#[component]
pub fn Name(
    /// The name.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <bdi class="name" translate="no">{text}</bdi> }
}

/// An id, address or command in monospace, cut in the middle when long.
#[component]
pub fn Ident(
    /// The id.
    #[prop(into)]
    text: String,
    /// The most characters to show.
    #[prop(default = KEEP)]
    keep: usize,
) -> impl IntoView {
    shortened("name name-mono", text, keep)
}

/// A name that is cut in the middle when long; the full text is in its title, is what a
/// screen reader says and what a selection copies.
#[component]
pub fn Middle(
    /// The name.
    #[prop(into)]
    text: String,
    /// The most characters to show.
    #[prop(default = KEEP)]
    keep: usize,
    /// Where the name leads, if anywhere.
    #[prop(optional, into)]
    href: MaybeText,
) -> impl IntoView {
    let name = shortened("name", text, keep);
    match href.0 {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name,
    }
}

fn shortened(class: &'static str, text: String, keep: usize) -> AnyView {
    let Some((head, tail)) = ends(&text, keep) else {
        return view! { <bdi class=class translate="no">{text}</bdi> }.into_any();
    };
    let short = format!("{head}…{tail}");
    let text = at_most(text, WHOLE);
    let title = text.clone();
    view! {
        <bdi class=class title=title translate="no">
            <span class="name-short" aria-hidden="true">{short}</span>
            <span class="hush">{text}</span>
        </bdi>
    }
    .into_any()
}

/// What [`Middle`] draws, into hand-written rows.
#[cfg(feature = "ssr")]
pub(crate) fn write_name(html: &mut super::markup::Markup, text: &str, keep: usize) {
    let Some((head, tail)) = ends(text, keep) else {
        html.raw("<bdi class=\"name\" translate=\"no\">")
            .text(text)
            .raw("</bdi>");
        return;
    };
    let whole = at_most(text.to_owned(), WHOLE);
    html.raw("<bdi class=\"name\" translate=\"no\" title=\"")
        .text(&whole)
        .raw("\"><span class=\"name-short\" aria-hidden=\"true\">")
        .text(head)
        .raw("…")
        .text(tail)
        .raw("</span><span class=\"hush\">")
        .text(&whole)
        .raw("</span></bdi>");
}

/// The two ends of a text that is longer than `keep` characters; nothing when it fits.
fn ends(text: &str, keep: usize) -> Option<(&str, &str)> {
    let keep = keep.max(5);
    text.char_indices().nth(keep)?;
    let (front, back) = ((keep - 1).div_ceil(2), (keep - 1) / 2);
    let mut cut = text.char_indices().nth(front)?.0;
    let mut resume = text.char_indices().rev().nth(back - 1)?.0;
    // A mark that belongs to the letter before it stays with that letter.
    while let Some(mark) = text[cut..].chars().next().filter(|c| joins(*c)) {
        cut += mark.len_utf8();
    }
    while let Some(mark) = text[resume..].chars().next().filter(|c| joins(*c)) {
        resume += mark.len_utf8();
    }
    (cut < resume).then(|| (&text[..cut], &text[resume..]))
}

/// Whether the character combines with the one before it.
const fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::{Middle, MiddleProps, ends};
    use leptos::prelude::*;

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(ends("web01", 5), None);
        assert_eq!(ends("", 40), None);
    }

    #[test]
    fn long_texts_keep_both_ends() {
        assert_eq!(ends("abcdefghij", 7), Some(("abc", "hij")));
        assert_eq!(ends("abcdefghij", 6), Some(("abc", "ij")));
    }

    #[test]
    fn marks_stay_with_their_letter() {
        let text = "abe\u{301}defghij";
        assert_eq!(ends(text, 7), Some(("abe\u{301}", "hij")));
    }

    #[test]
    fn marks_all_over_do_not_cross_the_ends() {
        let text = "\u{301}".repeat(100);
        assert_eq!(ends(&text, 10), None);
    }

    #[test]
    fn the_full_text_is_reachable_and_hostile_names_stay_text() {
        let name = format!("<script>\"{}'</script>", "x".repeat(60));
        let html = Middle(MiddleProps::builder().text(name).build()).to_html();
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains(&"x".repeat(60)), "{html}");
        assert!(html.contains('…'), "{html}");
    }
}
