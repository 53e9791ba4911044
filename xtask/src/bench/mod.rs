//! `cargo xtask bench`: measures the built program against its budgets and prints one table.
//!
//! Building happens here; measuring happens in `end2end/bench`, where a browser is at hand. The
//! program and the simulated cloud are started there, each as its own process.

use std::process::Command;

use crate::browser_parts::{self, Chromium};
use crate::sh::{self, Done};
use crate::system::System;
use crate::work::Work;
use crate::{site, toolchain, tools};

/// What can be measured by itself. `crowd` is too long to be measured without being asked for.
const GROUPS: [&str; 7] = ["start", "cpu", "bytes", "feel", "live", "tail", "crowd"];

/// Builds, measures the named groups or all, prints the table.
pub(crate) fn bench(work: &mut Work, system: &mut System, words: &[String]) -> Done {
    let asked = Asked::parse(words)?;
    if !cfg!(target_os = "linux") {
        return Err("what a process costs is read from /proc, which only Linux has".to_owned());
    }
    toolchain::choose(work, system)?;
    tools::ensure(work, system, asked.release)?;
    browser_parts::packages(work, system)?;
    let chromium = browser_parts::chromium(work, system)?;
    site::build_front(work, asked.release)?;
    site::build_server(work, asked.release)?;
    sh::run(&mut measuring(work, &chromium, &asked))
}

/// What is measured, of which build.
#[derive(Debug, PartialEq, Eq)]
struct Asked<'a> {
    /// Budgets are for release builds; another one only tries out the measuring.
    release: bool,
    groups: Vec<&'a str>,
}

impl<'a> Asked<'a> {
    fn parse(words: &'a [String]) -> Done<Self> {
        let words = words.iter().map(String::as_str);
        let (flags, groups): (Vec<_>, Vec<_>) = words.partition(|word| word.starts_with('-'));
        if let Some(flag) = flags.iter().find(|flag| **flag != "--debug") {
            return Err(format!("bench has no option {flag}; there is --debug"));
        }
        if let Some(group) = groups.iter().find(|group| !GROUPS.contains(group)) {
            let all = GROUPS.join(", ");
            return Err(format!("{group} cannot be measured; there are {all}"));
        }
        let release = flags.is_empty();
        Ok(Self { release, groups })
    }
}

fn measuring(work: &Work, chromium: &Chromium, asked: &Asked) -> Command {
    let mut command = work.command("node");
    command.arg("bench/main.mjs").args(&asked.groups);
    command.current_dir(work.end2end());
    command.env("SLIPWAY_PROGRAM", site::program(work, asked.release));
    if let Chromium::Program(program) = chromium {
        command.env("CHROMIUM", program);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::Asked;

    fn parse(text: &str) -> Result<(bool, String), String> {
        let words: Vec<_> = text.split_whitespace().map(str::to_owned).collect();
        let asked = Asked::parse(&words)?;
        Ok((asked.release, asked.groups.join(" ")))
    }

    #[test]
    fn everything_is_measured_on_a_release_build_unless_told_otherwise() {
        assert_eq!(parse(""), Ok((true, String::new())));
        assert_eq!(parse("cpu --debug live"), Ok((false, "cpu live".into())));
    }

    #[test]
    fn a_mistyped_word_is_not_taken_for_everything() {
        assert!(parse("gpu").is_err());
        assert!(parse("--fast").is_err());
    }
}
