//! The words of states, what is over, and of what the cloud may still tell.

use super::*;
use crate::action::{Action, ExecutionAction};
use crate::ids::{ExecutionId, ServerId};
use crate::plan::Grouping;
use std::cmp::Ordering;

/// The browser reads live messages by the words.
#[test]
fn states_travel_as_their_words() {
    for state in OutcomeState::ALL {
        assert_eq!(serde_json::json!(state), state.word());
    }
    for state in RunState::ALL {
        assert_eq!(serde_json::json!(state), state.word());
        assert_eq!(RunState::parse(state.word()), Some(state));
    }
    assert_eq!(RunState::parse("exploded"), None);
}

#[test]
fn runs_and_jobs_know_when_nothing_changes_any_more() {
    let over = RunState::ALL.into_iter().filter(|state| state.is_over());
    assert!(over.eq([RunState::Finished, RunState::Stopped]));
    for (status, terminal, work) in [
        (JobStatus::NotStarted, false, false),
        (JobStatus::Executing, false, true),
        (JobStatus::Resumed, false, true),
        (JobStatus::Succeeded, true, false),
        (JobStatus::Cancelling, false, false),
        (JobStatus::Cancelled, true, false),
        (JobStatus::Failed, true, false),
        (JobStatus::Unknown, false, false),
    ] {
        assert_eq!(
            (status.is_terminal(), status.is_work()),
            (terminal, work),
            "{status:?}"
        );
    }
}

fn job(number: u32, status: JobStatus) -> Job {
    Job {
        number,
        handle: Handle::new(format!("test:1:{number}")),
        id: number.to_string(),
        status,
        checked_at: None,
        next_check: None,
        executing_at: None,
        silent_since: None,
    }
}

/// A run of one call with an open job 1 and an ended job 2.
fn detail(state: RunState, outcomes: &[(OutcomeState, u32, Option<u32>)]) -> RunDetail {
    let run = Run {
        id: RunId::new("r"),
        number: RunNumber::default(),
        kind: RunKind::Execution,
        cloud: CloudName::new("Demo"),
        account: AccountAlias::new("SLIP"),
        started_by: "admin".to_owned(),
        title: "install".to_owned(),
        plan: PlanBody {
            action: Action::Execution(ExecutionAction {
                id: ExecutionId::new("e"),
                title: "install".to_owned(),
            }),
            targets: Vec::new(),
            left_out: Vec::new(),
            rollout: Grouping::PerDataCenter.into(),
        },
        state,
        rollout: RolloutStanding::default(),
        created_at: Timestamp::UNIX_EPOCH,
        finished_at: None,
        version: 1,
        repeats: None,
    };
    let batch = Batch {
        number: 0,
        state: BatchState::Sent,
        attempt: 1,
        sent_at: None,
        jobs: vec![job(1, JobStatus::Unknown), job(2, JobStatus::Failed)],
    };
    let outcomes = outcomes.iter().zip(0..).map(|(ended, place)| Outcome {
        target: Target::Server(ServerId::new(format!("s{place}"))),
        name: format!("S{place}"),
        built: None,
        data_center: None,
        batch: ended.1,
        job: ended.2,
        state: ended.0,
        message: None,
        queued_at: None,
        executing_at: None,
        ended_at: None,
    });
    RunDetail {
        run,
        batches: vec![batch],
        outcomes: outcomes.collect(),
    }
}

#[test]
fn the_cloud_may_still_tell_of_unknown_ends_read_from_a_job_without_a_verdict() {
    use OutcomeState::{Failed, Unknown};
    let outcomes = [
        (Unknown, 0, Some(1)),
        (Unknown, 0, Some(2)),
        (Unknown, 0, None),
        (Unknown, 1, Some(1)),
        (Failed, 0, Some(1)),
    ];
    let unsettled = |state| {
        let detail = detail(state, &outcomes);
        let names = detail.unsettled().map(|outcome| outcome.name.clone());
        names.collect::<Vec<_>>()
    };
    assert_eq!(unsettled(RunState::Finished), ["S0"]);
    assert_eq!(unsettled(RunState::Stopped), ["S0"]);
    assert!(unsettled(RunState::Live).is_empty());
}

#[test]
fn a_call_finds_its_jobs_by_their_number() {
    let detail = detail(RunState::Live, &[]);
    let found = |number| detail.batches[0].job(number).map(|job| job.id.as_str());
    assert_eq!((found(1), found(2), found(0)), (Some("1"), Some("2"), None));
    assert_eq!(detail.run.plan.rollout, Grouping::PerDataCenter.into());
    assert_eq!(detail.run.scope(), Scope::new("Demo", "SLIP"));
}

#[test]
fn five_states_are_ends() {
    let ends = OutcomeState::ALL.into_iter().filter(|state| state.is_end());
    assert!(ends.eq(OutcomeState::BUCKETS));
}

#[test]
fn a_server_goes_by_the_name_that_the_cloud_gave_it() {
    let detail = detail(RunState::Live, &[(OutcomeState::Waiting, 0, None); 2]);
    let [mut first, second] = <[Outcome; 2]>::try_from(detail.outcomes).expect("two");
    assert_eq!(first.shown_name(), "S0");
    assert_eq!(first.display_order(&second), Ordering::Less);
    first.built = Some(Built {
        id: ServerId::new("va1slipweb10"),
        name: "VA1SLIPWEB10".to_owned(),
    });
    assert_eq!(first.shown_name(), "VA1SLIPWEB10");
    assert_eq!(first.display_order(&second), Ordering::Greater);
    let twin = Outcome {
        name: first.shown_name().to_owned(),
        ..second
    };
    assert_eq!(
        first.display_order(&twin),
        Ordering::Less,
        "then by what they are"
    );
}

#[test]
fn a_handle_is_kept_as_its_driver_wrote_it() {
    let handle = Handle::new("Test:1:Ab/c");
    assert_eq!(handle.as_str(), "Test:1:Ab/c");
    assert_eq!(handle.to_string(), handle.as_str());
}

#[test]
fn only_servers_and_hosts_count_as_servers_and_only_known_ones_have_an_id() {
    let id = ServerId::new("va1web01");
    for (text, known, counts) in [
        ("va1web01", Some(&id), true),
        ("group:g", None, false),
        ("planned:1", None, true),
        ("deployment:d", None, false),
        ("host:h", None, true),
    ] {
        let target = Target::parse(text).expect("a target");
        assert_eq!(
            (target.server(), target.is_server()),
            (known, counts),
            "{text}"
        );
    }
}
