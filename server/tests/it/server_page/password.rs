//! The root password: on one page, once, to whoever may, written down before.

use super::{WEB, between, first, open_page};
use crate::support::Portal;

/// What the simulator's passwords begin with.
const PASSWORD: &str = "Sim-Root-";

async fn audited(portal: &Portal) -> i64 {
    let rows = portal.rows().await;
    let audit = rows.iter().find(|(table, _)| table == "audit_events");
    audit.expect("the audit chain").1
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_shown_once_and_kept_nowhere() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let page = open_page(&admin, WEB).await;
    assert!(!page.contains(PASSWORD));
    let before = audited(&portal).await;
    let answer = admin.post(&format!("{WEB}/credentials"), &[]).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let html = answer.text().await.expect("text").replace("<!>", "");
    assert!(html.contains("Root password of VA1SLIPWEB01"), "{html}");
    let code = between(&html, "id=\"password\"", "</code>");
    let (_, shown) = code.split_once('>').expect("its text");
    assert!(shown.starts_with(PASSWORD), "{shown}");
    assert!(html.contains(&format!("data-copy=\"{shown}\"")), "{html}");
    assert!(html.contains(">root<"), "{html}");
    assert_eq!(audited(&portal).await, before + 1);
    assert!(!open_page(&admin, WEB).await.contains(PASSWORD));
    let database = std::fs::read(portal.database()).expect("the database");
    let found = database
        .windows(PASSWORD.len())
        .any(|bytes| bytes == PASSWORD.as_bytes());
    assert!(!found, "the database holds no password");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_opens_it_and_no_other_role_sees_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let answer = admin.get(&format!("{WEB}/credentials")).await;
    assert_eq!(answer.status(), 405);
    let before = audited(&portal).await;
    for user in ["viewer", "operator"] {
        let browser = portal.signed_in(user).await;
        let before = audited(&portal).await;
        let answer = browser.post(&format!("{WEB}/credentials"), &[]).await;
        assert_eq!(answer.status(), 403, "{user}");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let text = answer.text().await.expect("text");
        assert!(!text.contains(PASSWORD), "{user}");
        assert_eq!(audited(&portal).await, before, "{user}");
    }
    assert_eq!(audited(&portal).await, before + 2, "two have signed in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_the_cloud_tells_none_of_says_so() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let answer = admin
        .post("/Demo/SLIP/servers/va1slipnone01/credentials", &[])
        .await;
    assert_eq!(answer.status(), 404);
    let text = answer.text().await.expect("text");
    assert!(
        text.contains("A root password of this server was not found."),
        "{text}"
    );
    let archived = first(&admin, "dc=va1&status=archived").await;
    let answer = admin.post(&format!("{archived}/credentials"), &[]).await;
    assert!([200, 403, 404].contains(&answer.status().as_u16()));
}
