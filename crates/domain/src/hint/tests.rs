//! What hints become, and what they never become.

use super::*;
use proptest::prelude::*;

fn text(text: &str) -> HintPart {
    HintPart::Text(text.to_owned())
}

fn link(href: &str, text: &str) -> HintPart {
    HintPart::Link {
        href: href.to_owned(),
        text: text.to_owned(),
    }
}

/// Everything a hint says, breaks as line feeds.
fn sanitised(hint: &str) -> String {
    let word = |part: HintPart| match part {
        HintPart::Text(text) | HintPart::Link { text, .. } => text,
        HintPart::Break => "\n".to_owned(),
    };
    parse(hint).into_iter().map(word).collect()
}

/// Text and breaks of a hint, as its limit counts them.
fn size(parts: &[HintPart]) -> usize {
    let count = |part: &HintPart| match part {
        HintPart::Text(text) | HintPart::Link { text, .. } => text.chars().count(),
        HintPart::Break => 1,
    };
    parts.iter().map(count).sum()
}

#[test]
fn links_and_breaks_are_kept() {
    assert_eq!(
        parse("See <a href=\"https://example.com/a?b=1&amp;c=2\">the <b>docs</b></a>.<br/>Or ask."),
        [
            text("See "),
            link("https://example.com/a?b=1&c=2", "the docs"),
            text("."),
            HintPart::Break,
            text("Or ask."),
        ]
    );
    for written in [
        "<A HREF='http://x/'>y</A>",
        "<a\nhref=http://x/>y",
        "<a class=b href = \"http://x/\" href=z>y</a>",
        "<a/href=http://x/>y</a>",
    ] {
        assert_eq!(parse(written), [link("http://x/", "y")], "{written}");
    }
}

#[test]
fn references_are_read_as_far_as_browsers_read_them() {
    for (written, shown) in [
        ("&lt;&GT; &amp;amp;", "<&GT; &amp;"),
        ("&#65;&#x41;&#X41;", "AAA"),
        ("&#x01F680;", "\u{1F680}"),
        // One digit longer than any that is looked for.
        ("&#x001F680;", "&#x001F680;"),
        ("&#x+41;&#+65;&#;&#x;", "&#x+41;&#+65;&#;&#x;"),
        ("&#xD800;&#1114112;", "&#xD800;&#1114112;"),
    ] {
        assert_eq!(sanitised(written), shown, "{written}");
    }
}

#[test]
fn a_quote_opens_a_value_only_behind_an_equals_sign() {
    assert_eq!(
        parse("<a title' href=http://x/>y</a>"),
        [link("http://x/", "y")]
    );
    assert_eq!(
        parse("<a title='>' href=http://x/>y</a>"),
        [link("http://x/", "y")]
    );
}

#[test]
fn breaks_stand_between_text_only() {
    assert_eq!(sanitised("<p>a</p><p>b</p>\n<p>c</p>"), "a\nb\nc");
    assert_eq!(sanitised("<br><br>a<br><br><br><br>b<br> "), "a\n\nb");
    assert_eq!(sanitised("a<BR />b<br clear=all>c"), "a\nb\nc");
    assert_eq!(sanitised("<ul><li>one<li>two</ul>three"), "one\ntwo\nthree");
    assert_eq!(sanitised("a<br><a href=http://x/> </a>"), "a");
}

#[test]
fn other_tags_go_and_their_text_stays() {
    assert_eq!(
        sanitised("<b onclick=\"x('>')\">bold</b> <img src=x onerror=alert(1)>end"),
        "bold end"
    );
    assert_eq!(
        sanitised("a<!-- <b>hidden</b> -->b<!doctype x>c<?php d ?>e"),
        "abce"
    );
    assert_eq!(
        sanitised("a<script>alert('<b>')</script>b<STYLE>*{color:red}</sTyLe >c"),
        "abc"
    );
    assert_eq!(sanitised("a<script>never closed"), "a");
    assert_eq!(sanitised("a<!-- never closed"), "a");
    assert_eq!(sanitised("a<svg><style>x</svg>"), "a");
}

#[test]
fn what_is_no_tag_is_text() {
    for plain in [
        "1 < 2 > 0",
        "a <",
        "<",
        "<>",
        "<3",
        "x <b and no end",
        "&",
        "a&b;c",
        "100% & more",
    ] {
        assert_eq!(sanitised(plain), plain);
    }
}

