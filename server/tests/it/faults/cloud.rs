//! A simulated cloud that can be told to fail, the faults it knows, and what it took.

use reqwest::Client;
use serde_json::{Value, json};
use slipway_simulator::{Options, Simulator};
use tokio::net::TcpListener;

/// One way in which a cloud fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Unauthorised,
    Forbidden,
    Missing,
    /// 429 with `Retry-After`.
    Busy,
    /// 500.
    Failing,
    /// 503.
    Closed,
    Html,
    Garbage,
    Truncated,
    Hang,
    ResetBefore,
    ResetAfter,
    /// The right answer, late but in time.
    Late,
}

impl Fault {
    pub(crate) fn rule(self) -> Value {
        match self {
            Self::Unauthorised => json!({"fault": "status", "status": 401}),
            Self::Forbidden => json!({"fault": "status", "status": 403}),
            Self::Missing => json!({"fault": "status", "status": 404}),
            Self::Busy => json!({"fault": "status", "status": 429, "retryAfter": 1}),
            Self::Failing => json!({"fault": "status", "status": 500}),
            Self::Closed => json!({"fault": "status", "status": 503}),
            Self::Html => json!({"fault": "html"}),
            Self::Garbage => json!({"fault": "garbage"}),
            Self::Truncated => json!({"fault": "truncated"}),
            Self::Hang => json!({"fault": "hang"}),
            Self::ResetBefore => json!({"fault": "resetBefore"}),
            Self::ResetAfter => json!({"fault": "resetAfter"}),
            Self::Late => json!({"fault": "delay", "seconds": 0.15}),
        }
    }

    /// What a read makes of it.
    pub(crate) const fn reading(self) -> Read {
        match self {
            Self::Unauthorised => Read::SignedOut,
            Self::Forbidden => Read::NotAllowed,
            Self::Missing => Read::Missing,
            Self::Busy => Read::Busy,
            Self::Failing
            | Self::Closed
            | Self::Truncated
            | Self::Hang
            | Self::ResetBefore
            | Self::ResetAfter => Read::Silent,
            Self::Html | Self::Garbage => Read::Senseless,
            Self::Late => Read::Fine,
        }
    }
}

/// What a fault means for a read: columns of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    SignedOut,
    NotAllowed,
    Missing,
    Busy,
    Silent,
    Senseless,
    Fine,
}

/// What is said of a fault, wherever it is said.
pub(crate) const fn sentence(read: Read) -> &'static str {
    match read {
        Read::SignedOut => "The cloud no longer accepts this sign-in.",
        Read::NotAllowed => "Your roles in the cloud do not allow this.",
        Read::Missing => "was not found.",
        Read::Busy => "The cloud is busy and asks to try again in 1 second.",
        Read::Silent => "The cloud does not answer.",
        Read::Senseless => "The cloud's answer could not be understood.",
        Read::Fine => "",
    }
}

/// A package call as the cloud saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Execution {
    /// Whether it reached the cloud behind the fault.
    pub(crate) taken: bool,
}

/// A simulated cloud on a port of its own.
pub(crate) struct Cloud {
    address: String,
    client: Client,
}

impl Cloud {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let simulator = Simulator::new(Options {
            speed: 200.0,
            ..Options::default()
        });
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        let client = Client::builder()
            .tls_backend_preconfigured(crate::support::tls())
            .build()
            .expect("a client");
        Self { address, client }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Has requests to `path` fail, `count` of them or all.
    pub(crate) async fn inject(&self, fault: Fault, path: &str, count: Option<u32>) {
        self.inject_rule(fault.rule(), path, count).await;
    }

    /// The same with a fault outside of the list.
    pub(crate) async fn inject_rule(&self, mut rule: Value, path: &str, count: Option<u32>) {
        rule["path"] = path.into();
        if let Some(count) = count {
            rule["count"] = count.into();
        }
        let post = self.client.post(format!("{}/_sim/faults", self.url()));
        let post = post.header("content-type", "application/json");
        let answer = post.body(rule.to_string()).send().await;
        let answer = answer.expect("an answer");
        assert!(answer.status().is_success(), "{rule}: {answer:?}");
    }

    /// Has every read fail but those of jobs.
    pub(crate) async fn inject_reads(&self, fault: Fault) {
        for path in ["/v2/packages/*", "/v2/datacenters/*", "/v2/groups/*"] {
            self.inject(fault, path, None).await;
        }
    }

    pub(crate) async fn heal(&self) {
        let clear = self.client.delete(format!("{}/_sim/faults", self.url()));
        let answer = clear.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{answer:?}");
    }

    pub(crate) async fn requests(&self) -> Vec<Value> {
        let get = self.client.get(format!("{}/_sim/requests", self.url()));
        let text = get.send().await.expect("an answer").text().await;
        serde_json::from_str(&text.expect("text")).expect("JSON")
    }

    /// The package calls for one server, in their order.
    pub(crate) async fn executions(&self, server: &str) -> Vec<Execution> {
        self.calls("POST", "executePackage", server).await
    }

    /// The calls whose path ends in `last` and that name `server`, in their order.
    pub(crate) async fn calls(&self, method: &str, last: &str, server: &str) -> Vec<Execution> {
        let requests = self.requests().await;
        let calls = requests.iter().filter(|request| {
            let text = |name: &str| request[name].as_str().unwrap_or_default().to_lowercase();
            let names = |place: &str| text(place).contains(server);
            text("method") == method.to_lowercase()
                && text("path").ends_with(&format!("/{}", last.to_lowercase()))
                && (names("body") || names("path"))
        });
        let calls = calls.map(|request| Execution {
            taken: request["taken"] == true,
        });
        calls.collect()
    }

    /// The path under which one of the data centers is read, once all were.
    pub(crate) async fn one_center(&self) -> String {
        let requests = self.requests().await;
        let mut paths = requests
            .iter()
            .filter_map(|request| request["path"].as_str());
        let path = paths.find(|path| path.starts_with("/v2/groups/"));
        let path = path.expect("an inventory was read");
        path.split('?').next().unwrap_or_default().to_owned()
    }

    /// How many readings of jobs a fault hit.
    pub(crate) async fn readings_hit(&self) -> usize {
        let requests = self.requests().await;
        let hit = requests.iter().filter(|request| {
            let path = request["path"].as_str().unwrap_or_default();
            path.contains("/status/") && request["fault"].is_string()
        });
        hit.count()
    }
}
