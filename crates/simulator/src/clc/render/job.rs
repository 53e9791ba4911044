//! What the cloud answers when it queued one thing: a bare link to the job.

use crate::json::Json;

/// A status link on its own.
pub(crate) fn job(alias: &str, job: &str) -> String {
    let mut json = Json::default();
    status_link(&mut json, alias, job);
    json.into_string()
}

pub(crate) fn status_link(json: &mut Json, alias: &str, job: &str) {
    json.object(|json| {
        json.pair("rel", "status");
        json.key("href")
            .plain(&["/v2/operations/", alias, "/status/", job]);
        json.pair("id", job);
    });
}
