-- What the cloud said about accounts below that of a login, and when it is to be asked again.
ALTER TABLE credentials ADD COLUMN grants TEXT NOT NULL DEFAULT '[]'; -- a JSON list
-- Whether a run's token is lent for reading only: whose it is said nothing about sending.
ALTER TABLE runs ADD COLUMN token_reads INTEGER NOT NULL DEFAULT 0;
