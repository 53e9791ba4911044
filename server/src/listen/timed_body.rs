//! A request's body that has to arrive in time, and that waits where too many large ones arrive
//! already: whoever reads a body keeps all of it in memory until it is whole.

use super::Limits;
use super::connections::Place;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep, sleep_until};

/// A body of more bytes than this is a large one.
const SMALL: usize = 16 << 10;

/// Room for a large body: among those of its address, and among all.
type Room = [Option<OwnedSemaphorePermit>; 2];

/// The body, and when it has to be there.
pub(super) struct TimedBody {
    body: Incoming,
    until: Pin<Box<Sleep>>,
    taken: usize,
    place: Arc<Place>,
    waiting: Option<Pin<Box<dyn Future<Output = Room> + Send>>>,
    /// Held until all of it was read.
    room: Option<Room>,
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
    pub(super) fn new(body: Incoming, place: Arc<Place>, limits: &Limits) -> Self {
        Self {
            body,
            until: Box::pin(sleep_until(Instant::now() + limits.body)),
            taken: 0,
            place,
            waiting: None,
            room: None,
        }
    }

    /// Ready as long as the body is small, and once there is room for a large one.
    fn poll_room(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.taken <= SMALL || self.room.is_some() {
            return Poll::Ready(());
        }
        let place = &self.place;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(room(place.large_bodies())));
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
        if self.poll_room(cx).is_ready()
            && let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx)
        {
            if let Some(Ok(frame)) = &frame {
                self.taken += frame.data_ref().map_or(0, Bytes::len);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Late::Broken)));
        }
        match self.until.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Some(Err(Late::TimeIsUp))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
