//! Which addresses a hint may link to.

/// Bytes an address may have.
const MAX_BYTES: usize = 2_000;

/// The address if it is an absolute web address that reads the same to people, to this code and
/// to browsers: no credentials, no white space, quotes, backslashes or characters that draw
/// nothing, and a host of plain letters, digits, dots and dashes.
pub(super) fn safe(href: &str) -> Option<String> {
    let href = href.trim();
    let after = strip_scheme(href, "https://").or_else(|| strip_scheme(href, "http://"))?;
    let authority = after.split(['/', '?', '#']).next()?;
    let plain = href.len() <= MAX_BYTES && href.chars().all(is_plain) && is_host(authority);
    plain.then(|| href.to_owned())
}

fn strip_scheme<'a>(href: &'a str, scheme: &str) -> Option<&'a str> {
    let head = href.get(..scheme.len())?;
    head.eq_ignore_ascii_case(scheme)
        .then(|| &href[scheme.len()..])
}

fn is_plain(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '`' | '<' | '>' | '\\')
    } else {
        c.is_alphanumeric()
    }
}

/// A host name or address with an optional port.
fn is_host(authority: &str) -> bool {
    authority.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
        && authority
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-_:[]".contains(&b))
}
