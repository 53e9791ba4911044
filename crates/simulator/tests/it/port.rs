//! A simulator on a real port and a client that sees everything TCP tells: what a layer in between would hide is what the
//! faults are about.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};
use slipway_simulator::{Options, Simulator};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) struct Port {
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
}

/// What came back, to the last byte.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

impl Port {
    /// Signed in as the administrator.
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let simulator = Simulator::new(Options::default());
        let serving = tokio::spawn(async move {
            simulator
                .serve(listener, async { drop(stopped.await) })
                .await
        });
        let mut port = Self {
            address,
            token: String::new(),
            stop,
            serving,
        };
        let who = json!({"username": "admin", "password": "slipway"});
        let answer = port
            .ask("POST", "/v2/authentication/login", &who)
            .await
            .unwrap();
        answer.json()["bearerToken"]
            .as_str()
            .unwrap()
            .clone_into(&mut port.token);
        port
    }

    /// Asks on a connection of its own, which the other side closes.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> io::Result<Heard> {
        self.ask_within(Duration::from_secs(10), method, path, body)
            .await
    }

    /// Asks, and gives up when nothing comes for so long.
    pub(crate) async fn ask_within(
        &self,
        patience: Duration,
        method: &str,
        path: &str,
        body: &Value,
    ) -> io::Result<Heard> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.send(patience, (method, path), ("application/json", &body))
            .await
    }

    /// Sends a form.
    pub(crate) async fn form(&self, method: &str, path: &str, form: &str) -> Heard {
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        let patience = Duration::from_secs(10);
        let answer = self.send(patience, (method, path), (kind, form)).await;
        answer.unwrap()
    }

    async fn send(
        &self,
        patience: Duration,
        (method, path): (&str, &str),
        (kind, body): (&str, &str),
    ) -> io::Result<Heard> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        let address = self.address;
        let asking = move || exchange(address, patience, &request);
        tokio::task::spawn_blocking(asking).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> io::Result<Heard> {
        self.ask("GET", path, &Value::Null).await
    }

    pub(crate) async fn read(&self, path: &str) -> Value {
        self.get(path).await.unwrap().json()
    }

    /// Orders a fault; gives its id.
    pub(crate) async fn order(&self, order: Value) -> u64 {
        let answer = self.ask("POST", "/_sim/faults", &order).await.unwrap();
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.json()["id"].as_u64().unwrap()
    }

    /// The log's entry about the latest request.
    pub(crate) async fn last(&self) -> Value {
        let log = self.read("/_sim/requests").await;
        log.as_array().unwrap().last().unwrap().clone()
    }

    /// Tells it to stop; false if it does not within five seconds.
    pub(crate) async fn close(self) -> bool {
        self.stop.send(()).unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(5), self.serving).await;
        ended.is_ok_and(|ended| ended.unwrap().is_ok())
    }
}

fn exchange(address: SocketAddr, patience: Duration, request: &str) -> io::Result<Heard> {
    let mut socket = TcpStream::connect(address)?;
    socket.set_read_timeout(Some(patience))?;
    socket.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.ok_or(io::ErrorKind::UnexpectedEof)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    Ok(Heard {
        status: head[9..12].parse().unwrap(),
        head,
        body: bytes.split_off(end + 4),
    })
}
