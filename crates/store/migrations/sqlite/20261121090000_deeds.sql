-- A plan's body names what is done as a deed; so far each was a package with its values.
UPDATE plans SET body = json_set(
    json_remove(body, '$.package', '$.values', '$.secrets'),
    '$.deed', json_object('package', json_object(
        'package', json_extract(body, '$.package'),
        'values', json_extract(body, '$.values'),
        'secrets', json_extract(body, '$.secrets')))
) WHERE json_extract(body, '$.deed') IS NULL;
UPDATE runs SET body = json_set(
    json_remove(body, '$.package', '$.values', '$.secrets'),
    '$.deed', json_object('package', json_object(
        'package', json_extract(body, '$.package'),
        'values', json_extract(body, '$.values'),
        'secrets', json_extract(body, '$.secrets')))
) WHERE json_extract(body, '$.deed') IS NULL;

-- What is followed once the job has succeeded: the server it built, which goes on being made
-- ready after that.
ALTER TABLE jobs ADD COLUMN then_link TEXT;
