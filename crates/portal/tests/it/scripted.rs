//! A cloud of a few lines that answers as a test scripts it, well, badly or late.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// An answer: how late, the status line with further headers, the body.
pub(crate) struct Reply {
    pub(crate) after: Duration,
    pub(crate) head: &'static str,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn ok(body: impl Into<String>) -> Self {
        Self {
            after: Duration::ZERO,
            head: "200 OK",
            body: body.into(),
        }
    }
}

/// An entry of an answer that queues `server` under the job `id`.
pub(crate) fn queued(server: &str, id: &str) -> String {
    format!(
        r#"{{"server":"{server}","isQueued":true,"links":[{{"rel":"status","href":"/v2/operations/slip/status/{id}","id":"{id}"}}]}}"#
    )
}

type Script = dyn Fn(usize, &str) -> Reply + Send + Sync;

/// What the cloud saw.
#[derive(Default)]
pub(crate) struct Seen {
    executions: AtomicUsize,
    under_way: AtomicUsize,
    peak: AtomicUsize,
}

impl Seen {
    /// How often packages were executed.
    pub(crate) fn executions(&self) -> usize {
        self.executions.load(Ordering::SeqCst)
    }

    /// How many executions were under way at once, at most.
    pub(crate) fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }
}

/// Serves executions as `script` says, which is told how many came before and the body; every
/// job has succeeded. Returns the address and what is seen there.
pub(crate) async fn serve(
    script: impl Fn(usize, &str) -> Reply + Send + Sync + 'static,
) -> (String, Arc<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let seen = Arc::new(Seen::default());
    let (script, shared): (Arc<Script>, _) = (Arc::new(script), seen.clone());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(answer(socket, script.clone(), shared.clone()));
        }
    });
    (address, seen)
}

async fn answer(mut socket: TcpStream, script: Arc<Script>, seen: Arc<Seen>) {
    let (line, body) = request(&mut socket).await;
    let execution = line.contains("executePackage");
    let reply = if execution {
        let under_way = seen.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        seen.peak.fetch_max(under_way, Ordering::SeqCst);
        script(seen.executions.fetch_add(1, Ordering::SeqCst), &body)
    } else {
        Reply::ok(r#"{"status":"succeeded"}"#)
    };
    tokio::time::sleep(reply.after).await;
    if execution {
        seen.under_way.fetch_sub(1, Ordering::SeqCst);
    }
    let Reply { head, body, .. } = reply;
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    // The caller may have given up meanwhile.
    drop(socket.write_all(text.as_bytes()).await);
}

/// The first line and the body of a request.
async fn request(socket: &mut TcpStream) -> (String, String) {
    let mut text = String::new();
    let mut bytes = [0; 4096];
    loop {
        let count = socket.read(&mut bytes).await.unwrap_or(0);
        text.push_str(&String::from_utf8_lossy(&bytes[..count]));
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert!(count > 0, "a whole request comes");
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            return (
                head.lines().next().unwrap_or_default().to_owned(),
                body.to_owned(),
            );
        }
        assert!(count > 0, "a whole request comes");
    }
}
