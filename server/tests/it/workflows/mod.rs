//! Workflows of deployments over the simulated manager: chosen, filled in, reviewed, started, and
//! started again.

mod forms;
mod many;

use crate::form_page;
use crate::steps::{between, confirmation, open_page, sent};
use crate::support::{Browser, Portal};
use slipway_simulator::{Options, Simulator};
use tokio::net::TcpListener;

const HOME: &str = "/Flow/default_tenant";

/// A portal of a simulated manager, called Flow, whose executions are soon over.
async fn portal() -> Portal {
    portal_at(60.0).await
}

async fn portal_at(speed: f64) -> Portal {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let simulator = Simulator::new(Options {
        speed,
        ..Options::default()
    });
    tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
    let settings = format!("[[clouds]]\nname = \"Flow\"\nkind = \"cloudify\"\nurl = \"{url}\"\n");
    Portal::configured(&settings, |_| {}).await
}

async fn signed_in<'a>(portal: &'a Portal, user: &str, password: &str) -> Browser<'a> {
    let browser = portal.stranger();
    let answer = browser.sign_in_to("Flow", user, password, "").await;
    assert_eq!(answer.status(), 303, "{user} signs in");
    browser
}

fn at(path: &str) -> String {
    format!("{HOME}/{path}")
}

/// The control of a parameter.
fn p(name: &str) -> String {
    format!("p[{name}][]")
}

/// Posts the form of a workflow: where it leads, or its page.
async fn posted(
    browser: &Browser<'_>,
    workflow: &str,
    deployments: &[&str],
    fields: &[(&str, &str)],
) -> (u16, String) {
    let ids = deployments.iter().map(|id| ("deployment", *id));
    let all: Vec<_> = ids.chain(fields.iter().copied()).collect();
    sent(browser, &at(&format!("workflows/{workflow}")), &all).await
}

/// What stands in a control of the form that posts to `path`.
fn stands(html: &str, path: &str, control: &str) -> String {
    let fields = form_page::fields(html, &at(path)).into_iter();
    let mut found = fields.filter(|(name, _)| name == control);
    let found = found.next().map(|(_, value)| value);
    found.unwrap_or_else(|| panic!("no {control} in {html}"))
}

/// The path of the plan that a form leads to.
async fn planned(
    browser: &Browser<'_>,
    workflow: &str,
    deployments: &[&str],
    fields: &[(&str, &str)],
) -> String {
    let (status, plan) = posted(browser, workflow, deployments, fields).await;
    assert_eq!(status, 303, "{plan}");
    assert!(plan.starts_with(&at("plans/")), "{plan}");
    plan
}

/// Confirms a plan: where that leads.
async fn confirmed(browser: &Browser<'_>, plan: &str) -> (u16, String) {
    let (hash, key) = confirmation(browser, plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    sent(browser, &format!("{plan}/run"), &confirm).await
}

async fn started(browser: &Browser<'_>, plan: &str) -> String {
    let (status, run) = confirmed(browser, plan).await;
    assert_eq!(status, 303, "{run}");
    assert!(run.starts_with(&at("runs/")), "{run}");
    run
}

/// The page of the latest execution of a deployment.
async fn latest(browser: &Browser<'_>, deployment: &str) -> String {
    let list = open_page(browser, &at(&format!("executions?deployment={deployment}"))).await;
    let row = list
        .split("<th scope=\"row\" class=\"table-main\">")
        .nth(1)
        .expect("an execution");
    open_page(browser, between(row, "href=\"", "\"")).await
}
