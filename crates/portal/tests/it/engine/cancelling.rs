//! Cancelling: nothing more is sent, the cloud is asked for the rest as whoever presses, and what it
//! says last counts.

use super::world::{World, job, key, message, server, states};
use slipway_cloud::{Accepted, CancelAnswer, Observation, Reading, Submitted, TargetObservation};
use slipway_domain::AppError;
use slipway_domain::plan::{Grouping, Rollout};
use slipway_domain::run::{BatchState, Handle, JobStatus, OutcomeState, RunState};
use slipway_scripted::{Asked, MANNERS, Scripted};
use std::time::Duration;

fn heard(status: JobStatus) -> Reading {
    Reading::Heard(Observation::of(status))
}

fn cancels(world: &World) -> Vec<Asked> {
    let asked = world.cloud.script().asked.clone();
    let asked = asked.into_iter();
    asked
        .filter(|one| matches!(one, Asked::Cancel(..)))
        .collect()
}

fn one_at_a_time() -> Scripted {
    let mut cloud = Scripted::default().that_cancels();
    cloud.manners.calls_at_once = 1;
    cloud
}

#[tokio::test(start_paused = true)]
async fn what_is_under_way_is_cancelled_and_says_so_once_it_has_been() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    world.cancel(&run, "kill").await.unwrap();
    let detail = world.detail(&run).await;
    assert_eq!(
        states(&detail),
        [
            ("w1", OutcomeState::Cancelling),
            ("w2", OutcomeState::Cancelling)
        ]
    );
    assert_eq!(detail.run.state, RunState::Live);
    let (one, two) = (job(&run, 0, "w1"), job(&run, 1, "w2"));
    let asked = |job: &slipway_domain::run::Handle| {
        Asked::Cancel(job.to_string(), "kill".into(), "token of presser".into())
    };
    assert_eq!(cancels(&world), [asked(&one), asked(&two)]);
    // The cloud goes on with it for a while, which takes nothing back.
    world.pass(Duration::from_mins(2)).await;
    let detail = world.detail(&run).await;
    assert!(
        states(&detail)
            .iter()
            .all(|(_, state)| *state == OutcomeState::Cancelling)
    );
    // One was faster than the cancel.
    world.cloud.hears(&one, heard(JobStatus::Cancelled));
    world.cloud.hears(&two, heard(JobStatus::Succeeded));
    let end = world.until(&run, |detail| detail.run.state.is_over()).await;
    assert_eq!(
        states(&end),
        [
            ("w1", OutcomeState::Cancelled),
            ("w2", OutcomeState::Succeeded)
        ]
    );
    assert_eq!(end.run.state, RunState::Finished);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_sent_never_is() {
    let world = World::new(one_at_a_time()).await;
    world.cloud.hold(true);
    let run = world.start(&["w1", "w2", "w3"], Rollout::default()).await;
    let sending =
        |detail: &slipway_domain::run::RunDetail| detail.batches[0].state == BatchState::Sending;
    world.until(&run, sending).await;
    let cancel = tokio::spawn(world.cancel(&run, "cancel"));
    let dropped =
        |detail: &slipway_domain::run::RunDetail| detail.batches[1].state == BatchState::Dropped;
    let detail = world.until(&run, dropped).await;
    assert_eq!(
        states(&detail),
        [
            ("w1", OutcomeState::Sending),
            ("w2", OutcomeState::Cancelled),
            ("w3", OutcomeState::Cancelled)
        ]
    );
    // The call under way is answered after all, and then cancelled too.
    world.cloud.hold(false);
    cancel.await.unwrap().unwrap();
    let w1 = job(&run, 0, "w1");
    assert_eq!(world.sent(), 1);
    assert_eq!(cancels(&world).len(), 1);
    world.cloud.hears(&w1, heard(JobStatus::Cancelled));
    let end = world.until_all(&run, OutcomeState::Cancelled).await;
    assert_eq!(
        message(&end, "w3"),
        "Not sent: the run was cancelled first."
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_not_taken_meanwhile_is_not_tried_again() {
    let world = World::new(one_at_a_time()).await;
    let busy = Submitted::NotTaken {
        wait: None,
        why: "the cloud was too busy".into(),
    };
    world.cloud.script().submits.push_back(busy);
    world.cloud.hold(true);
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Sending).await;
    let cancel = tokio::spawn(world.cancel(&run, "cancel"));
    // It waits for the call under way.
    world.pass(Duration::from_secs(5)).await;
    assert!(!cancel.is_finished());
    world.cloud.hold(false);
    cancel.await.unwrap().unwrap();
    let end = world.detail(&run).await;
    assert_eq!(states(&end), [("w1", OutcomeState::Cancelled)]);
    assert_eq!(end.run.state, RunState::Finished);
    assert_eq!(world.sent(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_cloud_that_does_not_agree_is_quoted_and_the_run_goes_on() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let no = CancelAnswer::Refused("It is past the point of return.".into());
    world.cloud.script().cancels.push_back(no);
    let refused = world.cancel(&run, "cancel").await;
    let words_of_cloud = "It is past the point of return.";
    assert_eq!(refused, Err(AppError::Conflict(words_of_cloud.into())));
    let detail = world.detail(&run).await;
    assert_eq!(states(&detail), [("w1", OutcomeState::Executing)]);
    assert_eq!(
        message(&detail, "w1"),
        format!("Not cancelled: {words_of_cloud}")
    );
    // It can be asked again.
    world.cancel(&run, "cancel").await.unwrap();
    world.until_all(&run, OutcomeState::Cancelling).await;
}

#[tokio::test(start_paused = true)]
async fn whoever_is_no_longer_signed_in_there_hears_that_nothing_is_cancelled() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let ended = CancelAnswer::TokenRefused;
    world.cloud.script().cancels.push_back(ended);
    let refused = world.cancel(&run, "cancel").await;
    assert_eq!(refused, Err(AppError::CredentialEnded));
    let detail = world.detail(&run).await;
    assert_eq!(states(&detail), [("w1", OutcomeState::Executing)]);
    // The run has a token of its own, which is still good.
    assert_eq!(detail.run.state, RunState::Live);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_being_cancelled_is_followed_by_whoever_takes_it_over() {
    let mut world = World::new(Scripted::default().that_cancels()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    world.cancel(&run, "cancel").await.unwrap();
    world.restart().await;
    let w1 = job(&run, 0, "w1");
    world.cloud.hears(&w1, heard(JobStatus::Cancelled));
    let end = world.until_all(&run, OutcomeState::Cancelled).await;
    assert_eq!(end.run.state, RunState::Finished);
    assert_eq!(cancels(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_without_an_answer_is_cancelled_by_its_key() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let lost = Submitted::Unknown("The line broke.".into());
    world.cloud.script().submits.push_back(lost);
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::NoReply).await;
    world.cancel(&run, "cancel").await.unwrap();
    let call = key(&run, 0, 1).to_string();
    let asked = Asked::Cancel(call, "cancel".into(), "token of presser".into());
    assert_eq!(cancels(&world), [asked]);
    let detail = world.detail(&run).await;
    // Nobody knows whether there was anything to cancel: that stays a person's to decide.
    assert_eq!(states(&detail), [("w1", OutcomeState::NoReply)]);
    assert!(message(&detail, "w1").ends_with("it will be cancelled."));
}

#[tokio::test(start_paused = true)]
async fn permits_bound_how_many_are_cancelled_at_once() {
    let names: Vec<String> = (0..MANNERS.calls_at_once + 3)
        .map(|n| format!("w{n}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let world = World::new(Scripted::default().that_cancels()).await;
    let run = world.start(&names, Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    world.cloud.hold(true);
    let cancel = tokio::spawn(world.cancel(&run, "cancel"));
    world.pass(Duration::from_secs(5)).await;
    assert_eq!(cancels(&world).len(), MANNERS.calls_at_once);
    world.cloud.hold(false);
    cancel.await.unwrap().unwrap();
    assert_eq!(cancels(&world).len(), names.len());
}

#[tokio::test(start_paused = true)]
async fn a_run_of_which_nothing_was_taken_is_over_at_once() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let busy = Submitted::NotTaken {
        wait: Some(Duration::from_hours(1)),
        why: "the cloud was too busy".into(),
    };
    world.cloud.script().submits.push_back(busy);
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_sent(1).await;
    world.until_all(&run, OutcomeState::Waiting).await;
    assert_eq!(world.cancel(&run, "cancel").await, Ok(()));
    let end = world.detail(&run).await;
    assert_eq!(states(&end), [("w1", OutcomeState::Cancelled)]);
    assert_eq!(end.run.state, RunState::Finished);
    assert!(cancels(&world).is_empty());
}

#[tokio::test(start_paused = true)]
async fn each_who_cancels_hears_what_the_cloud_says_to_them() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let no = CancelAnswer::Refused("It is too late for that.".into());
    world
        .cloud
        .script()
        .cancels
        .extend([no, CancelAnswer::Accepted]);
    world.cloud.hold(true);
    let first = tokio::spawn(world.cancel(&run, "cancel"));
    world.passes_until(|| cancels(&world).len() == 1).await;
    let second = tokio::spawn(world.cancel(&run, "kill"));
    world.passes_until(|| cancels(&world).len() == 2).await;
    world.cloud.hold(false);
    let refused = AppError::Conflict("It is too late for that.".into());
    let mut heard = [first.await.unwrap(), second.await.unwrap()];
    heard.sort_by_key(Result::is_ok);
    assert_eq!(heard, [Err(refused), Ok(())]);
}

#[tokio::test(start_paused = true)]
async fn a_cloud_that_agrees_to_some_of_it_has_agreed() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let no = CancelAnswer::Refused("It is too late for that.".into());
    world
        .cloud
        .script()
        .cancels
        .extend([CancelAnswer::Accepted, no]);
    assert_eq!(world.cancel(&run, "cancel").await, Ok(()));
    let detail = world.detail(&run).await;
    let mut stand: Vec<_> = states(&detail)
        .into_iter()
        .map(|(_, state)| state)
        .collect();
    stand.sort_by_key(|state| *state == OutcomeState::Cancelling);
    assert_eq!(stand, [OutcomeState::Executing, OutcomeState::Cancelling]);
}

/// Its targets have ended one by one, though the job itself goes on.
#[tokio::test(start_paused = true)]
async fn a_job_that_nobody_waits_for_is_not_cancelled() {
    let world = World::new(Scripted::default().that_cancels()).await;
    let together = Handle::new("scripted:1:together");
    let accepted = ["w1", "w2"].map(|target| Accepted {
        target: server(target),
        verdict: Ok((together.clone(), "together".into())),
    });
    let accepted = Submitted::Accepted(accepted.to_vec());
    world.cloud.script().submits.push_back(accepted);
    let each = ["w1", "w2"].map(|target| TargetObservation {
        target: server(target),
        status: JobStatus::Succeeded,
        words: None,
    });
    let ended = Reading::Heard(Observation {
        each: each.to_vec(),
        ..Observation::of(JobStatus::Executing)
    });
    world.cloud.hears(&together, ended);
    let run = world
        .start(&["w1", "w2", "x3"], Grouping::PerDataCenter.into())
        .await;
    let two_ended = |detail: &slipway_domain::run::RunDetail| {
        let states = states(detail).into_iter();
        states.filter(|(_, state)| state.is_end()).count() == 2
    };
    world.until(&run, two_ended).await;
    world.cancel(&run, "cancel").await.unwrap();
    let job = job(&run, 1, "x3").to_string();
    let asked = Asked::Cancel(job, "cancel".into(), "token of presser".into());
    assert_eq!(cancels(&world), [asked]);
}
