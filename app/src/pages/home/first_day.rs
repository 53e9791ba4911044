//! Home of an account in which nothing has run yet: what to do.

use super::HomePage;
use crate::components::{LinkButton, grouped};
use leptos::prelude::*;
use slipway_domain::run::Noun;
use slipway_domain::urls::{self, DeploymentFilter, PackageFilter, ServerFilter};

pub(super) fn steps(page: &HomePage) -> impl IntoView + use<> {
    let scope = &page.scope;
    let servers = page.home.servers.as_ref().map(|servers| {
        let count: u32 = servers
            .places
            .iter()
            .map(|(_, states)| states.total())
            .sum();
        let words = format!("{} were read from this account.", grouped(count.into()));
        step(
            "Look at the servers",
            words,
            "Servers",
            urls::servers(scope, &ServerFilter::default()),
        )
    });
    let deployments = (page.noun == Noun::Deployment).then(|| {
        step(
            "Look at the deployments",
            "Workflows run on them; each has its executions on a page of its own.".to_owned(),
            "Deployments",
            urls::deployments(scope, &DeploymentFilter::default()),
        )
    });
    let packages = page.home.packages.as_ref().map(|_| {
        let href = urls::packages(scope, &PackageFilter::default());
        let run = step(
            "Run something harmless on one server",
            "Choose a package that only reads. A review is shown before anything is sent.".to_owned(),
            "Packages",
            href,
        );
        let star = view! {
            <li>
                <div>
                    <p class="home-title">"Star the packages you use often"</p>
                    <p class="meta">"The star stands beside a package\u{2019}s name; starred ones are listed on this page."</p>
                </div>
            </li>
        };
        view! { {run}{star} }
    });
    view! {
        <section aria-labelledby="start">
            <h2 id="start">"Nothing has run yet in this account"</h2>
            <p class="muted">"Runs that go on, and those that need a decision, will stand here. To begin:"</p>
            <ol class="home-steps">{servers}{deployments}{packages}</ol>
        </section>
    }
}

fn step(
    title: &'static str,
    words: String,
    label: &'static str,
    href: String,
) -> impl IntoView + use<> {
    view! {
        <li>
            <div>
                <p class="home-title">{title}</p>
                <p class="meta">{words}</p>
            </div>
            <LinkButton label href/>
        </li>
    }
}
