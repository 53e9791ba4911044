//! The call that runs a package, failing in every way: how often it is sent, what becomes of its
//! server, and both answers to the question whether it was carried out.

use super::cloud::{Execution, Fault};
use super::stage::{PASSWORD, Seen, Stage, until, until_over};
use crate::steps::{answer, answer_fields, post_answer};
use crate::support::{Browser, location};
use std::time::Duration;

pub(super) const PATH: &str = "/v2/operations/*/executePackage";
pub(super) const TAKEN: Execution = Execution { taken: true };
pub(super) const LOST: Execution = Execution { taken: false };

/// What becomes of a call.
pub(super) enum End {
    /// It ends well without anybody's help, after these requests.
    Well(&'static [Execution]),
    /// The cloud said no; its server is refused, for this reason.
    Never(&'static str),
    /// The token is not accepted: nothing goes on before somebody gives theirs.
    Paused,
    /// Whether it was carried out is asked of a person, for this reason; it may have been taken.
    Asks(Execution, &'static str),
}

pub(super) const fn end(fault: Fault) -> End {
    match fault {
        Fault::Unauthorised => End::Paused,
        Fault::Forbidden => End::Never("The cloud does not allow this to your account role."),
        Fault::Missing => {
            End::Never("The cloud does not know what this call is about; it may be gone.")
        }
        Fault::Busy => End::Well(&[LOST, TAKEN]),
        Fault::Failing => End::Asks(LOST, "HTTP status 500; it said: An error has occurred."),
        Fault::Closed => End::Asks(LOST, "HTTP status 503; it said: An error has occurred."),
        Fault::Html | Fault::Garbage => End::Asks(LOST, "the answer makes no sense"),
        Fault::Truncated | Fault::ResetAfter => End::Asks(TAKEN, "the connection broke"),
        Fault::ResetBefore => End::Asks(LOST, "the connection broke"),
        Fault::Hang => End::Asks(LOST, "no answer in time"),
        Fault::Late => End::Well(&[TAKEN]),
    }
}

pub(super) async fn executing(stage: &Stage, fault: Fault) {
    let (first, second) = ("va1slipweb02", "va1slipweb03");
    let admin = stage.admin().await;
    stage.cloud.inject(fault, PATH, Some(1)).await;
    let run = stage.run(&admin, first).await;
    match end(fault) {
        End::Well(requests) => {
            let seen = until_over(&admin, &run).await;
            assert!(seen.says("1 succeeded"), "{}", seen.text);
            assert_eq!(stage.cloud.executions(first).await, requests);
        }
        End::Never(why) => never(stage, &admin, &run, first, why).await,
        End::Paused => paused(stage, &admin, &run, first).await,
        End::Asks(request, why) => {
            asked(&admin, &run, why).await;
            sent_again(stage, &admin, &run, first, request.clone()).await;
            stage.cloud.inject(fault, PATH, Some(1)).await;
            let run = stage.run(&admin, second).await;
            asked(&admin, &run, why).await;
            left(stage, &admin, &run, second, request).await;
        }
    }
    stage.cloud.heal().await;
}

async fn never(stage: &Stage, admin: &Browser<'_>, run: &str, server: &str, why: &str) {
    let seen = until_over(admin, run).await;
    assert!(seen.says(why), "no {why:?} in {}", seen.text);
    assert!(seen.says("Run again on 1 refused"), "{}", seen.text);
    assert_eq!(stage.cloud.executions(server).await, [LOST]);
    let again = admin
        .post(&format!("{run}/again"), &[("state", "refused")])
        .await;
    let form = admin.page(&location(&again)).await;
    assert!(form.contains(server), "the server stands in the form again");
}

async fn paused(stage: &Stage, admin: &Browser<'_>, run: &str, server: &str) {
    let title = "The cloud no longer accepts the token of this run";
    let seen = until(admin, run, title, |seen| !hides(seen, "run-paused")).await;
    for words in [
        title,
        "Nothing is sent or asked until somebody of this account signs in again",
        "What the cloud has queued goes on there meanwhile.",
        "Go on as me",
    ] {
        assert!(seen.says(words), "no {words:?} in {}", seen.text);
    }
    assert_eq!(stage.cloud.executions(server).await, [LOST]);
    // Signing in lets it be read, whoever does.
    let viewer = stage.portal.signed_in("viewer").await;
    let held = until(admin, run, "a run held up", |seen| !hides(seen, "run-held")).await;
    for words in [
        "What is not sent yet waits for somebody who may start it",
        "nothing more is sent until somebody who may start it presses \u{201c}Go on as me\u{201d}",
    ] {
        assert!(held.says(words), "no {words:?} in {}", held.text);
    }
    let resumed = viewer.post(&format!("{run}/resume"), &[]).await;
    assert_eq!(resumed.status(), 303, "{resumed:?}");
    stage.portal.signed_in("admin").await;
    nothing_more(stage, server, &LOST).await;
    let resumed = admin.post(&format!("{run}/resume"), &[]).await;
    assert_eq!(resumed.status(), 303, "{resumed:?}");
    let seen = until_over(admin, run).await;
    assert!(seen.says("1 succeeded"), "{}", seen.text);
    assert_eq!(stage.cloud.executions(server).await, [LOST, TAKEN]);
}

pub(super) async fn asked(admin: &Browser<'_>, run: &str, why: &str) {
    let title = "The call for 1 server was sent, and no answer came";
    let seen = until(admin, run, title, |seen| !hides(seen, "run-no-reply")).await;
    for words in [
        title,
        "The cloud may have carried it out, or not; it cannot be asked.",
        "Sending again where it was carried out does it twice.",
        "It was not carried out: send again",
        "Leave as unknown",
        why,
    ] {
        assert!(seen.says(words), "no {words:?} in {}", seen.text);
    }
    assert!(!seen.says(PASSWORD));
}

pub(super) async fn sent_again(
    stage: &Stage,
    admin: &Browser<'_>,
    run: &str,
    server: &str,
    before: Execution,
) {
    nothing_more(stage, server, &before).await;
    let fields = answer_fields(&admin.page(run).await, "send-again");
    let answered = post_answer(admin, run, &fields).await;
    assert_eq!(location(&answered), run);
    let seen = until_over(admin, run).await;
    assert!(seen.says("1 succeeded"), "{}", seen.text);
    assert_eq!(stage.cloud.executions(server).await, [before, TAKEN]);
    let late = post_answer(admin, run, &fields).await;
    assert_eq!(late.status(), 409, "an answer counts once");
    assert_eq!(stage.cloud.executions(server).await.len(), 2);
}

pub(super) async fn left(
    stage: &Stage,
    admin: &Browser<'_>,
    run: &str,
    server: &str,
    before: Execution,
) {
    nothing_more(stage, server, &before).await;
    let answered = answer(admin, run, "leave-unknown").await;
    assert_eq!(location(&answered), run);
    let seen = until_over(admin, run).await;
    for words in ["Left as unknown by a person.", "Run again on 1 unknown"] {
        assert!(seen.says(words), "no {words:?} in {}", seen.text);
    }
    nothing_more(stage, server, &before).await;
}

/// Nothing is sent by itself.
async fn nothing_more(stage: &Stage, server: &str, before: &Execution) {
    tokio::time::sleep(Duration::from_millis(150)).await;
    let sent = stage.cloud.executions(server).await;
    assert_eq!(sent, std::slice::from_ref(before));
}

/// Whether the notice `id`, which stands in every page of a run, is hidden.
pub(super) fn hides(seen: &Seen, id: &str) -> bool {
    let notice = seen.text.split_once(&format!("id=\"{id}\""));
    let head = notice.and_then(|(_, rest)| rest.split_once('>'));
    head.is_none_or(|(head, _)| head.contains("hidden"))
}
