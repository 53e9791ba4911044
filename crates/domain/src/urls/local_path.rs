//! Redirect targets that can only lead to this portal.

use super::{routes, segment};
use crate::ids::{AccountAlias, CloudName};
use crate::scope::Scope;
use percent_encoding::percent_decode_str;
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
        let path = self.path();
        let (above, action) = path.rsplit_once('/')?;
        let page = match action {
            "review" | "run" | "edit" | "stop" | "cancel" | "again" | "answer" | "resume"
            | "operate" | "choose" | "view" | "hardware" | "credentials" | "order" | "act"
            | "share" | "star" => above,
            "revoke" => above.rsplit_once('/')?.0,
            "shares" | "new" | "defaults" | "deployments" => path,
            _ => return None,
        };
        Self::parse(page)
    }

    /// Whether it is the page of a run.
    pub fn is_run(&self) -> bool {
        let mut parts = self.path().rsplit('/');
        parts.next().is_some_and(|id| !id.is_empty()) && parts.next() == Some("runs")
    }

    /// The page of the form that posts to this path, where that page draws the form again from
    /// what was typed: the path itself, but that two forms share the page of a server.
    pub fn form_behind(&self) -> Option<Self> {
        let path = self.path();
        let shared = path.strip_suffix("/hardware");
        Self::parse(&shared.map_or_else(|| path.to_owned(), |above| format!("{above}/edit")))
    }

    /// The cloud and account that it begins with, where it is long enough to name both.
    pub fn scope(&self) -> Option<Scope> {
        let mut segments = self.path().split('/').skip(1);
        let (cloud, account) = (segments.next()?, segments.next()?);
        segments.next()?;
        Some(Scope {
            cloud: CloudName::new(decoded(cloud)?),
            account: AccountAlias::new(decoded(account)?),
        })
    }

    /// The account of an address of before, when addresses named no cloud: `/{account}/…`.
    pub fn account_without_cloud(&self) -> Option<AccountAlias> {
        let mut segments = self.path().split('/').skip(1);
        let (account, section) = (segments.next()?, segments.next()?);
        routes::is_section(section)
            .then(|| decoded(account).map(AccountAlias::new))
            .flatten()
    }

    /// The address of today of one that names no cloud.
    pub fn in_cloud(&self, cloud: &CloudName) -> Option<Self> {
        Self::parse(&format!("/{}{}", segment(cloud.as_str()), self.0))
    }

    fn path(&self) -> &str {
        self.0.split('?').next().unwrap_or_default()
    }

    /// The path and query.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn decoded(segment: &str) -> Option<String> {
    let text = percent_decode_str(segment).decode_utf8().ok()?;
    Some(text.into_owned())
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
    fn only_what_stands_below_runs_is_the_page_of_one() {
        for (path, is_run) in [
            ("/Demo/SLIP/runs/01h", true),
            ("/Demo/SLIP/runs/01h?show=failed", true),
            ("/Demo/SLIP/runs/", false),
            ("/Demo/SLIP/runs", false),
            ("/Demo/SLIP/runs/01h/shares", false),
            ("/Demo/SLIP/plans/01h", false),
        ] {
            let local = LocalPath::parse(path).expect(path);
            assert_eq!(local.is_run(), is_run, "{path}");
            assert_eq!(local.to_string(), path);
            assert_eq!(String::from(local), path);
        }
    }

    #[test]
    fn only_paths_on_this_host_pass() {
        assert!(LocalPath::parse("/Demo/SLIP/runs?state=live").is_some());
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
    fn an_address_says_whose_it_is() {
        let scope = |path| LocalPath::parse(path).and_then(|path| path.scope());
        let demo = Some(Scope::new("My cloud", "SLIP"));
        assert_eq!(scope("/My%20cloud/slip/runs?state=live"), demo);
        for bad in ["/", "/Demo/SLIP", "/Demo/SLIP?a=/x", "/%ff/SLIP/runs"] {
            assert_eq!(scope(bad), None, "{bad}");
        }
        let before = |path| LocalPath::parse(path).and_then(|path| path.account_without_cloud());
        for path in [
            "/slip/runs/1?x",
            "/SLIP/servers.csv",
            "/SLIP/packages/packages",
        ] {
            assert_eq!(before(path), Some(AccountAlias::new("SLIP")), "{path}");
        }
        for path in ["/Demo/SLIP/runs", "/SLIP", "/SLIP?/runs", "/sign-in"] {
            assert_eq!(before(path), None, "{path}");
        }
        let cloud = CloudName::new("/evil.test");
        let today = LocalPath::parse("/SLIP/runs?q=1").and_then(|path| path.in_cloud(&cloud));
        assert_eq!(today, LocalPath::parse("/%2Fevil.test/SLIP/runs?q=1"));
    }

    #[test]
    fn a_post_knows_the_page_that_draws_its_form() {
        for (post, page) in [
            ("/Demo/SLIP/groups/new?in=ab", "/Demo/SLIP/groups/new"),
            ("/Demo/SLIP/groups/ab/edit", "/Demo/SLIP/groups/ab/edit"),
            ("/Demo/SLIP/servers/x/hardware", "/Demo/SLIP/servers/x/edit"),
        ] {
            let behind = LocalPath::parse(post).and_then(|path| path.form_behind());
            assert_eq!(behind, LocalPath::parse(page), "{post}");
        }
    }

    #[test]
    fn a_post_knows_the_page_that_its_button_stands_on() {
        let behind = |path| LocalPath::parse(path).and_then(|path| path.page_behind());
        for (post, page) in [
            (
                "/Demo/SLIP/packages/ab/review",
                Some("/Demo/SLIP/packages/ab"),
            ),
            ("/Demo/SLIP/plans/1/run?x", Some("/Demo/SLIP/plans/1")),
            ("/Demo/SLIP/runs/1/stop", Some("/Demo/SLIP/runs/1")),
            ("/Demo/SLIP/runs/1/shares", Some("/Demo/SLIP/runs/1/shares")),
            (
                "/Demo/SLIP/runs/1/shares/2/revoke",
                Some("/Demo/SLIP/runs/1/shares"),
            ),
            ("/sign-in", None),
            ("/run", None),
            ("/api/check-value", None),
        ] {
            assert_eq!(behind(post), page.and_then(LocalPath::parse), "{post}");
        }
    }
}
