//! Keeps the time stamps of generated files whose content came out the same.
//!
//! cargo-leptos writes the whole site anew on every build. Cargo compares time stamps, so without
//! this the server, which embeds the site, would be linked again each time.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files and folders as they stood: what they held (nothing for a folder), and since when.
pub(crate) struct Kept {
    roots: Vec<PathBuf>,
    entries: BTreeMap<PathBuf, (Option<u64>, SystemTime)>,
}

impl Kept {
    /// Looks at everything under the given places; those that do not exist count too.
    pub(crate) fn before(roots: &[PathBuf]) -> Self {
        let mut entries = BTreeMap::new();
        for root in roots {
            collect(root, &mut entries);
        }
        let roots = roots.to_vec();
        Self { roots, entries }
    }

    /// All or nothing: one changed file means that everything is seen as new.
    ///
    /// Best effort: a stamp that cannot be set costs a build, no more.
    pub(crate) fn restore_if_unchanged(&self) {
        let now = Self::before(&self.roots);
        if !self.same_content(&now) {
            return;
        }
        for (path, (_, stamp)) in &self.entries {
            let _ = File::open(path).and_then(|file| file.set_modified(*stamp));
        }
    }

    fn same_content(&self, other: &Self) -> bool {
        let content = |kept: &Self| -> Vec<_> {
            kept.entries
                .iter()
                .map(|(path, (hash, _))| (path.clone(), *hash))
                .collect()
        };
        content(self) == content(other)
    }
}

fn collect(path: &Path, entries: &mut BTreeMap<PathBuf, (Option<u64>, SystemTime)>) {
    let Ok(metadata) = path.metadata() else {
        return;
    };
    let Ok(stamp) = metadata.modified() else {
        return;
    };
    if metadata.is_dir() {
        entries.insert(path.to_owned(), (None, stamp));
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), entries);
        }
    } else {
        entries.insert(path.to_owned(), (content_hash(path), stamp));
    }
}

fn content_hash(path: &Path) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    fs::read(path).ok()?.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("slipway-keep-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("pkg")).expect("a temporary folder");
        fs::write(folder.join("pkg/a.js"), "one").expect("a file");
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let file = File::options()
            .append(true)
            .open(folder.join("pkg/a.js"))
            .expect("the file");
        file.set_modified(long_ago).expect("a stamp");
        folder
    }

    fn modified(path: &Path) -> SystemTime {
        path.metadata().and_then(|m| m.modified()).expect("a stamp")
    }

    #[test]
    fn the_same_content_keeps_its_stamp() {
        let folder = folder("same");
        let kept = Kept::before(std::slice::from_ref(&folder));
        let before = (
            modified(&folder.join("pkg")),
            modified(&folder.join("pkg/a.js")),
        );
        fs::remove_file(folder.join("pkg/a.js")).expect("removed");
        fs::write(folder.join("pkg/a.js"), "one").expect("written again");
        kept.restore_if_unchanged();
        let after = (
            modified(&folder.join("pkg")),
            modified(&folder.join("pkg/a.js")),
        );
        assert_eq!(before, after);
        fs::remove_dir_all(folder).expect("cleaned up");
    }

    #[test]
    fn another_content_is_new() {
        let folder = folder("other");
        let kept = Kept::before(std::slice::from_ref(&folder));
        let before = modified(&folder.join("pkg/a.js"));
        fs::write(folder.join("pkg/a.js"), "two").expect("written");
        kept.restore_if_unchanged();
        assert!(modified(&folder.join("pkg/a.js")) > before);
        fs::remove_dir_all(folder).expect("cleaned up");
    }
}
