//! The frame of a page's content: its header, placeholders, and words only for listening.

use leptos::prelude::*;

use super::text::{MaybeText, Slot, at_most, escaped};

/// The most characters of a title; packages are named by strangers.
const LONGEST_TITLE: usize = 300;

/// The document's `<title>`. The framework would leave its `<!>` marker behind dynamic text, and
/// inside a title a browser shows it.
#[component]
pub fn DocumentTitle(
    /// The whole title.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let text = escaped(at_most(text, LONGEST_TITLE));
    view! { <title inner_html=text></title> }
}

/// Title, one line of context, and the page's actions on the right.
#[component]
pub fn PageHeader(
    /// The page's title.
    #[prop(into)]
    title: String,
    /// The number that people call it by, before the title.
    #[prop(optional, into)]
    number: MaybeText,
    /// One line below the title.
    #[prop(optional, into)]
    context: Option<Slot>,
    /// The actions, the primary one last.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let title = at_most(title, LONGEST_TITLE);
    let number = number
        .0
        .map(|number| view! { <span class="run-number">{number}</span>" " });
    let context = context.map(|line| view! { <div class="head-context">{line.into_view()}</div> });
    let actions = children.map(|children| view! { <div class="head-actions">{children()}</div> });
    view! {
        <header class="head">
            <div class="head-words">
                <h1 class="head-title">{number}<bdi>{title}</bdi></h1>
                {context}
            </div>
            {actions}
        </header>
    }
}

/// Grey lines where text may come late.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let lines: Vec<_> = (0..lines)
        .map(|_| view! { <span class="skeleton"></span> })
        .collect();
    view! { <div class="skeletons" role="status" aria-label="Loading">{lines}</div> }
}

/// Grey rows inside a table's body.
#[component]
pub fn SkeletonRows(
    /// How many rows.
    #[prop(default = 5)]
    rows: usize,
    /// How many columns the table has.
    columns: usize,
) -> impl IntoView {
    let cell = || view! { <td><span class="skeleton"></span></td> };
    let row =
        || view! { <tr aria-hidden="true">{(0..columns).map(|_| cell()).collect::<Vec<_>>()}</tr> };
    (0..rows).map(|_| row()).collect::<Vec<_>>()
}

/// Words that are heard but not seen.
#[component]
pub fn VisuallyHidden(
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class="hush">{text}</span> }
}

#[cfg(test)]
mod tests {
    use super::{DocumentTitle, DocumentTitleProps};
    use leptos::prelude::*;

    #[test]
    fn a_title_holds_exactly_its_text() {
        let props = DocumentTitleProps::builder()
            .text("</title><b> & more")
            .build();
        let html = DocumentTitle(props).to_html();
        assert!(
            html.starts_with("<title>&lt;/title&gt;&lt;b&gt; &amp; more</title>"),
            "{html}"
        );
    }
}
