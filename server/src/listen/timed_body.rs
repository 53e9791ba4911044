//! A request's body that has to arrive in time, and that waits where too many large ones arrive
//! already: whoever reads a body keeps all of it in memory until it is whole.
//!
//! What its handler leaves unread is read and thrown away before the answer goes out. Otherwise the
//! connection would have to be closed under whoever still sends: a browser then never shows the
//! answer, and a client that keeps connections loses its next request.

use super::Limits;
use super::connections::OpenConnection;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::time::{Instant, Sleep, sleep_until};

/// A body of more bytes than this is a large one.
const SMALL: usize = 16 << 10;

/// Of what a handler left unread, so many bytes are thrown away at most.
const MOST_THROWN_AWAY: usize = 64 << 20;

/// Room for a large body: among those of its address, and among all.
type Room = [Option<OwnedSemaphorePermit>; 2];

/// The body, and when it has to be there.
pub(super) struct TimedBody {
    /// `None` once it was given back.
    unread: Option<Unread>,
    back: Option<oneshot::Sender<Unread>>,
    taken: usize,
    connection: Arc<OpenConnection>,
    waiting: Option<Pin<Box<dyn Future<Output = Room> + Send>>>,
    /// Held until all of it was read.
    room: Option<Room>,
}

/// What was not read of a body so far.
struct Unread {
    body: Incoming,
    until: Pin<Box<Sleep>>,
}

impl Unread {
    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Late>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Late::Broken)));
        }
        self.poll_late(cx)
    }

    fn poll_late(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Late>>> {
        ready!(self.until.as_mut().poll(cx));
        Poll::Ready(Some(Err(Late::TimeIsUp)))
    }
}

/// Where a body comes back to once its handler is done with it.
pub(super) struct Returned(oneshot::Receiver<Unread>);

impl Returned {
    /// Throws away what was left unread. Says whether nothing is left, so that the connection can
    /// go on.
    pub(super) async fn throw_away(mut self) -> bool {
        // Where it is not back yet, somebody reads it while the answer goes out.
        let Ok(mut unread) = self.0.try_recv() else {
            return false;
        };
        let mut size = 0;
        while size <= MOST_THROWN_AWAY {
            match poll_fn(|cx| unread.poll_frame(cx)).await {
                None => return true,
                Some(Ok(frame)) => size += frame.data_ref().map_or(0, Bytes::len),
                Some(Err(_)) => return false,
            }
        }
        false
    }
}

/// Why a body ends early.
#[derive(Debug, thiserror::Error)]
pub(super) enum Late {
    #[error("the body did not arrive in time")]
    TimeIsUp,
    #[error(transparent)]
    Broken(#[from] hyper::Error),
}

impl TimedBody {
    /// The body, and where it comes back to.
    pub(super) fn new(
        body: Incoming,
        connection: Arc<OpenConnection>,
        limits: &Limits,
    ) -> (Self, Returned) {
        let until = Box::pin(sleep_until(Instant::now() + limits.body));
        let (back, returned) = oneshot::channel();
        let timed = Self {
            unread: Some(Unread { body, until }),
            back: Some(back),
            taken: 0,
            connection,
            waiting: None,
            room: None,
        };
        (timed, Returned(returned))
    }

    /// Ready as long as the body is small, and once there is room for a large one.
    fn poll_room(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.taken <= SMALL || self.room.is_some() {
            return Poll::Ready(());
        }
        let connection = &self.connection;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(room(connection.large_bodies())));
        self.room = Some(ready!(waiting.as_mut().poll(cx)));
        self.waiting = None;
        Poll::Ready(())
    }
}

async fn room(of: [Arc<tokio::sync::Semaphore>; 2]) -> Room {
    let [address, all] = of;
    // Nobody closes them, so that waiting cannot fail.
    [
        address.acquire_owned().await.ok(),
        all.acquire_owned().await.ok(),
    ]
}

impl Body for TimedBody {
    type Data = Bytes;
    type Error = Late;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Late>>> {
        let has_room = self.poll_room(cx).is_ready();
        let Some(unread) = &mut self.unread else {
            return Poll::Ready(None);
        };
        if !has_room {
            return unread.poll_late(cx);
        }
        let frame = ready!(unread.poll_frame(cx));
        if let Some(Ok(frame)) = &frame {
            self.taken += frame.data_ref().map_or(0, Bytes::len);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        let unread = self.unread.as_ref();
        unread.is_none_or(|unread| unread.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        let unread = self.unread.as_ref();
        unread.map_or_else(SizeHint::default, |unread| unread.body.size_hint())
    }
}

impl Drop for TimedBody {
    fn drop(&mut self) {
        if let Some((unread, back)) = self.unread.take().zip(self.back.take()) {
            // Nobody waits for it where the connection is gone.
            let _ = back.send(unread);
        }
    }
}
