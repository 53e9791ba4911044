//! What only SQLite understands stands in one file.

use std::fs;
use std::path::Path;

/// Words of SQLite's own, as they stand in statements and in options of a connection.
const OWN: [&str; 18] = [
    "json_",
    "pragma",
    "begin_with(\"",
    "insert or",
    "replace into",
    "randomblob",
    "sqlite_master",
    "sqlite_schema",
    "instr(",
    "cross join",
    "strftime",
    "datetime(",
    "julianday",
    "unixepoch",
    "glob ",
    "rowid",
    " is ?",
    "x''",
];

#[test]
fn what_only_sqlite_understands_stands_in_one_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sqlite");
    let mut read = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        // Tests may say what they like.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let found: Vec<_> = OWN.iter().filter(|own| text.contains(**own)).collect();
        if path.ends_with("dialect.rs") {
            assert!(
                found.len() >= 6,
                "the words are those that it uses: {found:?}"
            );
        } else {
            assert!(found.is_empty(), "{}: {found:?}", path.display());
            read += 1;
        }
    }
    assert!(read >= 12, "there are statements in so many files");
}
