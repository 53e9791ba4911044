//! The simulator on a real port.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use slipway_simulator::{Options, Simulator};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

#[tokio::test(flavor = "multi_thread")]
async fn it_listens_until_it_is_told_to_stop() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let simulator = Simulator::new(Options::default());
    let serving = tokio::spawn(async move {
        simulator
            .serve(listener, async { drop(stopped.await) })
            .await
    });
    let answer = tokio::task::spawn_blocking(move || ask(address))
        .await
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}

fn ask(address: SocketAddr) -> String {
    let mut socket = TcpStream::connect(address).unwrap();
    socket
        .write_all(b"GET /v2/packages/SLIP HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}
