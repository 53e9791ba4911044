-- Writes that take effect at once and are no runs. One row for each post of a form that reached
-- the cloud: a second post of the same form finds what became of the first.
CREATE TABLE writes (
    owner    TEXT NOT NULL,
    key      TEXT NOT NULL, -- SHA-256 of the form's own key and of what was posted
    begun_at INTEGER NOT NULL,
    cloud    TEXT NOT NULL,
    account  TEXT NOT NULL,
    user     TEXT NOT NULL,
    action   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    ended    TEXT,          -- 'done' or 'unknown'; NULL while it is under way
    result   TEXT,          -- what it made or changed, where it is done
    PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX writes_begun ON writes (begun_at);
CREATE INDEX writes_open ON writes (begun_at) WHERE ended IS NULL;
