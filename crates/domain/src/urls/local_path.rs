//! Redirect targets that can only lead to this portal.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A path with optional query on this very host. What is not one cannot be made into one, so a
/// redirect built from it can never leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalPath(String);

impl LocalPath {
    /// Takes `text` if it is a path on this host: it starts with one slash, not followed by
    /// another slash or a backslash, and holds no control character, no backslash and at most
    /// 2,000 bytes.
    pub fn parse(text: &str) -> Option<Self> {
        let local = text.starts_with('/') && !text.starts_with("//") && text.len() <= 2_000;
        let clean = !text
            .chars()
            .any(|c| c.is_control() || c == '\\' || !c.is_ascii());
        (local && clean).then(|| Self(text.to_owned()))
    }

    /// The page whose button posts to this path, where it is one that a button posts to.
    pub fn page_behind(&self) -> Option<Self> {
        let path = self.0.split('?').next().unwrap_or_default();
        let (above, action) = path.rsplit_once('/')?;
        let page = match action {
            "review" | "run" | "edit" | "stop" | "again" | "answer" | "resume" | "operate"
            | "choose" | "view" | "hardware" | "credentials" | "order" => above,
            "revoke" => above.rsplit_once('/')?.0,
            "shares" | "new" | "defaults" => path,
            _ => return None,
        };
        Self::parse(page)
    }

    /// Whether it is the page of a run.
    pub fn is_run(&self) -> bool {
        let mut parts = self.0.split('?').next().unwrap_or_default().rsplit('/');
        parts.next().is_some_and(|id| !id.is_empty()) && parts.next() == Some("runs")
    }

    /// The page of the form that posts to this path, where that page draws the form again from
    /// what was typed: the path itself, but that two forms share the page of a server.
    pub fn form_behind(&self) -> Option<Self> {
        let path = self.0.split('?').next().unwrap_or_default();
        let shared = path.strip_suffix("/hardware");
        Self::parse(&shared.map_or_else(|| path.to_owned(), |above| format!("{above}/edit")))
    }

    /// The path and query.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LocalPath {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a path on this host")
    }
}

impl From<LocalPath> for String {
    fn from(path: LocalPath) -> Self {
        path.0
    }
}

impl fmt::Display for LocalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_on_this_host_pass() {
        assert!(LocalPath::parse("/SLIP/runs?state=live").is_some());
        for bad in [
            "",
            "runs",
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "/a\r\nSet-Cookie: x",
            "/\u{202e}x",
            "\\/x",
            "/x\\y",
            "javascript:alert(1)",
        ] {
            assert!(LocalPath::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn a_post_knows_the_page_that_draws_its_form() {
        for (post, page) in [
            ("/SLIP/groups/new?in=ab", "/SLIP/groups/new"),
            ("/SLIP/groups/ab/edit", "/SLIP/groups/ab/edit"),
            ("/SLIP/servers/x/hardware", "/SLIP/servers/x/edit"),
        ] {
            let behind = LocalPath::parse(post).and_then(|path| path.form_behind());
            assert_eq!(behind, LocalPath::parse(page), "{post}");
        }
    }

    #[test]
    fn a_post_knows_the_page_that_its_button_stands_on() {
        let behind = |path| LocalPath::parse(path).and_then(|path| path.page_behind());
        for (post, page) in [
            ("/SLIP/packages/ab/review", Some("/SLIP/packages/ab")),
            ("/SLIP/plans/1/run?x", Some("/SLIP/plans/1")),
            ("/SLIP/runs/1/stop", Some("/SLIP/runs/1")),
            ("/SLIP/runs/1/shares", Some("/SLIP/runs/1/shares")),
            ("/SLIP/runs/1/shares/2/revoke", Some("/SLIP/runs/1/shares")),
            ("/sign-in", None),
            ("/run", None),
            ("/api/check-value", None),
        ] {
            assert_eq!(behind(post), page.and_then(LocalPath::parse), "{post}");
        }
    }
}
