//! Form control names.
//!
//! A variable is arbitrary text: dots, brackets, digits first, even nothing. So a control is
//! named `p[<variable>][]` and read back by cutting off its fixed ends, never by a parser of
//! nested keys.

const OPEN: &str = "p[";
const CLOSE: &str = "][]";

/// The name of the form control that holds `variable`.
pub fn control_name(variable: &str) -> String {
    format!("{OPEN}{variable}{CLOSE}")
}

/// The variable a control holds: what stands between the leading `p[` and the final `][]`.
/// `None` for a control that is no parameter.
pub fn variable_of(control: &str) -> Option<&str> {
    control.strip_prefix(OPEN)?.strip_suffix(CLOSE)
}
