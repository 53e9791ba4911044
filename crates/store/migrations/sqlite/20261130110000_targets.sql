-- An outcome names its target by a text that tells the target's kind: a server by its id alone,
-- everything else by its kind, a colon and its id. What a planned server was built as has columns
-- of its own.

-- An id that holds a colon itself says that it is a server's.
UPDATE outcomes SET server = 'server:' || server
WHERE instr(server, ':') > 0 AND server NOT LIKE 'new:%';

-- A server to be was called 'new:', its name, a dash and its number among those of its plan, and
-- its outcome took on the name of what was built.
ALTER TABLE outcomes ADD COLUMN built_name TEXT;
UPDATE outcomes SET built_name = name WHERE built IS NOT NULL;
UPDATE outcomes
SET name = coalesce(
        (SELECT json_extract(one.value, '$.name')
         FROM runs, json_each(runs.body, '$.servers') AS one
         WHERE runs.id = outcomes.run AND json_extract(one.value, '$.id') = outcomes.server),
        name),
    server = 'planned:'
        || CAST(substr(server, length(rtrim(server, '0123456789')) + 1) AS INTEGER)
WHERE server LIKE 'new:%';

-- A group stood among its servers under its own id. Bodies are large: each is read once.
WITH of_group AS MATERIALIZED (
    SELECT id, json_extract(body, '$.deed.group.group.id') AS own FROM runs
    WHERE json_extract(body, '$.deed.group') IS NOT NULL)
UPDATE outcomes SET server = 'group:' || server
WHERE (run, server) IN (SELECT id, own FROM of_group);

ALTER TABLE outcomes RENAME COLUMN server TO target;

-- The same in what was reviewed.
UPDATE plans
SET body = json_set(body, '$.servers', (
    SELECT json_group_array(json_set(value, '$.id', CASE
        WHEN json_extract(body, '$.deed.create') IS NOT NULL THEN 'planned:' || (key + 1)
        WHEN json_extract(value, '$.id') = json_extract(body, '$.deed.group.group.id')
            THEN 'group:' || json_extract(value, '$.id')
        WHEN instr(json_extract(value, '$.id'), ':') > 0
            THEN 'server:' || json_extract(value, '$.id')
        ELSE json_extract(value, '$.id') END) ORDER BY key)
    FROM json_each(body, '$.servers')))
WHERE json_extract(body, '$.deed.group') IS NOT NULL
   OR EXISTS (SELECT 1 FROM json_each(body, '$.servers')
              WHERE instr(json_extract(value, '$.id'), ':') > 0);
UPDATE runs
SET body = json_set(body, '$.servers', (
    SELECT json_group_array(json_set(value, '$.id', CASE
        WHEN json_extract(body, '$.deed.create') IS NOT NULL THEN 'planned:' || (key + 1)
        WHEN json_extract(value, '$.id') = json_extract(body, '$.deed.group.group.id')
            THEN 'group:' || json_extract(value, '$.id')
        WHEN instr(json_extract(value, '$.id'), ':') > 0
            THEN 'server:' || json_extract(value, '$.id')
        ELSE json_extract(value, '$.id') END) ORDER BY key)
    FROM json_each(body, '$.servers')))
WHERE json_extract(body, '$.deed.group') IS NOT NULL
   OR EXISTS (SELECT 1 FROM json_each(body, '$.servers')
              WHERE instr(json_extract(value, '$.id'), ':') > 0);
UPDATE plans
SET body = json_set(body, '$.left_out', (
    SELECT json_group_array(json_set(value, '$.id', CASE
        WHEN instr(json_extract(value, '$.id'), ':') > 0
            THEN 'server:' || json_extract(value, '$.id')
        ELSE json_extract(value, '$.id') END) ORDER BY key)
    FROM json_each(body, '$.left_out')))
WHERE EXISTS (SELECT 1 FROM json_each(body, '$.left_out')
              WHERE instr(json_extract(value, '$.id'), ':') > 0);
UPDATE runs
SET body = json_set(body, '$.left_out', (
    SELECT json_group_array(json_set(value, '$.id', CASE
        WHEN instr(json_extract(value, '$.id'), ':') > 0
            THEN 'server:' || json_extract(value, '$.id')
        ELSE json_extract(value, '$.id') END) ORDER BY key)
    FROM json_each(body, '$.left_out')))
WHERE EXISTS (SELECT 1 FROM json_each(body, '$.left_out')
              WHERE instr(json_extract(value, '$.id'), ':') > 0);

-- A draft says what form it is of; those that are no package's were drafts of packages that nothing
-- is called.
ALTER TABLE drafts RENAME COLUMN package TO kind;
UPDATE drafts SET kind = CASE kind
    WHEN 'page' THEN kind
    WHEN 'servers' THEN kind
    WHEN 'newserver' THEN 'new-server'
    ELSE 'package:' || kind END;
