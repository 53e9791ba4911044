//! Standard error as it may be: full, closed, or read by nobody.
//!
//! What is written there is worth less than the request it tells about. One thread writes; lines
//! that it cannot get rid of, or that come faster than it does, are dropped and counted.

use std::io::{self, Write};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// Lines that may wait for the thread.
const WAITING: usize = 1_024;
/// How long the end of the program waits for lines that nobody takes.
const LAST_WORDS: Duration = Duration::from_secs(1);

static DROPPED: AtomicU64 = AtomicU64::new(0);
static LINES: LazyLock<SyncSender<Line>> = LazyLock::new(start);

enum Line {
    Text(Vec<u8>),
    /// Answered once everything before it is written.
    Flush(SyncSender<()>),
}

/// How many lines were dropped since the program started.
pub fn dropped() -> u64 {
    DROPPED.load(Ordering::Relaxed)
}

/// Says something to whoever started the program.
pub fn complain(words: &str) {
    put(format!("{words}\n").into_bytes());
}

/// Waits until all lines are written, or nobody takes them.
pub fn flush() {
    let (done, written) = sync_channel(1);
    if LINES.try_send(Line::Flush(done)).is_ok() {
        let _ = written.recv_timeout(LAST_WORDS);
    }
}

fn put(text: Vec<u8>) {
    if LINES.try_send(Line::Text(text)).is_err() {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

fn start() -> SyncSender<Line> {
    let (sender, lines) = sync_channel(WAITING);
    let started = std::thread::Builder::new()
        .name("log".to_owned())
        .spawn(move || write(&lines));
    // Without the thread its end is gone, and every line counts as dropped.
    drop(started);
    sender
}

fn write(lines: &Receiver<Line>) {
    while let Ok(line) = lines.recv() {
        match line {
            Line::Text(text) => {
                if io::stderr().write_all(&text).is_err() {
                    DROPPED.fetch_add(1, Ordering::Relaxed);
                }
            }
            Line::Flush(done) => drop(done.send(())),
        }
    }
}

/// Where the log goes; each event is one write.
pub struct Log;

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        put(line.to_vec());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