#[test]
fn references_are_decoded_once() {
    assert_eq!(
        sanitised("&amp;lt; &lt;b&gt; &quot;&#39;&apos;&#x41;&#66;"),
        "&lt; <b> \"''AB"
    );
    assert_eq!(sanitised("a&nbsp;b"), "a\u{A0}b");
    for kept in [
        "&bogus;",
        "&#;",
        "&#x;",
        "&#xD800;",
        "&#1114112;",
        "&#-1;",
        "&#99999999999;",
        "&amp",
    ] {
        assert_eq!(sanitised(kept), kept);
    }
    assert_eq!(
        sanitised("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "<script>alert(1)</script>"
    );
    assert_eq!(sanitised("a&#0;&#8238;b\u{202e}\u{1b}c\td"), "abc d");
}

#[test]
fn unsafe_links_are_plain_text() {
    for href in [
        "javascript:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "/local",
        "//host/x",
        "example.com",
        "ftp://x/",
        "https:/x",
        "https://",
        "https:///x",
        "https://user@host/",
        "https://user:pw@host/",
        "https://a b/",
        "https://host\\@evil/",
        "https://host/&quot;x",
        "https://host/&#39;",
        "https://host/&#10;x",
        "https://host/\u{202e}x",
        "https://host/\u{200b}",
        "https://hóst/",
        "https://host%2eevil/",
        "https://.host/",
        "https://?x",
        "vbscript:x",
        " ",
    ] {
        assert_eq!(
            parse(&format!("<a href=\"{href}\">go</a>")),
            [text("go")],
            "{href}"
        );
    }
    let long = format!("https://x/{}", "a".repeat(2_000));
    assert_eq!(parse(&format!("<a href={long}>go</a>")), [text("go")]);
    assert_eq!(parse("<a>go</a> <a name=x>there</a>"), [text("go there")]);
}

#[test]
fn safe_links_pass() {
    for href in [
        "http://x",
        "HTTPS://Example.COM:8443/a/@b?c#d",
        "https://[fd00::1]/",
        "https://de.wikipedia.org/wiki/Köln",
    ] {
        assert_eq!(
            parse(&format!("<a href='{href}'>go</a>")),
            [link(href, "go")],
            "{href}"
        );
    }
    assert_eq!(
        parse("<a href=' https://x/ '>go</a>"),
        [link("https://x/", "go")]
    );
}

#[test]
fn links_do_not_nest() {
    assert_eq!(
        parse("<a href=http://x/>one<a href=http://y/>two<br>lines"),
        [link("http://x/", "one"), link("http://y/", "two lines")]
    );
}

#[test]
fn long_hints_are_cut() {
    let exact = "x".repeat(MAX_CHARS - 1);
    assert_eq!(sanitised(&exact), exact);
    for long in [
        "ü".repeat(5_000),
        "a<br>".repeat(9_000),
        format!("<a href=http://x/>{}</a>", "y".repeat(9_000)),
    ] {
        let parts = parse(&long);
        assert_eq!(size(&parts), MAX_CHARS);
        assert!(sanitised(&long).ends_with('…'));
    }
}

#[test]
fn hostile_hints_take_one_pass() {
    for piece in [
        "<a",
        "<",
        "<!--",
        "<script>",
        "</",
        "&",
        "&#",
        "<a href=\"",
        "<a =",
        "<p>",
        "<a href=http://x/>",
        "<script></script>",
        "<b '",
        "< ",
    ] {
        let hint = piece.repeat(100_000 / piece.len());
        assert!(size(&parse(&hint)) <= MAX_CHARS, "{piece}");
    }
}

proptest! {
    #[test]
    fn parts_are_safe_whatever_is_written(
        pieces in prop::collection::vec(prop_oneof![
            Just("<a href=\"https://x/".to_owned()), Just("\">".to_owned()), Just("</a>".to_owned()), Just("<br>".to_owned()),
            Just("<script>".to_owned()), Just("&#".to_owned()), Just("<p ".to_owned()), "[<>&;#=\"'/!ax -]{0,6}", any::<String>(),
        ], 0..40),
    ) {
        let parts = parse(&pieces.concat());
        prop_assert!(size(&parts) <= MAX_CHARS);
        prop_assert!(parts.first() != Some(&HintPart::Break) && parts.last() != Some(&HintPart::Break));
        for part in &parts {
            match part {
                HintPart::Break => {}
                HintPart::Text(text) => prop_assert!(!text.chars().any(char::is_control)),
                HintPart::Link { href, text } => {
                    prop_assert!(!text.trim().is_empty() && !text.chars().any(char::is_control));
                    prop_assert_eq!(link::safe(href), Some(href.clone()));
                }
            }
        }
    }
}
