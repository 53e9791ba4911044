-- A server to be built is kept under an id of ours; once the cloud has built and named it, its
-- page lists the run by the id that it has now.
ALTER TABLE outcomes ADD COLUMN built TEXT;
-- A name of ours ends with a bracket, which no name of the cloud's can.
UPDATE outcomes SET built = lower(name) WHERE server LIKE 'new:%' AND name NOT LIKE '%)';
CREATE INDEX outcomes_of_built ON outcomes (built, run DESC) WHERE built IS NOT NULL;
