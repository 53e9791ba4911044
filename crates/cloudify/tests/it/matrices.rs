//! The manager's own tables, as they were captured: the driver offers what they take.

use crate::captures::whole;
use crate::fake::driver;
use serde_json::Value;
use slipway_cloud::{Execution, Workflows};
use slipway_domain::ExecutionId;
use slipway_domain::run::JobStatus;

fn execution(word: &str) -> Execution {
    Execution {
        id: ExecutionId::new("e"),
        deployment: None,
        deployment_name: None,
        blueprint: None,
        workflow: "slow".to_owned(),
        status: JobStatus::Unknown,
        word: word.to_owned(),
        error: None,
        created_at: None,
        started_at: None,
        ended_at: None,
        dry_run: false,
        resumed: false,
        system: false,
        parameters: Vec::new(),
        operations: 0,
        finished: 0,
        account: None,
        creator: None,
    }
}

/// The last table of the record under this heading.
fn table(record: &str, heading: &str) -> Value {
    let section = record.rsplit(&format!("\n### {heading}")).next().unwrap();
    let (_, rest) = section.split_once("```\n").unwrap();
    let (json, _) = rest.split_once("\n```").unwrap();
    // What the answers said stands after it.
    let mut values = serde_json::Deserializer::from_str(json).into_iter();
    values.next().unwrap().unwrap()
}

#[test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
fn what_may_be_set_by_hand_is_what_the_manager_took() {
    let record = whole();
    let driver = driver("http://manager.test");
    let table = table(&record, "PATCH transition matrix");
    let mut pairs = 0;
    for (from, row) in table.as_object().unwrap() {
        let settable: Vec<_> = driver
            .settable(&execution(from))
            .iter()
            .map(|to| to.word)
            .collect();
        for (to, answer) in row.as_object().unwrap() {
            let taken = answer == "200" && to != from;
            assert_eq!(
                settable.contains(&to.as_str()),
                taken,
                "{from} to {to}: {answer}"
            );
            pairs += 1;
        }
    }
    assert_eq!(pairs, 100);
}

#[test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
fn what_is_offered_is_what_the_manager_took() {
    let record = whole();
    let driver = driver("http://manager.test");
    let table = table(&record, "action matrix");
    let mut pairs = 0;
    for (from, row) in table.as_object().unwrap() {
        let ended = ["terminated", "failed", "cancelled"].contains(&from.as_str());
        for way in driver.ways(&execution(from)) {
            let answer = row[way.word].as_str().unwrap();
            // What it would really have done was not tried there; that of a started one was tried by
            // itself, and refused.
            let untried = answer.starts_with("(200 expected");
            let forced = way.word == "force-resume" && from == "started";
            let taken = (answer.starts_with("200") || untried) && !forced;
            // Nothing that has ended is killed, whatever the manager would do.
            let expected = taken && !(ended && way.word == "kill");
            assert_eq!(
                way.blocked.is_none(),
                expected,
                "{from} {}: {answer}",
                way.word
            );
            pairs += 1;
        }
    }
    assert_eq!(pairs, 50);
}
