//! System packages: asked about once, installed with apt where there is one.
//!
//! Only what cannot be had otherwise comes this way: Debian's compiler, its Chromium, Node.js.

use std::env;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::Command;

use crate::recipes::{APT_LISTS, Recipe};
use crate::sh::{self, Done};
use crate::work::Work;

/// What may be done to this machine.
pub(crate) struct System {
    agreed: Option<bool>,
    refreshed: bool,
}

impl System {
    /// `yes`: `--yes` was given, or nobody is there to ask.
    pub(crate) fn new(yes: bool) -> Self {
        let unattended = yes || env::var_os("CI").is_some_and(|ci| ci == "true");
        Self {
            agreed: unattended.then_some(true),
            refreshed: false,
        }
    }

    /// Installs a recipe's packages.
    pub(crate) fn install(&mut self, work: &Work, recipe: &Recipe) -> Done {
        if sh::find("apt-get", &work.path).is_none() {
            return Err(format!(
                "no way found for {}: {}",
                recipe.what, recipe.by_hand
            ));
        }
        if !self.may(recipe) {
            let package_list = packages(recipe);
            return Err(format!(
                "missing: the system packages {package_list}. Run again with `--yes`, or {}",
                recipe.by_hand
            ));
        }
        if !self.refreshed {
            // An old list is often good enough, so a failure here is not the end.
            let outcome = APT_LISTS.carry_out(&mut as_root(work, &APT_LISTS));
            outcome.unwrap_or_else(|error| sh::say(&error));
            self.refreshed = true;
        }
        recipe.carry_out(&mut as_root(work, recipe))
    }

    fn may(&mut self, recipe: &Recipe) -> bool {
        *self.agreed.get_or_insert_with(|| agree(recipe))
    }
}

/// Copies files into a folder that may belong to root.
pub(crate) fn copy_into(work: &Work, files: &[impl AsRef<Path>], folder: &Path) -> Done {
    let files = files.iter().map(AsRef::as_ref);
    let mut make = with_rights(work, "mkdir");
    sh::quiet(make.arg("-p").arg(folder))?;
    let mut copy = with_rights(work, "cp");
    sh::quiet(copy.args(files).arg(folder)).map(drop)
}

fn as_root(work: &Work, recipe: &Recipe) -> Command {
    let mut command = with_rights(work, "env");
    let settings = recipe
        .env
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    command.args(settings).arg(recipe.program).args(recipe.args);
    command
}

/// `sudo` where this is not root's own shell.
fn with_rights(work: &Work, program: &str) -> Command {
    let root = sh::ask(work.command("id").arg("-u")).is_none_or(|id| id == "0");
    if root {
        return work.command(program);
    }
    let mut command = work.command("sudo");
    command.arg(program);
    command
}

fn agree(recipe: &Recipe) -> bool {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return false;
    }
    eprint!(
        "xtask: install system packages ({})? [Y/n] ",
        packages(recipe)
    );
    let mut answer = String::new();
    let read = io::stderr()
        .flush()
        .and_then(|()| io::stdin().lock().read_line(&mut answer));
    let answer = answer.trim().to_lowercase();
    read.is_ok_and(|length| length > 0) && matches!(answer.as_str(), "" | "y" | "yes")
}

fn packages(recipe: &Recipe) -> String {
    let names = recipe
        .args
        .iter()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'));
    names.copied().collect::<Vec<_>>().join(" ")
}
