//! A server of a few lines that answers over HTTP as a test scripts it, well or badly.

#![expect(
    clippy::unwrap_used,
    reason = "it serves tests alone, which may fail by panicking"
)]

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its method.
    pub method: String,
    /// Its path and query.
    pub target: String,
    /// Its first line and its headers.
    pub headers: String,
    /// Its body.
    pub body: String,
}

/// How to answer it.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Properly: status, further header lines, body.
    Http(u16, String, Vec<u8>),
    /// These bytes, then the end.
    Bytes(Vec<u8>),
    /// Never.
    Silence,
    /// With a reset.
    Reset,
}

impl Answer {
    /// Properly, with JSON.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        let header = "Content-Type: application/json; charset=utf-8\r\n";
        Self::Http(status, header.to_owned(), body.into().into_bytes())
    }

    /// Properly, with nothing.
    pub fn empty(status: u16) -> Self {
        Self::Http(status, String::new(), Vec::new())
    }

    /// Properly, with a header line and nothing else.
    pub fn with(status: u16, header: &str) -> Self {
        Self::Http(status, format!("{header}\r\n"), Vec::new())
    }
}

type Script = dyn Fn(&Asked, usize) -> Answer + Send + Sync;

/// A running server; it ends with the test's runtime.
pub struct Fake {
    /// Where it listens.
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Fake {
    /// Answers each request as `script` says, which is told how many came before it.
    pub async fn new(script: impl Fn(&Asked, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::<Mutex<Vec<Asked>>>::default();
        let (script, log): (Arc<Script>, _) = (Arc::new(script), asked.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, script.clone(), log.clone()));
            }
        });
        Self { url, asked }
    }

    /// Gives every request the same answer.
    pub async fn always(answer: Answer) -> Self {
        Self::new(move |_, _| answer.clone()).await
    }

    /// The requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, script: Arc<Script>, log: Arc<Mutex<Vec<Asked>>>) {
    let Some(asked) = read(&mut stream).await else {
        return;
    };
    let before = {
        let mut log = log.lock().unwrap();
        log.push(asked.clone());
        log.len() - 1
    };
    match script(&asked, before) {
        Answer::Http(status, headers, body) => {
            let head = format!(
                "HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(&body).await;
        }
        Answer::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Answer::Silence => std::future::pending().await,
        Answer::Reset => stream.set_zero_linger().unwrap(),
    }
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut body = bytes.split_off(end + 4);
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let length = name.eq_ignore_ascii_case("content-length");
        length.then(|| value.parse().ok()).flatten()
    });
    while body.len() < length.unwrap_or(0) {
        stream.read_buf(&mut body).await.ok()?;
    }
    let mut first = head.lines().next()?.split(' ');
    Some(Asked {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        headers: head.clone(),
        body: String::from_utf8(body).ok()?,
    })
}
