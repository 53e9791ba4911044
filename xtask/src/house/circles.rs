//! No two files know each other both ways, directly or over others: what one needs of the other
//! belongs into a third, or the two are one idea.
//!
//! A module and what lies below it are one thing in several files, so that a file may use all modules
//! above it. Tests may use anything.

use super::facts::{files, root};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, UseTree, Visibility};

/// A crate's folder, and the modules from its root down to one.
type Module = (String, Vec<String>);

/// Which modules there are, each with what it hands on: a name, and the module that has it.
type Modules = BTreeMap<Module, BTreeMap<String, Module>>;

/// The module that a file holds; nothing for files of tests.
fn module_of(path: &Path) -> Option<Module> {
    let path = path.strip_prefix(root()).unwrap_or(path).to_str()?;
    let (folder, file) = path.strip_suffix(".rs")?.split_once("/src/")?;
    let mut names: Vec<String> = file.split('/').map(str::to_owned).collect();
    if names.iter().any(|name| name == "tests" || name == "bin") {
        return None;
    }
    let last = names.last().map(String::as_str);
    if last == Some("mod") || (names.len() == 1 && matches!(last, Some("lib" | "main"))) {
        names.pop();
    }
    Some((folder.to_owned(), names))
}

fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let conditions = attribute.meta.require_list();
        let of_tests = conditions.is_ok_and(|list| list.tokens.to_string() == "test");
        attribute.path().is_ident("cfg") && of_tests
    })
}

/// The paths that a file names, those that it hands on apart.
#[derive(Default)]
struct Paths {
    used: Vec<Vec<String>>,
    handed_on: Vec<Vec<String>>,
}

impl Paths {
    fn of(text: &str) -> Self {
        let mut paths = Self::default();
        let file = syn::parse_file(text).expect("a file of ours is Rust");
        paths.visit_file(&file);
        paths
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_of_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if is_of_tests(&item.attrs) {
            return;
        }
        let mut found = Vec::new();
        branches(&item.tree, &mut Vec::new(), &mut found);
        match item.vis {
            Visibility::Inherited => self.used.extend(found),
            _ => self.handed_on.extend(found),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        self.used.push(names.collect());
        visit::visit_path(self, path);
    }
}

fn branches(tree: &UseTree, above: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            branches(&path.tree, above, found);
            above.pop();
        }
        UseTree::Group(group) => {
            for one in &group.items {
                branches(one, above, found);
            }
        }
        UseTree::Name(name) if name.ident == "self" => found.push(above.clone()),
        UseTree::Name(name) => found.push([&above[..], &[name.ident.to_string()]].concat()),
        UseTree::Rename(name) => found.push([&above[..], &[name.ident.to_string()]].concat()),
        UseTree::Glob(_) => found.push(above.clone()),
    }
}

/// The module that `path` leads to as it stands in `here`, and the name that it has there; nothing for
/// a path to elsewhere.
fn resolved(modules: &Modules, here: &Module, path: &[String]) -> Option<(Module, Option<String>)> {
    let mut rest = path;
    let mut at = here.1.clone();
    match rest.first()?.as_str() {
        "crate" => {
            at.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|name| name == "super") {
                at.pop()?;
                rest = &rest[1..];
            }
        }
        first if modules.contains_key(&below(here, first)) => {}
        _ => return None,
    }
    let mut module = (here.0.clone(), at);
    while let Some(name) = rest.first() {
        let next = below(&module, name);
        if !modules.contains_key(&next) {
            break;
        }
        module = next;
        rest = &rest[1..];
    }
    let name = rest.first().cloned();
    let handed_on = name
        .as_ref()
        .and_then(|name| modules.get(&module)?.get(name));
    Some((handed_on.cloned().unwrap_or(module), name))
}

fn below(module: &Module, name: &str) -> Module {
    (
        module.0.clone(),
        [&module.1[..], &[name.to_owned()]].concat(),
    )
}

