//! Variables as orchestrators set them, and what the portal takes itself to be.

use super::{ran, slipway};
use crate::program::{Started, stop};
use crate::support::Portal;
use std::process::Stdio;

fn demo(folder: &std::path::Path, words: &str) -> std::process::Command {
    let mut command = slipway(folder, &["serve", "--listen", "127.0.0.1:0"]);
    command.env("SLIPWAY_DEMO", words);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[test]
fn a_switch_is_on_or_off_in_the_usual_words() {
    let folder = tempfile::tempdir().expect("a folder");
    for on in ["1", "true", "yes", "on", "TRUE"] {
        stop(&mut Started::wait_for(demo(folder.path(), on)).child);
    }
    for off in ["0", "false", "no", "off", ""] {
        let (code, _, complaint) = ran(slipway(folder.path(), &["serve"]));
        assert_eq!(code, Some(1));
        let mut command = demo(folder.path(), off);
        command.stderr(Stdio::piped());
        let (code, _, found) = ran(command);
        assert_eq!(code, Some(1), "{off:?}");
        assert!(
            found.contains("clouds") && complaint.contains("clouds"),
            "{found}"
        );
    }
    let (code, _, found) = ran(demo(folder.path(), "perhaps"));
    assert_eq!(code, Some(2), "{found}");
}

#[test]
fn an_empty_variable_counts_as_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = demo(folder.path(), "1");
    for name in [
        "SLIPWAY_SERVERS",
        "SLIPWAY_SPEED",
        "SLIPWAY_CONFIG",
        "SLIPWAY_DATA",
        "SLIPWAY_DATABASE_URL",
        "SLIPWAY_PUBLIC_URL",
        "SLIPWAY_SECRET_KEY",
        "SLIPWAY_PREVIOUS_SECRET_KEY",
        "SLIPWAY_LISTEN",
        "RUST_LOG",
    ] {
        command.env(name, "");
    }
    stop(&mut Started::wait_for(command).child);
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_taken_from_the_address_that_browsers_name() {
    for (public_url, origin) in [
        (
            "https://slipway.example.com:443",
            "https://slipway.example.com",
        ),
        (
            "http://slipway.example.com:80/",
            "http://slipway.example.com",
        ),
        ("http://my_host:3000", "http://my_host:3000"),
        (
            "https://team_portal.example.com",
            "https://team_portal.example.com",
        ),
        ("HTTPS://Slipway.Example.COM", "https://slipway.example.com"),
    ] {
        let portal = Portal::start_with(|options| {
            options.public_url = Some(public_url.to_owned());
        })
        .await;
        let stranger = portal.stranger();
        let post = |origin: &str| {
            let post = stranger.client.post(portal.url("/sign-in"));
            let form = [
                ("cloud", "Demo"),
                ("user", "admin"),
                ("password", "slipway"),
            ];
            post.header("origin", origin).form(&form).send()
        };
        let answer = post(origin).await.expect("an answer");
        assert_eq!(answer.status(), 303, "{public_url} {origin}");
        let answer = post("https://other.example.com").await.expect("an answer");
        assert_eq!(answer.status(), 403, "{public_url}");
        let words = answer.text().await.expect("text").replace("<!>", "");
        assert!(words.contains(&format!("<code>{origin}</code>")), "{words}");
    }
}

#[test]
fn what_is_no_origin_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    for (public_url, words) in [
        ("https://example.com/slipway", "root of a host of its own"),
        ("https://example.com/slipway/", "root of a host of its own"),
        ("example.com", "http:// or https://"),
        ("https://example.com:70000", "port"),
        ("https://exa mple.com", "origin"),
        ("https://", "http:// or https://"),
        ("https://me@example.com", "origin"),
        ("https://[::1", "origin"),
    ] {
        let arguments = ["serve", "--demo", "--public-url", public_url];
        let (code, _, complaint) = ran(slipway(folder.path(), &arguments));
        assert_eq!(code, Some(1), "{public_url}");
        assert!(
            complaint.contains("public_url") && complaint.contains(words),
            "{public_url}: {complaint}"
        );
    }
}
