//! What is kept of a run in memory: which calls may yet be sent, and what is open.

use super::*;

fn detail(run: &LoadedRun) -> RunDetail {
    RunDetail {
        run: run.run().clone(),
        batches: run.batches().to_vec(),
        outcomes: run.outcomes().to_vec(),
    }
}

#[test]
fn more_may_be_sent_while_a_call_waits_is_under_way_or_has_no_answer() {
    for looks_up in [false, true] {
        let mut run = book_of(&[1], looks_up, server);
        assert!(run.may_send_more(), "it waits");
        happen(&mut run, Event::Sending(0), 0);
        assert!(run.may_send_more(), "it is under way");
        happen(&mut run, Event::NoAnswer(0, "Lost.".into()), 1);
        assert!(run.may_send_more(), "it has no answer");
        assert_eq!(run.looking_up().count(), usize::from(looks_up));
        assert_eq!(run.asks(0), !looks_up);
    }
    assert!(!queued(1).may_send_more());
}

#[test]
fn jobs_are_open_until_their_verdict() {
    let mut run = queued(2);
    assert_eq!((run.open_jobs(), run.open()), (1, 2));
    let mut batch = run.batches()[0].clone();
    batch.jobs[0].status = JobStatus::Succeeded;
    run.replace_batch(batch.clone());
    assert_eq!(run.open_jobs(), 0);
    batch.jobs[0].status = JobStatus::Executing;
    run.replace_batch(batch);
    assert_eq!(run.open_jobs(), 1);
}

#[test]
fn each_attempt_at_a_call_has_a_key_of_its_own() {
    let mut run = book_of(&[1, 1], true, server);
    let key = |run: &LoadedRun| {
        let key = run.key(1);
        (key.run.to_string(), key.batch, key.attempt)
    };
    assert_eq!(key(&run), ("r".to_owned(), 1, 1));
    happen(&mut run, Event::Sending(1), 0);
    happen(&mut run, Event::NoAnswer(1, "Lost.".into()), 1);
    happen(&mut run, Event::NeverTaken(1), 2);
    assert_eq!(key(&run), ("r".to_owned(), 1, 2));
}

#[test]
fn a_run_remembers_since_when_no_further_call_lost_its_answer() {
    let mut run = loaded(&[1, 1]);
    assert_eq!(run.asked_at(), 0);
    happen(&mut run, Event::Sending(0), 0);
    happen(&mut run, Event::NoAnswer(0, "Lost.".into()), 1);
    assert_eq!(run.asked_at(), run.run().version);
    let lost = run.asked_at();
    happen(&mut run, Event::Sending(1), 2);
    assert_eq!((run.asked_at(), run.run().version), (lost, lost + 1));
    let mut detail = detail(&run);
    let again = |detail: &RunDetail| LoadedRun::new(detail.clone(), MANNERS, false).asked_at();
    assert_eq!(again(&detail), lost + 1, "who looked before looks again");
    detail.batches[0].state = BatchState::Sent;
    assert_eq!(again(&detail), 0);
}

#[test]
fn only_packages_that_execute_are_overdue() {
    let run = queued(1);
    let mut one = run.outcomes()[0].clone();
    one.state = OutcomeState::Executing;
    one.executing_at = Some(at(0));
    assert!(!run.is_overdue(&one, at(300)));
    assert!(run.is_overdue(&one, at(301)));
    let cancelling = Outcome {
        state: OutcomeState::Cancelling,
        ..one.clone()
    };
    assert!(!run.is_overdue(&cancelling, at(301)));
    let mut operation = detail(&run);
    operation.run.kind = RunKind::Operation;
    let operation = LoadedRun::new(operation, MANNERS, false);
    assert!(!operation.is_overdue(&one, at(301)));
}
