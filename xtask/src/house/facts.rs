//! The facts that the rules are checked against: cargo's own view of the workspace, and the files
//! that git would keep.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Asked for at run time: of clones that share a target folder, one may run what another built.
pub(super) fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where xtask lies");
    Path::new(&manifest)
        .parent()
        .expect("xtask lies in the workspace")
        .to_owned()
}

pub(super) fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    let command = command
        .args(["metadata", "--format-version=1"])
        .current_dir(root());
    let output = command.output().expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

/// Our own packages.
pub(super) fn members() -> Vec<Value> {
    let metadata = metadata();
    let ours = metadata["workspace_members"].as_array().expect("members");
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .filter(|package| ours.contains(&package["id"]))
        .cloned()
        .collect()
}

pub(super) fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().into_iter().flatten()
}

/// What the manifest names, optional ones included, less what only tests use.
pub(super) fn shipped_dependencies(package: &Value) -> BTreeSet<String> {
    let shipped = dependencies(package).filter(|dependency| dependency["kind"] != "dev");
    shipped
        .map(|dependency| text(&dependency["name"]))
        .collect()
}

/// Names of everything that a package links, tests and build scripts left out.
pub(super) fn reached_from(metadata: &Value, start: &str) -> BTreeSet<String> {
    let packages = metadata["packages"].as_array().expect("packages");
    let name_of = |id: &Value| {
        let package = packages.iter().find(|package| package["id"] == *id);
        package
            .map(|package| text(&package["name"]))
            .unwrap_or_default()
    };
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .expect("a resolved graph");
    let first = nodes.iter().filter(|node| name_of(&node["id"]) == start);
    let mut open: Vec<&Value> = first.map(|node| &node["id"]).collect();
    let (mut seen, mut names) = (Vec::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        names.insert(name_of(id));
        let node = nodes.iter().find(|node| node["id"] == *id);
        let links = node
            .and_then(|node| node["deps"].as_array())
            .into_iter()
            .flatten();
        open.extend(
            links
                .filter(|link| is_linked(link))
                .map(|link| &link["pkg"]),
        );
    }
    names
}

fn is_linked(link: &Value) -> bool {
    let mut kinds = link["dep_kinds"].as_array().into_iter().flatten();
    kinds.any(|kind| kind["kind"].is_null())
}

/// Everything that is, or would be, committed.
pub(super) fn files() -> Vec<PathBuf> {
    let mut command = Command::new("git");
    command.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let output = command.current_dir(root()).output().expect("git runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root().join(name))
        .collect()
}

/// The same below a folder, with their names from the root on.
pub(super) fn under(folder: &str) -> Vec<(String, PathBuf)> {
    let below = root().join(folder);
    let named = files().into_iter().filter(|file| file.starts_with(&below));
    named
        .map(|file| {
            let name = file.strip_prefix(root()).unwrap_or(&file);
            (name.to_string_lossy().into_owned(), file.clone())
        })
        .collect()
}

pub(super) fn has_ending(file: &Path, endings: &[&str]) -> bool {
    file.extension()
        .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
