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

fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn a_form_says_what_its_fields_were_made_of() {
    let ten = Portion::Targets(10);
    for pace in [Pace::AllAtOnce, Pace::AtMost(3), Pace::Batches(ten)] {
        for stop_above in [None, Some(ten), Some(Portion::Percent(0))] {
            for canary in [0, 2] {
                let asked = Rollout {
                    stop_above,
                    ..rollout(canary, pace)
                };
                let fields = asked.fields().into_iter();
                let fields: Vec<_> = fields
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect();
                assert!(fields.iter().all(|(name, _)| Rollout::has_control(name)));
                assert_eq!(Rollout::posted(asked.grouping, &fields), Ok(asked));
            }
        }
    }
}

#[test]
fn each_number_that_cannot_be_is_told_at_its_control() {
    let posted = |fields: &[(&str, &str)]| {
        let posted = Rollout::posted(Grouping::PerServer, &pairs(fields));
        let problems = posted.err().unwrap_or_default().into_iter();
        problems.map(|one| one.control).collect::<Vec<_>>()
    };
    let all = [
        (controls::CANARY, controls::YES),
        (controls::CANARY_TARGETS, "0"),
        (controls::PACE, controls::AT_MOST),
        (controls::LIMIT, "1.5"),
        (controls::STOP, controls::YES),
        (controls::STOP_ABOVE, "101"),
        (controls::STOP_UNIT, controls::PERCENT),
    ];
    assert_eq!(
        posted(&all),
        [
            controls::CANARY_TARGETS,
            controls::LIMIT,
            controls::STOP_ABOVE
        ]
    );
    // What is not ticked is not looked at.
    assert_eq!(
        posted(&[(controls::CANARY_TARGETS, "0")]),
        Vec::<String>::new()
    );
    for (size, is_good) in [
        ("1", true),
        (" 100 ", true),
        ("0", false),
        ("101", false),
        ("", false),
    ] {
        let batch = [
            (controls::PACE, controls::BATCHES),
            (controls::BATCH, size),
            (controls::BATCH_UNIT, controls::PERCENT),
        ];
        assert_eq!(posted(&batch).is_empty(), is_good, "{size}");
    }
}

#[test]
fn it_is_said_in_words() {
    let words = |rollout: Rollout| rollout.steps(38, crate::run::Noun::Server).join("; ");
    assert_eq!(words(rollout(0, Pace::AllAtOnce)), "all at once");
    assert_eq!(
        words(rollout(2, Pace::AllAtOnce)),
        "a canary of 2 first, then somebody is asked; the others all at once"
    );
    let careful = Rollout {
        stop_above: Some(Portion::Targets(1)),
        ..rollout(0, Pace::Batches(Portion::Percent(25)))
    };
    assert_eq!(
        words(careful),
        "4 batches of 25 %, each after the one before; stops sending when more than 1 server of the finished have failed"
    );
}
