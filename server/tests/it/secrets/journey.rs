//! The journey on which nothing may leak: forms that are refused, a review, a run whose call
//! fails, the same again, a crash in between, a shared page, the end of the sign-in.

use super::legs::{
    FIRST, GREETING, GUESSED, MISPLACED, REFUSED, SECOND, again_over_a_crash, endings, failure,
    forms, root_password, shared,
};
use super::new_server::{AFTER, BUILT, REFUSED as BAD, new_servers};
use super::search::{Hidden, contains, leaks};
use super::workflow::{STARTED, UNFIT, workflows};
use super::world::{KEY, World, key_text};
use crate::program::{program, stop};
use base64::Engine;

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_found_anywhere_from_the_first_form_to_the_restart() {
    let mut world = World::start().await;
    forms(&mut world).await;
    let failed = failure(&mut world).await;
    let session = again_over_a_crash(&mut world, &failed).await;
    let token = shared(&mut world, &failed).await;
    let root = root_password(&mut world).await;
    new_servers(&mut world, &root).await;
    workflows(&mut world).await;
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
        Hidden::nowhere("a new server's password", BUILT),
        Hidden::nowhere("a new server's refused password", BAD),
        Hidden::nowhere("a password for after the build", AFTER),
        Hidden::nowhere("a workflow's secret", STARTED),
        Hidden::nowhere("a workflow's refused secret", UNFIT),
        Hidden::nowhere("the secret key", KEY),
        Hidden::nowhere("the secret key's text", key_text()),
        Hidden::only(&["share link made"], "the share token", token),
        Hidden::only(&["sign-in: headers"], "the session cookie", session),
        Hidden::only(&["root password shown: body"], "the root password", root),
    ];
    let tokens = world.tokens();
    let (flows, signed): (Vec<_>, Vec<_>) =
        tokens.iter().partition(|token| token.starts_with("ctok-"));
    let (many, other) = (signed.len(), flows.len());
    assert!(many >= 2 && other >= 1, "shown: {many} and {other} tokens");
    let bearer = tokens
        .iter()
        .map(|token| Hidden::nowhere("a bearer token", token.as_str()));
    hidden.extend(bearer);
    // Parts of a token are as bad: its signature, and what all of a person's tokens begin with.
    for token in signed {
        let (claims, signature) = token.rsplit_once('.').expect("a JWT");
        hidden.push(Hidden::nowhere("a signature", signature));
        hidden.push(Hidden::nowhere("claims", &claims[..80]));
    }
    for token in flows {
        let (_, secret) = token.rsplit_once('-').expect("an id and a secret");
        hidden.push(Hidden::nowhere("the secret of a token", secret));
    }
    let leaks = leaks(&hidden, &world.seen);
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// The cloud got both passwords, and what is no secret is seen where it was looked for.
async fn prove_that_places_were_searched(world: &World) {
    let asked = world.asked().await;
    for password in [FIRST, SECOND, BUILT, AFTER, STARTED] {
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
        ("/{cloud}/{account}/plans/{plan}/run", "with the routes"),
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
