//! What the cloud's queue says of a job.
//!
//! A job is named by its status link. The link may be absolute and may name any host: only its
//! path is used, on the configured address, so that the token never goes elsewhere.

use crate::client::ClcClient;
use crate::wire::decode;
use crate::wire::operation::Status;
use reqwest::{Method, Url};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::run::JobStatus;
use slipway_upstream::Effect;

const NAMES: (&str, &str) = ("job_status", "/v2/operations/{account}/status/{job}");

impl ClcClient {
    /// Where the job stands that `job` names: the href of its status link, or its id.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] if the cloud does not know it (any more) or `job` cannot name one.
    pub async fn job_status(&self, auth: &Auth, job: &str) -> Result<JobStatus, CloudError> {
        let call = if job.contains('/') {
            let url = status_url(self.base(), job).ok_or(CloudError::NotFound)?;
            self.call(NAMES, Method::GET, url, Effect::Read)
        } else {
            let segments = ["operations", auth.account.as_str(), "status", job];
            self.get(NAMES.0, NAMES.1, &segments)?
        };
        let decoded = self.transport().call(call.signed(auth), |body| {
            let status = decode::<Status>(body)?.status.some();
            let status = status.ok_or_else(|| "it has no status".to_owned())?;
            Ok(status_of(status.trim()))
        });
        decoded.await
    }
}

/// The status that a word of the queue stands for; words never heard of count as unknown.
fn status_of(word: &str) -> JobStatus {
    match word.to_ascii_lowercase().as_str() {
        "notstarted" => JobStatus::NotStarted,
        "executing" => JobStatus::Executing,
        "resumed" => JobStatus::Resumed,
        "succeeded" => JobStatus::Succeeded,
        "failed" => JobStatus::Failed,
        _ => JobStatus::Unknown,
    }
}

/// The address of a status link on `base`; `None` if its path is not one of the interface.
fn status_url(base: &Url, href: &str) -> Option<Url> {
    // Resolving it brings dots, backslashes and double slashes to the form that is then checked.
    let resolved = base.join(href.trim()).ok()?;
    if !matches!(resolved.scheme(), "http" | "https") {
        return None;
    }
    let prefix = base.path().trim_end_matches('/');
    let path = resolved.path();
    // Behind a path prefix, links may have been written with it or without it.
    let inner = path
        .strip_prefix(prefix)
        .filter(|inner| inner.starts_with("/v2/"))
        .unwrap_or(path);
    if !inner.starts_with("/v2/") || disguised(inner) {
        return None;
    }
    let mut url = base.clone();
    url.set_path(&format!("{prefix}{inner}"));
    Some(url)
}

/// Whether encoded dots, slashes or zeros could make another path of it further on.
fn disguised(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["%2e", "%2f", "%5c", "%00", "%25"]
        .iter()
        .any(|code| path.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(base: &str, href: &str) -> Option<String> {
        let base = slipway_upstream::base_url(base).unwrap();
        status_url(&base, href).map(String::from)
    }

    #[test]
    fn only_the_path_of_a_link_counts() {
        for href in [
            "/v2/operations/altd/status/va1-1",
            "http://api.example/v2/operations/altd/status/va1-1",
            "https://evil.example:99/v2/operations/altd/status/va1-1?x=y#z",
            "https://me:pw@evil.example/v2/operations/altd/status/va1-1",
            "//evil.example/v2/operations/altd/status/va1-1",
            "\\\\evil.example/v2/operations/altd/status/va1-1",
            "/v2/x/../operations/altd/status/va1-1",
        ] {
            let expected = "https://api.example/v2/operations/altd/status/va1-1";
            assert_eq!(
                url("https://api.example", href).unwrap(),
                expected,
                "{href}"
            );
        }
    }

    #[test]
    fn links_behind_a_path_prefix_come_in_two_forms() {
        let expected = "http://host/clc/v2/operations/a/status/1";
        for href in [
            "/v2/operations/a/status/1",
            "/clc/v2/operations/a/status/1",
            "http://other/clc/v2/operations/a/status/1",
        ] {
            assert_eq!(url("http://host/clc/", href).unwrap(), expected, "{href}");
        }
    }

    #[test]
    fn other_paths_are_refused() {
        for href in [
            "/v1/x",
            "/v2",
            "/v2/../admin",
            "/v2/%2e%2e/admin",
            "/v2/..%2fadmin",
            "/v2/a%5c..%5cb",
            "/v2/a%252e",
            "/v2-experimental/operations/a/status/1",
            "file:///v2/x",
            "javascript:/v2/x",
            "http://",
        ] {
            assert_eq!(url("https://api.example", href), None, "{href}");
        }
    }
}
