//! Calls that lost their answer are decided one by one, as they were shown: never one that nobody
//! looked at, never one twice.

use super::cloud::Fault;
use super::stage::{Seen, Stage, check, until, until_over};
use super::writes::PATH;
use crate::steps::{answer, answer_fields, between, post_answer};
use crate::support::{Browser, location};

const NAMES: [&str; 3] = ["va1slipweb01", "va1slipweb02", "va1slipweb03"];
const MOVED: &str = "Nothing was decided";

/// A run on [`NAMES`], so many of whose calls lost their answers.
async fn asking(stage: &Stage, admin: &Browser<'_>, lost: u32) -> String {
    stage
        .cloud
        .inject(Fault::ResetAfter, PATH, Some(lost))
        .await;
    let run = stage.run(admin, &NAMES.join(" ")).await;
    let words = format!("{lost} no reply");
    until(admin, &run, "the question", |seen| seen.says(&words)).await;
    run
}

/// The numbers in all forms about unanswered calls, in their order.
fn shown(html: &str) -> Vec<String> {
    let fields = html.split("name=\"call\"").skip(1);
    fields
        .map(|field| between(field, "value=\"", "\"").to_owned())
        .collect()
}

async fn sent(stage: &Stage) -> [usize; 3] {
    let mut sent = [0; 3];
    for (place, name) in NAMES.iter().enumerate() {
        sent[place] = stage.cloud.executions(name).await.len();
    }
    sent
}

/// The same post for one call alone.
fn alone(fields: &[(String, String)], call: &str) -> Vec<(String, String)> {
    let only = |field: &&(String, String)| field.0 != "call" || field.1 == call;
    fields.iter().filter(only).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_lost_call_is_decided_by_itself() {
    let stage = Stage::set(Fault::ResetAfter).await;
    let admin = stage.admin().await;
    let run = asking(&stage, &admin, 2).await;
    let html = admin.page(&run).await;
    let all = answer_fields(&html, "send-again");
    let calls: Vec<_> = all.iter().filter(|(name, _)| name == "call").collect();
    assert_eq!(calls.len(), 2, "{all:?}");
    assert_eq!(shown(&html).len(), 4, "one form for all and one for each");
    let before = sent(&stage).await;
    let one = alone(&all, &calls[1].1);
    assert_eq!(location(&post_answer(&admin, &run, &one).await), run);
    let words = "1 no reply";
    until(&admin, &run, words, |seen| seen.says(words)).await;
    let leave = answer(&admin, &run, "leave-unknown").await;
    assert_eq!(location(&leave), run);
    let seen = until_over(&admin, &run).await;
    assert!(seen.says("2 succeeded, 1 unknown"), "{}", seen.text);
    let more: usize = sent(&stage).await.iter().sum();
    assert_eq!(more, before.iter().sum::<usize>() + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_or_lost_meanwhile_shows_the_page_anew() {
    let stage = Stage::set(Fault::ResetAfter).await;
    let admin = stage.admin().await;
    let run = asking(&stage, &admin, 2).await;
    let all = answer_fields(&admin.page(&run).await, "send-again");
    let number = |name: &str| all.iter().find(|field| field.0 == name).expect(name);
    let first = number("call").1.clone();
    // It loses its answer once more: whoever saw the first loss has not seen this one.
    stage.cloud.inject(Fault::ResetAfter, PATH, Some(1)).await;
    let one = alone(&all, &first);
    assert_eq!(location(&post_answer(&admin, &run, &one).await), run);
    let again = |seen: &Seen| seen.says("2 no reply");
    until(&admin, &run, "the second loss", again).await;
    let before = sent(&stage).await;
    for (what, fields) in [
        ("the same post again", one.clone()),
        ("all that were shown", all.clone()),
        ("a word only", vec![("choice".into(), "send-again".into())]),
        (
            "no version",
            one.iter()
                .filter(|field| field.0 != "version")
                .cloned()
                .collect(),
        ),
        ("a call that never was", alone(&all, "77")),
    ] {
        for choice in ["send-again", "leave-unknown"] {
            let mut fields: Vec<(String, String)> = fields.clone();
            fields.retain(|field| field.0 != "choice");
            fields.push(("choice".into(), choice.into()));
            let seen = Seen::of(post_answer(&admin, &run, &fields).await).await;
            check(what, &seen, 409, &[MOVED, "2 no reply", "name=\"version\""]);
        }
    }
    assert_eq!(sent(&stage).await, before);
    assert_eq!(location(&answer(&admin, &run, "send-again").await), run);
    let seen = until_over(&admin, &run).await;
    assert!(seen.says("3 succeeded"), "{}", seen.text);
    // The run is over by now.
    let late = Seen::of(post_answer(&admin, &run, &all).await).await;
    check("late", &late, 409, &[MOVED, "All 3 servers succeeded"]);
}

/// One call for a whole data center is one question.
#[tokio::test(flavor = "multi_thread")]
async fn one_call_for_several_servers_is_decided_as_one() {
    let stage = Stage::set(Fault::ResetAfter).await;
    let admin = stage.admin().await;
    let form = [
        ("names", "va1slipweb01 va1slipweb02 va1slipweb03"),
        ("p[SLIP.Showcase.Greeting][]", "x"),
        ("p[SLIP.Showcase.Workers][]", "4"),
        ("p[SLIP.Showcase.Environment][]", "stage"),
        ("secret", "p[SLIP.Showcase.AdminPassword][]"),
        ("p[SLIP.Showcase.AdminPassword][]", super::stage::PASSWORD),
        ("rollout", "per-data-center"),
        ("do", "review"),
    ];
    let plan = location(&admin.post(&super::stage::review_path(), &form).await);
    stage.cloud.inject(Fault::ResetAfter, PATH, Some(1)).await;
    let run = location(&super::stage::confirm(&admin, &plan).await);
    let title = "The call for 3 servers was sent, and no answer came";
    let seen = until(&admin, &run, title, |seen| seen.says(title)).await;
    assert!(
        seen.says(": one call for 3 servers, decided as one"),
        "{}",
        seen.text
    );
    assert_eq!(shown(&seen.text), ["0"]);
    assert_eq!(location(&answer(&admin, &run, "send-again").await), run);
    let seen = until_over(&admin, &run).await;
    assert!(seen.says("3 succeeded"), "{}", seen.text);
}
