//! The cells of a server's row, on the run's own page and on its shared one.

use crate::components::ident::write_name;
use crate::components::markup::Markup;
use crate::islands::run_live::words::{clock, fold, state_look, state_words, took_words};
use jiff::Timestamp;
use slipway_domain::live::LiveRow;

/// How the server stands.
pub(in crate::pages) fn status(html: &mut Markup, live: &LiveRow) {
    html.raw("<td class=\"table-status\"><span class=\"")
        .text(state_look(live.state, live.overdue).badge_class())
        .raw("\">")
        .text(state_words(live.state, live.overdue))
        .raw("</span></td>");
}

/// Its name, cut in the middle where it is longer than `keep` characters.
pub(in crate::pages) fn name(html: &mut Markup, text: &str, keep: usize) {
    html.raw("<th scope=\"row\" class=\"table-main\">");
    write_name(html, text, keep);
    html.raw("</th>");
}

/// The same, leading to its page.
pub(in crate::pages) fn linked_name(html: &mut Markup, text: &str, keep: usize, href: &str) {
    html.raw("<th scope=\"row\" class=\"table-main\"><a href=\"")
        .text(href)
        .raw("\">");
    write_name(html, text, keep);
    html.raw("</a></th>");
}

/// A clock time in UTC, with the exact moment behind it; `base` is the run's start.
pub(in crate::pages) fn moment(
    html: &mut Markup,
    label: &'static str,
    millis: Option<i64>,
    base: i64,
) {
    open(html, label);
    if let Some(millis) = millis {
        let second = Timestamp::from_second(millis.div_euclid(1000)).unwrap_or_default();
        html.raw("<time datetime=\"")
            .shown(second)
            .raw("\">")
            .text(&clock(millis, base))
            .raw("</time>");
    }
    html.raw("</td>");
}

/// How long it took.
pub(in crate::pages) fn took(html: &mut Markup, live: &LiveRow) {
    open(html, "Took");
    html.text(&took_words(live).unwrap_or_default())
        .raw("</td>");
}

fn open(html: &mut Markup, label: &'static str) {
    html.raw("<td data-label=\"").raw(label).raw("\">");
}

/// The cloud's words: text whatever they hold, folded when long.
pub(in crate::pages) fn message(html: &mut Markup, text: Option<&str>) {
    html.raw("<td class=\"run-message\">");
    if let Some(text) = text {
        words(html, text);
    }
    html.raw("</td>");
}

/// The same without a cell around it.
pub(in crate::pages) fn words(html: &mut Markup, text: &str) {
    if let Some(start) = fold(text) {
        html.raw("<details><summary><bdi translate=\"no\">")
            .text(&start)
            .raw("</bdi></summary><bdi translate=\"no\">")
            .text(text)
            .raw("</bdi></details>");
    } else {
        html.raw("<bdi translate=\"no\">").text(text).raw("</bdi>");
    }
}
