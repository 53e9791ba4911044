//! The journey on which nothing may leak: forms that are refused, a review, a run whose call
//! fails, the same again, a crash in between, a shared page, the end of the sign-in.

use super::search::{Hidden, contains, leaks};
use super::world::{Answer, KEY, World, browser, key_text};
use crate::program::{program, stop};
use crate::steps::{hidden, last};
use base64::Engine;
use slipway_simulator::packages::SHOWCASE;
use std::time::Duration;

const FIRST: &str = "Canary-pw-7ae3f1Zq";
const SECOND: &str = "Canary-pw-again-52c1";
const REFUSED: &str = "Canary-pw-refused-9d0";
const MISPLACED: &str = "Canary-pw-misplaced-3";
const GUESSED: &str = "Canary-guess-44b1x9";
/// Not a secret: shows that the search looks in the right places.
const GREETING: &str = "Seen-greeting-91bd";

const PASSWORD: &str = "p[SLIP.Showcase.AdminPassword][]";

fn form<'a>(password: &'a str, names: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("p[SLIP.Showcase.Greeting][]", GREETING),
        ("p[SLIP.Showcase.Workers][]", "4"),
        ("p[SLIP.Showcase.Environment][]", "dev"),
        ("secret", PASSWORD),
        (PASSWORD, password),
        ("names", names),
        ("do", "review"),
    ]
}

