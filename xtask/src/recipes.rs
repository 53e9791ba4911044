//! Everything that may have to be fetched, in one table: what for, the command, and what to tell a
//! person when the command fails.
//!
//! The order of use is decided elsewhere (`toolchain`, `tools`, `browser_parts`).

use std::process::Command;

use crate::sh::{self, Done};
use crate::work::Work;

/// One thing to fetch.
pub(crate) struct Recipe {
    /// Said before it is done.
    pub(crate) what: &'static str,
    pub(crate) program: &'static str,
    pub(crate) args: &'static [&'static str],
    pub(crate) env: &'static [(&'static str, &'static str)],
    /// Said when it fails.
    pub(crate) by_hand: &'static str,
}

/// The release of cargo-leptos that builds the browser's part.
pub(crate) const CARGO_LEPTOS: &str = "0.3.11";

/// The name under which Debian's compiler is known to rustup.
pub(crate) const WEB_TOOLCHAIN: &str = "web";

/// Tools are run a few times a day and built once: spend the time where it is short.
const CHEAP_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
];

const UNATTENDED: &[(&str, &str)] = &[("DEBIAN_FRONTEND", "noninteractive")];

pub(crate) const WASM_TARGET: Recipe = Recipe {
    what: "adding the wasm32 target to the Rust toolchain",
    program: "rustup",
    args: &["target", "add", "wasm32-unknown-unknown"],
    env: &[],
    by_hand: "run `rustup target add wasm32-unknown-unknown`",
};

pub(crate) const RUSTFMT: Recipe = Recipe {
    what: "adding rustfmt to the Rust toolchain",
    program: "rustup",
    args: &["component", "add", "rustfmt"],
    env: &[],
    by_hand: "run `rustup component add rustfmt`",
};

pub(crate) const CLIPPY: Recipe = Recipe {
    what: "adding clippy to the Rust toolchain",
    program: "rustup",
    args: &["component", "add", "clippy"],
    env: &[],
    by_hand: "run `rustup component add clippy`",
};

pub(crate) const APT_LISTS: Recipe = Recipe {
    what: "refreshing the list of system packages",
    program: "apt-get",
    args: &["update", "-qq"],
    env: UNATTENDED,
    by_hand: "run `apt-get update` as root",
};

/// `lld-22` is what Debian's compiler links wasm with: its `rust-lld` points there.
pub(crate) const DEBIAN_RUST: Recipe = Recipe {
    what: "installing Debian's Rust compiler with the library's sources",
    program: "apt-get",
    args: &[
        "install",
        "-y",
        "--no-install-recommends",
        "rustc-web",
        "cargo-web",
        "rust-web-src",
        "rust-web-llvm",
        "rust-web-clippy",
        "lld-22",
    ],
    env: UNATTENDED,
    by_hand: "get a Rust toolchain with the target: `rustup target add wasm32-unknown-unknown`",
};

/// `panic_abort` and `proc_macro` are asked for by name, `std` alone leaves them out.
pub(crate) const WASM_STD: Recipe = Recipe {
    what: "building the standard library for wasm32 (about a minute)",
    program: "/usr/bin/cargo",
    args: &[
        "build",
        "--release",
        "-Zbuild-std=std,panic_abort,proc_macro",
        "--target=wasm32-unknown-unknown",
        "--target-dir=target",
    ],
    env: &[("RUSTC_BOOTSTRAP", "1"), ("RUSTC", "/usr/bin/rustc")],
    by_hand: "get a Rust toolchain with the target: `rustup target add wasm32-unknown-unknown`",
};

pub(crate) const LINK_TOOLCHAIN: Recipe = Recipe {
    what: "making Debian's compiler known to rustup as `web`",
    program: "rustup",
    args: &["toolchain", "link", WEB_TOOLCHAIN, "/usr"],
    env: &[],
    by_hand: "run `rustup toolchain link web /usr`",
};

/// `no_downloads`: a missing tool is then an error that names it, not an attempt to fetch it.
pub(crate) const LEPTOS_TOOL: Recipe = Recipe {
    what: "building cargo-leptos 0.3.11 (about ten minutes, once)",
    program: "cargo",
    args: &[
        "install",
        "--locked",
        "--force",
        "cargo-leptos",
        "--version=0.3.11",
        "--features=no_downloads",
    ],
    env: CHEAP_BUILD,
    by_hand: "run `cargo install --locked cargo-leptos --version 0.3.11`",
};

/// The version is added by the caller, from `Cargo.lock`. Not `--locked`: the published lock file
/// names a yanked dependency.
pub(crate) const BINDGEN_TOOL: Recipe = Recipe {
    what: "building wasm-bindgen (about four minutes, once)",
    program: "cargo",
    args: &["install", "--force", "wasm-bindgen-cli"],
    env: CHEAP_BUILD,
    by_hand: "run `cargo install wasm-bindgen-cli --version <the one in Cargo.lock>`",
};

pub(crate) const NODE: Recipe = Recipe {
    what: "installing Node.js and npm",
    program: "apt-get",
    args: &["install", "-y", "--no-install-recommends", "nodejs", "npm"],
    env: UNATTENDED,
    by_hand: "install Node.js 20 or later with npm",
};

pub(crate) const NPM_PACKAGES: Recipe = Recipe {
    what: "fetching the browser tests' npm packages",
    program: "npm",
    args: &["ci", "--no-audit", "--no-fund"],
    env: &[("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")],
    by_hand: "run `npm ci` in end2end/",
};

pub(crate) const PLAYWRIGHT_BROWSER: Recipe = Recipe {
    what: "fetching Chromium for the browser tests",
    program: "npx",
    args: &["playwright", "install", "chromium"],
    env: &[("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000")],
    by_hand: "run `npx playwright install chromium` in end2end/",
};

pub(crate) const DEBIAN_BROWSER: Recipe = Recipe {
    what: "installing Debian's Chromium",
    program: "apt-get",
    args: &[
        "install",
        "-y",
        "--no-install-recommends",
        "chromium",
        "fonts-liberation",
    ],
    env: UNATTENDED,
    by_hand: "install Chromium and name it: CHROMIUM=/path/to/chromium",
};

impl Recipe {
    /// The command, for callers that add to it.
    pub(crate) fn command(&self, work: &Work) -> Command {
        let mut command = work.command(self.program);
        command.args(self.args).envs(self.env.iter().copied());
        command
    }

    /// Says what is done and does it; an error ends with what a person can do instead.
    pub(crate) fn carry_out(&self, command: &mut Command) -> Done {
        sh::say(self.what);
        let failed = |e| format!("{e}\nmissing: {}. {}", subject(self.what), self.by_hand);
        sh::quiet(command).map(drop).map_err(failed)
    }
}

/// "adding rustfmt to …" → "rustfmt to …": what is missing is what was to be done, less its verb.
fn subject(what: &str) -> &str {
    what.split_once(' ').map_or(what, |(_, subject)| subject)
}
