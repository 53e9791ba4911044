//! The commands beside `serve`, and what `serve` says before it serves.

mod audit;
mod check;
mod database;
mod environment;
mod lock;

use crate::program::program;
use std::path::Path;
use std::process::{Command, Output};

const KEY: &str = "c29hay1zb2FrLXNvYWstc29hay1zb2FrLXNvYWstISE=";

fn slipway(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program();
    command.args(arguments).current_dir(folder);
    command
}

fn ran(mut command: Command) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (status.code(), text(stdout), text(stderr))
}
