//! The real program with its logs at their most talkative, against a simulated cloud that notes
//! every token it is shown; and everything that came out of the program, kept for the search.

use super::search::Seen;
use crate::program::{Started, program};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use reqwest::{Client, Method, Response, redirect};
use slipway_simulator::{Options, Simulator};
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// 32 bytes that are easy to find.
pub(super) const KEY: [u8; 32] = *b"Canary-key-0f1e2d3c4b5a69788796A";

pub(super) struct World {
    folder: tempfile::TempDir,
    pub(super) cloud: String,
    tokens: Arc<Mutex<BTreeSet<String>>>,
    pub(super) program: Option<Started>,
    pub(super) client: Client,
    pub(super) seen: Vec<Seen>,
}

impl World {
    pub(super) async fn start() -> Self {
        let tokens = Arc::new(Mutex::new(BTreeSet::new()));
        let cloud = serve_cloud(Arc::clone(&tokens)).await;
        let folder = tempfile::tempdir().expect("a folder");
        let named = |(name, kind)| {
            format!("[[clouds]]\nname = \"{name}\"\nkind = \"{kind}\"\nurl = \"{cloud}\"\n")
        };
        let settings = [("Demo", "clc"), ("Flows", "cloudify")].map(named).concat();
        std::fs::write(folder.path().join("slipway.toml"), settings).expect("written");
        let mut world = Self {
            folder,
            cloud,
            tokens,
            program: None,
            client: browser(),
            seen: Vec::new(),
        };
        world.start_program();
        world
    }

    /// Starts the program, again over what it kept; its log goes on in the same file.
    pub(super) fn start_program(&mut self) {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log());
        let mut command = program();
        command
            .args(["serve", "--config", "slipway.toml", "--data", "data"])
            .args(["--listen", "127.0.0.1:0"])
            .current_dir(self.folder.path())
            .env("SLIPWAY_SECRET_KEY", key_text())
            .env("RUST_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(Stdio::from(log.expect("a log")));
        self.program = Some(Started::wait_for(command));
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log.txt")
    }

    pub(super) fn url(&self, path: &str) -> String {
        let port = self.program.as_ref().map_or(0, |program| program.port);
        format!("http://127.0.0.1:{port}{path}")
    }

    /// Asks and keeps everything of the answer.
    pub(super) async fn ask(
        &mut self,
        place: &str,
        method: Method,
        path: &str,
        form: &[(&str, &str)],
    ) -> Answer {
        let request = self.client.request(method.clone(), self.url(path));
        let request = request.header("sec-fetch-site", "same-origin");
        let request = if method == Method::POST {
            request.form(form)
        } else {
            request
        };
        let response = request.send().await.expect("an answer");
        let answer = Answer::read(response).await;
        self.record(format!("{place}: headers"), answer.headers.clone());
        self.record(format!("{place}: body"), answer.text.clone());
        answer
    }

    pub(super) async fn get(&mut self, place: &str, path: &str) -> Answer {
        self.ask(place, Method::GET, path, &[]).await
    }

    pub(super) async fn post(&mut self, place: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        self.ask(place, Method::POST, path, form).await
    }

    pub(super) fn record(&mut self, place: String, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        self.seen.push(Seen { place, bytes });
    }

    /// Keeps what the data folder and the log hold at this moment.
    pub(super) fn keep_files(&mut self, moment: &str) {
        let entries = std::fs::read_dir(self.folder.path().join("data")).expect("readable");
        let files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        assert!(
            files.iter().any(|file| file.ends_with("slipway.sqlite")),
            "{files:?}"
        );
        for file in files.into_iter().chain([self.log()]) {
            let bytes = std::fs::read(&file).expect("readable");
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            self.record(format!("file {name} {moment}"), bytes);
        }
    }

    pub(super) fn tokens(&self) -> Vec<String> {
        self.tokens
            .lock()
            .expect("tokens")
            .iter()
            .cloned()
            .collect()
    }

    /// Whatever was kept under places that begin like this.
    pub(super) fn kept(&self, place: &str) -> Vec<u8> {
        let seen = self
            .seen
            .iter()
            .filter(|seen| seen.place.starts_with(place));
        seen.flat_map(|seen| seen.bytes.iter().copied()).collect()
    }

    /// Tells the simulated cloud something.
    pub(super) async fn switch(&self, switch: &str, body: &str) {
        let request = browser().post(format!("{}/_sim/{switch}", self.cloud));
        let request = request.header("content-type", "application/json");
        let answer = request.body(body.to_owned()).send().await;
        assert!(answer.expect("an answer").status().is_success(), "{switch}");
    }

    /// What the cloud was asked.
    pub(super) async fn asked(&self) -> String {
        let answer = browser()
            .get(format!("{}/_sim/requests", self.cloud))
            .send()
            .await;
        answer.expect("an answer").text().await.expect("text")
    }
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: String,
    pub(super) text: String,
    pub(super) location: String,
}

impl Answer {
    async fn read(response: Response) -> Self {
        let location = response.headers().get("location");
        Self {
            status: response.status().as_u16(),
            location: location
                .map(|value| value.to_str().expect("text").to_owned())
                .unwrap_or_default(),
            headers: format!("{:?}", response.headers()),
            text: response.text().await.expect("text"),
        }
    }
}

pub(super) fn browser() -> Client {
    Client::builder()
        .tls_backend_preconfigured(crate::support::tls())
        .cookie_store(true)
        .redirect(redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a client")
}

pub(super) fn key_text() -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(KEY)
}

async fn serve_cloud(tokens: Arc<Mutex<BTreeSet<String>>>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let simulator = Simulator::new(Options {
        speed: 200.0,
        ..Options::default()
    });
    let note = move |request: Request, next: Next| {
        let shown = |name| request.headers().get(name)?.to_str().ok();
        let bearer = shown("authorization").and_then(|value| value.strip_prefix("Bearer "));
        for token in bearer.into_iter().chain(shown("authentication-token")) {
            tokens.lock().expect("tokens").insert(token.to_owned());
        }
        next.run(request)
    };
    let router = simulator.router().layer(from_fn(note));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}
