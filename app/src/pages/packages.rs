//! The packages of an account: searched, filtered, one row each.

use super::chosen;
use super::error::title;
use super::star::star;
use crate::components::{
    Age, Button, Chip, Chips, ChoiceOption, EmptyState, FieldSpec, FilterBar, Icon, LinkButton,
    Middle, Notice, NoticeKind, PageHeader, Select, TableWrap, TextInput, count_words,
};
use leptos::prelude::*;
use slipway_domain::package::{Package, Visibility};
use slipway_domain::urls::{self, PackageFilter};
use slipway_domain::{PackageId, Scope};
use slipway_portal::packages::catalogue::Listing;
use slipway_portal::plans::server_selection::ServerSelection;
use std::collections::BTreeSet;

/// What the page shows.
pub struct PackagesPage {
    /// The account acted on.
    pub scope: Scope,
    /// The filter in the address.
    pub filter: PackageFilter,
    /// What it leaves.
    pub listing: Listing,
    /// The packages that the person starred.
    pub starred: BTreeSet<PackageId>,
    /// Servers that a package is looked for; nothing inside where they are no longer kept.
    pub choice: Option<Option<ServerSelection>>,
    /// The present.
    pub now: jiff::Timestamp,
}

/// The page.
pub fn packages_page(page: PackagesPage) -> impl IntoView {
    let PackagesPage {
        scope,
        filter,
        listing,
        starred,
        choice,
        now,
    } = page;
    let everything = urls::packages(&scope, &PackageFilter::for_choice(filter.choice.clone()));
    let choice = choice.map(|choice| chosen::looked_for(&scope, &filter, choice.as_ref()));
    let stale = listing.stale.as_ref().map(|(age, error)| {
        let age = *age;
        view! {
            <Notice kind=NoticeKind::Warn title=title(error)>
                <Age before="These packages were read " age now/>
                ". Running one is tried all the same."
            </Notice>
        }
    });
    let shown = listing.packages.len();
    let body = if shown == 0 {
        nothing(everything.clone(), listing.total).into_any()
    } else {
        table(&scope, &filter, &listing, &starred).into_any()
    };
    view! {
        <PageHeader title="Packages" context="Published scripts to run on this account's servers."/>
        {choice}
        {stale}
        {filters(&scope, &filter, &listing)}
        <Chips chips=chips(&scope, &filter) clear=everything/>
        {body}
    }
}

/// The form above the list; it asks for nothing that no package says.
fn filters(scope: &Scope, filter: &PackageFilter, listing: &Listing) -> impl IntoView + use<> {
    let visibility = Visibility::ALL
        .into_iter()
        .map(|v| ChoiceOption::new(v.word(), v.word()).chosen(filter.visibility == Some(v)));
    let visibility = listing.says_visibility.then(|| {
        view! {
            <Select
                field=FieldSpec::new("visibility", "visibility", "Visibility").unmarked()
                choices=visibility.collect()
                blank="Any visibility"
            />
        }
    });
    let systems = listing
        .os_words
        .iter()
        .map(|os| ChoiceOption::new(os, os).chosen(filter.os.as_ref() == Some(os)));
    let systems = (!listing.os_words.is_empty()).then(|| {
        view! {
            <Select
                field=FieldSpec::new("os", "os", "Operating system").unmarked()
                choices=systems.collect()
                blank="Any system"
            />
        }
    });
    let search = filter.search.clone();
    let choice = filter.choice.clone().map(|choice| {
        view! { <input type="hidden" name="for" value=choice/> }
    });
    view! {
        <FilterBar action=urls::packages(scope, &PackageFilter::default())>
            {choice}
            <TextInput
                field=FieldSpec::new("q", "q", "Search by name or description").unmarked()
                value=search
                kind="search"
                placeholder="Search by name or description"
            />
            {visibility}
            {systems}
            <Button label="Filter" icon=Icon::Search/>
        </FilterBar>
    }
}

