//! The server's verdict on one value.

use super::super::browser::post;
use crate::json::Entry;
use slipway_domain::urls::routes;

/// What the server makes of a value.
pub(super) struct Verdict {
    /// What has to change.
    pub(super) error: Option<String>,
    /// What is worth knowing.
    pub(super) notices: Vec<String>,
}

/// Asks for it; `fields` are the arguments of the server function. `None` where there is none to
/// be had.
pub(super) async fn ask(fields: &[(&str, &str)]) -> Option<Verdict> {
    let answer = Entry::parse(&post(routes::CHECK_VALUE, fields).await?)?;
    let notices = answer.member("notices").elements();
    Some(Verdict {
        error: answer.text("error"),
        notices: notices.iter().filter_map(Entry::as_text).collect(),
    })
}
