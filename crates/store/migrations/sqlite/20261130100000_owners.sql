-- What is kept for somebody belongs to a person, named by who vouches for them and what they are called
-- there, in one account of one cloud: ["cloud:NAME","USER","CLOUD","ACCOUNT"]. It was one text before,
-- CLOUD/ACCOUNT/USER, in which the name of a cloud or a user may hold slashes itself.

UPDATE plans SET owner = json_array(
    'cloud:' || cloud, substr(owner, length(cloud) + length(account) + 3), cloud, account)
WHERE substr(owner, 1, length(cloud) + length(account) + 2) = cloud || '/' || account || '/';

UPDATE idempotency SET owner = (
    SELECT json_array(
        'cloud:' || runs.cloud,
        substr(idempotency.owner, length(runs.cloud) + length(runs.account) + 3),
        runs.cloud, runs.account)
    FROM runs WHERE runs.id = idempotency.run)
WHERE run IN (SELECT id FROM runs);

UPDATE writes SET owner = json_array('cloud:' || cloud, user, cloud, account);

-- A draft says no cloud by itself. Whoever typed it had signed in, which the audit holds.
CREATE TABLE known_clouds (name TEXT PRIMARY KEY);
INSERT OR IGNORE INTO known_clouds SELECT DISTINCT cloud FROM audit_events;
INSERT OR IGNORE INTO known_clouds SELECT DISTINCT cloud FROM credentials;
INSERT OR IGNORE INTO known_clouds SELECT DISTINCT substr(owner, 1, instr(owner, '/') - 1) FROM drafts
    WHERE instr(owner, '/') > 1;
UPDATE drafts SET owner = (
    SELECT json_array(
        'cloud:' || name, substr(rest, instr(rest, '/') + 1),
        name, substr(rest, 1, instr(rest, '/') - 1))
    FROM (
        SELECT name, substr(drafts.owner, length(name) + 2) AS rest FROM known_clouds
        WHERE substr(drafts.owner, 1, length(name) + 1) = name || '/'
        ORDER BY length(name) DESC LIMIT 1))
WHERE instr(owner, '/') > 1;
DROP TABLE known_clouds;
