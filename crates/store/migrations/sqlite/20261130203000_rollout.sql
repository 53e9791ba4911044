-- Where a run's rollout stands, as JSON; nothing for those that nothing has held back yet.
ALTER TABLE runs ADD COLUMN rollout TEXT;
