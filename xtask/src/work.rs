//! Where things lie, and the environment that every program started from here gets.
//!
//! `cargo run` and rustup leave their own variables behind; a build that inherits them differs from
//! the same build typed by hand, so they are taken out again.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sh::Done;

/// Set by cargo for the program it runs; the person's own `CARGO_…` settings are kept.
const LEFT_BEHIND: [&str; 6] = [
    "CARGO",
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_BIN_",
    "CARGO_CRATE_",
    "CARGO_PRIMARY_",
];

/// The checkout and the tools it is built with.
pub(crate) struct Work {
    /// The workspace's folder.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the settings put it.
    pub(crate) target: PathBuf,
    /// Programs fetched for this project alone; a person's own installations are never replaced.
    pub(crate) cache: PathBuf,
    /// The rustup toolchain for every build; none leaves the choice to rustup.
    pub(crate) toolchain: Option<String>,
    /// Folders to look for programs in, ours first.
    pub(crate) path: OsString,
}

impl Work {
    /// Finds the checkout that this program was started for.
    pub(crate) fn here() -> Done<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let manifest = manifest.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = manifest.parent().ok_or("xtask has no workspace folder")?;
        let mut work = Self {
            root: root.to_owned(),
            target: target_folder(root),
            cache: cache_folder(root),
            toolchain: None,
            path: env::var_os("PATH").unwrap_or_default(),
        };
        work.prefer(&work.tools().join("bin"));
        Ok(work)
    }

    /// Where `cargo install` puts this project's tools.
    pub(crate) fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// The folder of the browser tests.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// Looks into one more folder before all others.
    pub(crate) fn prefer(&mut self, folder: &Path) {
        let folders = std::iter::once(folder.to_owned()).chain(env::split_paths(&self.path));
        if let Ok(path) = env::join_paths(folders) {
            self.path = path;
        }
    }

    /// A program in the workspace's folder, with the tools on its path and the chosen toolchain.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = self.plain(program);
        if let Some(toolchain) = &self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        command
    }

    /// The same with the toolchain that `rust-toolchain.toml` or the person names.
    pub(crate) fn plain(&self, program: &str) -> Command {
        let found = crate::sh::find(program, &self.path);
        let mut command = Command::new(found.unwrap_or_else(|| program.into()));
        command.current_dir(&self.root).env("PATH", &self.path);
        for (name, _) in env::vars_os().filter(|(name, _)| left_behind(&name.to_string_lossy())) {
            command.env_remove(name);
        }
        match self.library_path() {
            Some(folders) => command.env("LD_LIBRARY_PATH", folders),
            None => command.env_remove("LD_LIBRARY_PATH"),
        };
        command
    }

    /// `cargo` with its first argument.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = self.command("cargo");
        command.arg(subcommand);
        command
    }

    /// `cargo run` adds folders of its own toolchain, which another toolchain must not load from.
    fn library_path(&self) -> Option<OsString> {
        let given = env::var_os("LD_LIBRARY_PATH")?;
        let ours = |folder: &PathBuf| {
            folder.starts_with(&self.target) || folder.iter().any(|part| part == "toolchains")
        };
        let kept: Vec<_> = env::split_paths(&given).filter(|f| !ours(f)).collect();
        let kept = env::join_paths(kept).ok()?;
        (!kept.is_empty()).then_some(kept)
    }

    /// Packages built for this machine: all but the browser's entry point, whose features exclude
    /// the server's.
    pub(crate) fn host_packages(&self) -> Done<Vec<String>> {
        let mut folders: Vec<_> = ["app", "server", "xtask"].map(|f| self.root.join(f)).into();
        let crates = self.root.join("crates");
        let entries = fs::read_dir(&crates).map_err(|e| format!("{}: {e}", crates.display()))?;
        folders.extend(entries.flatten().map(|entry| entry.path()));
        folders.sort();
        Ok(folders.iter().filter_map(|f| package_name(f)).collect())
    }
}

/// `-p name` for each package.
pub(crate) fn select(packages: &[String]) -> impl Iterator<Item = &str> {
    packages.iter().flat_map(|name| ["-p", name.as_str()])
}

fn left_behind(name: &str) -> bool {
    LEFT_BEHIND
        .iter()
        .any(|start| match start.strip_suffix('_') {
            Some(_) => name.starts_with(start),
            None => name == *start,
        })
}

fn package_name(folder: &Path) -> Option<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = "))?;
    Some(line.trim().trim_matches('"').to_owned())
}

/// Cargo put this very program into `<target>/debug`, whichever setting decided that.
fn target_folder(root: &Path) -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    let found = program.ancestors().nth(2).filter(|_| {
        let folder = program.parent().and_then(Path::file_name);
        folder.is_some_and(|name| name == "debug" || name == "release")
    });
    found.map_or_else(|| root.join("target"), Path::to_owned)
}

fn cache_folder(root: &Path) -> PathBuf {
    let xdg = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let cache = xdg.filter(|folder| folder.is_absolute()).or_else(home);
    cache.map_or_else(|| root.join("target/tools"), |cache| cache.join("slipway"))
}
