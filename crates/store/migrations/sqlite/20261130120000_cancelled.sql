-- A target may end as cancelled too, and is busy no longer then.
DROP INDEX outcomes_open;
CREATE INDEX outcomes_open ON outcomes (run, target)
    WHERE state NOT IN ('succeeded', 'failed', 'never-queued', 'cancelled', 'unknown');
