//! Addresses of groups and data centers.

use super::{ServerFilter, scoped, segment, servers, with_query};
use crate::ids::GroupId;
use crate::scope::Scope;

/// Data centers with their groups.
pub fn groups(scope: &Scope) -> String {
    scoped(scope, "groups")
}

/// The same, read from the cloud anew.
pub fn groups_refresh(scope: &Scope) -> String {
    with_query(groups(scope), [("refresh", "1".to_owned())])
}

/// The form for a new group; in `parent` where that is chosen already.
pub fn group_new(scope: &Scope, parent: Option<&GroupId>) -> String {
    let parent = parent.map(|parent| ("in", parent.to_string()));
    with_query(scoped(scope, "groups/new"), parent)
}

/// One group.
pub fn group(scope: &Scope, id: &GroupId) -> String {
    scoped(scope, &format!("groups/{}", segment(id.as_str())))
}

/// One group, with a word on what was just done to it.
pub fn group_noted(scope: &Scope, id: &GroupId, note: GroupNote) -> String {
    with_query(group(scope, id), [("note", note.word().to_owned())])
}

/// One group, read from the cloud anew.
pub fn group_refresh(scope: &Scope, id: &GroupId) -> String {
    with_query(group(scope, id), [("refresh", "1".to_owned())])
}

/// Where a group's name, description, place and custom fields are changed.
pub fn group_edit(scope: &Scope, id: &GroupId) -> String {
    format!("{}/edit", group(scope, id))
}

/// Where it is set what new servers in a group begin with.
pub fn group_defaults(scope: &Scope, id: &GroupId) -> String {
    format!("{}/defaults", group(scope, id))
}

/// Where a group is archived, restored or deleted: leads to the review.
pub fn group_order(scope: &Scope, id: &GroupId) -> String {
    format!("{}/order", group(scope, id))
}

/// The list of servers in a group and below it.
pub fn servers_of_group(scope: &Scope, id: &GroupId) -> String {
    let filter = ServerFilter {
        group: Some(id.clone()),
        ..ServerFilter::default()
    };
    servers(scope, &filter)
}

/// What was just done to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupNote {
    /// It was made.
    Created,
    /// It was changed.
    Saved,
    /// Nothing was different, so nothing was sent.
    Same,
    /// What new servers begin with was changed.
    Defaults,
}

impl GroupNote {
    const ALL: [Self; 4] = [Self::Created, Self::Saved, Self::Same, Self::Defaults];

    const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Saved => "saved",
            Self::Same => "same",
            Self::Defaults => "defaults",
        }
    }

    /// From a raw query string.
    pub fn parse(query: &str) -> Option<Self> {
        let word = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "note")?;
        Self::ALL.into_iter().find(|note| note.word() == word.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_in_their_place_and_notes_come_back() {
        let scope = Scope::new("Demo", "SLIP");
        let id = GroupId::new("../x?");
        assert_eq!(group(&scope, &id), "/Demo/SLIP/groups/..%2Fx%3F");
        assert_eq!(
            group_new(&scope, Some(&id)),
            "/Demo/SLIP/groups/new?in=..%2Fx%3F"
        );
        for note in GroupNote::ALL {
            let path = group_noted(&scope, &id, note);
            let (_, query) = path.split_once('?').expect("a query");
            assert_eq!(GroupNote::parse(query), Some(note));
        }
        assert_eq!(GroupNote::parse("note=exploded"), None);
    }
}
