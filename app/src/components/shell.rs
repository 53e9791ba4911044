//! The shell around every page: skip link, side rail or top bar, and the main column.
//!
//! Rail and top bar hold the same body; the style sheet shows one of them. Both work without a
//! script: the menu is a `<details>`, the theme and sign-out are form posts.

use leptos::prelude::*;
use slipway_domain::urls::sign_out::{ASK, RUNS};

use super::form_scope::FormScope;
use super::icon::Icon;

/// The part of the portal a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NavSection {
    /// Where an account begins.
    Home,
    /// The catalogue and its forms.
    Packages,
    /// What was started.
    Runs,
    /// The machines.
    Servers,
    /// The workflows of deployments.
    Executions,
    /// The deployments.
    Deployments,
    /// Pages outside these.
    #[default]
    None,
}

/// Who is signed in, and where.
#[derive(Clone, Debug, Default)]
pub struct PersonInfo {
    /// The user's name at the cloud.
    pub user: String,
    /// The cloud's name.
    pub cloud: String,
    /// The account's alias.
    pub account: String,
    /// What the person may do, in words.
    pub role_words: String,
    /// What else the session opens, or did until a sign-in ended.
    pub others: Vec<Switch>,
    /// Where to sign in to another account of this cloud.
    pub sign_in_to_account: String,
    /// Where to sign in to another cloud, where there is one.
    pub sign_in_to_cloud: Option<String>,
}

/// A way to another account.
#[derive(Clone, Debug, Default)]
pub struct Switch {
    /// The cloud's name.
    pub cloud: String,
    /// The account's alias.
    pub account: String,
    /// The user's name there.
    pub user: String,
    /// Whether they have to sign in again first.
    pub signed_out: bool,
    /// Where it begins, or the sign-in that leads there.
    pub href: String,
}

/// The addresses that the shell links and posts to.
#[derive(Clone, Debug, Default)]
pub struct ShellLinks {
    /// The product's name leads here.
    pub home: String,
    /// Where the account begins.
    pub account_home: String,
    /// The catalogue, where the cloud has packages.
    pub packages: Option<String>,
    /// The runs.
    pub runs: String,
    /// The servers, where the cloud lists them.
    pub servers: Option<String>,
    /// The executions of workflows, where the cloud knows any.
    pub executions: Option<String>,
    /// The deployments, where the cloud knows any.
    pub deployments: Option<String>,
    /// Takes the post of `theme`.
    pub theme: String,
    /// Takes the post that signs out.
    pub sign_out: String,
}

/// The chosen theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value posted as `theme`; also that of `<html data-theme>`, which is absent for the
    /// system's.
    pub const fn value(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Everything around a page's content.
#[component]
pub fn Shell(
    /// The part of the portal.
    #[prop(optional)]
    nav: NavSection,
    /// Who is signed in; the rail shows no sections when nobody is.
    #[prop(optional_no_strip)]
    person: Option<PersonInfo>,
    /// Where things are.
    links: ShellLinks,
    /// The theme now.
    #[prop(optional)]
    theme: Theme,
    /// The page.
    children: Children,
) -> impl IntoView {
    let rail = Rail {
        nav,
        person,
        links,
        theme,
    };
    view! {
        <a class="skip" href="#main">"Skip to the content"</a>
        <div class="shell">
            <header class="top">
                {brand(&rail.links)}
                <details class="top-menu">
                    <summary class="btn">{Icon::Menu.svg()}<span>"Menu"</span></summary>
                    <div class="top-body">{rail.body()}</div>
                </details>
            </header>
            <aside class="rail" aria-label="Portal">
                {brand(&rail.links)}
                {rail.body()}
            </aside>
            <main class="main" id="main" tabindex="-1">{children()}</main>
        </div>
    }
}

/// What rail and top bar are drawn from.
struct Rail {
    nav: NavSection,
    person: Option<PersonInfo>,
    links: ShellLinks,
    theme: Theme,
}

fn brand(links: &ShellLinks) -> impl IntoView + use<> {
    view! {
        <a class="brand" href=links.home.clone()>
            <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true" inner_html=MARK></svg>
            "Slipway"
        </a>
    }
}

/// A hull on its way down the slip; the same drawing as the favicon.
const MARK: &str = r#"<path d="M3 13.5 21 9l-2.4 5.4a3 3 0 0 1-2 1.7l-7.7 2a3 3 0 0 1-2.5-.5z"/><path d="M2 21.5 22 16.4v2.2L8 22H2zM10 4l6 4-6 1.6z"/>"#;

impl Rail {
    fn body(&self) -> impl IntoView + use<> {
        let links = &self.links;
        let person = self.person.as_ref();
        let sections = person.map(|_| sections(self.nav, links));
        view! {
            {sections}
            <div class="rail-foot">
                {person.map(account)}
                {theme_form(self.theme, links.theme.clone())}
                {person.map(|_| sign_out(links.sign_out.clone()))}
            </div>
        }
    }
}

fn sections(nav: NavSection, links: &ShellLinks) -> impl IntoView + use<> {
    let item = |section, label: &'static str, icon: Icon, href: Option<&String>| {
        let current = (nav == section).then_some("page");
        href.map(|href| {
            view! {
                <li>
                    <a href=href.clone() aria-current=current>{icon.svg()}<span>{label}</span></a>
                </li>
            }
        })
    };
    view! {
        <nav class="rail-nav" aria-label="Sections">
            <ul role="list">
                {item(NavSection::Home, "Home", Icon::Home, Some(&links.account_home))}
                {item(NavSection::Packages, "Packages", Icon::Package, links.packages.as_ref())}
                {item(NavSection::Runs, "Runs", Icon::Runs, Some(&links.runs))}
                {item(NavSection::Servers, "Servers", Icon::Server, links.servers.as_ref())}
                {item(NavSection::Deployments, "Deployments", Icon::Deployment, links.deployments.as_ref())}
                {item(NavSection::Executions, "Executions", Icon::Workflow, links.executions.as_ref())}
            </ul>
        </nav>
    }
}

