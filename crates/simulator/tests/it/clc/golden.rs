//! Recorded answers of the real service beside those of the simulator to the same question about a thing in the same
//! state. Skipped where the recordings are not at hand.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::clc::golden_ask::Asking;
use crate::clc::golden_shape::{address, differences, shape};
use crate::clc::golden_table::{NOT_SIMULATED_YET, TABLE, is_free};
use crate::clc::support::Answer;

/// The headers that matter. The encoding and length of a body depend on how it was recorded.
const HEADERS: [&str; 6] = [
    "cache-control",
    "pragma",
    "expires",
    "content-type",
    "vary",
    "location",
];

fn golden_folder() -> PathBuf {
    let folder = std::env::var_os("SLIPWAY_FIXTURES").unwrap();
    PathBuf::from(folder).join("clc/golden")
}

fn read(file: &PathBuf) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[tokio::test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
async fn simulated_answers_are_like_the_recorded_ones() {
    let folder = golden_folder();
    let mut wrong = Vec::new();
    for (name, question) in TABLE {
        let recorded = read(&folder.join(format!("{name}.json")));
        let gzip = recorded["response"]["headers"]["Vary"].is_string();
        let (asked, answer) = Asking::new(gzip).await.ask(*question).await;
        let url = recorded["request"]["url"].as_str().unwrap();
        let method = recorded["request"]["method"].as_str().unwrap();
        if method != asked.0.as_str() || !asked_alike(url, &asked.1, method) {
            wrong.push(format!(
                "{name}: recorded was {method} {url}, we asked {asked:?}"
            ));
        }
        let found = compare(&recorded["response"], &answer);
        wrong.extend(found.into_iter().map(|found| format!("{name}: {found}")));
    }
    println!("{} recorded answers compared", TABLE.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
fn every_recording_is_in_one_of_the_lists() {
    let folder = golden_folder();
    let names = std::fs::read_dir(folder).unwrap().map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.trim_end_matches(".json").to_owned()
    });
    let there: BTreeSet<String> = names.collect();
    let listed = TABLE.iter().map(|(name, _)| *name);
    let listed = listed.chain(NOT_SIMULATED_YET.iter().copied());
    let listed: Vec<String> = listed.map(str::to_owned).collect();
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len(), "one of them is listed twice");
    assert_eq!(there, once);
}

/// Whether an address leads to the same kind of thing: all of it but the account, ids and numbers (which hold digits),
/// and the id at the end of a read.
fn asked_alike(recorded: &str, ours: &str, method: &str) -> bool {
    let parts = |url: &str| -> Vec<String> {
        let path = url.split('?').next().unwrap();
        // The account was asked for in either case.
        let path = path.replace("ALTD", "SLIP").replace("altd", "SLIP");
        path.split('/').map(str::to_owned).collect()
    };
    let (recorded, ours) = (parts(recorded), parts(ours));
    let is_id = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let free = |at: usize| method == "GET" && at == 4 && at == recorded.len() - 1;
    let alike = |(at, (theirs, ours)): (usize, (&String, &String))| {
        theirs == ours || (is_id(theirs) && is_id(ours)) || free(at)
    };
    recorded.len() == ours.len() && recorded.iter().zip(&ours).enumerate().all(alike)
}

/// All in which an answer differs from the recorded one.
fn compare(recorded: &Value, answer: &Answer) -> Vec<String> {
    let mut wrong = Vec::new();
    if recorded["status"] != answer.status.as_u16() {
        wrong.push(format!("status {}", answer.status));
    }
    for name in HEADERS {
        let theirs = recorded["headers"].as_object().unwrap();
        let theirs = theirs
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        let theirs = theirs.and_then(|(_, value)| value.as_str());
        let ours = answer
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap());
        let kinds = (
            theirs.map(|theirs| address(theirs, "altd")),
            ours.map(|ours| address(ours, "slip")),
        );
        let alike = theirs == ours || (name == "location" && kinds.0 == kinds.1);
        if !alike {
            wrong.push(format!("{name} is {ours:?}, recorded was {theirs:?}"));
        }
    }
    if recorded["body"] == "" {
        let length = answer.headers.get("content-length");
        let told = answer.status == 204 || length.is_some_and(|length| length == "0");
        if !answer.text.is_empty() || !told {
            wrong.push(format!("a body where none was recorded: {}", answer.text));
        }
        return wrong;
    }
    let (theirs, ours) = (
        shape(&recorded["body"], "altd"),
        shape(&answer.json(), "slip"),
    );
    wrong.extend(differences(&theirs, &ours, is_free));
    wrong
}
