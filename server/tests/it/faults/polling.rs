//! Reading a job, failing in every way: no verdict is made up, and the run ends as the cloud says
//! once it can be asked again.

use super::cloud::{Fault, Read};
use super::stage::{Seen, Stage, until, until_over};
use super::writes::hides;
use crate::support::Browser;
use jiff::SignedDuration;
use std::time::Duration;

const PATH: &str = "/v2/operations/*/status/*";
const SERVER: &str = "va1slipweb04";
/// So many failed requests are more than one reading, whose own repetitions included.
const ENOUGH: usize = 5;

pub(super) async fn reading(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    stage.cloud.inject(fault, PATH, None).await;
    let run = stage.run(&admin, SERVER).await;
    match fault.reading() {
        Read::Fine => {}
        Read::SignedOut => {
            paused(stage, &admin, &run).await;
            lent_in_vain(stage, &run, fault).await;
        }
        Read::NotAllowed => paused(stage, &admin, &run).await,
        _ => silent(stage, &admin, &run).await,
    }
    stage.cloud.heal().await;
    if matches!(fault.reading(), Read::SignedOut | Read::NotAllowed) {
        resumed(&admin, &run).await;
    }
    let seen = until_over(&admin, &run).await;
    assert!(seen.says("1 succeeded"), "{}", seen.text);
    assert_eq!(stage.cloud.executions(SERVER).await.len(), 1);
}

/// Somebody lets it go on with their sign-in. A reading that began before the cloud took tokens again may pause
/// the run once more; then they do so once more.
async fn resumed(admin: &Browser<'_>, run: &str) {
    let over = |seen: &Seen| seen.says("1 succeeded");
    let stands = |seen: &Seen| over(seen) || !hides(seen, "run-paused");
    for _ in 0..3 {
        let seen = until(admin, run, "its end or a pause", stands).await;
        if over(&seen) {
            return;
        }
        let resumed = admin.post(&format!("{run}/resume"), &[]).await;
        // A sign-in meanwhile may have woken it already.
        assert!(matches!(resumed.status().as_u16(), 303 | 409));
    }
}

/// Somebody whose own sign-in has ended unnoticed is told so, instead of the run pausing again.
async fn lent_in_vain(stage: &Stage, run: &str, fault: Fault) {
    let operator = stage.portal.signed_in("operator").await;
    stage.cloud.inject(fault, "*/datacenters/*", None).await;
    // Signing in wakes the run for one more reading; until it is paused again there is nothing to
    // resume.
    let mut answer = operator.post(&format!("{run}/resume"), &[]).await;
    for _ in 0..200 {
        if answer.status() != 409 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
        answer = operator.post(&format!("{run}/resume"), &[]).await;
    }
    assert_eq!(answer.status(), 401);
    let html = answer.text().await.expect("text");
    assert!(html.contains("name=\"password\""), "{html}");
    assert!(html.contains(run), "it leads back to the run: {html}");
}

async fn paused(stage: &Stage, admin: &Browser<'_>, run: &str) {
    let seen = until(admin, run, "a pause", |seen| !hides(seen, "run-paused")).await;
    assert!(seen.says("Go on as me"), "{}", seen.text);
    assert!(seen.says("may no longer read what the run has started"));
    assert!(hides(&seen, "run-silent"), "it has answered: {}", seen.text);
    let before = stage.cloud.readings_hit().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let after = stage.cloud.readings_hit().await;
    assert_eq!(before, after, "nothing is asked meanwhile");
}

/// Asked again and again, no verdict made up; after ten minutes contact counts as lost.
async fn silent(stage: &Stage, admin: &Browser<'_>, run: &str) {
    for _ in 0..400 {
        if stage.cloud.readings_hit().await >= ENOUGH {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert!(
        stage.cloud.readings_hit().await >= ENOUGH,
        "it is asked again"
    );
    let live = |seen: &Seen| seen.says("1 not started") && hides(seen, "run-lost");
    let seen = until(admin, run, "a live run", live).await;
    assert!(
        !hides(&seen, "run-silent"),
        "one missed reading is enough to say so"
    );
    let words = "The cloud has not answered about 1 server since ";
    assert!(seen.says(words), "no {words:?} in {}", seen.text);
    stage.portal.clock.leap(SignedDuration::from_mins(11));
    let seen = until(admin, run, "lost contact", |seen| !hides(seen, "run-lost")).await;
    for words in [
        "Lost contact",
        "The cloud has not answered about 1 server for 10 minutes; still asking.",
        "What it has queued goes on there.",
    ] {
        assert!(seen.says(words), "no {words:?} in {}", seen.text);
    }
    assert!(
        !seen.says("1 failed") && !seen.says("1 unknown"),
        "no verdict is made up"
    );
}
