//! Addresses of one server and of what can be done to it.

use super::{scoped, segment, with_query};
use crate::ids::ServerId;
use crate::scope::Scope;

/// One server.
pub fn server(scope: &Scope, id: &ServerId) -> String {
    scoped(scope, &format!("servers/{}", segment(id.as_str())))
}

/// One server, with a word on what was just done to it.
pub fn server_noted(scope: &Scope, id: &ServerId, note: ServerNote) -> String {
    with_query(server(scope, id), [("note", note.word().to_owned())])
}

/// Where a server's description, group, custom fields and hardware are changed.
pub fn server_edit(scope: &Scope, id: &ServerId) -> String {
    format!("{}/edit", server(scope, id))
}

/// Where a change of its hardware is ordered.
pub fn server_hardware(scope: &Scope, id: &ServerId) -> String {
    format!("{}/hardware", server(scope, id))
}

/// Where its root password is asked for.
pub fn server_credentials(scope: &Scope, id: &ServerId) -> String {
    format!("{}/credentials", server(scope, id))
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
