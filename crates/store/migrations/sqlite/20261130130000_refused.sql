-- Two states of outcomes are called by the words that people see.
DROP INDEX outcomes_open;
UPDATE outcomes SET state = 'refused' WHERE state = 'never-queued';
UPDATE outcomes SET state = 'no-reply' WHERE state = 'no-answer';
CREATE INDEX outcomes_open ON outcomes (run, target)
    WHERE state NOT IN ('succeeded', 'failed', 'refused', 'cancelled', 'unknown');
