//! Forms whose fields are missing, made up, or of another run.

use super::page_text;
use crate::steps::{confirmation, last, plan, run};
use crate::support::{Portal, location};
use slipway_simulator::packages::{ALWAYS_FAILS, NEVER_ENDS};

/// A path, a body, the status and the words. `PLAN`, `RUN`, `HASH`, `KEY` and `LONG` stand for
/// real ones and for a text of a thousand letters.
const BAD: [(&str, &str, u16, &str); 18] = [
    (
        "PLAN/run",
        "",
        422,
        "This post names no key. Open the plan and press its button.",
    ),
    ("PLAN/run", "hash=HASH", 422, "This post names no key."),
    (
        "PLAN/run",
        "hash=HASH&key=LONG",
        422,
        "This post's key is too long; at most 100 characters",
    ),
    (
        "PLAN/run",
        "key=KEY",
        409,
        "This is not the plan you reviewed. Review it again.",
    ),
    (
        "PLAN/run",
        "hash=0&key=KEY",
        409,
        "This is not the plan you reviewed.",
    ),
    (
        "PLAN/run",
        "hash=HASH&hash=0&key=KEY",
        409,
        "This is not the plan you reviewed.",
    ),
    (
        "RUN/answer",
        "",
        422,
        "Choose what to do about the unanswered calls.",
    ),
    (
        "RUN/answer",
        "choice=explode",
        422,
        "Choose what to do about the unanswered calls.",
    ),
    (
        "RUN/again",
        "",
        422,
        "Say on which servers the run is to be repeated.",
    ),
    (
        "RUN/again",
        "state=exploded",
        422,
        "Say on which servers the run is to be repeated.",
    ),
    (
        "RUN/again",
        "state=failed",
        409,
        "None of its servers ended so.",
    ),
    ("RUN/shares", "", 422, "Choose how long the link opens."),
    (
        "RUN/shares",
        "life=99y",
        422,
        "Choose how long the link opens.",
    ),
    ("/sign-in", "cloud=Demo", 422, "Enter your user name."),
    (
        "/sign-in",
        "cloud=Demo&user=ada",
        422,
        "Enter your password.",
    ),
    (
        "/sign-in",
        "cloud=Nope&user=ada&password=x",
        422,
        "Choose one of the clouds here: Demo, Cloudify.",
    ),
    (
        "/sign-in",
        "user=ada&password=x",
        422,
        "Choose one of the clouds here: Demo, Cloudify.",
    ),
    (
        "/sign-in",
        "cloud=Demo&user=a%00%E2%80%AE&password=%00",
        422,
        "did not recognize this user name",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn forms_with_fields_missing_or_made_up_say_which() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let plan = plan(&admin, ALWAYS_FAILS, "va1slipweb02").await;
    let (hash, key) = confirmation(&admin, &plan).await;
    let filled = |text: &str| {
        let real = [
            ("PLAN", &plan),
            ("RUN", &run),
            ("HASH", &hash),
            ("KEY", &key),
        ];
        let text = real.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(name, value)
        });
        text.replace("LONG", &"k".repeat(1_000))
    };
    for (path, body, status, expected) in BAD {
        let request = admin.posting(&filled(path)).body(filled(body));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), status, "{path} {body}");
        let told = page_text(answer).await;
        assert!(told.contains(expected), "{path} {body}: {told}");
    }
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let unharmed = admin.post(&format!("{plan}/run"), &confirm).await;
    assert_eq!(unharmed.status(), 303, "the plan can still be confirmed");
}

/// A form that says it repeats a run which is none, or another account's.
#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_run_that_is_none_is_left_out() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let real = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    for (repeats, links) in [(last(&real), true), ("nosuchrun", false), ("", false)] {
        let review = format!("/Demo/SLIP/packages/{NEVER_ENDS}/review");
        let form = [
            ("names", "va1slipweb02"),
            ("repeats", repeats),
            ("do", "review"),
        ];
        let plan = location(&admin.post(&review, &form).await);
        let (hash, key) = confirmation(&admin, &plan).await;
        let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
        let run = location(&admin.post(&format!("{plan}/run"), &confirm).await);
        let html = admin.page(&run).await.replace("<!>", "");
        assert_eq!(html.contains(">#1</a>"), links, "{repeats}");
    }
}
