//! What hints become.

use super::*;

#[test]
fn text_passes() {
    assert_eq!(parse("a & b"), [HintPart::Text("a & b".to_owned())]);
}
