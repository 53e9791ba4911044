//! The built program, started for the browser tests and stopped after them.
//!
//! It gets a free port, a data folder that is thrown away and a demo that runs 40 times as fast, beside
//! which stands a second simulated cloud, Lab.
//! Its log is shown only when tests fail.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::browser_parts::Chromium;
use crate::sh::{self, Done};
use crate::site;
use crate::work::Work;

/// How long the program may take until it answers.
const READY_WITHIN: Duration = Duration::from_mins(1);
/// How long it may take to stop once asked.
const STOPPED_WITHIN: Duration = Duration::from_secs(10);
const LOG_LINES: usize = 60;

/// Starts the program, hands over its address, stops it.
pub(crate) fn with_program<T>(
    work: &Work,
    body: impl FnOnce(SocketAddr) -> Done<T>,
    failed: impl FnOnce(&T) -> bool,
) -> Done<T> {
    let folder = std::env::temp_dir().join(format!("slipway-browser-{}", std::process::id()));
    let mut program = Program::start(work, &folder)?;
    let outcome = program
        .wait_until_ready()
        .and_then(|()| body(program.address));
    program.stop();
    if outcome.as_ref().map_or(true, failed) {
        eprintln!("the program's log ended with:{}", program.log_tail());
    }
    // Left behind at worst: it is in the system's temporary folder.
    let _ = fs::remove_dir_all(&folder);
    outcome
}

/// Playwright, told where the program and the browser are.
pub(crate) fn playwright(work: &Work, chromium: &Chromium, address: SocketAddr) -> Command {
    let mut command = work.command("npx");
    command
        .args(["playwright", "test"])
        .current_dir(work.end2end());
    // By name, not number: Chromium takes `__Host-` cookies over plain HTTP from localhost only.
    command.env("PORTAL_URL", format!("http://localhost:{}", address.port()));
    if let Chromium::Program(program) = chromium {
        command.env("CHROMIUM", program);
    }
    command
}

struct Program {
    child: Child,
    cloud: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Program {
    fn start(work: &Work, folder: &Path) -> Done<Self> {
        let log = folder.join("program.log");
        let file = fs::create_dir_all(folder).and_then(|()| File::create(&log));
        let file = file.map_err(|error| format!("{}: {error}", log.display()))?;
        let errors = file
            .try_clone()
            .map_err(|error| format!("{}: {error}", log.display()))?;
        let (settings, cloud) = second_cloud(work, folder)?;
        let address = free_address()?;
        let mut command = work.command(&site::program(work, false).to_string_lossy());
        command.arg("serve").arg("--config").arg(settings);
        command.args(["--demo", "--speed", "40", "--listen", &address.to_string()]);
        command.arg("--data").arg(folder.join("data"));
        command.stdin(Stdio::null()).stdout(file).stderr(errors);
        let child = command
            .spawn()
            .map_err(|error| format!("slipway did not start: {error}"))?;
        Ok(Self {
            child,
            cloud,
            address,
            log,
        })
    }

    fn wait_until_ready(&mut self) -> Done {
        let start = Instant::now();
        while start.elapsed() < READY_WITHIN {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("slipway ended before it was ready ({status})"));
            }
            if is_ready(self.address) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(format!(
            "slipway was not ready within {} s",
            READY_WITHIN.as_secs()
        ))
    }

    /// Asks first, so that its orderly end is part of what is tested.
    fn stop(&mut self) {
        let _ = self.cloud.kill();
        let _ = self.cloud.wait();
        ask_to_stop(&mut self.child);
        let start = Instant::now();
        while start.elapsed() < STOPPED_WITHIN {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        sh::say("slipway did not stop when asked; ending it");
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn log_tail(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<String> = log.lines().map(str::to_owned).collect();
        sh::tail(&lines, LOG_LINES)
    }
}

#[cfg(unix)]
fn ask_to_stop(child: &mut Child) {
    sh::works(Command::new("kill").args(["-TERM", &child.id().to_string()]));
}

#[cfg(not(unix))]
fn ask_to_stop(child: &mut Child) {
    let _ = child.kill();
}

/// The system picks; between here and the program's start nobody else is likely to take it.
/// Starts the other cloud; the settings that name it.
fn second_cloud(work: &Work, folder: &Path) -> Done<(PathBuf, Child)> {
    let address = free_address()?;
    let settings = folder.join("settings.toml");
    let text = format!("[[clouds]]\nname = \"Lab\"\nkind = \"clc\"\nurl = \"http://{address}\"\n");
    fs::write(&settings, text).map_err(|error| format!("{}: {error}", settings.display()))?;
    let mut command = work.command(&site::program(work, false).to_string_lossy());
    command.args([
        "simulate",
        "--speed",
        "40",
        "--listen",
        &address.to_string(),
    ]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let cloud = command.spawn();
    let cloud = cloud.map_err(|error| format!("the second cloud did not start: {error}"))?;
    Ok((settings, cloud))
}

fn free_address() -> Done<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0");
    let address = listener.and_then(|listener| listener.local_addr());
    address.map_err(|error| format!("no free port: {error}"))
}

fn is_ready(address: SocketAddr) -> bool {
    let second = Duration::from_secs(1);
    let Ok(mut stream) = TcpStream::connect_timeout(&address, second) else {
        return false;
    };
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let exchanged = stream
        .set_read_timeout(Some(second))
        .and_then(|()| stream.write_all(request.as_bytes()))
        .and_then(|()| stream.take(64).read_to_end(&mut answer));
    exchanged.is_ok() && answer.starts_with(b"HTTP/1.1 200")
}
