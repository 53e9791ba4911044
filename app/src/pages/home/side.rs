//! Beside the runs on Home: packages, servers by state, and whether the cloud answers.

use super::HomePage;
use crate::components::{Age, Look, Middle, StatusBadge, Time, grouped};
use crate::pages::star::star;
use leptos::prelude::*;
use slipway_domain::server::PowerState;
use slipway_domain::urls::{self, PackageFilter, ServerFilter};
use slipway_domain::{DataCenterId, Scope};
use slipway_portal::home::{OwnPackage, States};

/// The most characters of a package's name.
const LONGEST_NAME: usize = 48;

/// Starred and recent packages, where the cloud has any.
pub(super) fn packages(page: &HomePage) -> Option<impl IntoView + use<>> {
    let own = page.home.packages.as_ref()?;
    let all = urls::packages(&page.scope, &PackageFilter::default());
    let words = match page.home.package_count {
        Some(count) => format!("All {}", grouped(count as u64)),
        None => "All packages".to_owned(),
    };
    let rows: Vec<_> = own.iter().map(|package| row(page, package)).collect();
    let body = if rows.is_empty() {
        view! { <p class="muted">"Packages that you star or run are listed here."</p> }.into_any()
    } else {
        view! { <ul class="home-links" role="list">{rows}</ul> }.into_any()
    };
    Some(view! {
        <section aria-labelledby="packages">
            <div class="home-head"><h2 id="packages">"My packages"</h2><a href=all>{words}</a></div>
            {body}
        </section>
    })
}

fn row(page: &HomePage, package: &OwnPackage) -> impl IntoView + use<> {
    let href = urls::package(&page.scope, &package.id);
    let ran = package.ran_at.map(|at| {
        view! { <span class="meta home-end"><Time at=at now=page.now/></span> }
    });
    view! {
        <li>
            {star(&page.scope, (&package.id, &package.name), package.starred, urls::home(&page.scope))}
            <Middle text=package.name.clone() keep=LONGEST_NAME href/>
            {ran}
        </li>
    }
}

/// Servers by state, each number leading to those that it counts.
pub(super) fn servers(page: &HomePage) -> Option<impl IntoView + use<>> {
    let servers = page.home.servers.as_ref()?;
    let all = urls::servers(&page.scope, &ServerFilter::default());
    let mut sum = States::default();
    let mut rows = Vec::new();
    for (place, states) in &servers.places {
        sum.started += states.started;
        sum.stopped += states.stopped;
        sum.other += states.other;
        if servers.places.len() > 1 {
            rows.push(places_row(&page.scope, place.as_ref(), *states));
        }
    }
    rows.push(places_row(&page.scope, None, sum));
    let title = if servers.places.iter().any(|(place, _)| place.is_some()) {
        "Data center"
    } else {
        "Where"
    };
    Some(view! {
        <section aria-labelledby="servers">
            <div class="home-head">
                <h2 id="servers">"Servers "<span class="tabs-count">{grouped(sum.total().into())}</span></h2>
                <a href=all>"All servers"</a>
            </div>
            <table class="table table-plain">
                <thead>
                    <tr>
                        <th scope="col">{title}</th>
                        <th scope="col" class="table-num">"Started"</th>
                        <th scope="col" class="table-num">"Stopped"</th>
                        <th scope="col" class="table-num">"Other"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    })
}

fn places_row(
    scope: &Scope,
    place: Option<&DataCenterId>,
    states: States,
) -> impl IntoView + use<> {
    let number = |count: u32, power: PowerState| {
        let filter = ServerFilter {
            data_center: place.cloned(),
            power: Some(power),
            ..ServerFilter::default()
        };
        let words = grouped(count.into());
        if count == 0 {
            view! { <td class="table-num muted">{words}</td> }.into_any()
        } else {
            let href = urls::servers(scope, &filter);
            view! { <td class="table-num"><a href=href>{words}</a></td> }.into_any()
        }
    };
    let name = place.map_or_else(|| "All".to_owned(), DataCenterId::shown);
    view! {
        <tr>
            <th scope="row">{name}</th>
            {number(states.started, PowerState::Started)}
            {number(states.stopped, PowerState::Stopped)}
            <td class="table-num muted">{grouped(states.other.into())}</td>
        </tr>
    }
}

/// Whether the cloud answers, as far as it was asked.
pub(super) fn cloud(page: &HomePage) -> Option<impl IntoView + use<>> {
    let answered = page.home.answered.as_ref()?;
    let name = format!("{} · {}", page.scope.cloud, page.scope.account);
    let (look, before, why) = match &answered.failure {
        None => (Look::Ok, "answered ", None),
        Some(error) => (
            Look::Bad,
            "no answer since, last answered ",
            Some(error.to_string()),
        ),
    };
    let why = why.map(|why| view! { <p class="meta">{why}</p> });
    Some(view! {
        <section aria-labelledby="cloud">
            <h2 id="cloud">"Cloud"</h2>
            <p class="home-cloud">
                <StatusBadge look word=name/>
                <span class="meta home-end"><Age before age=answered.age now=page.now/></span>
            </p>
            {why}
        </section>
    })
}
