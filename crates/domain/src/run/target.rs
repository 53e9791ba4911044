//! What an action is done to, and what it is called where it is kept.

use crate::ids::{DeploymentId, GroupId, HostId, ServerId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing that an action is done to.
///
/// Its text names it in the store, in plans and in messages to pages: a server by its id alone,
/// everything else by its kind before its id. [`Target::parse`] and the `Display` of it are the
/// only places that know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Target {
    /// A server.
    Server(ServerId),
    /// A group with all that is in it.
    Group(GroupId),
    /// A server that is yet to be built, by its number among those of its plan, from 1.
    Planned(u32),
    /// A deployment.
    Deployment(DeploymentId),
    /// A host.
    Host(HostId),
}

const SERVER: &str = "server";
const GROUP: &str = "group";
const PLANNED: &str = "planned";
const DEPLOYMENT: &str = "deployment";
const HOST: &str = "host";

/// Between a kind and an id.
const BETWEEN: char = ':';

impl Target {
    /// The target that a text names; `None` for a kind that this version does not know.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((kind, id)) = text.split_once(BETWEEN) else {
            return Some(Self::Server(ServerId::new(text)));
        };
        Some(match kind {
            SERVER => Self::Server(ServerId::new(id)),
            GROUP => Self::Group(GroupId::new(id)),
            PLANNED => Self::Planned(id.parse().ok()?),
            DEPLOYMENT => Self::Deployment(DeploymentId::new(id)),
            HOST => Self::Host(HostId::new(id)),
            _ => return None,
        })
    }

    /// The server that it is, where the cloud knows it already.
    pub const fn server(&self) -> Option<&ServerId> {
        match self {
            Self::Server(id) => Some(id),
            Self::Group(_) | Self::Planned(_) | Self::Deployment(_) | Self::Host(_) => None,
        }
    }

    /// Whether people count it among their servers: it is one, or will be.
    pub const fn is_server(&self) -> bool {
        matches!(self, Self::Server(_) | Self::Planned(_) | Self::Host(_))
    }

    /// What kind of thing it is, for people.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Server(_) => "server",
            Self::Group(_) => "group",
            Self::Planned(_) => "server that is not built yet",
            Self::Deployment(_) => "deployment",
            Self::Host(_) => "host",
        }
    }
}

/// What people call the targets of a plan or a run together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Noun {
    /// Servers, there or to be built, and groups with theirs.
    #[default]
    Server,
    /// Deployments.
    Deployment,
}

impl Noun {
    /// One of them.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Deployment => "deployment",
        }
    }

    /// Several of them.
    pub const fn many(self) -> &'static str {
        match self {
            Self::Server => "servers",
            Self::Deployment => "deployments",
        }
    }

    /// One or several of them, as a heading.
    pub const fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Server => ("Server", "Servers"),
            Self::Deployment => ("Deployment", "Deployments"),
        }
    }

    /// What a word stands for that it is serialised as.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Server, Self::Deployment]
            .into_iter()
            .find(|noun| noun.one() == word)
    }

    /// What people call these.
    pub fn of<'a>(targets: impl IntoIterator<Item = &'a Target>) -> Self {
        let mut targets = targets.into_iter();
        match targets.next() {
            Some(Target::Deployment(_)) => Self::Deployment,
            _ => Self::Server,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(id) if !id.as_str().contains(BETWEEN) => f.write_str(id.as_str()),
            Self::Server(id) => write!(f, "{SERVER}{BETWEEN}{id}"),
            Self::Group(id) => write!(f, "{GROUP}{BETWEEN}{id}"),
            Self::Planned(number) => write!(f, "{PLANNED}{BETWEEN}{number}"),
            Self::Deployment(id) => write!(f, "{DEPLOYMENT}{BETWEEN}{id}"),
            Self::Host(id) => write!(f, "{HOST}{BETWEEN}{id}"),
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

/// A text that names no target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no kind of target that is known: {0:?}")]
pub struct UnknownTarget(String);

impl TryFrom<String> for Target {
    type Error = UnknownTarget;

    fn try_from(text: String) -> Result<Self, UnknownTarget> {
        Self::parse(&text).ok_or(UnknownTarget(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_target() -> impl Strategy<Value = Target> {
        let text = || {
            prop_oneof![
                any::<String>(),
                "(server|group|planned|deployment|host|new)?:{0,2}[ a-zA-Z0-9:İΣ\u{0}]{0,12}",
            ]
        };
        prop_oneof![
            text().prop_map(|id| Target::Server(ServerId::new(id))),
            text().prop_map(|id| Target::Group(GroupId::new(id))),
            any::<u32>().prop_map(Target::Planned),
            text().prop_map(|id| Target::Deployment(DeploymentId::new(id))),
            text().prop_map(|id| Target::Host(HostId::new(id))),
        ]
    }

    proptest! {
        #[test]
        fn a_target_is_what_its_text_names(target in any_target()) {
            prop_assert_eq!(Target::parse(&target.to_string()), Some(target.clone()));
            let json = serde_json::to_string(&target).unwrap();
            prop_assert_eq!(serde_json::from_str::<Target>(&json).unwrap(), target);
        }

        #[test]
        fn two_targets_never_share_a_text(one in any_target(), other in any_target()) {
            prop_assert_eq!(one == other, one.to_string() == other.to_string());
        }

        #[test]
        fn any_text_names_one_target_or_none(text in any::<String>(), kind in "[a-z]{0,8}:?") {
            for text in [format!("{kind}{text}"), text] {
                if let Some(target) = Target::parse(&text) {
                    prop_assert_eq!(Target::parse(&target.to_string()), Some(target));
                }
            }
        }
    }

    #[test]
    fn a_noun_is_what_its_word_says() {
        for noun in [Noun::Server, Noun::Deployment] {
            let word = serde_json::to_value(noun).unwrap();
            assert_eq!(Noun::parse(word.as_str().unwrap()), Some(noun));
        }
        assert_eq!(Noun::parse("host"), None);
        let shop = Target::Deployment(DeploymentId::new("shop"));
        assert_eq!(Noun::of([&shop]), Noun::Deployment);
        assert_eq!(Noun::of([]), Noun::Server);
    }

    #[test]
    fn texts_are_kept_for_good() {
        let server = |id: &str| Target::Server(ServerId::new(id));
        for (text, target) in [
            ("va1web01", server("VA1WEB01")),
            ("server:planned:1", server("planned:1")),
            ("group:ab12", Target::Group(GroupId::new("AB12"))),
            ("planned:7", Target::Planned(7)),
            (
                "deployment:Shop",
                Target::Deployment(DeploymentId::new("Shop")),
            ),
            ("host:db.example", Target::Host(HostId::new("db.example"))),
        ] {
            assert_eq!(target.to_string(), text);
            assert_eq!(Target::parse(text), Some(target));
        }
        for unknown in [
            "new:web-1",
            "vm:7",
            "planned:",
            "planned:x",
            "planned:-1",
            ":",
        ] {
            assert_eq!(Target::parse(unknown), None, "{unknown}");
        }
    }
}
