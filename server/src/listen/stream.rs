//! A connection whose other end has to keep up: with sending a head, and with reading an answer.

use super::connections::OpenConnection;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

/// An answer moves on where so many bytes are taken within the time; fewer are a pretence.
const PROGRESS: usize = 8 << 10;

/// The connection.
pub(super) struct Paced {
    stream: TcpStream,
    connection: Arc<OpenConnection>,
    head: Duration,
    write: Duration,
    /// Runs out where a head that has begun does not end.
    head_by: Option<Pin<Box<Sleep>>>,
    /// Runs out where an answer does not move on.
    write_by: Option<Pin<Box<Sleep>>>,
    /// Bytes taken since `write_by` was set.
    taken: usize,
}

impl Paced {
    pub(super) fn new(
        stream: TcpStream,
        connection: Arc<OpenConnection>,
        head: Duration,
        write: Duration,
    ) -> Self {
        Self {
            stream,
            connection,
            head,
            write,
            head_by: Some(timer(head)),
            write_by: None,
            taken: 0,
        }
    }

    fn wrote(&mut self, taken: usize, offered: usize) {
        self.taken += taken;
        if taken == offered || self.taken >= PROGRESS {
            self.write_by = None;
            self.taken = 0;
        }
    }

    fn blocked<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        let wait = self.write;
        let by = self.write_by.get_or_insert_with(|| timer(wait));
        ready!(by.as_mut().poll(cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

fn timer(wait: Duration) -> Pin<Box<Sleep>> {
    Box::pin(sleep_until(Instant::now() + wait))
}

impl AsyncRead for Paced {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if self.connection.is_busy() {
            self.head_by = None;
            return read;
        }
        if read.is_ready() {
            if buffer.filled().len() > before && self.head_by.is_none() {
                self.head_by = Some(timer(self.head));
            }
            return read;
        }
        if let Some(by) = &mut self.head_by {
            ready!(by.as_mut().poll(cx));
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl AsyncWrite for Paced {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(cx, bytes) {
            Poll::Ready(Ok(taken)) => {
                self.wrote(taken, bytes.len());
                Poll::Ready(Ok(taken))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.blocked(cx),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let offered = slices.iter().map(|slice| slice.len()).sum();
        match Pin::new(&mut self.stream).poll_write_vectored(cx, slices) {
            Poll::Ready(Ok(taken)) => {
                self.wrote(taken, offered);
                Poll::Ready(Ok(taken))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.blocked(cx),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
