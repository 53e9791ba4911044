//! The warning about characters that a command line may interpret.
//!
//! The platform puts values textually into the command of a package (`install.sh ${Variable}`).
//! The portal cannot mend the package, so it warns and lets the person decide.

use super::shown::shown;

/// A sentence about the risky characters in `value`, `None` where it has none.
pub fn shell_notice(label: &str, value: &str) -> Option<String> {
    let mut found: Vec<&str> = Vec::new();
    for c in value.chars() {
        if let Some(word) = risky(c).filter(|word| !found.contains(word)) {
            found.push(word);
        }
    }
    if found.is_empty() {
        return None;
    }
    Some(format!(
        "\"{}\" is put into a command line by the package; these characters in it may be \
         interpreted there: {}",
        shown(label),
        found.join("  ")
    ))
}

/// How a risky character is written in the notice.
fn risky(c: char) -> Option<&'static str> {
    Some(match c {
        ';' => ";",
        '&' => "&",
        '|' => "|",
        '$' => "$",
        '`' => "`",
        '(' => "(",
        ')' => ")",
        '<' => "<",
        '>' => ">",
        '"' => "\"",
        '\'' => "'",
        '\n' | '\r' => "line break",
        _ => return None,
    })
}
