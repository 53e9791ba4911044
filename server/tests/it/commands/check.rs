//! `slipway check` finds what would stop `serve` or a sign-in.

use super::{KEY, ran, slipway};
use slipway_simulator::{Options, Simulator};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

async fn cloud() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let simulator = Simulator::new(Options::default());
    tokio::spawn(async move {
        let served = simulator.serve(listener, std::future::pending()).await;
        served.expect("served");
    });
    url
}

/// Something that answers every request in the same way.
async fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4_096]).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    url
}

fn settings(folder: &Path, url: &str, key: Option<&str>, mode: u32) {
    let path = folder.join("key");
    let _ = fs::remove_file(&path);
    if let Some(key) = key {
        fs::write(&path, key).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
    }
    let text = format!(
        "[server]\nsecret_key_file = \"key\"\ndata = \"data\"\n[[clouds]]\nname = \"A\"\nkind = \"clc\"\nurl = \"{url}\"\n"
    );
    fs::write(folder.join("Leptos.toml"), text).expect("written");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sound_is_said_to_be_and_nothing_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    settings(folder.path(), &cloud().await, Some(KEY), 0o440);
    let mut command = slipway(folder.path(), &["check"]);
    // Where calls go comes from the settings alone.
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    let (code, said, complaint) = ran(command);
    assert_eq!(code, Some(0), "{said}{complaint}");
    for words in ["settings: sound", "secret key: sound", "cloud A: http"] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!folder.path().join("data").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_serve_makes_is_sound_and_one_that_it_refuses_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    settings(folder.path(), &cloud().await, Some(KEY), 0o600);
    fs::create_dir(folder.path().join("below")).expect("made");
    for (url, sound) in [
        ("sqlite:here.db", true),
        ("sqlite://here.db", true),
        ("sqlite:below/here.db", true),
        ("sqlite:nowhere/here.db", false),
        ("sqlite::memory:", false),
        ("sqlite:here.db?mode=ro", false),
    ] {
        let (code, said, complaint) =
            ran(slipway(folder.path(), &["check", "--database-url", url]));
        assert_eq!(code, Some(i32::from(!sound)), "{url}: {said}{complaint}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_cannot_be_asked_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    settings(folder.path(), &cloud().await, Some(KEY), 0o600);
    let file = folder.path().join("Leptos.toml");
    let text = fs::read_to_string(&file).expect("read");
    fs::write(&file, format!("{text}proxy = \"http://127.0.0.1:9\"\n")).expect("written");
    let (code, said, _) = ran(slipway(folder.path(), &["check"]));
    assert_eq!(code, Some(1));
    assert!(
        said.contains("through the proxy http://127.0.0.1:9: "),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_serve_refuses_is_not_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = cloud().await;
    for (key, mode, words) in [
        (None, 0, "No such file"),
        (Some("short"), 0o600, "secret_key_file"),
        (Some(KEY), 0o644, "others may read or change it"),
        (Some(KEY), 0o604, "others may read or change it"),
        (Some(KEY), 0o620, "others may read or change it"),
    ] {
        settings(folder.path(), &url, key, mode);
        let (code, said, _) = ran(slipway(folder.path(), &["check"]));
        assert_eq!(code, Some(1), "{mode:o}: {said}");
        assert!(said.contains("secret key: NOT SOUND"), "{said}");
        assert!(said.contains(words), "{mode:o}: {said}");
        let (code, _, complaint) = ran(slipway(folder.path(), &["serve"]));
        assert_eq!(code, Some(1), "serve refuses it too: {complaint}");
        assert!(complaint.contains(words), "{complaint}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_answer_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>Hello.";
    let moved = "HTTP/1.1 301 X\r\nLocation: https://elsewhere.example/v2?token=s3cret\r\nContent-Length: 0\r\n\r\n";
    for (url, code, words) in [
        (
            answering("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n").await,
            "not-found",
            "url",
        ),
        (answering(html).await, "web-page", "web page"),
        (
            answering(moved).await,
            "redirect",
            "https://elsewhere.example/v2 ",
        ),
        (
            answering("HTTP/1.1 502 X\r\nContent-Length: 0\r\n\r\n").await,
            "failing",
            "502",
        ),
        (
            answering("HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n").await,
            "turned-away",
            "401",
        ),
        ("http://127.0.0.1:9".to_owned(), "refused", "nobody listens"),
        ("http://nowhere.invalid".to_owned(), "dns", "DNS"),
    ] {
        settings(folder.path(), &url, Some(KEY), 0o600);
        let (exit, said, _) = ran(slipway(folder.path(), &["check"]));
        assert_eq!(exit, Some(1), "{said}");
        let cloud = said
            .lines()
            .find(|line| line.starts_with("cloud A: NOT SOUND"));
        let cloud = cloud.unwrap_or_else(|| panic!("{said}"));
        assert!(cloud.contains(&format!("[{code}]")), "{cloud}");
        assert!(
            cloud.contains(words) && !cloud.contains("s3cret"),
            "{cloud}"
        );
    }
}
