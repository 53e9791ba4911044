//! Addresses of groups and data centers.

use super::{ServerFilter, account_path, segment, servers, with_query};
use crate::ids::{AccountAlias, GroupId};

/// Data centers with their groups.
pub fn groups(account: &AccountAlias) -> String {
    account_path(account, "groups")
}

/// The same, read from the cloud anew.
pub fn groups_refresh(account: &AccountAlias) -> String {
    with_query(groups(account), [("refresh", "1".to_owned())])
}

/// The form for a new group; in `parent` where that is chosen already.
pub fn group_new(account: &AccountAlias, parent: Option<&GroupId>) -> String {
    let parent = parent.map(|parent| ("in", parent.to_string()));
    with_query(account_path(account, "groups/new"), parent)
}

/// One group.
pub fn group(account: &AccountAlias, id: &GroupId) -> String {
    account_path(account, &format!("groups/{}", segment(id.as_str())))
}

/// One group, with a word on what was just done to it.
pub fn group_noted(account: &AccountAlias, id: &GroupId, note: GroupNote) -> String {
    with_query(group(account, id), [("note", note.word().to_owned())])
}

/// One group, read from the cloud anew.
pub fn group_refresh(account: &AccountAlias, id: &GroupId) -> String {
    with_query(group(account, id), [("refresh", "1".to_owned())])
}

/// Where a group's name, description, place and custom fields are changed.
pub fn group_edit(account: &AccountAlias, id: &GroupId) -> String {
    format!("{}/edit", group(account, id))
}

/// Where it is set what new servers in a group begin with.
pub fn group_defaults(account: &AccountAlias, id: &GroupId) -> String {
    format!("{}/defaults", group(account, id))
}

/// Where a group is archived, restored or deleted: leads to the review.
pub fn group_order(account: &AccountAlias, id: &GroupId) -> String {
    format!("{}/order", group(account, id))
}

/// The list of servers in a group and below it.
pub fn servers_of_group(account: &AccountAlias, id: &GroupId) -> String {
    let filter = ServerFilter {
        group: Some(id.clone()),
        ..ServerFilter::default()
    };
    servers(account, &filter)
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
        let account = AccountAlias::new("SLIP");
        let id = GroupId::new("../x?");
        assert_eq!(group(&account, &id), "/SLIP/groups/..%2Fx%3F");
        assert_eq!(
            group_new(&account, Some(&id)),
            "/SLIP/groups/new?in=..%2Fx%3F"
        );
        for note in GroupNote::ALL {
            let path = group_noted(&account, &id, note);
            let (_, query) = path.split_once('?').expect("a query");
            assert_eq!(GroupNote::parse(query), Some(note));
        }
        assert_eq!(GroupNote::parse("note=exploded"), None);
    }
}
