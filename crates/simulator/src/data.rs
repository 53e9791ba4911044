//! Reads the demo data, which is compiled in: a mistake in it is a bug and stops the simulator at
//! once.

use serde::Deserialize;

/// Stands in the data for a text of 100 kB, which would make the files unreadable.
const LONG: &str = "@100kB@";

/// The data in `text`.
#[expect(
    clippy::expect_used,
    reason = "the data is compiled in and every test reads it"
)]
pub(crate) fn parse<T: for<'a> Deserialize<'a>>(text: &str) -> T {
    serde_json::from_str(&text.replace(LONG, &long()))
        .expect("the demo data is our own and well formed")
}

/// Half of it words, half of it without a place to break.
fn long() -> String {
    format!("{}{}", "endless ".repeat(6_250), "W".repeat(50_000))
}
