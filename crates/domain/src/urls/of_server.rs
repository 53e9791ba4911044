//! Addresses of one server and of what can be done to it.

use super::{account_path, segment, with_query};
use crate::ids::{AccountAlias, ServerId};

/// One server.
pub fn server(account: &AccountAlias, id: &ServerId) -> String {
    account_path(account, &format!("servers/{}", segment(id.as_str())))
}

/// One server, with a word on what was just done to it.
pub fn server_noted(account: &AccountAlias, id: &ServerId, note: ServerNote) -> String {
    with_query(server(account, id), [("note", note.word().to_owned())])
}

/// Where a server's description, group, custom fields and hardware are changed.
pub fn server_edit(account: &AccountAlias, id: &ServerId) -> String {
    format!("{}/edit", server(account, id))
}

/// Where a change of its hardware is ordered.
pub fn server_hardware(account: &AccountAlias, id: &ServerId) -> String {
    format!("{}/hardware", server(account, id))
}

/// Where its root password is asked for.
pub fn server_credentials(account: &AccountAlias, id: &ServerId) -> String {
    format!("{}/credentials", server(account, id))
}

/// What was just done to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerNote {
    /// It was changed.
    Saved,
    /// Nothing was different, so nothing was sent.
    Same,
}

impl ServerNote {
    const fn word(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Same => "same",
        }
    }

    /// From a raw query string.
    pub fn parse(query: &str) -> Option<Self> {
        let word = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "note")?;
        [Self::Saved, Self::Same]
            .into_iter()
            .find(|note| note.word() == word.1)
    }
}
