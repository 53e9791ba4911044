//! What each fault does to a real connection, to the world, and to the log.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::port::Port;

const SERVERS: &str = "/v2/servers/SLIP/va1slipweb01";
const REBOOT: &str = "/v2/operations/SLIP/servers/reboot";

/// How many jobs the world has: the next one's id tells.
async fn next_job(port: &Port) -> u64 {
    let queued = port
        .ask("POST", REBOOT, &json!(["va1slipweb02"]))
        .await
        .unwrap()
        .json();
    let id = queued[0]["links"][0]["id"].as_str().unwrap();
    id.rsplit_once('-').unwrap().1.parse().unwrap()
}

async fn reboot(port: &Port) -> std::io::Result<crate::port::Heard> {
    port.ask("POST", REBOOT, &json!(["va1slipweb01"])).await
}

/// Whether the latest request was taken, and what the cloud answered.
async fn fate(port: &Port) -> (Value, Value, Value) {
    let last = port.last().await;
    (
        last["fault"].clone(),
        last["taken"].clone(),
        last["status"].clone(),
    )
}

#[tokio::test]
async fn a_status_comes_with_the_clouds_own_body() {
    let port = Port::open().await;
    let cases = [
        (
            401,
            r#"{"message":"Authorization has been denied for this request."}"#,
        ),
        (
            403,
            r#"{"message":"You do not have permission to access this account or to perform this action."}"#,
        ),
        (404, ""),
        (409, r#"{"message":"Conflict"}"#),
        (500, r#"{"message":"An error has occurred."}"#),
        (204, ""),
    ];
    for (status, body) in cases {
        let order =
            json!({"path": "/v2/servers/*", "count": 1, "fault": "status", "status": status});
        port.order(order).await;
        let heard = port.get(SERVERS).await.unwrap();
        assert_eq!(heard.status, status);
        assert_eq!(String::from_utf8(heard.body).unwrap(), body);
        assert_eq!(
            fate(&port).await,
            (json!("status"), json!(false), Value::Null)
        );
        assert_eq!(port.get(SERVERS).await.unwrap().status, 200);
        assert_eq!(
            fate(&port).await,
            (Value::Null, json!(true), json!(200)),
            "used up"
        );
    }
}

#[tokio::test]
async fn too_many_and_unavailable_say_when_to_come_back() {
    let port = Port::open().await;
    for status in [429, 503] {
        let order =
            json!({"path": "*", "count": 1, "fault": "status", "status": status, "retryAfter": 7});
        port.order(order).await;
        let heard = port.get(SERVERS).await.unwrap();
        assert_eq!(
            (heard.status, heard.header("retry-after")),
            (status, Some("7"))
        );
    }
}

#[tokio::test]
async fn a_page_and_garbage_are_successes_that_are_no_json() {
    let port = Port::open().await;
    port.order(json!({"path": "*", "count": 1, "fault": "html"}))
        .await;
    let page = port.get(SERVERS).await.unwrap();
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
    assert!(page.body.starts_with(b"<!DOCTYPE html>"));
    assert_eq!(
        fate(&port).await,
        (json!("html"), json!(false), Value::Null)
    );

    port.order(json!({"path": "*", "count": 1, "fault": "garbage"}))
        .await;
    let garbage = port.get(SERVERS).await.unwrap();
    assert_eq!(garbage.status, 200);
    assert!(
        garbage
            .header("content-type")
            .unwrap()
            .starts_with("application/json")
    );
    assert!(serde_json::from_slice::<Value>(&garbage.body).is_err());
    assert_eq!(
        fate(&port).await,
        (json!("garbage"), json!(false), Value::Null)
    );
}

#[tokio::test]
async fn half_an_answer_comes_under_the_length_of_all_of_it() {
    let port = Port::open().await;
    let whole = port.get(SERVERS).await.unwrap().body;
    port.order(json!({"path": "*", "count": 1, "fault": "truncated"}))
        .await;
    let half = port.get(SERVERS).await.unwrap();
    assert_eq!(half.status, 200);
    assert_eq!(
        half.header("content-length"),
        Some(whole.len().to_string().as_str())
    );
    assert_eq!(half.body, whole[..whole.len() / 2]);

    let before = next_job(&port).await;
    port.order(json!({"path": REBOOT, "count": 1, "fault": "truncated"}))
        .await;
    reboot(&port).await.unwrap();
    assert_eq!(
        fate(&port).await,
        (json!("truncated"), json!(true), json!(200))
    );
    assert!(next_job(&port).await > before + 1, "the job was queued");
}

#[tokio::test]
async fn a_reset_before_leaves_the_world_as_it_was() {
    let port = Port::open().await;
    let before = next_job(&port).await;
    port.order(json!({"path": REBOOT, "count": 1, "fault": "resetBefore"}))
        .await;
    let error = reboot(&port).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(
        fate(&port).await,
        (json!("resetBefore"), json!(false), Value::Null)
    );
    assert_eq!(next_job(&port).await, before + 1);
}

#[tokio::test]
async fn a_reset_after_has_changed_it() {
    let port = Port::open().await;
    let before = next_job(&port).await;
    port.order(json!({"path": REBOOT, "count": 1, "fault": "resetAfter"}))
        .await;
    let error = reboot(&port).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(
        fate(&port).await,
        (json!("resetAfter"), json!(true), json!(200))
    );
    assert_eq!(next_job(&port).await, before + 2);
}

#[tokio::test]
async fn a_delay_takes_the_request_at_once_and_answers_late() {
    let port = Port::open().await;
    port.order(json!({"path": REBOOT, "fault": "delay", "seconds": 0.3}))
        .await;
    let start = Instant::now();
    assert_eq!(reboot(&port).await.unwrap().status, 200);
    assert!(start.elapsed() >= Duration::from_millis(300));

    let body = json!(["va1slipweb01"]);
    let short = Duration::from_millis(50);
    let gave_up = port.ask_within(short, "POST", REBOOT, &body).await;
    assert_eq!(gave_up.unwrap_err().kind(), ErrorKind::WouldBlock);
    assert_eq!(fate(&port).await, (json!("delay"), json!(true), json!(200)));
}

#[tokio::test]
async fn a_hang_never_answers_and_does_not_keep_the_simulator_from_stopping() {
    let port = Port::open().await;
    port.order(json!({"path": REBOOT, "fault": "hang"})).await;
    let body = json!(["va1slipweb01"]);
    let short = Duration::from_millis(300);
    let gave_up = port.ask_within(short, "POST", REBOOT, &body).await;
    assert_eq!(gave_up.unwrap_err().kind(), ErrorKind::WouldBlock);
    assert_eq!(
        fate(&port).await,
        (json!("hang"), json!(false), Value::Null)
    );

    let address = port.address;
    let waiting = tokio::task::spawn_blocking(move || {
        use std::io::{Read, Write};
        let mut socket = std::net::TcpStream::connect(address).unwrap();
        let request = format!("POST {REBOOT} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        socket.write_all(request.as_bytes()).unwrap();
        socket.read(&mut [0; 16])
    });
    while port.read("/_sim/faults").await[0]["hits"] != 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(port.close().await, "it stops");
    let error = waiting.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn a_kept_connection_survives_faults_that_only_answer() {
    use std::io::{Read, Write};
    let port = Port::open().await;
    port.order(json!({"path": "*", "count": 1, "fault": "status", "status": 500}))
        .await;
    let address = port.address;
    let statuses = tokio::task::spawn_blocking(move || {
        let mut socket = std::net::TcpStream::connect(address).unwrap();
        let mut status = || {
            let request = format!("GET {SERVERS} HTTP/1.1\r\nHost: x\r\n\r\n");
            socket.write_all(request.as_bytes()).unwrap();
            let mut buffer = [0; 4096];
            let read = socket.read(&mut buffer).unwrap();
            String::from_utf8_lossy(&buffer[9..12.min(read)]).into_owned()
        };
        (status(), status())
    });
    assert_eq!(
        statuses.await.unwrap(),
        ("500".to_owned(), "401".to_owned())
    );
}
