//! A log that cannot be written, a disk that is full, connections that do not keep up, signals:
//! the program goes on, or ends well.

mod connections;
mod disk;
mod log;
mod patterns;
mod signals;

use crate::program::{Started, program};
use crate::support::tls;
use reqwest::{Client, redirect};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The program with its demo cloud over `data`, not started yet.
fn demo(data: &Path) -> Command {
    let mut command = program();
    command
        .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .current_dir(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn client() -> Client {
    Client::builder()
        .tls_backend_preconfigured(tls())
        .cookie_store(true)
        .redirect(redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a client")
}

async fn status(client: &Client, started: &Started, path: &str) -> u16 {
    let url = format!("http://127.0.0.1:{}{path}", started.port);
    let answer = client.get(url).send().await.expect("an answer");
    answer.status().as_u16()
}

async fn text(client: &Client, started: &Started, path: &str) -> String {
    let url = format!("http://127.0.0.1:{}{path}", started.port);
    let answer = client.get(url).send().await.expect("an answer");
    answer.text().await.expect("text")
}

/// Signs in; the status of the answer.
async fn sign_in(client: &Client, started: &Started, password: &str) -> u16 {
    let url = format!("http://127.0.0.1:{}/sign-in", started.port);
    let form = [("cloud", "Demo"), ("user", "admin"), ("password", password)];
    let post = client.post(url).header("sec-fetch-site", "same-origin");
    let answer = post.form(&form).send().await.expect("an answer");
    answer.status().as_u16()
}

/// Asks again and again until the answer is `wanted`.
async fn until(client: &Client, started: &Started, path: &str, wanted: u16) {
    for _ in 0..100 {
        if status(client, started, path).await == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} never answers {wanted}");
}
