//! A request's body that has to arrive in time.

use super::Limits;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::time::{Instant, Sleep, sleep_until};

/// The body, and when it has to be there.
pub(super) struct TimedBody {
    body: Incoming,
    until: Pin<Box<Sleep>>,
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
    pub(super) fn new(body: Incoming, limits: &Limits) -> Self {
        Self {
            body,
            until: Box::pin(sleep_until(Instant::now() + limits.body)),
        }
    }
}

impl Body for TimedBody {
    type Data = Bytes;
    type Error = Late;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Late>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
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
