//! `cargo xtask test` and `cargo xtask ci`: every check, in an order in which each shares what the
//! ones before have built.
//!
//! A failed step does not end the run, so that one run shows everything; steps that need it are
//! left out. The last line says how many tests passed and failed.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::sh::{self, Done};
use crate::system::System;
use crate::tally::{self, Tally};
use crate::work::{Work, select};
use crate::{browser, browser_parts, site, toolchain, tools};

/// What a step leaves behind for the summary.
#[derive(Default)]
struct Outcome {
    failed: bool,
    closing: Vec<String>,
    tally: Tally,
}

struct Step {
    name: &'static str,
    run: fn(&Suite) -> Done<Outcome>,
    /// Steps without whose success this one says nothing.
    needs: &'static [&'static str],
}

const STEPS: [Step; 7] = [
    Step {
        name: "format",
        run: format,
        needs: &[],
    },
    Step {
        name: "site",
        run: build_site,
        needs: &[],
    },
    Step {
        name: "lint",
        run: lint,
        needs: &[],
    },
    Step {
        name: "lint-wasm",
        run: lint_wasm,
        needs: &[],
    },
    Step {
        name: "unit",
        run: unit,
        needs: &[],
    },
    Step {
        name: "program",
        run: build_program,
        needs: &["site"],
    },
    Step {
        name: "browser",
        run: run_browser,
        needs: &["site", "program"],
    },
];

/// What the steps work with.
struct Suite {
    work: Work,
    packages: Vec<String>,
    chromium: browser_parts::Chromium,
    for_playwright: Vec<String>,
}

/// Runs the named steps with what they need, or all. What follows `--` goes to Playwright.
pub(crate) fn test(mut work: Work, system: &mut System, words: &[String]) -> Done {
    let (names, for_playwright) = split(words)?;
    let start = Instant::now();
    let chromium = prepare(&mut work, system)?;
    let packages = work.host_packages()?;
    let suite = Suite {
        work,
        packages,
        chromium,
        for_playwright,
    };
    let mut report = Report::default();
    report.add("tools", start.elapsed(), Ok(Outcome::default()));
    for step in STEPS.iter().filter(|step| is_wanted(step, &names)) {
        report.take(step, &suite);
    }
    report.print();
    if report.failed.is_empty() {
        return Ok(());
    }
    // Said already; the totals are to be the last line.
    Err(String::new())
}

/// A named step brings along what it needs: a stale program would be tested otherwise.
fn is_wanted(step: &Step, names: &[&str]) -> bool {
    let asked = |step: &Step| names.contains(&step.name);
    let needed = |other: &Step| asked(other) && other.needs.contains(&step.name);
    names.is_empty() || asked(step) || STEPS.iter().any(needed)
}

fn split(words: &[String]) -> Done<(Vec<&str>, Vec<String>)> {
    let end = words
        .iter()
        .position(|word| word == "--")
        .unwrap_or(words.len());
    let names: Vec<&str> = words[..end].iter().map(String::as_str).collect();
    let known = |name: &str| STEPS.iter().any(|step| step.name == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all = STEPS.map(|step| step.name).join(", ");
        return Err(format!("no step is named {unknown}; there are {all}"));
    }
    Ok((names, words.iter().skip(end + 1).cloned().collect()))
}

fn prepare(work: &mut Work, system: &mut System) -> Done<browser_parts::Chromium> {
    toolchain::choose(work, system)?;
    toolchain::with_checks(work)?;
    tools::ensure(work, system, false)?;
    browser_parts::packages(work, system)?;
    browser_parts::chromium(work, system)
}

/// rustfmt of the ordinary toolchain: Debian's is years older than its compiler.
fn format(suite: &Suite) -> Done<Outcome> {
    let mut command = suite.work.plain("cargo");
    command
        .env_remove("RUSTUP_TOOLCHAIN")
        .args(["fmt", "--all", "--check"]);
    sh::run(&mut command).map(|()| Outcome::default())
}

fn build_site(suite: &Suite) -> Done<Outcome> {
    site::build_front(&suite.work, false).map(|()| Outcome::default())
}

fn lint(suite: &Suite) -> Done<Outcome> {
    let mut command = suite.work.cargo("clippy");
    command
        .args(select(&suite.packages))
        .args(["--all-targets", "--", "-D", "warnings"]);
    sh::run(&mut command).map(|()| Outcome::default())
}

