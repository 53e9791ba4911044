//! What strangers write into executions: secrets stay hidden, and markup stays text.

use super::plain;
use super::stage::{LIST, Stage};
use crate::support::{Browser, location};

/// Whatever comes to life of it would be seen in a page's source.
const HOSTILE: &str = "</bdi></script><img src=x onerror=alert(1)>\u{202e}\"'&lt;";
const SECRET: &str = "Canary-of-an-execution-5e1f";

/// Every page and file of an execution, and the page of a run that follows it.
async fn pages(browser: &Browser<'_>, id: &str) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let shares = location(&browser.post(&format!("{LIST}/{id}/share"), &[]).await);
    for path in [
        LIST.to_owned(),
        format!("{LIST}/{id}"),
        format!("{LIST}/{id}?confirm=kill"),
        format!("{LIST}/{id}?level=info&find=x&log=none"),
        format!("{LIST}/{id}/status"),
        format!("{LIST}/{id}/log.json"),
        format!("{LIST}/{id}/log.txt"),
        shares.trim_end_matches("/shares").to_owned(),
        shares,
    ] {
        let page = plain(browser, &path).await;
        pages.push((path, page));
    }
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_an_execution_was_started_with_stands_nowhere() {
    let stage = Stage::set().await;
    let more = [("db_password", SECRET), ("note", "seen by all")];
    let id = stage.starts_with(600, &more).await;
    let otto = stage.user("otto").await;
    for (path, page) in pages(&otto, &id).await {
        assert!(!page.contains(SECRET), "{path}");
    }
    let page = plain(&otto, &format!("{LIST}/{id}")).await;
    assert!(
        page.contains("a secret, not shown") && page.contains("seen by all"),
        "{page}"
    );
    assert!(
        !page.contains("script_path"),
        "how the manager starts a script is nobody's parameter"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_of_strangers_stays_text() {
    let stage = Stage::set().await;
    let id = stage
        .starts_with(600, &[("note", HOSTILE), (HOSTILE, "1")])
        .await;
    stage.writes(&id, &[("error", HOSTILE)]).await;
    let otto = stage.user("otto").await;
    for (path, page) in pages(&otto, &id).await {
        let is_text = path.ends_with("log.txt") || path.ends_with("log.json");
        assert!(is_text || !page.contains("<img src=x"), "{path}: {page}");
    }
    for (path, kind) in [("log.txt", "text/plain"), ("log.json", "application/json")] {
        let answer = otto.get(&format!("{LIST}/{id}/{path}")).await;
        let given = answer.headers()["content-type"].to_str().expect("text");
        assert!(given.starts_with(kind), "{given}");
        assert_eq!(
            answer.headers()["x-content-type-options"],
            "nosniff",
            "{path}"
        );
    }
    let fields = [
        ("status", "failed"),
        ("reason", HOSTILE),
        ("typed", HOSTILE),
    ];
    let refused = otto.post(&format!("{LIST}/{id}/status"), &fields).await;
    let refused = refused.text().await.expect("text");
    assert!(!refused.contains("<img src=x"), "{refused}");
    let fields = [
        ("status", "failed"),
        ("reason", HOSTILE),
        ("typed", "Demo One"),
    ];
    let set = otto.post(&format!("{LIST}/{id}/status"), &fields).await;
    assert_eq!(set.status(), 303);
    let page = plain(&otto, &format!("{LIST}/{id}")).await;
    assert!(
        page.contains("&lt;img src=x") && !page.contains("<img src=x"),
        "{page}"
    );
}
