-- People call a run by a number of its account. It stands in a table of its own: a column behind a
-- run's wide body would have lists walk the pages of that.
CREATE TABLE run_numbers (
    cloud   TEXT NOT NULL,
    account TEXT NOT NULL,
    number  INTEGER NOT NULL,
    run     TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (cloud, account, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX run_numbers_of_run ON run_numbers (run);

-- Runs of before are numbered in the order in which they began.
INSERT INTO run_numbers (cloud, account, number, run)
    SELECT cloud, account,
           row_number() OVER (PARTITION BY cloud, account ORDER BY created_at, id), id
    FROM runs;

-- A run's page leads to those that repeat it.
CREATE INDEX runs_repeating ON runs (repeats, id) WHERE repeats IS NOT NULL;

-- Lists filter by kind as well: the index holds every column that they filter by.
DROP INDEX runs_listed;
CREATE INDEX runs_listed
    ON runs (cloud, account, created_at DESC, id DESC, state, started_by, folded_title, kind);
