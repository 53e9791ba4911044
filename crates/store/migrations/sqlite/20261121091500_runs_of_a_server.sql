-- The page of a server shows the runs that touched it, newest first: run ids sort by time, so this
-- index finds the newest without reading the others.
CREATE INDEX outcomes_of_server ON outcomes (server, run DESC);
