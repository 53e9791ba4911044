//! Stages, and what is kept.

use super::*;

fn rollout(canary: u32, pace: Pace) -> Rollout {
    let then = AfterCanary::Ask;
    Rollout {
        grouping: Grouping::PerServer,
        canary: (canary > 0).then_some(Canary {
            targets: canary,
            then,
        }),
        pace,
        stop_above: None,
    }
}

fn sizes(rollout: Rollout, all: u32) -> Vec<u32> {
    let stages = rollout.stages(all);
    stages.iter().map(|stage| stage.targets).collect()
}

#[test]
fn stages_hold_every_target_once() {
    let (ten, quarter) = (Portion::Targets(10), Portion::Percent(25));
    for (canary, pace, all, expected) in [
        (0, Pace::AllAtOnce, 38, vec![38]),
        (2, Pace::AllAtOnce, 38, vec![2, 36]),
        (2, Pace::AtMost(5), 38, vec![2, 36]),
        (2, Pace::Batches(ten), 38, vec![2, 10, 10, 10, 6]),
        (0, Pace::Batches(quarter), 38, vec![10, 10, 10, 8]),
        (2, Pace::Batches(quarter), 10, vec![2, 2, 2, 2, 2]),
        (0, Pace::Batches(Portion::Targets(0)), 3, vec![1, 1, 1]),
        (9, Pace::Batches(ten), 4, vec![4]),
        (0, Pace::AllAtOnce, 0, vec![]),
    ] {
        assert_eq!(
            sizes(rollout(canary, pace), all),
            expected,
            "{canary} {pace:?}"
        );
    }
    let most = |canary, pace| rollout(canary, pace).most_under_way(38);
    assert_eq!(most(2, Pace::Batches(ten)), 10);
    assert_eq!(most(2, Pace::AtMost(5)), 5);
    assert_eq!(most(0, Pace::AtMost(50)), 38);
}

#[test]
fn what_is_kept_is_read_again() {
    let staged = Rollout {
        stop_above: Some(Portion::Percent(25)),
        ..rollout(2, Pace::Batches(Portion::Targets(10)))
    };
    let places = Rollout::from(Grouping::PerDataCenter);
    for rollout in [Rollout::default(), places, staged] {
        let kept = serde_json::to_string(&rollout).expect("JSON");
        assert_eq!(serde_json::from_str::<Rollout>(&kept).ok(), Some(rollout));
    }
    let before = serde_json::from_str::<Rollout>("\"perDataCenter\"").ok();
    assert_eq!(before, Some(places));
    assert_eq!(
        serde_json::to_string(&places).ok().as_deref(),
        Some("\"perDataCenter\"")
    );
}
