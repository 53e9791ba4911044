//! Connections that can be reset on purpose. Each has a handle, which a request finds among its extensions; once it is
//! pulled nothing more is written, and the socket closes with a reset instead of a farewell.

use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::connect_info::Connected;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// The handle of a connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct HangUp(Arc<AtomicBool>);

impl HangUp {
    /// Resets the connection as soon as the answer that this gives is to be written.
    pub(crate) fn hang_up(&self) -> Response {
        self.0.store(true, Ordering::SeqCst);
        Response::new(Body::empty())
    }

    fn pulled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl Connected<IncomingStream<'_, Line>> for HangUp {
    fn connect_info(stream: IncomingStream<'_, Line>) -> Self {
        stream.io().hang_up.clone()
    }
}

/// Listens for connections of this kind.
#[derive(Debug)]
pub(crate) struct Line(pub(crate) TcpListener);

impl Listener for Line {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (socket, address) = Listener::accept(&mut self.0).await;
        // Answers are small and written at once; waiting for more to send would only delay them. A socket that cannot be
        // told so still works.
        drop(socket.set_nodelay(true));
        let hang_up = HangUp::default();
        (Connection { socket, hang_up }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A socket and its handle.
#[derive(Debug)]
pub(crate) struct Connection {
    socket: TcpStream,
    hang_up: HangUp,
}

impl Connection {
    /// The socket, unless the handle was pulled: then it is set to reset when it closes, which this error makes it do.
    fn open(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        if self.hang_up.pulled() {
            self.socket.set_zero_linger()?;
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(Pin::new(&mut self.socket))
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.get_mut().open()?.poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.get_mut().open()?.poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.get_mut().open()?.poll_write_vectored(context, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().open()?.poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().open()?.poll_shutdown(context)
    }
}
