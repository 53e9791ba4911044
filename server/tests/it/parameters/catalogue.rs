//! Manifests that cannot be read stand in the catalogue with what is wrong, and cost no other;
//! numbers in them stay as they are written.

use super::cloud::Cloud;
use super::{control, open, page_of, planned, run};
use crate::support::{Portal, location};

const GOOD: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const BAD: [(&str, &str); 3] = [
    (
        "cccccccccccccccccccccccccccccccc",
        "it holds a number out of range",
    ),
    (
        "dddddddddddddddddddddddddddddddd",
        "its parameters are not a list",
    ),
    (
        "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
        "its parameter 2 cannot be read: it has no variable",
    ),
];
const CATALOGUE: &str = r#"[
 {"id":"cccccccccccccccccccccccccccccccc","name":"Too large","supportedOSTypes":1e400,"parameters":[]},
 {"id":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","name":"Good one","parameters":[
   {"variable":"a","name":"A","type":"string","defaultValue":3.10},
   {"variable":"b","name":"B","type":"numeric","defaultValue":-9007199254740993},
   {"variable":"c","name":"C","type":"string","defaultValue":1e400},
   {"variable":"d","name":"D","type":"string","defaultValue":true},
   {"variable":"e","name":"E","type":"string","defaultValue":{"x": [1.50]},"required":false},
   {"variable":"f","name":"F","type":"string","defaultValue":null,"required":false},
   {"variable":"g","name":"G","type":"option","defaultValue":2.50,"options":[
     {"name":1.10,"value":1.10},{"value":2.50},{"value":9007199254740993}]}]},
 {"id":"dddddddddddddddddddddddddddddddd","name":"No list","parameters":{"variable":"a"}},
 {"id":"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee","name":"No variable","parameters":[{"variable":"a"},{"name":"x"}]},
 {"name":"No id"}, 3, null]"#;

#[tokio::test(flavor = "multi_thread")]
async fn numbers_stay_as_they_are_written() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let (_, posts) = open(&admin, &page_of(GOOD)).await;
    for (variable, expected) in [
        ("a", "3.10"),
        ("b", "-9007199254740993"),
        ("c", "1e400"),
        ("d", "true"),
        ("e", "{\"x\": [1.50]}"),
        ("f", ""),
        ("g", "2.50"),
    ] {
        let name = control(variable);
        let found = posts.iter().find(|(own, _)| *own == name);
        assert_eq!(
            found.map(|(_, value)| value.as_str()),
            Some(expected),
            "{variable}"
        );
    }
    let plan = planned(&admin, GOOD, posts).await;
    run(&admin, &plan).await;
    let ran = cloud.ran().pop().expect("a call");
    let sent = serde_json::json!({"a": "3.10", "b": "-9007199254740993", "c": "1e400",
        "d": "true", "e": "{\"x\": [1.50]}", "g": "2.50"});
    assert_eq!(ran, sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_listed_with_what_is_wrong_and_cannot_be_run() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let list = admin.page("/Demo/SLIP/packages").await.replace("<!>", "");
    assert!(
        list.contains(&format!("href=\"{}\"", page_of(GOOD))),
        "{list}"
    );
    for words in ["Good one", "No id", "it has no id", "Entry 6 of the cloud"] {
        assert!(list.contains(words), "no {words} in {list}");
    }
    for (id, problem) in BAD {
        assert!(list.contains("Cannot be run: its"), "{list}");
        assert!(list.contains(problem), "no {problem} in {list}");
        let page = admin.page(&page_of(id)).await.replace("<!>", "");
        assert!(page.contains("This package cannot be run"), "{page}");
        assert!(page.contains(problem), "no {problem} in {page}");
        assert!(
            !page.contains("<form class=\"form package-form\""),
            "{page}"
        );
        let form = [("names", "va1slipweb01"), ("do", "review")];
        let answer = admin.post(&format!("{}/review", page_of(id)), &form).await;
        assert_eq!(answer.status(), 409);
        let told = answer.text().await.expect("text");
        assert!(told.contains("cannot be run"), "{told}");
    }
    // The packages of a server and of a new one.
    let chosen = [("server", "va1slipweb01"), ("do", "package")];
    let answer = admin.post("/Demo/SLIP/servers/package", &chosen).await;
    if answer.status() == 303 {
        assert!(admin.page(&location(&answer)).await.contains("Good one"));
    }
    let create = admin
        .page("/Demo/SLIP/servers/new")
        .await
        .replace("<!>", "");
    assert!(create.contains("Good one"), "{create}");
    assert!(create.contains("(cannot be read)"), "{create}");
}
