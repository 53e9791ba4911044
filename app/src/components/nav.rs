//! Ways through the pages: breadcrumbs, tabs, filter chips and pagination. All are links, so
//! that every state has an address.

use leptos::prelude::*;

use super::{
    button::LinkButton,
    icon::Icon,
    notice::EmptyState,
    text::{MaybeText, at_most, grouped},
};

/// The most characters of a level or a chip.
const LONGEST: usize = 80;

/// The levels above a page, from the top; the page itself is not among them.
#[component]
pub fn Breadcrumbs(
    /// Words and address of each level.
    levels: Vec<(String, String)>,
) -> impl IntoView {
    let items: Vec<_> = levels
        .into_iter()
        .map(|(label, href)| {
            view! { <li><a href=href><bdi>{at_most(label, LONGEST)}</bdi></a></li> }
        })
        .collect();
    view! { <nav class="crumbs" aria-label="Breadcrumbs"><ol role="list">{items}</ol></nav> }
}

/// One tab.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The words on it.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
    /// How many things are behind it, in words.
    pub count: MaybeText,
}

impl Tab {
    /// A tab that is not the one shown.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            current: false,
            count: MaybeText(None),
        }
    }

    /// The same, shown or not.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// The same with how many things are behind it, in words.
    #[must_use]
    pub fn count(mut self, count: impl Into<MaybeText>) -> Self {
        self.count = count.into();
        self
    }
}

/// Views of one thing, each with its own address.
#[component]
pub fn Tabs(
    /// What the tabs choose between.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let items: Vec<_> = tabs
        .into_iter()
        .map(|tab| {
            let count = tab.count.0.map(|count| view! { " "<span class="tabs-count">{count}</span> });
            view! {
                <li>
                    <a href=tab.href aria-current=tab.current.then_some("page")>{tab.label}{count}</a>
                </li>
            }
        })
        .collect();
    view! { <nav class="tabs" aria-label=label><ul role="list">{items}</ul></nav> }
}

/// One active filter.
#[derive(Clone, Debug)]
pub struct Chip {
    /// The filter in words: `state: stopped`.
    pub label: String,
    /// The same page without it.
    pub href: String,
}

impl Chip {
    /// A filter and the page without it.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
        }
    }
}

/// The active filters, each a link that removes it; nothing when there are none.
#[component]
pub fn Chips(
    /// The filters.
    chips: Vec<Chip>,
    /// The same page without any filter; offered when there are several.
    #[prop(optional, into)]
    clear: MaybeText,
) -> impl IntoView {
    if chips.is_empty() {
        return ().into_any();
    }
    let clear = clear.0.filter(|_| chips.len() > 1).map(|href| {
        view! { <li><a class="chip-clear" href=href>"Clear all"</a></li> }
    });
    let items: Vec<_> = chips
        .into_iter()
        .map(|Chip { label, href }| {
            view! {
                <li>
                    <a class="chip" href=href>
                        <span class="hush">"Remove filter "</span>
                        <bdi>{at_most(label, LONGEST)}</bdi>
                        {Icon::Close.svg()}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="chips" role="list" aria-label="Filters">{items}{clear}</ul> }.into_any()
}

/// A page of a list that is read part by part.
#[derive(Clone, Copy, Debug)]
pub struct ListPart {
    /// Which page it is, from 1.
    pub page: u32,
    /// How many entries a page has.
    pub size: u64,
    /// How many this one has.
    pub shown: usize,
    /// How many the whole list has.
    pub total: u64,
}

impl ListPart {
    fn last(self) -> u64 {
        self.first() - 1 + self.shown as u64
    }

    fn first(self) -> u64 {
        u64::from(self.page - 1) * self.size + 1
    }

    /// The way to the pages beside it: `51–100 of 10,000`, or what one entry is called.
    pub fn pagination(self, one: &'static str, at: impl Fn(u32) -> String) -> AnyView {
        let words = match self.total {
            1 => one.to_owned(),
            total => {
                let (first, last) = (grouped(self.first()), grouped(self.last()));
                format!("{first}–{last} of {}", grouped(total))
            }
        };
        let previous = (self.page > 1).then(|| at(self.page - 1));
        let next = (self.last() < self.total).then(|| at(self.page + 1));
        view! { <Pagination words previous next/> }.into_any()
    }
}

/// What stands in place of a page beyond the last one.
pub fn no_such_page(first: String, icon: Icon) -> impl IntoView {
    view! {
        <EmptyState title="There is no such page" text="The list is shorter than that." icon=icon>
            <LinkButton label="Go to the first page" href=first/>
        </EmptyState>
    }
}

/// The way to the other pages of a list, with the count in words between.
#[component]
pub fn Pagination(
    /// What is shown: `51–100 of 10,000 servers`.
    #[prop(into)]
    words: String,
    /// The page before, if any.
    #[prop(optional, into)]
    previous: MaybeText,
    /// The page after, if any.
    #[prop(optional, into)]
    next: MaybeText,
) -> impl IntoView {
    let previous = previous.0.map(|href| {
        view! { <a class="btn" rel="prev" href=href>{Icon::Left.svg()}<span>"Previous"</span></a> }
    });
    let next = next.0.map(|href| {
        view! { <a class="btn" rel="next" href=href><span>"Next"</span>{Icon::Right.svg()}</a> }
    });
    view! {
        <nav class="pages" aria-label="Pages">
            <p class="pages-words">{words}</p>
            {previous}
            {next}
        </nav>
    }
}
