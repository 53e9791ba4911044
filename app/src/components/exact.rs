//! A value as it is kept: a sign stands for each part that cannot be seen. The signs are drawn by
//! the style sheet, so that what is copied is the value alone; what they mean is said in words
//! beside it.

use leptos::prelude::*;
use slipway_domain::parameters::{Piece, pieces};

/// A value in full; it keeps its line ends and blanks.
pub fn exact(text: &str) -> impl IntoView + use<> {
    let parts = pieces(text).into_iter().map(|piece| match piece {
        Piece::Plain(text) => text.to_owned().into_any(),
        Piece::Unseen(text, sign) => {
            let text = text.to_owned();
            view! { <span class="unseen" data-sign=sign>{text}</span> }.into_any()
        }
    });
    let parts: Vec<AnyView> = parts.collect();
    view! { <bdi translate="no" class="exact">{parts}</bdi> }
}

#[cfg(test)]
mod tests {
    use super::exact;
    use leptos::prelude::*;

    #[test]
    fn signs_are_no_part_of_the_text() {
        let html = exact("  a<\u{200b}\n").to_html();
        let html = html.replace("<!>", "");
        let expected = "<bdi translate=\"no\" class=\"exact\"><span data-sign=\"··\" class=\"unseen\">  </span>a&lt;\
            <span data-sign=\"U+200B\" class=\"unseen\">\u{200b}</span>\
            <span data-sign=\"↵\" class=\"unseen\">\n</span></bdi>";
        assert_eq!(html, expected);
    }
}
