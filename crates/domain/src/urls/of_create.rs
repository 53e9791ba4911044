//! Addresses of the form that has servers built.

use super::{scoped, with_query};
use crate::ids::{DataCenterId, GroupId, ServerId};
use crate::scope::Scope;

/// What the form begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreateFrom {
    /// Where the server is to stand; the account's home where nothing says so.
    pub data_center: Option<DataCenterId>,
    /// The group it is to belong to, which also decides the data center.
    pub group: Option<GroupId>,
    /// The server that is copied.
    pub clone: Option<ServerId>,
    /// What was typed before; wins over all else.
    pub draft: Option<String>,
}

impl CreateFrom {
    /// A copy of `server`.
    pub fn copy_of(server: ServerId) -> Self {
        Self {
            clone: Some(server),
            ..Self::default()
        }
    }

    /// What was typed before, kept as `draft`.
    pub fn draft(draft: impl Into<String>) -> Self {
        Self {
            draft: Some(draft.into()),
            ..Self::default()
        }
    }

    /// From a raw query string; empty values count as none.
    pub fn parse(query: &str) -> Self {
        let mut from = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if value.trim().is_empty() {
                continue;
            }
            match name.as_ref() {
                "dc" => from.data_center = Some(DataCenterId::new(value)),
                "group" => from.group = Some(GroupId::new(value)),
                "clone" => from.clone = Some(ServerId::new(value)),
                "draft" => from.draft = Some(value.into_owned()),
                _ => {}
            }
        }
        from
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        let pairs = [
            ("dc", self.data_center.as_ref().map(ToString::to_string)),
            ("group", self.group.as_ref().map(ToString::to_string)),
            ("clone", self.clone.as_ref().map(ToString::to_string)),
            ("draft", self.draft.clone()),
        ];
        pairs
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| (name, value)))
    }
}

/// The form that has servers built.
pub fn create_server(scope: &Scope, from: &CreateFrom) -> String {
    with_query(scoped(scope, "servers/new"), from.pairs())
}

/// Where it posts to.
pub fn create_review(scope: &Scope) -> String {
    scoped(scope, "servers/new/review")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_begins_with_survives_its_address() {
        let from = CreateFrom {
            data_center: Some(DataCenterId::new("VA1")),
            group: Some(GroupId::new("ab&c=d")),
            clone: Some(ServerId::new("VA1SLIPWEB01")),
            draft: Some("x y".to_owned()),
        };
        let address = create_server(&Scope::new("Demo", "SLIP"), &from);
        let (path, query) = address.split_once('?').expect("a query");
        assert_eq!(path, "/Demo/SLIP/servers/new");
        assert_eq!(CreateFrom::parse(query), from);
        let bare = create_server(&Scope::new("Demo", "SLIP"), &CreateFrom::parse("dc=&group"));
        assert_eq!(bare, "/Demo/SLIP/servers/new");
    }
}