/// In the profile of the site's build, whose macros are compiled by then.
fn lint_wasm(suite: &Suite) -> Done<Outcome> {
    let mut command = suite.work.cargo("clippy");
    command.args(["-p", "slipway-frontend", "--target=wasm32-unknown-unknown"]);
    command.args(["--profile=wasm-dev", "--", "-D", "warnings"]);
    sh::run(&mut command).map(|()| Outcome::default())
}

fn unit(suite: &Suite) -> Done<Outcome> {
    let work = &suite.work;
    let nextest = sh::find("cargo-nextest", &work.path).is_some();
    let mut command = work.cargo(if nextest { "nextest" } else { "test" });
    if nextest {
        command.args(["run", "--config-file=xtask/nextest.toml"]);
    }
    command.args(select(&suite.packages)).arg("--no-fail-fast");
    // What holds the simulator and the client against recorded answers.
    match (std::env::var_os("SLIPWAY_FIXTURES"), nextest) {
        (None, _) => sh::say("left out: recorded answers, for SLIPWAY_FIXTURES is not set"),
        (Some(_), true) => drop(command.arg("--run-ignored=all")),
        (Some(_), false) => drop(command.args(["--", "--include-ignored"])),
    }
    counted(&mut command)
}

/// As the tests built it: their dependencies ask some crates for more features, and a program
/// without those would compile half the workspace once more.
fn build_program(suite: &Suite) -> Done<Outcome> {
    let mut command = suite.work.cargo("build");
    command
        .args(select(&suite.packages))
        .args(["--bins", "--tests"]);
    sh::run(&mut command).map(|()| Outcome::default())
}

fn run_browser(suite: &Suite) -> Done<Outcome> {
    let mut types = suite.work.command("npx");
    sh::run(
        types
            .args(["tsc", "--noEmit"])
            .current_dir(suite.work.end2end()),
    )?;
    browser::with_program(
        &suite.work,
        |address| {
            let mut command = browser::playwright(&suite.work, &suite.chromium, address);
            counted(command.args(&suite.for_playwright))
        },
        |outcome| outcome.failed,
    )
}

/// Runs a test runner and reads its closing lines.
fn counted(command: &mut Command) -> Done<Outcome> {
    if std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("FORCE_COLOR", "1");
    }
    let (status, lines) = sh::tee(command)?;
    let (closing, tally) = tally::read(&lines);
    Ok(Outcome {
        failed: !status.success(),
        closing,
        tally,
    })
}

/// What the end of the run shows.
#[derive(Default)]
struct Report {
    rows: Vec<String>,
    closing: Vec<String>,
    failed: Vec<&'static str>,
    tally: Tally,
}

impl Report {
    fn take(&mut self, step: &'static Step, suite: &Suite) {
        if let Some(missing) = step.needs.iter().find(|name| self.failed.contains(name)) {
            let error = Err(format!("{} left out: {missing} failed", step.name));
            return self.add(step.name, Duration::ZERO, error);
        }
        println!("\n── {} ──", step.name);
        let start = Instant::now();
        let outcome = (step.run)(suite);
        self.add(step.name, start.elapsed(), outcome);
    }

    fn add(&mut self, name: &'static str, took: Duration, outcome: Done<Outcome>) {
        let outcome = outcome.unwrap_or_else(|error| {
            eprintln!("{error}");
            Outcome {
                failed: true,
                ..Outcome::default()
            }
        });
        let verdict = if outcome.failed { "FAILED" } else { "ok" };
        let minutes = took.as_secs_f64() / 60.0;
        self.rows
            .push(format!("{name:<12}{minutes:>6.1} min  {verdict}"));
        self.closing.extend(outcome.closing);
        self.tally += outcome.tally;
        if outcome.failed {
            self.failed.push(name);
            // A step that fails before it has counted a failed test counts as one.
            self.tally.failed += u64::from(outcome.tally.failed == 0);
        }
    }

    fn print(&self) {
        println!("\n{}\n\n{}", self.rows.join("\n"), self.closing.join("\n"));
        if !self.failed.is_empty() {
            println!("failed: {}", self.failed.join(", "));
        }
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
    }
}
