//! What the browser tests run with: Node.js, the npm packages of `end2end/`, and a Chromium.
//!
//! A Chromium that is there already is used, wherever it came from.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::recipes::{DEBIAN_BROWSER, NODE, NPM_PACKAGES, PLAYWRIGHT_BROWSER};
use crate::sh::{self, Done};
use crate::system::System;
use crate::work::Work;

/// Names under which systems install it.
const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Which Chromium to start.
pub(crate) enum Chromium {
    Program(PathBuf),
    /// Playwright knows where its own lies.
    Bundled,
}

/// The npm packages, as the lock file has them.
pub(crate) fn packages(work: &Work, system: &mut System) -> Done {
    let folder = work.end2end();
    let (lock, stamp) = (
        folder.join("package-lock.json"),
        folder.join("node_modules/.installed"),
    );
    let wanted = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if sh::find("npm", &work.path).is_none() {
        system.install(work, &NODE)?;
    }
    NPM_PACKAGES.carry_out(NPM_PACKAGES.command(work).current_dir(&folder))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// A browser; needs the npm packages.
pub(crate) fn chromium(work: &Work, system: &mut System) -> Done<Chromium> {
    if let Some(found) = find(work) {
        return Ok(found);
    }
    let mut fetch = PLAYWRIGHT_BROWSER.command(work);
    let fetched = PLAYWRIGHT_BROWSER.carry_out(fetch.current_dir(work.end2end()));
    if fetched.is_err() {
        sh::say("Chromium cannot be downloaded here");
        system.install(work, &DEBIAN_BROWSER)?;
    }
    find(work).ok_or_else(|| format!("missing: Chromium. {}", DEBIAN_BROWSER.by_hand))
}

fn find(work: &Work) -> Option<Chromium> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(Chromium::Program(named.into()));
    }
    let installed = CHROMIUM_NAMES
        .iter()
        .find_map(|name| sh::find(name, &work.path));
    installed
        .map(Chromium::Program)
        .or_else(|| bundled().then_some(Chromium::Bundled))
}

fn bundled() -> bool {
    let folder = env::var_os("PLAYWRIGHT_BROWSERS_PATH").map(PathBuf::from);
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
    let home = home.map(PathBuf::from).unwrap_or_default();
    let usual = [".cache", "Library/Caches", "AppData/Local"].map(|f| home.join(f));
    let usual = usual.iter().map(|folder| folder.join("ms-playwright"));
    folder
        .into_iter()
        .chain(usual)
        .any(|folder| has_chromium(&folder))
}

/// Playwright marks what it fetched completely.
fn has_chromium(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("chromium-"))
        .any(|entry| entry.path().join("INSTALLATION_COMPLETE").exists())
}
