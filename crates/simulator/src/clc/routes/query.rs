//! Query strings, whose names and values the cloud takes in any case.

use axum::http::Uri;

/// Whether a query says this name with this value.
pub(super) fn says(uri: &Uri, name: &str, value: &str) -> bool {
    let query = uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .any(|(n, v)| n.eq_ignore_ascii_case(name) && v.eq_ignore_ascii_case(value))
}

/// What a query says under this name.
pub(super) fn value(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_know_no_case() {
        let uri = Uri::from_static("/x?UUID=True&grouplinks=false");
        assert!(says(&uri, "uuid", "true"));
        assert!(!says(&uri, "groupLinks", "true"));
        assert!(!says(&Uri::from_static("/x"), "uuid", "true"));
    }
}
