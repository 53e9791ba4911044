-- A call may have several jobs; each is named by a handle of its driver, and an outcome says which
-- of them its end is read from. A server that is being built was followed by then_link once its job
-- had succeeded; its handle holds both.
CREATE TABLE jobs_numbered (
    run          TEXT NOT NULL,
    batch        INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    handle       TEXT NOT NULL,
    id           TEXT NOT NULL,
    status       TEXT NOT NULL,
    checked_at   INTEGER,
    next_check   INTEGER,
    executing_at INTEGER,
    silent_since INTEGER,
    PRIMARY KEY (run, batch, number),
    FOREIGN KEY (run, batch) REFERENCES batches (run, number)
) STRICT, WITHOUT ROWID;

INSERT INTO jobs_numbered (run, batch, number, handle, id, status, checked_at, next_check,
                           executing_at, silent_since)
SELECT run, batch, 0,
       CASE WHEN then_link IS NULL THEN link
            ELSE 'clc:1:build:' || substr(then_link, length('server:') + 1) || ' ' || link END,
       id, status, checked_at, next_check, executing_at, silent_since
FROM jobs;

DROP TABLE jobs;
ALTER TABLE jobs_numbered RENAME TO jobs;

ALTER TABLE batches ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;

ALTER TABLE outcomes ADD COLUMN job INTEGER;
UPDATE outcomes SET job = 0
WHERE queued_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM jobs WHERE jobs.run = outcomes.run AND jobs.batch = outcomes.batch);
