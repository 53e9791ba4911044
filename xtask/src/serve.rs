//! `cargo xtask serve`: build everything, then become the program.
//!
//! The program prints its own address and the demo's accounts.

use std::path::Path;
use std::process::Command;

use crate::sh::Done;
use crate::system::System;
use crate::work::Work;
use crate::{site, toolchain, tools};

/// Settings of its own mean that the person wants the real thing, not the demo.
const OWN_SETTINGS: [&str; 2] = ["--config", "--no-demo"];

/// Builds and starts; `rest` goes to the program.
pub(crate) fn serve(work: &mut Work, system: &mut System, rest: &[String]) -> Done {
    let release = rest.iter().any(|word| word == "--release");
    toolchain::choose(work, system)?;
    tools::ensure(work, system, release)?;
    site::build_front(work, release)?;
    site::build_server(work, release)?;
    become_program(work, &site::program(work, release), &program_args(rest))
}

fn program_args(rest: &[String]) -> Vec<&str> {
    let own = rest
        .iter()
        .any(|word| OWN_SETTINGS.iter().any(|setting| word.starts_with(setting)));
    let start = if own {
        vec!["serve"]
    } else {
        vec!["serve", "--demo"]
    };
    let for_program = |word: &&str| !["--release", "--no-demo", "--demo"].contains(word);
    let rest = rest.iter().map(String::as_str).filter(for_program);
    start.into_iter().chain(rest).collect()
}

/// Where the system allows it this process turns into the program: Ctrl-C and signals then reach it
/// without a go-between.
fn become_program(work: &Work, program: &Path, args: &[&str]) -> Done {
    let mut command: Command = work.command(&program.to_string_lossy());
    command.args(args);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let error = command.exec();
        Err(format!("{} did not start: {error}", program.display()))
    }
    #[cfg(not(unix))]
    crate::sh::run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::program_args;

    fn args(rest: &str) -> String {
        let rest: Vec<_> = rest.split_whitespace().map(str::to_owned).collect();
        program_args(&rest).join(" ")
    }

    #[test]
    fn the_demo_is_served_unless_settings_are_named() {
        assert_eq!(args(""), "serve --demo");
        assert_eq!(args("--release --servers 9"), "serve --demo --servers 9");
        assert_eq!(args("--demo --speed 4"), "serve --demo --speed 4");
        assert_eq!(args("--config Slipway.toml"), "serve --config Slipway.toml");
        assert_eq!(args("--no-demo"), "serve");
    }
}
