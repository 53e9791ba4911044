//! A Rust toolchain that can build for the browser.
//!
//! The one in use if it has the wasm32 target; else Debian's, where it is set up already; else the
//! target is fetched; and where that download is closed, or the compiler too old for our tools,
//! Debian's is set up: it comes with the library's sources, from which the target's is built.

use std::fs;
use std::path::{Path, PathBuf};

use crate::recipes::{
    CLIPPY, DEBIAN_RUST, LINK_TOOLCHAIN, RUSTFMT, WASM_STD, WASM_TARGET, WEB_TOOLCHAIN,
};
use crate::sh::{self, Done};
use crate::system::{self, System};
use crate::tools;
use crate::work::Work;

/// What Debian's packages must have brought.
const DEBIAN_PROGRAMS: [&str; 4] = ["rustc", "cargo", "cargo-clippy", "rust-lld"];

const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// The first compiler that can build cargo-leptos: its dependencies ask for it.
const OLDEST_MINOR: u32 = 96;

/// Decides which toolchain every build uses, fetching one if need be.
///
/// One toolchain for the host as well: two would build everything twice.
pub(crate) fn choose(work: &mut Work, system: &mut System) -> Done {
    let usable = tools::has_leptos(work) || is_recent(work);
    if usable && builds_wasm(work) {
        return Ok(());
    }
    if !debian_is_ready(work) {
        if usable && add_target(work) {
            return Ok(());
        }
        if !usable {
            sh::say("this Rust compiler is older than 1.96, which cargo-leptos needs");
        }
        let instead = "or, where downloads work, run `rustup update`";
        set_up_debian(work, system).map_err(|error| format!("{error}; {instead}"))?;
    }
    work.toolchain = Some(WEB_TOOLCHAIN.to_owned());
    Ok(())
}

fn add_target(work: &Work) -> bool {
    let added = WASM_TARGET.carry_out(&mut WASM_TARGET.command(work));
    if added.is_ok() && builds_wasm(work) {
        return true;
    }
    sh::say("the target cannot be downloaded here");
    false
}

/// The two components that only tests need.
pub(crate) fn with_checks(work: &Work) -> Done {
    if !sh::works(work.cargo("clippy").arg("--version")) {
        CLIPPY.carry_out(&mut CLIPPY.command(work))?;
    }
    let mut formatter = work.plain("cargo");
    if !sh::works(
        formatter
            .env_remove("RUSTUP_TOOLCHAIN")
            .args(["fmt", "--version"]),
    ) {
        RUSTFMT.carry_out(RUSTFMT.command(work).env_remove("RUSTUP_TOOLCHAIN"))?;
    }
    Ok(())
}

/// Whether "rustc 1.96.0 (…)" or later answers.
fn is_recent(work: &Work) -> bool {
    let version = sh::ask(work.command("rustc").arg("--version")).unwrap_or_default();
    let minor = version
        .split('.')
        .nth(1)
        .and_then(|minor| minor.parse().ok());
    minor.is_some_and(|minor: u32| minor >= OLDEST_MINOR)
}

/// Whether the toolchain in use has a standard library for wasm32.
fn builds_wasm(work: &Work) -> bool {
    let mut question = work.command("rustc");
    question.args(["--print=target-libdir", "--target=wasm32-unknown-unknown"]);
    sh::ask(&mut question)
        .is_some_and(|folder| !libraries(Path::new(&folder), "libstd-").is_empty())
}

/// Asks rustup itself: a link may point to packages that were removed since.
fn debian_is_ready(work: &Work) -> bool {
    let mut question = work.command("rustc");
    question
        .env("RUSTUP_TOOLCHAIN", WEB_TOOLCHAIN)
        .arg("--print=sysroot");
    let linked = sh::ask(&mut question).is_some_and(|sysroot| sysroot == "/usr");
    linked && debian_has_programs() && debian_has_library()
}

fn debian_has_programs() -> bool {
    DEBIAN_PROGRAMS
        .iter()
        .all(|name| Path::new("/usr/bin").join(name).exists())
}

fn debian_has_library() -> bool {
    !libraries(Path::new(DEBIAN_LIBRARY), "libstd-").is_empty()
}

fn set_up_debian(work: &Work, system: &mut System) -> Done {
    if sh::find("rustup", &work.path).is_none() {
        return Err(format!(
            "missing: the wasm32 target. {}",
            WASM_TARGET.by_hand
        ));
    }
    if !debian_has_programs() || !Path::new("/usr/lib/rustlib/src/rust/library").exists() {
        system.install(work, &DEBIAN_RUST)?;
    }
    if !debian_has_library() {
        build_library(work)?;
    }
    LINK_TOOLCHAIN.carry_out(&mut LINK_TOOLCHAIN.command(work))
}

/// Builds the library as a by-product of an empty crate.
fn build_library(work: &Work) -> Done {
    let folder = work.cache.join("wasm-std");
    write(&folder.join("Cargo.toml"), EMPTY_CRATE)?;
    write(&folder.join("src/lib.rs"), "")?;
    let mut build = WASM_STD.command(work);
    build
        .current_dir(&folder)
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO_TARGET_DIR");
    WASM_STD.carry_out(build.env_remove("RUSTFLAGS"))?;
    let libraries_folder = folder.join("target/wasm32-unknown-unknown/release/deps");
    let mut files = libraries(&libraries_folder, "lib");
    files.retain(|file| !file.to_string_lossy().contains("libslipway_wasm_std"));
    system::copy_into(work, &files, Path::new(DEBIAN_LIBRARY))?;
    // Only the copies are needed from here on.
    let _ = fs::remove_dir_all(&folder);
    Ok(())
}

const EMPTY_CRATE: &str = "\
[package]
name = \"slipway_wasm_std\"
version = \"0.0.0\"
edition = \"2021\"

[profile.release]
panic = \"abort\"

[workspace]
";

fn libraries(folder: &Path, start: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let named = |path: &PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| name.starts_with(start))
    };
    let library = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rlib");
    paths.filter(library).filter(named).collect()
}

fn write(file: &Path, text: &str) -> Done {
    let folder = file.parent().unwrap_or(file);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, text));
    written.map_err(|error| format!("{}: {error}", file.display()))
}
