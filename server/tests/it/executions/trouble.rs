//! A manager that is not well, or no longer knows somebody, on the pages of executions.

use super::plain;
use super::stage::{LIST, Stage};
use crate::support::location;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_in_maintenance_is_no_fault_of_the_portal() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    let page = plain(&otto, &format!("{LIST}/{id}?confirm=kill")).await;
    assert!(page.contains("id=\"confirm\""));
    let down = json!({"path": "/api/v3.1/*", "fault": "status", "status": 503});
    stage.switches("faults", down).await;
    for path in [
        LIST.to_owned(),
        format!("{LIST}/{id}"),
        format!("{LIST}/{id}/status"),
        format!("{LIST}/{id}/log.json"),
        format!("{LIST}/{id}/log.txt"),
    ] {
        let answer = otto.get(&path).await;
        assert_eq!(answer.status(), 422, "{path}");
        let words = answer.text().await.expect("text");
        assert!(words.contains("in maintenance mode"), "{path}: {words}");
        assert!(!words.contains("NoneType"), "{path}: {words}");
    }
    let kill = otto
        .post(&format!("{LIST}/{id}/act"), &[("way", "kill")])
        .await;
    assert_eq!(kill.status(), 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_log_or_operations_a_page_says_so_and_shows_the_rest() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let vic = stage.user("vic").await;
    for path in ["/api/v3.1/events", "/api/v3.1/operations"] {
        let broken = json!({"path": path, "fault": "status", "status": 500});
        stage.switches("faults", broken).await;
    }
    let page = plain(&vic, &format!("{LIST}/{id}")).await;
    assert!(page.contains("It could not be read"), "{page}");
    assert!(page.contains("They could not be read"), "{page}");
    assert!(page.contains("badge-busy\">started</strong>"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token_leads_to_the_sign_in_with_nothing_done() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    stage.switches("tokens/expire", json!({})).await;
    let kill = otto
        .post(&format!("{LIST}/{id}/act"), &[("way", "kill")])
        .await;
    let words = kill.text().await.expect("text");
    assert!(words.contains("/sign-in"), "{words}");
    assert_eq!(stage.status(&id).await, "started");
    let page = otto.get(&format!("{LIST}/{id}")).await;
    assert_eq!(page.status(), 401);
    let page = page.text().await.expect("text");
    assert!(
        page.contains("/sign-in?next=") && page.contains(&id),
        "{page}"
    );
    let log = otto.get(&format!("{LIST}/{id}/log.json")).await;
    assert_ne!(log.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_somebody_is_not_in_is_not_there_for_them() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    for path in ["", "/status", "/log.json", "/log.txt"] {
        let elsewhere = format!("/Flow/tenant_b/executions/{id}{path}");
        assert_eq!(otto.get(&elsewhere).await.status(), 404, "{path}");
    }
    let bob = stage.portal.stranger();
    let answer = bob.sign_in_to("Flow", "bob", "bob123", "").await;
    assert_eq!(location(&answer), "/Flow/tenant_b/home");
    let kill = format!("/Flow/tenant_b/executions/{id}/act");
    assert_eq!(bob.post(&kill, &[("way", "kill")]).await.status(), 404);
    assert_eq!(stage.status(&id).await, "started");
}
