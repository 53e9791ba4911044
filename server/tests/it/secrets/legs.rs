//! The legs of the journey, each with what it is worth only if the program got that far.

use super::search::contains;
use super::world::{Answer, World, browser};
use crate::form_page::{fields, typed};
use crate::steps::{answer_fields, between, hidden, last};
use slipway_simulator::packages::SHOWCASE;
use std::time::Duration;

pub(super) const FIRST: &str = "Canary-pw-7ae3f1Zq";
pub(super) const SECOND: &str = "Canary-pw-again-52c1";
pub(super) const REFUSED: &str = "Canary-pw-refused-9d0";
pub(super) const MISPLACED: &str = "Canary-pw-misplaced-3";
pub(super) const GUESSED: &str = "Canary-guess-44b1x9";
/// Not a secret: shows that the search looks in the right places.
pub(super) const GREETING: &str = "Seen-greeting-91bd";

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

/// Signs in out of a form of another kind, whose page draws it again from what was typed.
async fn carry_on(world: &mut World) {
    let page = "/Demo/SLIP/groups/new";
    let form = [
        ("name", GREETING),
        ("secret", "token"),
        ("token", REFUSED),
        ("password", MISPLACED),
    ];
    let carried = world.post("carried page", page, &form).await;
    assert_eq!(carried.status, 401);
    let signing = [("user", "admin"), ("password", "slipway")];
    let signing = typed(fields(&carried.text, "/sign-in"), &signing);
    let signing = signing.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    let signing: Vec<_> = signing.collect();
    let answer = world.post("sign-in", "/sign-in", &signing).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let again = world.get("carried page", &answer.location).await;
    assert!(again.text.contains(GREETING), "the form stands there again");
}

async fn review(world: &mut World, place: &str, form: &[(&str, &str)]) -> Answer {
    let path = format!("/Demo/SLIP/packages/{SHOWCASE}/review");
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
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
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
    world.record("event stream".to_owned(), told);
    for _ in 0..60 {
        if world.get("run page", run).await.text.contains(until) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the run never says {until}");
}

/// Forms that are filled, refused, misdirected, and carried over a sign-in.
pub(super) async fn forms(world: &mut World) {
    let guess = [("cloud", "Demo"), ("user", "admin"), ("password", GUESSED)];
    let refused = world.post("wrong password", "/sign-in", &guess).await;
    assert_eq!(refused.status, 422);
    let carried = review(world, "carried form", &form(REFUSED, "va1slipweb01")).await;
    assert_eq!(carried.status, 401);
    assert!(carried.text.contains(GREETING), "what was typed is carried");
    carry_on(world).await;
    world.get("packages", "/Demo/SLIP/packages").await;
    world
        .get("form", &format!("/Demo/SLIP/packages/{SHOWCASE}"))
        .await;
    world.get("inventory", "/Demo/SLIP/inventory.json").await;
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
pub(super) async fn failure(world: &mut World) -> String {
    let fault = r#"{"path": "*executepackage", "method": "POST", "count": 1, "fault": "status", "status": 500}"#;
    world.switch("faults", fault).await;
    let plan = review(world, "review", &form(FIRST, "va1slipweb01"))
        .await
        .location;
    world.keep_files("after the review");
    let run = run(world, &plan, "send-again").await;
    world.keep_files("while it asks");
    let html = world.get("the question", &run).await.text;
    let fields = answer_fields(&html, "leave-unknown");
    let fields: Vec<_> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let answered = world
        .post("answer", &format!("{run}/answer"), &fields)
        .await;
    assert_eq!(answered.status, 303, "{}", answered.text);
    follow(world, &run, "Finished in").await;
    run
}

/// The run once more with another password; the program dies between review and confirmation.
pub(super) async fn again_over_a_crash(world: &mut World, failed: &str) -> String {
    let again = world
        .post("again", &format!("{failed}/again"), &[("state", "all")])
        .await;
    let html = world.get("form again", &again.location).await.text;
    assert!(html.contains(GREETING), "values are kept");
    let server = between(&html, "name=\"server\" value=\"", "\"").to_owned();
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
    let named = cookie.split("slipway-").nth(1).expect("a cookie");
    let (_port, session) = named.split_once('=').expect("a value");
    session.split(';').next().expect("a cookie").to_owned()
}

pub(super) async fn shared(world: &mut World, run: &str) -> String {
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
    world.get("runs", "/Demo/SLIP/runs").await;
    world.get("servers", "/Demo/SLIP/servers").await;
    token
}

/// A server is looked at, and its root password asked for: shown in that one answer.
pub(super) async fn root_password(world: &mut World) -> String {
    let server = "/Demo/SLIP/servers/va1slipweb01";
    world.get("server", server).await;
    let path = format!("{server}/credentials");
    let shown = world.post("root password shown", &path, &[]).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let (_, code) = shown
        .text
        .split_once("id=\"password\"")
        .expect("a password");
    let (_, rest) = code.split_once('>').expect("a password");
    let password = rest.split('<').next().expect("a password").to_owned();
    world.get("root password, opened", &path).await;
    world.get("server again", server).await;
    world.get("server's form", &format!("{server}/edit")).await;
    let wrong = [("cpu", "99"), ("memory", "")];
    world
        .post("hardware refused", &format!("{server}/hardware"), &wrong)
        .await;
    world.keep_files("after the root password");
    password
}

/// The cloud stops taking the token; then the person goes.
pub(super) async fn endings(world: &mut World) {
    world.get("metrics", "/metrics").await;
    world.switch("tokens/expire", "").await;
    let plan = review(
        world,
        "review without a token",
        &form(REFUSED, "va1slipweb01"),
    )
    .await;
    assert!([303, 401].contains(&plan.status), "{}", plan.status);
    world
        .get("servers without a token", "/Demo/SLIP/servers")
        .await;
    world.post("sign-out", "/sign-out", &[]).await;
    world.get("after sign-out", "/Demo/SLIP/runs").await;
}
