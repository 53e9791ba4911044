//! The program as one file: copied into an empty folder, started there, stopped by a signal.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slipway"));
    for (name, _) in
        std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("SLIPWAY_"))
    {
        command.env_remove(name);
    }
    command
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    program()
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_key_is_fresh_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (
        run_in(folder.path(), &["key"]),
        run_in(folder.path(), &["key"]),
    );
    assert!(one.status.success());
    assert_eq!(one.stdout.len(), 45, "32 bytes in base64 and a line break");
    assert_ne!(one.stdout, two.stdout);
}

#[test]
fn what_cannot_start_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_string_lossy().into_owned()
    };
    let clc = write(
        "clc.toml",
        "[[clouds]]\nname = \"A\"\nkind = \"clc\"\nurl = \"http://127.0.0.1:9\"\n",
    );
    let lab = write(
        "lab.toml",
        "[[clouds]]\nname = \"L\"\nkind = \"metal\"\nurl = \"http://127.0.0.1:9\"\n",
    );
    for (arguments, expected) in [
        (vec!["serve", "--config", &clc], "there is no secret key"),
        (vec!["serve", "--config", &lab], "metal"),
        (vec!["serve", "--config", "missing.toml"], "missing.toml"),
        (vec!["serve"], "clouds"),
        (
            vec!["serve", "--demo", "--public-url", "nonsense"],
            "public_url",
        ),
        (vec!["check", "--config", &clc], "things are not sound"),
    ] {
        let output = run_in(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(
            said(&output).contains(expected),
            "{arguments:?}: {}",
            said(&output)
        );
    }
}

#[test]
fn another_key_than_the_databases_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let listen = [
        "serve",
        "--demo",
        "--data",
        "data",
        "--listen",
        "127.0.0.1:0",
    ];
    let mut first = start(folder.path(), &listen);
    stop(&mut first.child);
    std::fs::remove_file(folder.path().join("data/secret.key")).expect("the demo's key");
    let output = run_in(folder.path(), &listen);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("secret key"), "{}", said(&output));
}

pub(crate) struct Started {
    pub(crate) child: Child,
    pub(crate) port: u16,
}

impl Started {
    /// Starts `command` and waits until it says where it listens.
    pub(crate) fn wait_for(mut command: Command) -> Self {
        let mut child = command.spawn().expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let port = line
            .trim()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        Self {
            child,
            port: port.unwrap_or_else(|| panic!("no address in {line:?}")),
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(folder: &Path, arguments: &[&str]) -> Started {
    let mut command = program();
    command
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    Started::wait_for(command)
}

/// Asks it to stop as an operator does, and checks that it ends well and in time.
pub(crate) fn stop(child: &mut Child) {
    let asked = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(asked.expect("kill runs").success());
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a status") {
            assert!(status.success(), "{status}");
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "it does not stop"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_file_in_an_empty_folder_serves_every_page_and_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("slipway");
    std::fs::copy(env!("CARGO_BIN_EXE_slipway"), &copy).expect("copied");
    let empty = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(&copy);
    command
        .args(["serve", "--demo", "--listen", "127.0.0.1:0"])
        .current_dir(empty.path());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut started = Started::wait_for(command);

    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(crate::support::tls())
        .cookie_store(true)
        .build()
        .expect("a client");
    let base = format!("http://127.0.0.1:{}", started.port);
    let form = [
        ("cloud", "Demo"),
        ("user", "admin"),
        ("password", "slipway"),
    ];
    let sign_in = client
        .post(format!("{base}/sign-in"))
        .header("sec-fetch-site", "same-origin");
    let home = sign_in.form(&form).send().await.expect("an answer");
    assert_eq!(home.status(), 200);
    let html = home.text().await.expect("text");
    for path in [
        "/Demo/SLIP/packages",
        "/Demo/SLIP/runs",
        "/Demo/SLIP/servers",
        "/favicon.svg",
        "/robots.txt",
    ] {
        let answer = client
            .get(format!("{base}{path}"))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
    }
    let linked = html
        .split(['"', '\''])
        .filter(|part| part.starts_with("/pkg/"));
    for path in linked {
        let answer = client
            .get(format!("{base}{path}"))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(
            answer.headers()["cache-control"],
            "public, max-age=31536000, immutable"
        );
    }
    stop(&mut started.child);
    let left = std::fs::read_dir(empty.path()).expect("readable").count();
    assert_eq!(left, 0, "a demo leaves nothing behind");
}
