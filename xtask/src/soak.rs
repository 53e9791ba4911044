//! `cargo xtask soak`: the heavy proofs in full, which the tests run shortened.
//!
//! The program is killed again and again under load, and what it says afterwards is compared with
//! what the simulated cloud was really asked.

use crate::sh::{self, Done};
use crate::system::System;
use crate::work::{Work, select};
use crate::{toolchain, tools};

/// Kills unless told otherwise.
const KILLS: u32 = 50;

/// Builds and soaks.
pub(crate) fn soak(work: &mut Work, system: &mut System, words: &[String]) -> Done {
    let kills = kills(words)?;
    toolchain::choose(work, system)?;
    tools::ensure(work, system, false)?;
    sh::say(&format!("killing the program {kills} times under load"));
    let packages = work.host_packages()?;
    let mut command = work.cargo("test");
    command
        .args(select(&packages))
        .args(["--test", "it", "soak::", "--", "--nocapture"]);
    sh::run(command.env("SLIPWAY_SOAK", kills.to_string()))
}

fn kills(words: &[String]) -> Done<u32> {
    match words {
        [] => Ok(KILLS),
        [flag, number] if flag == "--kills" => number
            .parse()
            .ok()
            .filter(|kills| *kills > 0)
            .ok_or_else(|| format!("--kills takes a number above 0, not {number}")),
        _ => Err("soak takes --kills N and nothing else".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::kills;

    fn read(text: &str) -> Result<u32, String> {
        let words: Vec<_> = text.split_whitespace().map(str::to_owned).collect();
        kills(&words)
    }

    #[test]
    fn fifty_unless_told_otherwise() {
        assert_eq!(read(""), Ok(50));
        assert_eq!(read("--kills 3"), Ok(3));
        for wrong in ["--kills 0", "--kills many", "--kills", "12"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
