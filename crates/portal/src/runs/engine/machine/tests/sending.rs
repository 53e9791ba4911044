//! Calls: sent, answered, refused, lost, found half-way.

use super::*;
use crate::runs::engine::Resolution;
use slipway_domain::run::JobStatus;

#[test]
fn a_call_is_marked_before_it_is_sent() {
    let mut loaded = loaded(&[2, 1]);
    happen(&mut loaded, Event::Sending(0), 3);
    assert_eq!(batch(&loaded, 0).state, BatchState::Sending);
    assert_eq!(batch(&loaded, 0).sent_at, Some(at(3)));
    assert_eq!(states(&loaded, 0), [OutcomeState::Sending; 2]);
    assert_eq!(states(&loaded, 1), [OutcomeState::Waiting]);
    assert_eq!(loaded.pending().collect::<Vec<_>>(), [1]);
}

#[test]
fn an_answer_is_read_server_by_server() {
    let mut loaded = loaded(&[3]);
    happen(&mut loaded, Event::Sending(0), 0);
    let entries = answer(
        &["b0s2", "b0s0", "stranger"],
        "va1-9",
        &[("b0s1", "It is archived.")],
    );
    happen(&mut loaded, Event::Accepted(0, entries), 2);
    assert_eq!(outcome(&loaded, "b0s0").state, OutcomeState::NotStarted);
    assert_eq!(outcome(&loaded, "b0s0").queued_at, Some(at(2)));
    let refused = outcome(&loaded, "b0s1");
    assert_eq!(refused.state, OutcomeState::Refused);
    assert_eq!(refused.message.as_deref(), Some("It is archived."));
    assert_eq!((refused.queued_at, refused.ended_at), (None, Some(at(2))));
    assert_eq!(batch(&loaded, 0).state, BatchState::Sent);
    assert_eq!(job(&loaded).id, "va1-9");
    assert_eq!(job(&loaded).handle, handle("va1-9"));
    assert_eq!(job(&loaded).next_check, Some(at(4)));
    assert!(!loaded.may_send_more());
}

#[test]
fn each_job_of_a_call_speaks_for_its_own_servers() {
    let mut loaded = loaded(&[3]);
    happen(&mut loaded, Event::Sending(0), 0);
    let mut servers = answer(&["b0s0"], "va1-1", &[]);
    servers.extend(answer(&["b0s1", "b0s2"], "va1-2", &[]));
    happen(&mut loaded, Event::Accepted(0, servers), 1);
    assert_eq!(states(&loaded, 0), [OutcomeState::NotStarted; 3]);
    let numbers: Vec<_> = batch(&loaded, 0)
        .jobs
        .iter()
        .map(|job| job.number)
        .collect();
    assert_eq!(numbers, [0, 1]);
    hear_of(&mut loaded, (0, 0), said(JobStatus::Failed), 9);
    assert_eq!(
        outcome(&loaded, "b0s0").state,
        OutcomeState::Failed,
        "the verdict is its alone"
    );
    assert_eq!(loaded.open(), 2);
    hear_of(&mut loaded, (0, 1), said(JobStatus::Succeeded), 10);
    assert_eq!(outcome(&loaded, "b0s2").state, OutcomeState::Succeeded);
    assert_eq!(loaded.state(), RunState::Finished);
    assert_eq!(loaded.open_jobs(), 0);
}

#[test]
fn a_call_that_is_sent_again_is_another_attempt() {
    let mut loaded = loaded(&[1]);
    happen(&mut loaded, Event::Sending(0), 0);
    assert_eq!(batch(&loaded, 0).attempt, 1);
    happen(&mut loaded, Event::NotTaken(0), 1);
    happen(&mut loaded, Event::Sending(0), 2);
    assert_eq!(batch(&loaded, 0).attempt, 1, "it was not taken before");
    happen(&mut loaded, Event::NoAnswer(0, "Lost.".into()), 3);
    deciding::decide(&mut loaded, Resolution::SendAgain, &[0], 4);
    assert_eq!(batch(&loaded, 0).attempt, 2);
}

#[test]
fn a_server_without_an_answer_is_unknown() {
    let mut loaded = loaded(&[2]);
    happen(&mut loaded, Event::Sending(0), 0);
    happen(
        &mut loaded,
        Event::Accepted(0, answer(&["b0s0"], "va1-1", &[])),
        1,
    );
    assert_eq!(outcome(&loaded, "b0s1").state, OutcomeState::Unknown);
}

#[test]
fn a_run_whose_servers_are_all_refused_is_finished() {
    let mut loaded = loaded(&[1, 2]);
    happen(&mut loaded, Event::Sending(0), 0);
    happen(
        &mut loaded,
        Event::Accepted(0, answer(&[], "", &[("b0s0", "No.")])),
        1,
    );
    assert_eq!(loaded.state(), RunState::Live);
    assert_eq!(batch(&loaded, 0).jobs, []);
    happen(&mut loaded, Event::Sending(1), 1);
    happen(
        &mut loaded,
        Event::Refused(1, "The cloud does not allow it.".into()),
        2,
    );
    assert_eq!(states(&loaded, 1), [OutcomeState::Refused; 2]);
    assert_eq!(loaded.state(), RunState::Finished);
    assert_eq!(loaded.run().finished_at, Some(at(2)));
}

