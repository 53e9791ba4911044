//! The selection that a tab remembers of the list of servers, named by orders made of it: once one
//! of them is confirmed or cancelled, the address that follows says so and tabs forget it.
//!
//! Without a script nothing is remembered, so nothing is named.

use serde::{Deserialize, Serialize};

/// The field that names the selection an order is made of.
pub const SELECTION: &str = "selection";
/// The field that names a selection which is over.
const OVER: &str = "over";

/// What a tab calls a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SelectionId(String);

impl SelectionId {
    /// What the list's script makes: 16 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        fits.then(|| Self(text.to_owned()))
    }

    /// The selection that a raw query names.
    pub fn of(query: &str) -> Option<Self> {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        Self::parse(&pairs.find(|(name, _)| name == SELECTION)?.1)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `path` for an order made of `selection`.
pub fn made_of(path: String, selection: Option<&SelectionId>) -> String {
    with(path, SELECTION, selection)
}

/// `path`, from which tabs learn that `selection` is over.
pub fn ending(path: String, selection: Option<&SelectionId>) -> String {
    with(path, OVER, selection)
}

fn with(path: String, name: &str, selection: Option<&SelectionId>) -> String {
    let Some(SelectionId(id)) = selection else {
        return path;
    };
    let before = if path.contains('?') { '&' } else { '?' };
    format!("{path}{before}{name}={id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_script_makes_is_taken_over() {
        let id = SelectionId::parse("0123456789abcdef");
        assert!(id.is_some());
        for bad in [
            "",
            "0123456789abcde",
            "0123456789abcdeg",
            "\"><script>",
            "0123456789abcdef0",
        ] {
            assert_eq!(SelectionId::parse(bad), None, "{bad}");
        }
        assert_eq!(SelectionId::of("was=1&selection=0123456789abcdef"), id);
        assert_eq!(SelectionId::of("selection=x"), None);
        let plan = made_of("/Demo/SLIP/plans/1".to_owned(), id.as_ref());
        assert_eq!(plan, "/Demo/SLIP/plans/1?selection=0123456789abcdef");
        let list = ending("/Demo/SLIP/packages?q=x".to_owned(), id.as_ref());
        assert_eq!(list, "/Demo/SLIP/packages?q=x&over=0123456789abcdef");
        assert_eq!(ending("/".to_owned(), None), "/");
    }
}
