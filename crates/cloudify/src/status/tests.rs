//! The manager's tables, as they were captured: what it takes in which state.

use super::*;

/// One row for each state: what becomes of cancel, force-cancel, kill, resume and force-resume. `+`
/// the manager takes it, `-` it refuses, `!` it takes what people must not be offered.
const ACTIONS: [(Status, &str); 10] = [
    (Scheduled, "+++--"),
    (Queued, "+++--"),
    (Pending, "+++--"),
    (Started, "++++-"),
    (Cancelling, "-++--"),
    (ForceCancelling, "--+--"),
    (KillCancelling, "--+--"),
    (Terminated, "--!--"),
    (Failed, "--!++"),
    (Cancelled, "--!++"),
];

#[test]
fn only_what_the_manager_takes_is_offered_and_nothing_that_ended_is_killed() {
    for (status, row) in ACTIONS {
        for (action, taken) in ManagerAction::ALL.into_iter().zip(row.chars()) {
            let offered = action.why_not(status).is_none();
            assert_eq!(offered, taken == '+', "{action:?} of {status:?}");
        }
    }
    assert_eq!(ACTIONS.map(|(status, _)| status), Status::ALL);
}

/// The pairs that it refuses, of all hundred.
#[test]
fn a_status_is_set_only_where_the_manager_takes_it() {
    for from in Status::ALL {
        for to in Status::ALL {
            let refused = match from {
                Terminated | Failed | Cancelled => from != to,
                Cancelling => [
                    Pending,
                    Started,
                    ForceCancelling,
                    KillCancelling,
                    Terminated,
                ]
                .contains(&to),
                ForceCancelling => {
                    [Pending, Started, Cancelling, KillCancelling, Terminated].contains(&to)
                }
                _ => false,
            };
            assert_eq!(
                from.why_not_set(to).is_some(),
                refused,
                "{from:?} to {to:?}"
            );
        }
    }
}

#[test]
fn words_stand_for_their_states() {
    for status in Status::ALL {
        assert_eq!(Status::parse(status.word()), Some(status));
        assert_eq!(Status::job(Some(status)).is_terminal(), status.is_end());
    }
    for action in ManagerAction::ALL {
        assert_eq!(ManagerAction::parse(action.word()), Some(action));
    }
    // It is a synonym of cancel, and nothing that people should be led to.
    assert_eq!(ManagerAction::parse("requeue"), None);
    assert_eq!(Status::parse("completed"), None);
    assert_eq!(Status::job(None), JobStatus::Unknown);
}
