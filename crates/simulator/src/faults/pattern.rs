//! Which paths a rule is for: a pattern in which `*` stands for any run of characters, slashes included, compared
//! without regard to case, as the cloud compares the rest of a path.

/// Whether the pattern covers all of the text.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    let mut pieces = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    let Some(last) = pieces.next_back() else {
        return rest.is_empty();
    };
    // Taking each piece where it occurs first leaves the most for those after it.
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_run() {
        let path = "/v2/operations/SLIP/servers/executePackage";
        for pattern in [
            "*",
            path,
            "/V2/operations/*",
            "*/executepackage",
            "/v2/*/slip/*/exec*age",
            "*slip*",
            "/v2/operations/SLIP/servers/executePackage*",
            "**",
        ] {
            assert!(matches(pattern, path), "{pattern}");
        }
        for pattern in [
            "",
            "/v2/operations",
            "operations/*",
            "*/servers",
            "*age*executePackage",
            "/v2/*/slip/*/slip/*",
        ] {
            assert!(!matches(pattern, path), "{pattern}");
        }
    }

    #[test]
    fn pieces_do_not_share_characters() {
        assert!(!matches("ab*ba", "aba"));
        assert!(matches("ab*ba", "abba"));
    }
}