fn account(person: &PersonInfo) -> impl IntoView + use<> {
    let here = format!("{} · {}", person.cloud, person.account);
    view! {
        <details class="rail-switch">
            <summary class="rail-line">
                {Icon::Cloud.svg()}<bdi translate="no">{here}</bdi>
                <span class="hush">"Switch account"</span>{Icon::Expand.svg()}
            </summary>
            {switches(person)}
        </details>
        <p class="rail-line">
            {Icon::User.svg()}
            <span><bdi translate="no">{person.user.clone()}</bdi><span class="rail-role">{person.role_words.clone()}</span></span>
        </p>
    }
}

/// The ways to other accounts, and to sign in to more.
fn switches(person: &PersonInfo) -> impl IntoView + use<> {
    let others = person.others.iter().map(|other| switch(person, other));
    let sign_in = |href: String, label: &'static str| {
        view! { <li><a href=href>{label}</a></li> }
    };
    let account = sign_in(
        person.sign_in_to_account.clone(),
        "Sign in to another account",
    );
    let cloud = person.sign_in_to_cloud.clone();
    let cloud = cloud.map(|href| sign_in(href, "Sign in to another cloud"));
    view! { <ul role="list">{others.collect::<Vec<_>>()}{account}{cloud}</ul> }
}

/// One of them. An account of the present cloud need not say its name where all are, nor a person
/// theirs where it is the same.
fn switch(person: &PersonInfo, other: &Switch) -> impl IntoView + use<> {
    let mut others = person.others.iter();
    let label = if others.any(|other| other.cloud != person.cloud) {
        format!("{} · {}", other.cloud, other.account)
    } else {
        other.account.clone()
    };
    let user = (other.user != person.user).then(|| other.user.clone());
    let signed_out = match (other.signed_out, user.is_some()) {
        (false, _) => None,
        (true, false) => Some("signed out"),
        (true, true) => Some(" · signed out"),
    };
    let user = user.map(|user| view! { <bdi translate="no">{user}</bdi> });
    let about = (user.is_some() || signed_out.is_some()).then(|| {
        view! { <span class="rail-role">{user}{signed_out}</span> }
    });
    view! {
        <li>
            <a href=other.href.clone()>
                <span><bdi translate="no">{label}</bdi>{about}</span>
            </a>
        </li>
    }
}

fn theme_form(theme: Theme, action: String) -> impl IntoView {
    let option = |choice: Theme, label: &'static str, icon: Icon| {
        let pressed = if choice == theme { "true" } else { "false" };
        view! {
            <button type="submit" name="theme" value=choice.value() aria-pressed=pressed title=label>
                {icon.svg()}<span class="hush">{label}</span>
            </button>
        }
    };
    view! {
        <form method="post" action=action>
            <div class="theme" role="group" aria-label="Theme">
                {option(Theme::System, "System", Icon::Screen)}
                {option(Theme::Light, "Light", Icon::Sun)}
                {option(Theme::Dark, "Dark", Icon::Moon)}
            </div>
        </form>
    }
}

fn sign_out(action: String) -> impl IntoView {
    view! {
        <form class="rail-out" method="post" action=action data-ends="">
            <FormScope/>
            <button class="rail-line" type="submit" name=RUNS value=ASK>{Icon::SignOut.svg()}<span>"Sign out"</span></button>
        </form>
    }
}
