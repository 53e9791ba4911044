//! The programs that turn Rust into something a browser loads: cargo-leptos, wasm-bindgen and, for
//! releases, wasm-opt.
//!
//! A program that is on the path in the right version is used. Others are built into this project's
//! own cache folder, beside whatever the person has installed for other projects.

use std::fs;

use crate::browser_parts;
use crate::recipes::{BINDGEN_TOOL, CARGO_LEPTOS, LEPTOS_TOOL};
use crate::sh::{self, Done};
use crate::system::System;
use crate::work::Work;

/// Older ones do not know the instructions that current compilers emit.
const OLDEST_WASM_OPT: u32 = 123;

/// Sees to it that the browser's part can be built.
pub(crate) fn ensure(work: &mut Work, system: &mut System, release: bool) -> Done {
    if !has_leptos(work) {
        install(work, &LEPTOS_TOOL, &[])?;
    }
    let wanted = locked_bindgen(work)?;
    if version(work, "wasm-bindgen").as_ref() != Some(&wanted) {
        install(work, &BINDGEN_TOOL, &[&format!("--version={wanted}")])?;
    }
    if release && !has_wasm_opt(work) {
        browser_parts::packages(work, system)?;
        work.prefer(&work.end2end().join("node_modules/.bin"));
        if !has_wasm_opt(work) {
            return Err("missing: wasm-opt 123 or later. Install binaryen".to_owned());
        }
    }
    Ok(())
}

/// Whether cargo-leptos is there, in the right version.
pub(crate) fn has_leptos(work: &Work) -> bool {
    version(work, "cargo-leptos").as_deref() == Some(CARGO_LEPTOS)
}

/// Outside the workspace, so that its settings do not reach the tools; and with cargo's own
/// temporary target folder, so that they do not fill the workspace's.
fn install(work: &Work, recipe: &crate::recipes::Recipe, more: &[&str]) -> Done {
    let tools = work.tools();
    fs::create_dir_all(&tools).map_err(|error| format!("{}: {error}", tools.display()))?;
    let mut command = recipe.command(work);
    command.args(more).arg("--root").arg(&tools);
    command
        .current_dir(&tools)
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS");
    recipe.carry_out(&mut command)
}

/// The last word of `<name> --version`.
fn version(work: &Work, name: &str) -> Option<String> {
    let program = sh::find(name, &work.path)?;
    let text = sh::ask(work.command(&program.to_string_lossy()).arg("--version"))?;
    text.split_whitespace().last().map(str::to_owned)
}

/// The generated glue and the tool that writes it must be of one version.
fn locked_bindgen(work: &Work) -> Done<String> {
    let file = work.root.join("Cargo.lock");
    let lock = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| "Cargo.lock names no wasm-bindgen".to_owned())
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = ")?;
    Some(version.trim_matches('"').to_owned())
}

/// Prints "wasm-opt version 132 (version_132)".
fn has_wasm_opt(work: &Work) -> bool {
    let text = sh::ask(work.command("wasm-opt").arg("--version")).unwrap_or_default();
    let number = text
        .split_whitespace()
        .nth(2)
        .and_then(|word| word.parse().ok());
    number.is_some_and(|number: u32| number >= OLDEST_WASM_OPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_version_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "wasm-pack"), None);
    }

    #[test]
    fn the_recipe_builds_the_named_cargo_leptos() {
        assert!(
            LEPTOS_TOOL
                .args
                .contains(&format!("--version={CARGO_LEPTOS}").as_str())
        );
        assert!(LEPTOS_TOOL.what.contains(CARGO_LEPTOS));
    }
}
