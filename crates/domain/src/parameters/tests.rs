//! Helpers and the basics of the interface; types and properties have files of their own.

use super::*;

#[test]
fn control_names_read_back() {
    for variable in ["a", "", "T3.x", "a][b", "][]", "1&2=3%+", "ü"] {
        assert_eq!(variable_of(&control_name(variable)), Some(variable));
    }
    for other in ["p[]", "p[a]", "q[a][]", "servers[]", "p[", ""] {
        assert_eq!(variable_of(other), None, "{other}");
    }
}
