//! Cancelling, killing, resuming and sharing one execution.

use super::plain;
use super::stage::{LIST, Stage, hidden};
use crate::support::{Browser, location};
use reqwest::Response;

/// Presses a button on the page of an execution, after its question.
async fn press(browser: &Browser<'_>, id: &str, way: &str) -> Response {
    let asking = plain(browser, &format!("{LIST}/{id}?confirm={way}")).await;
    assert!(asking.contains("id=\"confirm\""), "{way}: {asking}");
    let key = hidden(&asking, "form-key");
    let fields = [("form-key", key), ("way", way)];
    browser.post(&format!("{LIST}/{id}/act"), &fields).await
}

/// The addresses of runs that a page leads to.
fn runs(html: &str) -> Vec<&str> {
    let links = html.split("href=\"/Flow/default_tenant/runs/").skip(1);
    let mut runs: Vec<_> = links.filter_map(|link| link.split('"').next()).collect();
    runs.dedup();
    runs
}

#[tokio::test(flavor = "multi_thread")]
async fn an_execution_is_cancelled_after_a_question_and_then_killed() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    let page = plain(&otto, &format!("{LIST}/{id}")).await;
    for way in ["cancel", "force-cancel", "kill", "resume"] {
        assert!(page.contains(&format!("?confirm={way}\"")), "{way}: {page}");
    }
    assert!(page.contains("only one that failed or was cancelled is resumed by force"));
    assert!(
        page.contains("The workflow is asked to stop"),
        "each says what it does"
    );
    assert!(runs(&page).is_empty(), "nobody follows it");
    assert_eq!(stage.status(&id).await, "started", "looking does nothing");

    let pressed = press(&otto, &id, "cancel").await;
    assert_eq!(location(&pressed), format!("{LIST}/{id}"));
    assert_eq!(stage.status(&id).await, "cancelling");
    let page = plain(&otto, &format!("{LIST}/{id}")).await;
    assert!(page.contains("Not yet cancelled. Asked"), "{page}");
    assert!(page.contains("ago by otto."), "{page}");
    let followed = runs(&page);
    assert_eq!(followed.len(), 1, "the press made it a run: {page}");
    let run = plain(&otto, &format!("/Flow/default_tenant/runs/{}", followed[0])).await;
    assert!(run.contains(&format!("href=\"{LIST}/{id}\"")), "{run}");

    let again = [("way", "cancel")];
    let again = otto.post(&format!("{LIST}/{id}/act"), &again).await;
    assert_eq!(again.status(), 409);
    let words = again.text().await.expect("text");
    assert!(words.contains("It is being cancelled already."), "{words}");

    assert_eq!(press(&otto, &id, "kill").await.status(), 303);
    stage.pass(10).await;
    assert_eq!(stage.status(&id).await, "cancelled");
    let ended = stage.told(&id).await["ended_at"].clone();
    let kill = otto
        .post(&format!("{LIST}/{id}/act"), &[("way", "kill")])
        .await;
    assert_eq!(kill.status(), 409, "the manager itself would do it");
    assert_eq!(
        stage.told(&id).await["ended_at"],
        ended,
        "it stays as it ended"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_comes_twice_is_done_once() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    let asking = plain(&otto, &format!("{LIST}/{id}?confirm=cancel")).await;
    let fields = [("form-key", hidden(&asking, "form-key")), ("way", "cancel")];
    let act = format!("{LIST}/{id}/act");
    for _ in 0..2 {
        let answer = otto.post(&act, &fields).await;
        assert_eq!(location(&answer), format!("{LIST}/{id}"));
    }
    assert_eq!(stage.status(&id).await, "cancelling");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_resumed_is_followed_by_a_run_of_its_own() {
    let stage = Stage::set().await;
    let manny = stage.user("manny").await;
    let failed = plain(&manny, &format!("{LIST}?status=failed&workflow=install")).await;
    let path = super::listed(&failed)
        .first()
        .map(|path| (*path).to_owned());
    let path = path.expect("an install that failed");
    let id = path.rsplit('/').next().expect("an id");
    let page = plain(&manny, &path).await;
    assert!(page.contains("badge-bad\">failed</strong>"), "{page}");
    // Sharing follows it as it ended.
    let share = manny.post(&format!("{path}/share"), &[]).await;
    let share = location(&share);
    let before = share.split('/').nth(4).expect("a run").to_owned();
    let over = async || {
        let run = format!("/Flow/default_tenant/runs/{before}");
        while plain(&manny, &run).await.contains("http-equiv=\"refresh\"") {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    over().await;
    assert_eq!(press(&manny, id, "resume").await.status(), 303);
    let page = plain(&manny, &path).await;
    assert!(page.contains("the run that follows it"), "{page}");
    let [after] = runs(&page)[..] else {
        panic!("one run: {page}")
    };
    assert_ne!(after, before, "an end is not taken back");
    let run = plain(&manny, &format!("/Flow/default_tenant/runs/{after}")).await;
    assert!(run.contains(&format!("/runs/{before}\"")), "{run}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_looks_is_told_why_nothing_can_be_pressed() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let vic = stage.user("vic").await;
    let page = plain(&vic, &format!("{LIST}/{id}?confirm=kill")).await;
    assert!(!page.contains("?confirm="), "{page}");
    assert!(page.contains("Kill is not possible now"), "{page}");
    for (path, fields) in [
        ("act", &[("way", "kill")][..]),
        ("share", &[]),
        ("status", &[("status", "cancelled"), ("typed", "Demo One")]),
    ] {
        let answer = vic.post(&format!("{LIST}/{id}/{path}"), fields).await;
        assert_eq!(answer.status(), 403, "{path}");
    }
    assert_eq!(vic.get(&format!("{LIST}/{id}/status")).await.status(), 403);
    assert_eq!(stage.status(&id).await, "started");
    let runs = plain(&vic, "/Flow/default_tenant/runs").await;
    assert!(runs.contains("No runs yet"), "nobody adopted it: {runs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_named_with_what_there_is() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    let act = format!("{LIST}/{id}/act");
    for fields in [&[("way", "zap")][..], &[]] {
        let answer = otto.post(&act, fields).await;
        assert_eq!(answer.status(), 422);
        let words = answer.text().await.expect("text");
        let all = "cancel, force-cancel, kill, resume, force-resume";
        assert!(words.contains(all), "{words}");
    }
    let gone = otto
        .post(&format!("{LIST}/nope/act"), &[("way", "kill")])
        .await;
    assert_eq!(gone.status(), 404);
    let odd = plain(&otto, &format!("{LIST}/{id}?confirm=zap")).await;
    assert!(!odd.contains("id=\"confirm\""), "{odd}");
    assert_eq!(stage.status(&id).await, "started");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_execution_is_shared_without_what_it_was_started_with() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    let shares = location(&otto.post(&format!("{LIST}/{id}/share"), &[]).await);
    assert!(shares.ends_with("/shares"), "{shares}");
    let twice = location(&otto.post(&format!("{LIST}/{id}/share"), &[]).await);
    assert_eq!(twice, shares, "one execution is one run");
    let made = otto.post(&shares, &[("life", "1h")]).await;
    assert_eq!(made.status(), 200);
    let made = made.text().await.expect("text");
    let token = made.split("/s/").nth(1).expect("a link");
    let token: String = token
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let stranger = stage.portal.stranger();
    let page = plain(&stranger, &format!("/s/{token}?still")).await;
    assert!(page.contains("slow of Demo One"), "{page}");
    for hidden in ["600", "otto", "default_tenant", id.as_str()] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
}
