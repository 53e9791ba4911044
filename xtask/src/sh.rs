//! Running other programs.
//!
//! Three ways, by who reads the output: a person (`run`), nobody unless it fails (`quiet`), or both
//! a person and this program (`tee`). Every error names the command and what it last said.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::thread;

/// What went wrong, in words for the person at the keyboard.
pub(crate) type Done<T = ()> = Result<T, String>;

/// How many of a failed command's last lines its error repeats.
const LAST_LINES: usize = 15;

/// Tells one thing that is about to be done.
pub(crate) fn say(what: &str) {
    eprintln!("xtask: {what}");
}

/// Runs with the terminal's own input and output.
pub(crate) fn run(command: &mut Command) -> Done {
    let status = command.status().map_err(|e| not_started(command, &e))?;
    checked(command, status, &[])
}

/// Runs silently; the error carries the last lines.
pub(crate) fn quiet(command: &mut Command) -> Done<String> {
    let output = output_of(command)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &text;
    let lines: Vec<String> = said.lines().map(str::to_owned).collect();
    checked(command, output.status, &lines)?;
    Ok(text)
}

/// Whether the command starts and succeeds; its output is of no interest.
pub(crate) fn works(command: &mut Command) -> bool {
    output_of(command).is_ok_and(|output| output.status.success())
}

/// Standard output of a short question such as `--version`; none when it fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = output_of(command).ok().filter(|o| o.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned())
}

/// Streams both outputs to the person and keeps every line for the tally.
pub(crate) fn tee(command: &mut Command) -> Done<(ExitStatus, Vec<String>)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| not_started(command, &e))?;
    let (sender, lines) = mpsc::channel();
    let outputs: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|o| Box::new(o) as _),
        child.stderr.take().map(|o| Box::new(o) as _),
    ];
    for output in outputs.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || forward(output, &sender));
    }
    drop(sender);
    let kept = lines.into_iter().inspect(|line| show(line)).collect();
    let status = child.wait().map_err(|e| not_started(command, &e))?;
    Ok((status, kept))
}

/// The place of a program on a search path.
pub(crate) fn find(name: &str, path: &OsStr) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(path)
        .map(|folder| folder.join(&file))
        .find(|candidate| is_program(candidate))
}

/// The last lines of a longer text, indented under the message they belong to.
pub(crate) fn tail(lines: &[String], count: usize) -> String {
    let last = &lines[lines.len().saturating_sub(count)..];
    last.iter().flat_map(|line| ["\n    ", line]).collect()
}

fn output_of(command: &mut Command) -> Done<Output> {
    let command = command.stdin(Stdio::null());
    command.output().map_err(|e| not_started(command, &e))
}

fn forward(output: impl Read, sender: &mpsc::Sender<String>) {
    for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        if sender.send(line).is_err() {
            return;
        }
    }
}

/// A closed pipe behind us (`| head`) is no reason to stop the tests.
fn show(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
}

fn is_program(candidate: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let executable = |m: std::fs::Metadata| m.is_file() && m.permissions().mode() & 0o111 != 0;
        candidate.metadata().is_ok_and(executable)
    }
    #[cfg(not(unix))]
    candidate.is_file()
}

fn checked(command: &Command, status: ExitStatus, lines: &[String]) -> Done {
    if status.success() {
        return Ok(());
    }
    let said = tail(lines, LAST_LINES);
    Err(format!("`{}` failed ({status}){said}", shown(command)))
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` did not start: {error}", shown(command))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    words.join(" ")
}
