-- Times are UTC milliseconds since 1970. Columns commented "sealed" hold what the vault wrote.
-- Words (kinds, states) are those of the domain.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE sessions (
    key        BLOB PRIMARY KEY NOT NULL, -- SHA-256 of the session id
    data       BLOB NOT NULL,             -- sealed
    created_at INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_created ON sessions (created_at);
CREATE INDEX sessions_seen ON sessions (last_seen);

CREATE TABLE credentials (
    id         TEXT PRIMARY KEY NOT NULL,
    cloud      TEXT NOT NULL,
    account    TEXT NOT NULL,
    user       TEXT NOT NULL,
    roles      TEXT NOT NULL, -- a JSON list of texts
    token      BLOB NOT NULL, -- sealed
    created_at INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
CREATE INDEX credentials_created ON credentials (created_at);

CREATE TABLE drafts (
    id         TEXT PRIMARY KEY NOT NULL,
    owner      TEXT NOT NULL,
    package    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    form       TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_created ON drafts (created_at);

-- Wide columns stand last, so that reading the others never walks their overflow pages.
CREATE TABLE plans (
    id         TEXT PRIMARY KEY NOT NULL,
    owner      TEXT NOT NULL,
    cloud      TEXT NOT NULL,
    account    TEXT NOT NULL,
    hash       TEXT NOT NULL,
    repeats    TEXT,
    created_at INTEGER NOT NULL,
    run        TEXT REFERENCES runs (id),
    secrets    BLOB, -- sealed; NULL once erased
    body       TEXT NOT NULL
) STRICT;
CREATE INDEX plans_unconfirmed ON plans (created_at) WHERE run IS NULL;

CREATE TABLE runs (
    id           TEXT PRIMARY KEY NOT NULL,
    kind         TEXT NOT NULL,
    cloud        TEXT NOT NULL,
    account      TEXT NOT NULL,
    started_by   TEXT NOT NULL,
    title        TEXT NOT NULL,
    folded_title TEXT NOT NULL, -- the title in lower case, which SQLite itself knows for ASCII only
    state        TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER,
    version      INTEGER NOT NULL,
    repeats      TEXT,
    plan         TEXT REFERENCES plans (id),
    lease_owner  TEXT,
    lease_until  INTEGER,
    token        BLOB, -- sealed; NULL once erased
    body         TEXT NOT NULL
) STRICT;
-- Holds every column that a list filters by, so that counting its rows never reads a plan's page.
CREATE INDEX runs_listed
    ON runs (cloud, account, created_at DESC, id DESC, state, started_by, folded_title);
CREATE INDEX runs_unfinished ON runs (cloud, account, id) WHERE state IN ('live', 'paused');

CREATE TABLE idempotency (
    owner TEXT NOT NULL,
    key   TEXT NOT NULL,
    run   TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    run         TEXT NOT NULL REFERENCES runs (id),
    number      INTEGER NOT NULL,
    data_center TEXT NOT NULL,
    state       TEXT NOT NULL,
    sent_at     INTEGER,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    run          TEXT NOT NULL,
    batch        INTEGER NOT NULL,
    link         TEXT NOT NULL,
    id           TEXT NOT NULL,
    status       TEXT NOT NULL,
    checked_at   INTEGER,
    next_check   INTEGER,
    executing_at INTEGER,
    silent_since INTEGER,
    PRIMARY KEY (run, batch),
    FOREIGN KEY (run, batch) REFERENCES batches (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcomes (
    run          TEXT NOT NULL REFERENCES runs (id),
    server       TEXT NOT NULL,
    name         TEXT NOT NULL,
    data_center  TEXT NOT NULL,
    batch        INTEGER NOT NULL,
    state        TEXT NOT NULL,
    queued_at    INTEGER,
    executing_at INTEGER,
    ended_at     INTEGER,
    message      TEXT,
    PRIMARY KEY (run, server),
    FOREIGN KEY (run, batch) REFERENCES batches (run, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcomes_open ON outcomes (run, server)
    WHERE state NOT IN ('succeeded', 'failed', 'never-queued', 'unknown');

-- Lists show how the servers of each run stand. Counting 50 runs of 1,000 servers anew takes 5 ms
-- for every page; these rows take 0.1 ms, and triggers keep them so that no writer can forget.
CREATE TABLE run_counts (
    run     TEXT NOT NULL REFERENCES runs (id),
    state   TEXT NOT NULL,
    servers INTEGER NOT NULL,
    PRIMARY KEY (run, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER outcomes_counted AFTER INSERT ON outcomes
BEGIN
    INSERT INTO run_counts (run, state, servers) VALUES (new.run, new.state, 1)
        ON CONFLICT (run, state) DO UPDATE SET servers = servers + 1;
END;
CREATE TRIGGER outcomes_recounted AFTER UPDATE OF state ON outcomes WHEN old.state <> new.state
BEGIN
    UPDATE run_counts SET servers = servers - 1 WHERE run = old.run AND state = old.state;
    INSERT INTO run_counts (run, state, servers) VALUES (new.run, new.state, 1)
        ON CONFLICT (run, state) DO UPDATE SET servers = servers + 1;
END;
CREATE TRIGGER outcomes_uncounted AFTER DELETE ON outcomes
BEGIN
    UPDATE run_counts SET servers = servers - 1 WHERE run = old.run AND state = old.state;
END;

CREATE TABLE share_links (
    id           TEXT PRIMARY KEY NOT NULL,
    token_hash   BLOB UNIQUE NOT NULL, -- SHA-256 of the token
    run          TEXT NOT NULL REFERENCES runs (id),
    created_by   TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    revoked_at   INTEGER,
    uses         INTEGER NOT NULL,
    last_used_at INTEGER,
    shows_values INTEGER NOT NULL
) STRICT;
CREATE INDEX share_links_of_run ON share_links (run, created_at DESC);

CREATE TABLE audit_events (
    number   INTEGER PRIMARY KEY NOT NULL,
    at       INTEGER NOT NULL,
    cloud    TEXT NOT NULL,
    account  TEXT NOT NULL,
    user     TEXT NOT NULL,
    action   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_of_account ON audit_events (cloud, account, number DESC);

CREATE TRIGGER audit_events_unchanged BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are never changed');
END;
CREATE TRIGGER audit_events_undeleted BEFORE DELETE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events are never deleted');
END;