async fn sign_in(world: &mut World) {
    let form = [
        ("cloud", "Demo"),
        ("user", "admin"),
        ("password", "slipway"),
    ];
    let answer = world.post("sign-in", "/sign-in", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
}

async fn review(world: &mut World, place: &str, form: &[(&str, &str)]) -> Answer {
    let path = format!("/SLIP/packages/{SHOWCASE}/review");
    world.post(place, &path, form).await
}

/// Confirms a plan and waits for its run to stand still; the run's path.
async fn run(world: &mut World, plan: &str, until: &str) -> String {
    let html = world.get("review page", plan).await.text;
    assert!(html.contains(GREETING), "the review shows the values");
    let (hash, key) = (hidden(&html, "hash"), hidden(&html, "key"));
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = world
        .post("confirm", &format!("{plan}/run"), &confirm)
        .await
        .location;
    assert!(run.starts_with("/SLIP/runs/"), "{run}");
    follow(world, &run, until).await;
    run
}

/// Listens to the run for a while and reads its page until it says so.
async fn follow(world: &mut World, run: &str, until: &str) {
    let request = world.client.get(world.url(&format!("{run}/events")));
    let mut stream = request.send().await.expect("a stream");
    let mut told = Vec::new();
    while let Ok(Ok(Some(part))) =
        tokio::time::timeout(Duration::from_millis(500), stream.chunk()).await
    {
        told.extend_from_slice(&part);
    }
    assert!(contains(&told, b"event: state"), "{told:?}");
    world.keep("event stream".to_owned(), told);
    for _ in 0..60 {
        if world.get("run page", run).await.text.contains(until) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the run never says {until}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_found_anywhere_from_the_first_form_to_the_restart() {
    let mut world = World::start().await;
    forms(&mut world).await;
    let failed = failure(&mut world).await;
    let session = again_over_a_crash(&mut world, &failed).await;
    let token = shared(&mut world, &failed).await;
    endings(&mut world).await;
    stop(&mut world.program.as_mut().expect("it runs").child);
    world.keep_files("after the end");
    prove_that_places_were_searched(&world).await;
    let mut hidden = vec![
        Hidden::nowhere("the first password", FIRST),
        Hidden::nowhere("the second password", SECOND),
        Hidden::nowhere("a refused password", REFUSED),
        Hidden::nowhere("a password under a wrong name", MISPLACED),
        Hidden::nowhere("a guessed password", GUESSED),
        Hidden::nowhere("the secret key", KEY),
        Hidden::nowhere("the secret key's text", key_text()),
        Hidden::only(&["share link made"], "the share token", token),
        Hidden::only(&["sign-in: headers"], "the session cookie", session),
    ];
    let tokens = world.tokens();
    assert!(
        tokens.len() >= 2,
        "the cloud was shown {} tokens",
        tokens.len()
    );
    let bearer = tokens
        .iter()
        .map(|token| Hidden::nowhere("a bearer token", token.as_str()));
    hidden.extend(bearer);
    // Parts of a token are as bad: its signature, and what all of a person's tokens begin with.
    for token in &tokens {
        let (claims, signature) = token.rsplit_once('.').expect("a JWT");
        hidden.push(Hidden::nowhere("a signature", signature));
        hidden.push(Hidden::nowhere("claims", &claims[..80]));
    }
    let leaks = leaks(&hidden, &world.seen);
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// Forms that are filled, refused, misdirected, and carried over a sign-in.
async fn forms(world: &mut World) {
    let guess = [("cloud", "Demo"), ("user", "admin"), ("password", GUESSED)];
    let refused = world.post("wrong password", "/sign-in", &guess).await;
    assert_eq!(refused.status, 422);
    let carried = review(world, "carried form", &form(REFUSED, "va1slipweb01")).await;
    assert_eq!(carried.status, 401);
    assert!(carried.text.contains(GREETING), "what was typed is carried");
    sign_in(world).await;
    world.get("packages", "/SLIP/packages").await;
    world
        .get("form", &format!("/SLIP/packages/{SHOWCASE}"))
        .await;
    world.get("inventory", "/SLIP/inventory.json").await;
    let draft = review(world, "refused form", &form(REFUSED, "nosuchserver")).await;
    let html = world.get("draft", &draft.location).await.text;
    assert!(html.contains("nosuchserver") && html.contains(GREETING));
    let mut older = form(REFUSED, "va1slipweb01");
    let note = "p[SLIP.Showcase.Note][]";
    older.extend([
        ("p[Old.Password][]", MISPLACED),
        ("secret", "p[Gone.Password][]"),
        ("p[Gone.Password][]", MISPLACED),
        ("password", MISPLACED),
        ("secret", note),
        (note, MISPLACED),
    ]);
    let draft = review(world, "older form", &older).await;
    let html = world
        .get("draft of an older form", &draft.location)
        .await
        .text;
    for key in [
        "Old.Password",
        "Gone.Password",
        "password",
        "SLIP.Showcase.Note",
    ] {
        assert!(html.contains(key), "{key} is named");
    }
    let check = [
        ("account", "SLIP"),
        ("package", SHOWCASE),
        ("variable", "SLIP.Showcase.AdminPassword"),
        ("value", REFUSED),
    ];
    let answer = world
        .post("server function", "/api/check-value", &check)
        .await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    world.keep_files("after the forms");
}

/// A run whose one call the cloud answers with a fault, and a person's word on it.
async fn failure(world: &mut World) -> String {
    let fault = r#"{"path": "*executepackage", "method": "POST", "count": 1, "fault": "status", "status": 500}"#;
    world.switch("faults", fault).await;
    let plan = review(world, "review", &form(FIRST, "va1slipweb01"))
        .await
        .location;
    world.keep_files("after the review");
    let run = run(world, &plan, "send-again").await;
    world.keep_files("while it asks");
    let choice = [("choice", "leave-unknown")];
    let answered = world
        .post("answer", &format!("{run}/answer"), &choice)
        .await;
    assert_eq!(answered.status, 303, "{}", answered.text);
    follow(world, &run, "Finished in").await;
    run
}

/// The run once more with another password; the program dies between review and confirmation.
async fn again_over_a_crash(world: &mut World, failed: &str) -> String {
    let again = world
        .post("again", &format!("{failed}/again"), &[("state", "all")])
        .await;
    let html = world.get("form again", &again.location).await.text;
    assert!(html.contains(GREETING), "values are kept");
    let server = hidden(&html, "server");
    let mut form = form(SECOND, "");
    form.push(("server", &server));
    let plan = review(world, "review again", &form).await.location;
    world.program = None;
    world.keep_files("after the crash");
    world.start_program();
    world.client = browser();
    let at = world.seen.len();
    sign_in(world).await;
    let cookie = String::from_utf8_lossy(&world.seen[at].bytes).into_owned();
    let run = run(world, &plan, "The server succeeded in").await;
    world.keep_files("after the run");
    assert_ne!(last(&run), last(failed));
    let session = cookie.split("slipway=").nth(1).expect("a cookie");
    session.split(';').next().expect("a cookie").to_owned()
}

async fn shared(world: &mut World, run: &str) -> String {
    let form = [("life", "1h"), ("values", "on")];
    let made = world
        .post("share link made", &format!("{run}/shares"), &form)
        .await;
    let link = made.text.split("/s/").nth(1).expect("a link");
    let token = link.split('"').next().expect("a link").to_owned();
    world.get("share links", &format!("{run}/shares")).await;
    let page = world.get("shared page", &format!("/s/{token}")).await;
    assert!(page.text.contains(GREETING), "the owner ticked the values");
    world
        .get("shared page, standing", &format!("/s/{token}?still=1"))
        .await;
    world
        .post("shared page, posted to", &format!("/s/{token}"), &[])
        .await;
    world
        .get("shared page, astray", &format!("/s/{token}/x"))
        .await;
    world.get("runs", "/SLIP/runs").await;
    world.get("servers", "/SLIP/servers").await;
    token
}

/// The cloud stops taking the token; then the person goes.
async fn endings(world: &mut World) {
    world.get("metrics", "/metrics").await;
    world.switch("tokens/expire", "").await;
    let plan = review(
        world,
        "review without a token",
        &form(REFUSED, "va1slipweb01"),
    )
    .await;
    assert!([303, 401].contains(&plan.status), "{}", plan.status);
    world.get("servers without a token", "/SLIP/servers").await;
    world.post("sign-out", "/sign-out", &[]).await;
    world.get("after sign-out", "/SLIP/runs").await;
}

/// The cloud got both passwords, and what is no secret is seen where it was looked for.
async fn prove_that_places_were_searched(world: &World) {
    let asked = world.asked().await;
    for password in [FIRST, SECOND] {
        assert!(asked.contains(password), "the cloud never got {password}");
    }
    for place in [
        "form again: body",
        "review page: body",
        "shared page: body",
        "file slipway.sqlite",
    ] {
        let kept = world.kept(place);
        assert!(
            contains(&kept, GREETING.as_bytes()),
            "{place} shows no value"
        );
    }
    let log = world.kept("file log.txt after the end");
    for (word, why) in [
        ("\"level\":\"TRACE\"", "at its most talkative"),
        ("/{account}/plans/{plan}/run", "with the routes"),
        ("/s/{token}", "with the shared page"),
    ] {
        assert!(contains(&log, word.as_bytes()), "the log is {why}");
    }
    let metrics = world.kept("metrics: body");
    assert!(contains(&metrics, b"slipway_requests_total"));
}

#[test]
fn a_key_that_cannot_be_used_is_not_repeated() {
    let folder = tempfile::tempdir().expect("a folder");
    let short = base64::engine::general_purpose::STANDARD.encode("Canary-key-too-short");
    for key in ["Canary-key-is-no-base64!", short.as_str()] {
        let mut command = program();
        command.args(["serve", "--demo", "--listen", "127.0.0.1:0"]);
        command
            .env("SLIPWAY_SECRET_KEY", key)
            .env("RUST_LOG", "trace");
        let output = command
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(1));
        let said = [output.stdout, output.stderr].concat();
        assert!(
            contains(&said, b"SLIPWAY_SECRET_KEY"),
            "the setting is named"
        );
        assert!(!contains(&said, key.as_bytes()), "its value is not");
    }
}
