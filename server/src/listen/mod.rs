//! The listener: takes connections in, and keeps each within its time and all within their number.
//!
//! Whoever sends nothing, or slowly, or does not read what it asked for, loses its connection.
//! Where there are too many, those that wait for a request make room: an open but idle connection
//! is worth less than a new one. One that is being answered is never cut off for another.

mod connections;
mod stream;
mod timed_body;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use connections::{Connections, OpenConnection};
use http::{HeaderValue, header};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use stream::Paced;
use timed_body::TimedBody;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt;

/// How long a failure to take a connection in is waited out: the system needs time to recover.
const PAUSE: Duration = Duration::from_millis(50);

/// Of a head that has so many bytes and does not end, no more is read, so that many half-sent ones
/// stay small.
const LARGEST_HEAD: usize = 64 << 10;

/// What one connection and all of them may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// For a request's head, from its first byte, or from the connection's beginning.
    pub head: Duration,
    /// For the next request to begin.
    pub idle: Duration,
    /// For a request's body.
    pub body: Duration,
    /// For an answer to move on while its reader does not take it.
    pub write: Duration,
    /// Connections in all.
    pub connections: usize,
    /// Connections of one address; trusted proxies bring those of many.
    pub per_address: usize,
    /// Large bodies that arrive at once; others wait, as part of their time.
    pub large_bodies: usize,
    /// The same of one address.
    pub large_per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            idle: Duration::from_mins(1),
            body: Duration::from_mins(1),
            write: Duration::from_secs(30),
            connections: 8_192,
            per_address: 2_048,
            large_bodies: 64,
            large_per_address: 16,
        }
    }
}

/// Serves until `stopping` turns true and the open requests have ended.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    trusted: Vec<IpAddr>,
    mut stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let connections = Arc::new(Connections::new(&limits, trusted));
    let mut tasks = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let Some(open) = connections.admit(peer) else {
                        metrics::counter!("slipway_connections_refused_total").increment(1);
                        continue;
                    };
                    let stopping = stopping.clone();
                    tasks.spawn(connection(stream, peer, open, router.clone(), limits.clone(), stopping));
                }
                Err(error) => failed(&error, &connections).await,
            },
            Some(_) = tasks.join_next(), if !tasks.is_empty() => {}
            () = stopped(&mut stopping) => break,
        }
    }
    drop(listener);
    while tasks.join_next().await.is_some() {}
    Ok(())
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Somebody who hung up is their own affair; anything else (no more file handles) is everybody's.
async fn failed(error: &io::Error, connections: &Connections) {
    let theirs = [
        ErrorKind::ConnectionAborted,
        ErrorKind::ConnectionReset,
        ErrorKind::ConnectionRefused,
    ];
    if theirs.contains(&error.kind()) {
        return;
    }
    let closed = connections.make_room();
    tracing::error!(%error, closed, "a connection could not be taken in");
    tokio::time::sleep(PAUSE).await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    open: OpenConnection,
    router: Router,
    limits: Limits,
    mut stopping: watch::Receiver<bool>,
) {
    // Small answers must not wait for an acknowledgement (measured: 53 ms down to 10 ms at p99).
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY was refused");
    }
    let open = Arc::new(open);
    let stream = Paced::new(stream, Arc::clone(&open), limits.head, limits.write);
    let (asked, idle) = (Arc::clone(&open), limits.idle);
    let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
        let busy = asked.begin();
        let (head, body) = request.into_parts();
        let (body, returned) = TimedBody::new(body, Arc::clone(&asked), &limits);
        let mut request = http::Request::from_parts(head, Body::new(body));
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().oneshot(request);
        async move {
            let mut answer = answer.await?;
            if !returned.throw_away().await {
                let close = HeaderValue::from_static("close");
                answer.headers_mut().insert(header::CONNECTION, close);
            }
            Ok::<_, Infallible>(answer.map(|body| Held { body, _busy: busy }))
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(idle)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut served = std::pin::pin!(served);
    let mut ending = false;
    loop {
        tokio::select! {
            ended = served.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            () = open.told_to_close() => return,
            () = stopped(&mut stopping), if !ending => {
                served.as_mut().graceful_shutdown();
                ending = true;
            }
        }
    }
}

/// An answer's body, which keeps its connection busy until it is sent.
struct Held {
    body: Body,
    _busy: connections::Busy,
}

impl http_body::Body for Held {
    type Data = <Body as http_body::Body>::Data;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
