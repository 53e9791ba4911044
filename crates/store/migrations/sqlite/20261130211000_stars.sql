-- Packages that a person wants to find again, by what they were called when they were starred.
CREATE TABLE stars (
    owner      TEXT NOT NULL,
    package    TEXT NOT NULL,
    name       TEXT NOT NULL,
    starred_at INTEGER NOT NULL,
    PRIMARY KEY (owner, package)
) STRICT, WITHOUT ROWID;