#[test]
fn a_call_that_was_not_taken_waits_again() {
    let mut loaded = loaded(&[2]);
    happen(&mut loaded, Event::Sending(0), 0);
    happen(&mut loaded, Event::NotTaken(0), 1);
    assert_eq!(batch(&loaded, 0).state, BatchState::Pending);
    assert_eq!(batch(&loaded, 0).sent_at, None);
    assert_eq!(states(&loaded, 0), [OutcomeState::Waiting; 2]);
    assert_eq!(loaded.pending().collect::<Vec<_>>(), [0]);
}

#[test]
fn a_call_without_an_answer_waits_for_a_person() {
    let mut loaded = loaded(&[1]);
    happen(&mut loaded, Event::Sending(0), 0);
    happen(
        &mut loaded,
        Event::NoAnswer(0, "No answer in time.".into()),
        20,
    );
    assert_eq!(states(&loaded, 0), [OutcomeState::NoReply]);
    assert_eq!(
        outcome(&loaded, "b0s0").message.as_deref(),
        Some("No answer in time.")
    );
    assert_eq!(outcome(&loaded, "b0s0").ended_at, None);
    assert_eq!(loaded.state(), RunState::Live);
    assert!(loaded.asks(0));
}

#[test]
fn calls_found_half_way_are_never_sent_again_by_themselves() {
    let mut loaded = loaded(&[1, 2, 1]);
    happen(&mut loaded, Event::Sending(1), 0);
    happen(&mut loaded, Event::TakenOver, 60);
    assert_eq!(batch(&loaded, 1).state, BatchState::NoAnswer);
    assert_eq!(states(&loaded, 1), [OutcomeState::NoReply; 2]);
    let message = outcome(&loaded, "b1s0").message.as_deref().unwrap();
    assert_eq!(
        message,
        "The call was sent, but the portal stopped before an answer came."
    );
    assert_eq!(loaded.pending().collect::<Vec<_>>(), [0, 2]);
    let again = step(&loaded, Event::TakenOver, at(61), &Timings::default());
    assert_eq!(
        again,
        RunChange::default(),
        "taking over twice changes nothing more"
    );
}

#[test]
fn without_its_secrets_nothing_more_is_sent() {
    let mut loaded = loaded(&[1, 1]);
    happen(&mut loaded, Event::Sending(0), 0);
    happen(
        &mut loaded,
        Event::Accepted(0, answer(&["b0s0"], "va1-1", &[])),
        1,
    );
    happen(&mut loaded, Event::SecretsGone, 2);
    assert_eq!(states(&loaded, 0), [OutcomeState::NotStarted]);
    assert_eq!(batch(&loaded, 1).state, BatchState::Dropped);
    let message = outcome(&loaded, "b1s0").message.as_deref().unwrap();
    assert_eq!(
        message,
        "The secret values were erased; start the run again."
    );
    assert_eq!(states(&loaded, 1), [OutcomeState::Refused]);
}

#[test]
fn what_the_cloud_did_at_once_has_succeeded_without_a_job() {
    let mut loaded = loaded(&[2]);
    happen(&mut loaded, Event::Sending(0), 0);
    happen(&mut loaded, Event::Done(0), 1);
    assert_eq!(states(&loaded, 0), [OutcomeState::Succeeded; 2]);
    assert_eq!(batch(&loaded, 0).state, BatchState::Sent);
    assert!(batch(&loaded, 0).jobs.is_empty());
    assert_eq!(loaded.state(), RunState::Finished);
}

#[test]
fn a_call_without_an_answer_is_looked_up_before_anybody_is_asked() {
    let mut looked_up = book_of(&[1], true, server);
    happen(&mut looked_up, Event::Sending(0), 0);
    happen(&mut looked_up, Event::NoAnswer(0, "Lost.".into()), 1);
    assert_eq!(batch(&looked_up, 0).state, BatchState::LookingUp);
    let told = |loaded: &LoadedRun| {
        let outcome = outcome(loaded, "b0s0");
        (outcome.state, outcome.message.clone())
    };
    let asked = "Lost. The cloud is being asked what became of it.".to_owned();
    assert_eq!(told(&looked_up), (OutcomeState::NoReply, Some(asked)));
    assert!(!looked_up.asks(0));
    happen(
        &mut looked_up,
        Event::NotFoundOut(0, "Nobody knows.".into()),
        2,
    );
    assert_eq!(batch(&looked_up, 0).state, BatchState::NoAnswer);
    let nobody = Some("Nobody knows.".to_owned());
    assert_eq!(told(&looked_up), (OutcomeState::NoReply, nobody));
    assert!(looked_up.asks(0));
}

#[test]
fn a_call_that_was_never_taken_waits_for_its_next_attempt() {
    let mut loaded = book_of(&[1], true, server);
    happen(&mut loaded, Event::Sending(0), 0);
    happen(&mut loaded, Event::NoAnswer(0, "Lost.".into()), 1);
    happen(&mut loaded, Event::NeverTaken(0), 2);
    let call = batch(&loaded, 0);
    assert_eq!(
        (call.state, call.attempt, call.sent_at),
        (BatchState::Pending, 2, None)
    );
    let outcome = outcome(&loaded, "b0s0");
    assert_eq!(
        (outcome.state, &outcome.message),
        (OutcomeState::Waiting, &None)
    );
}