fn chips(scope: &Scope, filter: &PackageFilter) -> Vec<Chip> {
    let without = |change: fn(&mut PackageFilter)| {
        let mut rest = filter.clone();
        change(&mut rest);
        urls::packages(scope, &rest)
    };
    let search = filter
        .search
        .as_ref()
        .map(|text| Chip::new(format!("“{text}”"), without(|rest| rest.search = None)));
    let visibility = filter
        .visibility
        .map(|v| Chip::new(v.word(), without(|rest| rest.visibility = None)));
    let os = filter
        .os
        .as_ref()
        .map(|os| Chip::new(os, without(|rest| rest.os = None)));
    [search, visibility, os].into_iter().flatten().collect()
}

fn nothing(everything: String, total: usize) -> impl IntoView + use<> {
    if total == 0 {
        return view! {
            <EmptyState
                title="No packages yet"
                text="This account has no packages. Publish one in the cloud; it appears here within seconds."
                icon=Icon::Package
            />
        }
        .into_any();
    }
    view! {
        <EmptyState
            title="No package matches"
            text=format!("None of the {total} packages matches these filters.")
            icon=Icon::Search
        >
            <LinkButton label="Clear the filters" href=everything/>
        </EmptyState>
    }
    .into_any()
}

fn table(
    scope: &Scope,
    filter: &PackageFilter,
    listing: &Listing,
    starred: &BTreeSet<PackageId>,
) -> impl IntoView + use<> {
    let count = count_words(listing.packages.len() as u64, listing.total as u64, 0);
    let rows: Vec<_> = listing
        .packages
        .iter()
        .map(|package| {
            let starred = starred.contains(&package.id);
            row(scope, filter, (listing, package), starred)
        })
        .collect();
    let visibility = listing.says_visibility.then(|| {
        view! { <th scope="col">"Visibility"</th> }
    });
    view! {
        <TableWrap label="Packages" count=format!("{count} packages")>
            <table class="table table-tall packages">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Description"</th>
                        {visibility}
                        <th scope="col">"Runs on"</th>
                        <th scope="col" class="table-num">"Parameters"</th>
                        <th scope="col"><span class="hush">"Star"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
    }
}

fn row(
    scope: &Scope,
    filter: &PackageFilter,
    (listing, package): (&Listing, &Package),
    starred: bool,
) -> impl IntoView + use<> {
    // What has no id has no page.
    let href = (!package.id.as_str().is_empty())
        .then(|| urls::package_for(scope, &package.id, filter.choice.as_deref()));
    let visibility = package.visibility.map_or("unknown", Visibility::word);
    let visibility = listing.says_visibility.then(|| {
        view! { <td data-label="Visibility">{visibility}</td> }
    });
    let star = href.is_some().then(|| {
        let back = urls::packages(scope, filter);
        star(scope, (&package.id, &package.name), starred, back)
    });
    let about = match &package.problem {
        Some(problem) => format!("Cannot be run: {problem}."),
        None => shortened(&package.description),
    };
    view! {
        <tr>
            <td class="table-main">
                <Middle text=package.name.clone() keep=64 href/>
            </td>
            <td data-label="Description" class="packages-about"><bdi>{about}</bdi></td>
            {visibility}
            <td data-label="Runs on">{systems_words(&package.supported_os)}</td>
            <td data-label="Parameters" class="table-num">{package.parameters.len()}</td>
            <td class="table-actions">{star}</td>
        </tr>
    }
}

/// A description's first line, cut where a row ends; the package's own page shows all of it.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}

/// The families behind the `os` words: `Linux`, `Windows`, or both.
fn systems_words(words: &[String]) -> &'static str {
    let windows = words
        .iter()
        .any(|word| word.to_ascii_lowercase().starts_with("windows"));
    let other = words
        .iter()
        .any(|word| !word.to_ascii_lowercase().starts_with("windows"));
    match (windows, other) {
        (true, true) => "Linux, Windows",
        (true, false) => "Windows",
        (false, true) => "Linux",
        (false, false) => "any",
    }
}
