-- The page of an execution leads to the run that follows it.
CREATE INDEX jobs_handle ON jobs (handle);
