//! `cargo xtask`: everything a person types to run, check and test Slipway.
//!
//! What a command needs and does not find it fetches, in a way that works on this machine, saying
//! each thing it does in one line.

mod bench;
mod browser;
mod browser_parts;
mod keep;
mod recipes;
mod serve;
mod sh;
mod site;
mod soak;
mod suite;
mod system;
mod tally;
mod toolchain;
mod tools;
mod work;

#[cfg(test)]
mod house;

use std::process::ExitCode;

use sh::Done;
use system::System;
use work::Work;

const HELP: &str = "\
cargo xtask serve [--release] [OPTION…]   build Slipway and serve its demo on http://localhost:3000
                                          (options go to `slipway serve`; --no-demo: no demo)
cargo xtask test [STEP…] [-- ARG…]        check everything: format, site, lint, lint-wasm, unit,
                                          program, browser (arguments go to Playwright)
cargo xtask ci                            the same, unattended
cargo xtask bench [GROUP…]                measure a release build against its budgets: start, cpu,
                                          bytes, feel, live
cargo xtask soak [--kills N]              the heavy proofs in full: the program is killed 50 times
                                          under load, and no call may be made twice

--yes   install missing system packages without asking (so does CI=true)";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is_empty() {
                sh::say(&error);
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut words: Vec<String>) -> Done {
    let before = words.len();
    words.retain(|word| word != "--yes");
    let yes = words.len() < before;
    let Some((command, rest)) = words.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    let mut work = Work::here()?;
    match command.as_str() {
        "serve" => serve::serve(&mut work, &mut System::new(yes), rest),
        "test" => suite::test(work, &mut System::new(yes), rest),
        "ci" => suite::test(work, &mut System::new(true), rest),
        "soak" => soak::soak(&mut work, &mut System::new(yes), rest),
        "bench" => bench::bench(&mut work, &mut System::new(yes), rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no `{other}`\n\n{HELP}")),
    }
}
