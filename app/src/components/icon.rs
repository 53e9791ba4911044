//! Outline icons on a 24 px grid, drawn in the manner of Lucide and inlined as one sprite.
//!
//! Shapes follow Lucide (<https://lucide.dev>), ISC License, Copyright (c) Lucide Contributors:
//! permission to use, copy, modify and distribute is granted provided that this notice is kept;
//! provided "as is", without warranty. Icons are decoration: text or a label always stands by.

use std::sync::LazyLock;

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $variant:ident $name:literal $shape:literal,)*) => {
        /// The icons of the set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[$doc])* $variant,)*
        }

        impl Icon {
            /// Every icon, in the order of the sprite.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The part of the symbol's id after `i-`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            const fn shape(self) -> &'static str {
                match self { $(Self::$variant => $shape,)* }
            }

            pub(super) const fn reference(self) -> &'static str {
                match self { $(Self::$variant => concat!("<use href=\"#i-", $name, "\"/>"),)* }
            }
        }
    };
}

icons! {
    /// A house: where an account begins.
    Home "home" r#"<path d="M3 10.5 12 3l9 7.5V20a1 1 0 0 1-1 1h-5v-7H9v7H4a1 1 0 0 1-1-1z"/>"#,
    /// To be found again.
    Star "star" r#"<path d="m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2L12 17.3l-5.6 2.9 1.1-6.2L3 9.6l6.2-.9z"/>"#,
    /// A parcel: packages.
    Package "package" r#"<path d="M12 22V12M3.3 7 12 12l8.7-5M7.5 4.3l9 5.1M20 17.1a2 2 0 0 0 1-1.7V8.6a2 2 0 0 0-1-1.7l-7-4a2 2 0 0 0-2 0l-7 4a2 2 0 0 0-1 1.7v6.8a2 2 0 0 0 1 1.7l7 4a2 2 0 0 0 2 0z"/>"#,
    /// A list being worked off: runs.
    Runs "runs" r#"<path d="M3 5h8M3 12h8M3 19h8M15 7l6 5-6 5z"/>"#,
    /// A rack: servers.
    Server "server" r#"<rect x="2" y="3" width="20" height="8" rx="2"/><rect x="2" y="13" width="20" height="8" rx="2"/><path d="M6 7h.01M6 17h.01"/>"#,
    /// Steps that follow each other: executions of workflows.
    Workflow "workflow" r#"<rect x="3" y="3" width="7" height="7" rx="2"/><rect x="14" y="14" width="7" height="7" rx="2"/><path d="M6.5 10v4.5a3 3 0 0 0 3 3H14"/>"#,
    /// Layers: deployments.
    Deployment "deployment" r#"<path d="m12 2 9 5-9 5-9-5z"/><path d="m3 12 9 5 9-5M3 17l9 5 9-5"/>"#,
    /// A cloud account.
    Cloud "cloud" r#"<path d="M17.5 19H9a7 7 0 1 1 6.7-9h1.8a4.5 4.5 0 1 1 0 9z"/>"#,
    /// A person.
    User "user" r#"<circle cx="12" cy="8" r="4"/><path d="M20 21a8 8 0 0 0-16 0"/>"#,
    /// Leaving.
    SignOut "sign-out" r#"<path d="M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4M16 17l5-5-5-5M21 12H9"/>"#,
    /// The menu of the top bar.
    Menu "menu" r#"<path d="M4 6h16M4 12h16M4 18h16"/>"#,
    /// Close, remove.
    Close "close" r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
    /// Done, right.
    Check "check" r#"<path d="m4 12 5 5L20 6"/>"#,
    /// One more.
    Plus "plus" r#"<path d="M5 12h14M12 5v14"/>"#,
    /// One less.
    Minus "minus" r#"<path d="M5 12h14"/>"#,
    /// Look for.
    Search "search" r#"<circle cx="11" cy="11" r="7"/><path d="m20.5 20.5-4.5-4.5"/>"#,
    /// Narrow a list.
    Filter "filter" r#"<path d="M3 6h18M7 12h10M10 18h4"/>"#,
    /// Sorted upwards.
    Up "up" r#"<path d="m5 12 7-7 7 7M12 19V5"/>"#,
    /// Sorted downwards.
    Down "down" r#"<path d="m19 12-7 7-7-7M12 5v14"/>"#,
    /// Sortable.
    Sort "sort" r#"<path d="m7 9 5-5 5 5M7 15l5 5 5-5"/>"#,
    /// Back one page.
    Left "left" r#"<path d="m15 18-6-6 6-6"/>"#,
    /// On one page, or into a level.
    Right "right" r#"<path d="m9 18 6-6-6-6"/>"#,
    /// Opens below.
    Expand "expand" r#"<path d="m6 9 6 6 6-6"/>"#,
    /// Note.
    Info "info" r#"<circle cx="12" cy="12" r="9"/><path d="M12 16v-4M12 8h.01"/>"#,
    /// Went well.
    Success "success" r#"<circle cx="12" cy="12" r="9"/><path d="m8 12 3 3 5-6"/>"#,
    /// Take care.
    Warning "warning" r#"<path d="m21.7 18-8-14a2 2 0 0 0-3.4 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3zM12 9v4M12 17h.01"/>"#,
    /// Something is wrong.
    Problem "problem" r#"<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v4M12 16h.01"/>"#,
    /// To the clipboard.
    Copy "copy" r#"<rect x="8" y="8" width="13" height="13" rx="2"/><path d="M4 16a2 2 0 0 1-1-2V5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 1"/>"#,
    /// A capability link.
    Share "share" r#"<circle cx="18" cy="5" r="3"/><circle cx="6" cy="12" r="3"/><circle cx="18" cy="19" r="3"/><path d="m8.6 13.5 6.8 4M15.4 6.5l-6.8 4"/>"#,
    /// A link that leaves the portal.
    External "external" r#"<path d="M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6"/>"#,
    /// Save as a file.
    Download "download" r#"<path d="M12 15V3M7 10l5 5 5-5M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/>"#,
    /// Start.
    Play "play" r#"<path d="M6 4v16l14-8z"/>"#,
    /// Hold.
    Pause "pause" r#"<path d="M8 5v14M16 5v14"/>"#,
    /// End.
    Stop "stop" r#"<rect x="5" y="5" width="14" height="14" rx="2"/>"#,
    /// Again.
    Repeat "repeat" r#"<path d="M3 12a9 9 0 0 1 15-6.7L21 8M21 3v5h-5M21 12a9 9 0 0 1-15 6.7L3 16M3 21v-5h5"/>"#,
    /// On and off.
    Power "power" r#"<path d="M12 2v10M18.4 6.6a9 9 0 1 1-12.8 0"/>"#,
    /// Change.
    Edit "edit" r#"<path d="M17 3a2.8 2.8 0 0 1 4 4L7.5 20.5 2 22l1.5-5.5z"/>"#,
    /// Remove for good.
    Delete "delete" r#"<path d="M3 6h18M8 6V4a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v2M19 6l-1 14a2 2 0 0 1-2 1H8a2 2 0 0 1-2-1L5 6M10 11v6M14 11v6"/>"#,
    /// Time.
    Clock "clock" r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>"#,
    /// A secret.
    Key "key" r#"<circle cx="7.5" cy="15.5" r="4.5"/><path d="m21 3-10.3 9.3M16 8l3 3 2.5-2.5-3-3"/>"#,
    /// The light theme.
    Sun "sun" r#"<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4"/>"#,
    /// The dark theme.
    Moon "moon" r#"<path d="M20.9 13A9 9 0 1 1 11 3.1a7 7 0 0 0 9.9 9.9z"/>"#,
    /// The theme of the system.
    Screen "screen" r#"<rect x="2" y="3" width="20" height="14" rx="2"/><path d="M8 21h8M12 17v4"/>"#,
}

impl Icon {
    /// The icon as a decorative picture; the text beside it carries the meaning.
    pub fn svg(self) -> impl IntoView {
        view! { <svg class="icon" aria-hidden="true" inner_html=self.reference()></svg> }
    }
}

static SPRITE: LazyLock<String> = LazyLock::new(|| {
    let symbol = |icon: &Icon| {
        let (name, shape) = (icon.name(), icon.shape());
        format!(r#"<symbol id="i-{name}" viewBox="0 0 24 24">{shape}</symbol>"#)
    };
    Icon::ALL.iter().map(symbol).collect()
});

/// The sprite with all icons; place it once, early in the document's body.
#[component]
pub fn IconSprite() -> impl IntoView {
    view! { <svg class="sprite" aria-hidden="true" inner_html=SPRITE.as_str()></svg> }
}
