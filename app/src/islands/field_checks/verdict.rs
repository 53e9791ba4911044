//! The server's verdict on one value.

use super::super::browser::post;
use crate::json::Entry;

/// What the server makes of a value.
pub(super) struct Verdict {
    /// What has to change.
    pub(super) error: Option<String>,
    /// What is worth knowing.
    pub(super) notices: Vec<String>,
    /// What there is to name that begins to be named: ids and names.
    pub(super) named: Vec<(String, String)>,
}

/// Asks the server function at `address` for it; `fields` are its arguments. `None` where there is none
/// to be had.
pub(super) async fn ask(address: &str, fields: &[(&str, &str)]) -> Option<Verdict> {
    let answer = Entry::parse(&post(address, fields).await?)?;
    let notices = answer.member("notices").elements();
    let named = answer.member("named").elements();
    Some(Verdict {
        error: answer.text("error"),
        notices: notices.iter().filter_map(Entry::as_text).collect(),
        named: named.iter().filter_map(named_thing).collect(),
    })
}

fn named_thing(entry: &Entry) -> Option<(String, String)> {
    let [id, name] = entry.exactly()?;
    Some((id.as_text()?, name.as_text()?))
}
