//! What the page tells, and what it offers in which state to whom.

use super::{WEB, between, first, open_page, operation};
use crate::steps::{finished, run};
use crate::support::Portal;
use slipway_simulator::packages::ALWAYS_FAILS;

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_what_the_server_is() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let html = open_page(&viewer, WEB).await;
    for words in [
        "<bdi>VA1SLIPWEB01</bdi></h1>",
        "badge-ok\">active",
        "badge-ok\">started",
        "href=\"/Demo/SLIP/servers?dc=va1\"",
        "Production / Web",
        "read just now",
        "Ubuntu 14",
        "2</dd>",
        "4 GB",
        "data-copy=\"10.135.43.",
        ">Disk</th>",
        "Created",
        "Processor above 90 %",
        "None yet. Packages and operations",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn how_busy_it_was_is_said_in_words_and_in_a_table() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let html = open_page(&viewer, WEB).await;
    let figures: Vec<&str> = html.split("<figure").skip(1).collect();
    assert_eq!(figures.len(), 5);
    for figure in figures {
        assert!(figure.contains("role=\"img\""), "{figure}");
        assert!(figure.contains("lowest "), "{figure}");
        assert!(figure.contains("average "), "{figure}");
        assert!(
            !figure.contains('-') || !figure.contains("lowest -"),
            "{figure}"
        );
    }
    assert!(html.contains("All measurements as a table"));
    assert!(!html.contains(" style="), "no style stands in a page");
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_are_offered_by_the_state_or_say_why_not() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let started = open_page(&admin, WEB).await;
    assert!(operation(&started, "reboot").contains("type=\"submit\""));
    assert!(operation(&started, "power-on").contains("It is started already."));
    assert!(operation(&started, "restore").contains("It is active."));
    assert!(
        operation(&started, "stop-maintenance").contains("It is out of maintenance mode already.")
    );
    assert!(operation(&started, "restore-snapshot").contains("It has no snapshot."));
    let archived = first(&admin, "dc=va1&status=archived").await;
    let archived = open_page(&admin, &archived).await;
    assert!(operation(&archived, "reboot").contains("It is archived."));
    let restore = operation(&archived, "restore");
    let password = between(&archived, "<h3>Root password", "</form>");
    assert!(password.contains("It is archived."), "{password}");
    assert!(
        restore.contains("<select") && restore.contains("Production / Web"),
        "{restore}"
    );
    assert!(
        archived.contains("aria-describedby=\"b-edit-why\""),
        "{archived}"
    );
    let stopped = first(&admin, "power=stopped&status=active").await;
    let stopped = open_page(&admin, &stopped).await;
    assert!(operation(&stopped, "power-on").contains("type=\"submit\""));
    assert!(operation(&stopped, "shut-down").contains("It is stopped already."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_role_may_not_is_not_offered() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let html = open_page(&viewer, WEB).await;
    assert!(html.contains("Your account role may not operate servers"));
    assert!(html.contains("Your account role may not create, change or delete servers"));
    for word in ["reboot", "delete", "create-snapshot"] {
        let row = operation(&html, word);
        assert!(row.contains("Your role may not."), "{row}");
        assert!(!row.contains("type=\"submit\""), "{row}");
    }
    assert!(between(&html, "id=\"reveal-why\"", "</span>").contains("Your role may not."));
    let operator = portal.signed_in("operator").await;
    let html = open_page(&operator, WEB).await;
    assert!(operation(&html, "reboot").contains("type=\"submit\""));
    assert!(operation(&html, "delete").contains("Your role may not."));
    assert!(between(&html, "id=\"reveal-why\"", "</span>").contains("Your role may not."));
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_that_touched_it_are_listed_with_their_end() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, ALWAYS_FAILS, "va1slipweb01").await;
    finished(&admin, &run).await;
    let html = open_page(&admin, WEB).await;
    assert!(html.contains(&format!("href=\"{run}\"")), "{html}");
    assert!(html.contains("badge-bad\">failed"), "{html}");
    let other = open_page(&admin, "/Demo/SLIP/servers/va1slipweb02").await;
    assert!(!other.contains(&run));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_server_of_the_account_is_not_found() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for path in [
        "nosuch",
        "va1slip%2Fweb01",
        "..%2Fweb",
        "%3Cscript%3E",
        "othr",
    ] {
        for rest in ["", "/edit"] {
            let answer = admin.get(&format!("/Demo/SLIP/servers/{path}{rest}")).await;
            assert_eq!(answer.status(), 404, "{path}{rest}");
            let text = answer.text().await.expect("text");
            assert!(!text.contains("<script>"), "{text}");
        }
    }
    let other = portal.signed_in("other").await;
    for account in ["SLIP", "OTHR"] {
        let path = format!("/Demo/{account}/servers/va1slipweb01");
        assert_eq!(other.get(&path).await.status(), 404, "{path}");
        for action in ["edit", "hardware", "credentials"] {
            let answer = other
                .post(&format!("{path}/{action}"), &[("cpu", "2")])
                .await;
            assert_eq!(answer.status(), 404, "{path}/{action}");
        }
    }
}
