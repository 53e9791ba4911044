//! Every operation on a server in every state by every role: the table of the driver, what the
//! portal takes, what its page offers, and what the cloud does when it is asked past the portal
//! have to agree.

mod cloud;
mod states;

use crate::support::{Browser, Portal};
use cloud::{Cloud, Verdict};
use slipway_clc::ClcDriver;
use slipway_cloud::{Auth, Rules};
use slipway_domain::operation::Operation;
use slipway_domain::{AccountAlias, ServerId};
use states::State;
use std::collections::BTreeMap;

/// Roles from the least to the most: what changes a server at once comes last.
const PEOPLE: [&str; 3] = ["viewer", "operator", "admin"];

/// What the table says of a cell.
async fn table(cloud: &Cloud, user: &str, server: &str, operation: Operation) -> Verdict {
    let (principal, session) = cloud.person(user).await;
    if !principal.may(operation.right()) {
        return Verdict::NotThisRole;
    }
    let details = cloud
        .client
        .server_details(&session, &ServerId::new(server))
        .await
        .unwrap_or_else(|error| panic!("{server}: {error}"));
    match ClcDriver::new(cloud.client.clone()).operation(operation, &details.server) {
        None => Verdict::Taken,
        Some(_) => Verdict::NotInThisState,
    }
}

/// Whether the server's page has a button for it that can be pressed.
fn offered(page: &str, operation: Operation) -> bool {
    let id = format!("id=\"do-{}\"", operation.word());
    let mut buttons = page.split("<button").filter_map(|rest| {
        let tag = rest.split('>').next()?;
        tag.contains(&id).then_some(tag)
    });
    let button = buttons.next();
    let button = button.unwrap_or_else(|| panic!("no button for {operation:?}"));
    assert_eq!(
        button.contains("type=\"submit\""),
        !button.contains("aria-disabled=\"true\"")
    );
    button.contains("type=\"submit\"")
}

/// What the portal makes of the order: it leads to a review, or says why not.
async fn portal(browser: &Browser<'_>, server: &str, group: &str, operation: Operation) -> Verdict {
    let order = [
        ("operation", operation.word()),
        ("server", server),
        ("days", "3"),
        ("group", group),
    ];
    let answer = browser.post("/Demo/SLIP/servers/operate", &order).await;
    match answer.status().as_u16() {
        303 => Verdict::Taken,
        403 => Verdict::NotThisRole,
        422 => Verdict::NotInThisState,
        other => panic!("{operation:?} on {server}: {other}"),
    }
}

#[tokio::test]
async fn table_portal_page_and_cloud_agree_on_every_cell() {
    let cloud = Cloud::start().await;
    let servers = states::set_up(&cloud).await;
    let portal_of = Portal::of_cloud(&cloud.url(), |pace| {
        pace.timings.sign_in_failures = 1_000;
    })
    .await;
    let mut cells: BTreeMap<Verdict, usize> = BTreeMap::new();
    for user in PEOPLE {
        let browser = portal_of.signed_in(user).await;
        for (state, server) in &servers {
            let group = cloud.default_group().await;
            let page = browser.page(&format!("/Demo/SLIP/servers/{server}")).await;
            for operation in Operation::ALL {
                let cell = format!("{operation:?} on a {state:?} server ({server}) by {user}");
                let expected = table(&cloud, user, server, operation).await;
                let said = portal(&browser, server, &group, operation).await;
                assert_eq!(said, expected, "the portal, {cell}");
                let shown = offered(&page, operation);
                assert_eq!(shown, expected == Verdict::Taken, "the page, {cell}");
                *cells.entry(expected).or_default() += 1;
            }
        }
        // What the cloud takes changes servers, so that it is asked when all else is known.
        for (state, server) in &servers {
            let group = cloud.default_group().await;
            for operation in states::harmless_first() {
                let cell = format!("{operation:?} on a {state:?} server ({server}) by {user}");
                let expected = table(&cloud, user, server, operation).await;
                let did = cloud.ask(user, server, &group, operation).await;
                assert_eq!(did, expected, "the cloud, {cell}");
            }
        }
    }
    let all: usize = cells.values().sum();
    assert_eq!(all, PEOPLE.len() * State::ALL.len() * Operation::ALL.len());
    // Each verdict occurs, or the table would say the same of everything.
    assert!(
        cells.values().all(|count| *count >= 20) && cells.len() == 3,
        "{cells:?}"
    );
}

/// The session of a person at the cloud itself.
fn session(token: &str) -> Auth {
    Auth {
        account: AccountAlias::new("SLIP"),
        token: slipway_domain::Secret::new(token.to_owned()),
    }
}
