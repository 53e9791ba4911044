//! The documentation says what operations do.

use super::*;

const DOCS: &str = include_str!("../../../../docs/operations.md");

#[test]
fn the_documentation_says_what_follows() {
    for operation in Operation::ALL {
        let entry = format!("- **{}**: {}", operation.verb(), operation.consequence());
        assert!(DOCS.contains(&entry), "not in docs/operations.md:\n{entry}");
    }
}

#[test]
fn words_lead_back_to_their_operations() {
    for operation in Operation::ALL {
        assert_eq!(Operation::parse(operation.word()), Some(operation));
    }
    assert_eq!(Operation::parse("explode"), None);
}
