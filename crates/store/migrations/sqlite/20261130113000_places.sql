-- Not every cloud has places. Where a call went was never read: its targets tell.
ALTER TABLE batches DROP COLUMN data_center;
ALTER TABLE outcomes RENAME COLUMN data_center TO place;
ALTER TABLE outcomes ADD COLUMN data_center TEXT;
UPDATE outcomes SET data_center = place WHERE place <> '';
ALTER TABLE outcomes DROP COLUMN place;
