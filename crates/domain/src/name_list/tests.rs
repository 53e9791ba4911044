//! What pasted lists become.

use super::*;

#[test]
fn ranges_expand() {
    assert_eq!(
        parse("web[09-10], DB1 db1").unwrap(),
        ["web09", "web10", "DB1"]
    );
}
