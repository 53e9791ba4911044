//! Building the program: first what browsers load (the site folder), then the server that embeds it.
//!
//! cargo-leptos builds the site alone; the server is an ordinary cargo build, so that it shares
//! every artefact with the tests. What cargo-leptos 0.3.11 does with `hash-files`, from its source:
//! * `hash.txt` goes to `<target>/<profile of the server>/hash.txt`, beside the server's program,
//!   also when `CARGO_TARGET_DIR` points elsewhere, and also with `--frontend-only`. It is written
//!   once the site is complete and before the server's build script runs.
//! * `site-root = "target/site"` is relative to the workspace, whatever the target folder. Its
//!   content is erased at the start of each build and written anew.
//! * The site holds one profile at a time: its names match the `hash.txt` written last.

use std::path::PathBuf;
use std::process::Command;

use crate::keep::Kept;
use crate::sh::{self, Done};
use crate::work::Work;

/// The site folder that the server embeds.
pub(crate) fn folder(work: &Work) -> PathBuf {
    work.root.join("target/site")
}

/// Builds what browsers load.
pub(crate) fn build_front(work: &Work, release: bool) -> Done {
    let kept = Kept::before(&[folder(work), program_folder(work, release).join("hash.txt")]);
    // Started directly: as `cargo leptos`, cargo would prefer another version in its own folder.
    let mut build = work.command("cargo-leptos");
    build.args(["build", "--frontend-only"]);
    if release {
        build.arg("--release");
    }
    sh::run(&mut build)?;
    kept.restore_if_unchanged();
    Ok(())
}

/// Builds the server around it.
pub(crate) fn build_server(work: &Work, release: bool) -> Done {
    sh::run(&mut server_command(work, release))
}

/// The built program.
pub(crate) fn program(work: &Work, release: bool) -> PathBuf {
    let name = format!("slipway{}", std::env::consts::EXE_SUFFIX);
    program_folder(work, release).join(name)
}

fn server_command(work: &Work, release: bool) -> Command {
    let mut build = work.cargo("build");
    build.args(["-p", "slipway-server", "--bin", "slipway"]);
    if release {
        build.arg("--release");
    }
    build
}

fn program_folder(work: &Work, release: bool) -> PathBuf {
    work.target.join(if release { "release" } else { "debug" })
}