/// Which modules each module uses that is not above it.
fn uses(texts: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let paths: BTreeMap<&Module, Paths> = texts
        .iter()
        .map(|(module, text)| (module, Paths::of(text)))
        .collect();
    let mut modules: Modules = texts
        .keys()
        .map(|one| (one.clone(), BTreeMap::new()))
        .collect();
    let handed_on: Vec<_> = paths
        .iter()
        .flat_map(|(module, paths)| paths.handed_on.iter().map(move |path| (*module, path)))
        .filter_map(|(module, path)| Some((module, resolved(&modules, module, path)?)))
        .collect();
    for (module, (from, name)) in handed_on {
        if let (Some(names), Some(name)) = (modules.get_mut(module), name) {
            names.insert(name, from);
        }
    }
    let of = |module: &Module, paths: &Paths| {
        // What a `use` names in full stands for itself in what follows.
        let imported: BTreeMap<&String, &Vec<String>> = paths
            .used
            .iter()
            .filter(|path| path.len() > 1)
            .filter_map(|path| Some((path.last()?, path)))
            .collect();
        let meant = |path: &Vec<String>| {
            let import = path.first().and_then(|first| imported.get(first));
            match import {
                Some(import) if path.len() > 1 && *import != path => {
                    [&import[..], &path[1..]].concat()
                }
                _ => path.clone(),
            }
        };
        let found = paths.used.iter().filter(|path| path.len() > 1);
        let found = found.filter_map(|path| resolved(&modules, module, &meant(path)));
        // A module that is only imported is used where a path goes on from it.
        let found = found.filter(|(_, name)| name.is_some());
        let found = found.map(|(used, _)| used);
        let above = |used: &Module| used.0 == module.0 && module.1.starts_with(&used.1);
        found.filter(|used| !above(used)).collect()
    };
    paths
        .iter()
        .map(|(module, paths)| ((*module).clone(), of(module, paths)))
        .collect()
}

/// All that can be reached from a module.
fn reached<'a>(
    uses: &'a BTreeMap<Module, BTreeSet<Module>>,
    start: &'a Module,
) -> BTreeSet<&'a Module> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(module) = open.pop() {
        let next = uses.get(module).into_iter().flatten();
        open.extend(next.filter(|next| seen.insert(*next)));
    }
    seen
}

fn circles(texts: &BTreeMap<Module, String>) -> Vec<String> {
    let uses = uses(texts);
    let reached_from: BTreeMap<&Module, _> =
        uses.keys().map(|one| (one, reached(&uses, one))).collect();
    let words = |module: &Module| format!("{}: {}", module.0, module.1.join("::"));
    let tied = |(module, used): (&Module, &BTreeSet<Module>)| {
        let back = used.iter().filter(|one| reached_from[one].contains(module));
        let back: Vec<_> = back.map(words).collect();
        (!back.is_empty()).then(|| format!("{} uses {}", words(module), back.join(", ")))
    };
    uses.iter().filter_map(tied).collect()
}

#[test]
fn no_files_know_each_other_both_ways() {
    let texts: BTreeMap<Module, String> = files()
        .iter()
        .filter_map(|file| Some((module_of(file)?, fs::read_to_string(file).ok()?)))
        .collect();
    assert!(
        texts.len() > 500,
        "{} files: the rooms were not found",
        texts.len()
    );
    let circles = circles(&texts);
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_over_several_files_and_over_what_a_module_hands_on() {
    let module = |path: &str| module_of(Path::new(&format!("room/src/{path}"))).expect(path);
    let house = |files: &[(&str, &str)]| {
        let texts = files
            .iter()
            .map(|(path, text)| (module(path), (*text).to_owned()));
        circles(&texts.collect()).len()
    };
    let top = ("lib.rs", "mod a; mod b; mod c;");
    let straight = [top, ("a.rs", "use crate::b::B;"), ("b.rs", "struct B;")];
    assert_eq!(house(&straight), 0);
    let both = [
        top,
        ("a.rs", "use crate::b::B;"),
        ("b.rs", "fn f() { super::a::g() }"),
    ];
    assert_eq!(house(&both), 2);
    let over = [
        top,
        ("a.rs", "use super::b; fn f() { b::g() }"),
        ("b.rs", "use crate::c::{self, C};"),
        ("c.rs", "type A = crate::a::A;"),
    ];
    assert_eq!(house(&over), 3);
    let handed_on = [
        ("lib.rs", "mod a; mod b; pub use a::A;"),
        ("a.rs", "use crate::b::B;"),
        ("b.rs", "use crate::A;"),
    ];
    assert_eq!(house(&handed_on), 2);
    // A part of a module uses what is above it, which uses the part.
    let part = [
        top,
        ("a.rs", "mod part; fn f() { part::g() }"),
        ("a/part.rs", "use super::f;"),
    ];
    assert_eq!(house(&part), 0);
    let of_tests = [
        top,
        (
            "a.rs",
            "use crate::b::B; #[cfg(test)] mod tests { use crate::c::C; }",
        ),
        ("c.rs", "use crate::a::A;"),
    ];
    assert_eq!(house(&of_tests), 0);
}
