//! A simulated cloud that lives on, and a program that dies and starts again over what it kept.

use crate::program::{Started, program};
use crate::steps::answer_fields;
use crate::support::tls;
use reqwest::{Client, Response, redirect};
use serde_json::Value;
use slipway_simulator::{Options, Simulator};
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;
use tokio::task::JoinHandle;

const KEY: &str = "c29hay1zb2FrLXNvYWstc29hay1zb2FrLXNvYWstISE=";

/// How many times larger the fleet is than what runs need: some servers are stopped or archived.
const LARGER: usize = 3;

/// How long others look at a page before they ask for the next.
const PAUSE: Duration = Duration::from_millis(20);

pub(super) struct Stage {
    folder: tempfile::TempDir,
    cloud: String,
    program: Option<Started>,
    client: Client,
    /// What confirmations say of the rollout.
    pub(super) rollout: &'static [(&'static str, &'static str)],
}

/// Where a run stands, as its page is told.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) state: String,
    /// Where its rollout stands.
    pub(super) rollout: String,
    /// The state of each server.
    pub(super) rows: BTreeMap<String, String>,
}

/// Where a post led.
pub(super) struct Answer {
    pub(super) location: String,
}

impl Stage {
    /// A cloud in which `servers` can run packages, and the program in front of it.
    pub(super) async fn start(servers: usize) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a free port");
        let cloud = format!("http://{}", listener.local_addr().expect("an address"));
        let simulator = Simulator::new(Options {
            servers: servers * LARGER,
            speed: 20.0,
            ..Options::default()
        });
        tokio::spawn(async move {
            let served = simulator.serve(listener, std::future::pending()).await;
            served.expect("the cloud is served");
        });
        let folder = tempfile::tempdir().expect("a folder");
        let settings = format!("[[clouds]]\nname = \"Demo\"\nkind = \"clc\"\nurl = \"{cloud}\"\n");
        std::fs::write(folder.path().join("slipway.toml"), settings).expect("written");
        let client = Client::builder()
            .tls_backend_preconfigured(tls())
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build();
        let mut stage = Self {
            folder,
            cloud,
            program: None,
            client: client.expect("a client"),
            rollout: &[],
        };
        stage.start_program("127.0.0.1:0");
        stage
    }

    fn start_program(&mut self, listen: &str) {
        let mut command = program();
        command
            .args(["serve", "--config", "slipway.toml", "--data", "data"])
            .args(["--listen", listen])
            .current_dir(self.folder.path())
            .env("SLIPWAY_SECRET_KEY", KEY)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        self.program = Some(Started::wait_for(command));
    }

    /// Ends the program as a power cut would, and starts it again at the same address.
    pub(super) fn kill_and_restart(&mut self) {
        let port = self.port();
        let mut dead = self.program.take().expect("it runs");
        // SIGKILL: nothing is laid down, nothing said goodbye to.
        dead.child.kill().expect("killed");
        dead.child.wait().expect("ended");
        self.start_program(&format!("127.0.0.1:{port}"));
    }

    fn port(&self) -> u16 {
        self.program.as_ref().expect("it runs").port
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port())
    }

    pub(super) async fn sign_in(&self) {
        let form = [
            ("cloud", "Demo"),
            ("user", "admin"),
            ("password", "slipway"),
        ];
        let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(
            self.post("/sign-in", &form).await.location,
            "/Demo/SLIP/home"
        );
    }

    /// Posts a form; the session outlives the program.
    pub(super) async fn post(&self, path: &str, form: &[(String, String)]) -> Answer {
        let answer = self.post_later(path, form).await.expect("posted");
        let answer = answer.expect("an answer");
        let location = answer.headers().get("location");
        let location = location.and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let status = answer.status();
        let text = answer.text().await.expect("text");
        assert_eq!(status, 303, "{path}: {text}");
        Answer { location }
    }

    /// Decides about the calls of a run that got no answer. Until the lease of the program that
    /// died has run out nobody else may decide.
    pub(super) async fn leave_unknown(&self, run: &str) {
        let html = self.page(run).await;
        if !html.contains("leave-unknown") {
            return;
        }
        let leave = answer_fields(&html, "leave-unknown");
        let answer = self.post_later(&format!("{run}/answer"), &leave).await;
        let status = answer.expect("posted").expect("an answer").status();
        assert!(matches!(status.as_u16(), 303 | 409), "{status}");
    }

    /// Has a rollout go on that is held.
    pub(super) async fn resume(&self, run: &str) {
        let resume = [("do".to_owned(), "resume".to_owned())];
        let answer = self.post_later(&format!("{run}/rollout"), &resume).await;
        let status = answer.expect("posted").expect("an answer").status();
        assert!(matches!(status.as_u16(), 303 | 409), "{status}");
    }

    /// Begins to post; the answer may never come.
    pub(super) fn post_later(
        &self,
        path: &str,
        form: &[(String, String)],
    ) -> JoinHandle<reqwest::Result<Response>> {
        let request = self.client.post(self.url(path)).form(form);
        tokio::spawn(request.header("sec-fetch-site", "same-origin").send())
    }

    pub(super) async fn page(&self, path: &str) -> String {
        let answer = self.client.get(self.url(path)).send().await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("text")
    }

    /// Others look at pages all the time; while the program is dead they try on.
    pub(super) fn put_under_load(&self) {
        for path in [
            "/Demo/SLIP/servers?q=web",
            "/Demo/SLIP/runs",
            "/Demo/SLIP/inventory.json",
        ] {
            let (client, address) = (self.client.clone(), self.url(path));
            tokio::spawn(async move {
                loop {
                    let _ = client.get(&address).send().await;
                    tokio::time::sleep(PAUSE).await;
                }
            });
        }
    }

    /// Names of servers on which packages run.
    pub(super) async fn ready_servers(&self) -> Vec<String> {
        let columns: Value =
            serde_json::from_str(&self.page("/Demo/SLIP/inventory.json").await).expect("JSON");
        let column = |name: &str| columns[name].as_array().expect(name).clone();
        let (names, status, power) = (column("names"), column("status"), column("power"));
        let maintenance = column("maintenance");
        let ready = names.iter().enumerate().filter(|(at, _)| {
            status[*at] == "active" && power[*at] == "started" && !truthy(&maintenance[*at])
        });
        ready
            .filter_map(|(_, name)| name.as_str().map(str::to_owned))
            .collect()
    }

    /// The first message of a run's stream.
    pub(super) async fn told(&self, run: &str) -> Told {
        let request = self.client.get(self.url(&format!("{run}/events")));
        let mut stream = request.send().await.expect("a stream");
        let mut text = String::new();
        let told = loop {
            if let Some((message, _)) = text.split_once("\n\n")
                && let Some(json) = message.lines().find_map(|line| line.strip_prefix("data:"))
            {
                break serde_json::from_str::<Value>(json).expect("JSON");
            }
            let part = stream.chunk().await.expect("a part").expect("more");
            text.push_str(std::str::from_utf8(&part).expect("text"));
        };
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let rows = told["rows"].as_array().expect("rows").iter();
        Told {
            state: word(&told["state"]),
            rollout: word(&told["rollout"]),
            rows: rows
                .map(|row| (word(&row["server"]), word(&row["state"])))
                .collect(),
        }
    }

    /// How often the cloud took a package call for each server.
    pub(super) async fn calls(&self) -> BTreeMap<String, usize> {
        let address = format!("{}/_sim/requests", self.cloud);
        let answer = self.client.get(address).send().await.expect("an answer");
        let log: Vec<Value> =
            serde_json::from_str(&answer.text().await.expect("text")).expect("JSON");
        let mut calls = BTreeMap::new();
        for request in log.iter().filter(|request| {
            request["taken"] == true
                && request["path"]
                    .as_str()
                    .is_some_and(|path| path.ends_with("/executePackage"))
        }) {
            let body = request["body"].as_str().expect("a body");
            let body: Value = serde_json::from_str(body).expect("JSON");
            for server in body["servers"].as_array().expect("servers") {
                let server = server.as_str().expect("an id").to_lowercase();
                *calls.entry(server).or_default() += 1;
            }
        }
        calls
    }
}

fn truthy(value: &Value) -> bool {
    value.as_bool().unwrap_or_default() || value.as_u64().is_some_and(|number| number > 0)
}
