//! The HTML document around every page, and how a page becomes text.
//!
//! Our own small boot script replaces leptos' `HydrationScripts`, which panics without a hash
//! file beside the executable: it wakes islands, localises times and serves copy buttons. Pages
//! without anything to wake work the same with it or without.

use crate::components::{
    DocumentTitle, IconSprite, NavSection, PageScope, PersonInfo, Shell, ShellLinks, Theme,
};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::sync::Arc;

/// Starts loading the library of a page with islands while the browser still reads the page: on a
/// slow network that saves the time of one answer. The boot script is asked for when the page was
/// read: with the style sheet it would be in the way of the first picture, for bytes and for the
/// processor's time. And it hides what a browser shows again without asking, whole or from its cache,
/// until the session of the page is known to live. Where scripts do not come after all, `slipway.plain` makes the page the one
/// without: it may have to load itself again. It stands in the page itself and is the same in every
/// page, so that the
/// content security policy can name it by its hash.
pub const START_SCRIPT: &str = include_str!("start.js");

/// Addresses of the built browser files; empty where the program was built without them.
#[derive(Clone, Debug, Default)]
pub struct SiteFiles {
    /// The bundled style sheet.
    pub css: String,
    /// The boot script.
    pub boot: String,
    /// The wasm-bindgen glue.
    pub js: String,
    /// The wasm library.
    pub wasm: String,
}

/// Everything around a page's content.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The page's title, without the product's name.
    pub title: String,
    /// Which section is current.
    pub nav: NavSection,
    /// Who is signed in.
    pub person: Option<PersonInfo>,
    /// Where the shell leads.
    pub links: ShellLinks,
    /// The chosen theme.
    pub theme: Theme,
    /// Addresses of the built files.
    pub site: SiteFiles,
    /// Whether the page holds islands, so that their library is loaded at once.
    pub islands: bool,
    /// Seconds after which a browser without JavaScript loads the page again.
    pub refresh: Option<u32>,
    /// Names the session that the page was drawn for; absent where nobody is signed in.
    pub session: Option<String>,
    /// When it is drawn.
    pub now: jiff::Timestamp,
}

/// Renders a page to a whole document.
pub fn render(frame: Frame, content: impl FnOnce() -> AnyView) -> String {
    in_owner(move || {
        if let Some(person) = &frame.person {
            provide_context(PageScope {
                cloud: person.cloud.clone(),
                account: person.account.clone(),
            });
        }
        document(frame, content()).to_html()
    })
}

/// Renders a piece of markup by itself.
pub fn render_bare(content: impl FnOnce() -> AnyView) -> String {
    in_owner(move || content().to_html())
}

/// Rendering needs an owner; islands mode marks only islands for the browser.
fn in_owner<T>(work: impl FnOnce() -> T) -> T {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let result = owner.with(work);
    owner.unset_with_forced_cleanup();
    result
}

fn document(frame: Frame, content: AnyView) -> impl IntoView {
    let Frame {
        title,
        nav,
        person,
        links,
        theme,
        site,
        islands,
        refresh,
        session,
        now,
    } = frame;
    let scheme = (theme != Theme::System).then(|| theme.value());
    let refresh = refresh.map(|seconds| {
        view! { <noscript><meta http-equiv="refresh" content=seconds.to_string()/></noscript> }
    });
    let ahead = (islands && !site.wasm.is_empty()).then_some("");
    let SiteFiles {
        css,
        boot,
        js,
        wasm,
    } = site;
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=scheme>
            <head>
                <meta charset="utf-8"/>
                <script data-boot=boot data-js=js data-wasm=wasm data-ahead=ahead data-now=now.as_millisecond().to_string() data-session=session inner_html=START_SCRIPT></script>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <DocumentTitle text=format!("{title} · Slipway")/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=css/>
                {refresh}
            </head>
            <body>
                <IconSprite/>
                <Shell nav person links theme>{content}</Shell>
            </body>
        </html>
    }
}
