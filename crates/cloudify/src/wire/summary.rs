//! Counters.

use super::{Keyed, List, Text, decode};
use serde::Deserialize;

#[derive(Deserialize)]
struct Summary {
    items: List<Keyed<Text>>,
}

/// How many of what `counted` names stand under each value of `field`.
pub(crate) fn counts(
    body: &[u8],
    field: &str,
    counted: &str,
) -> Result<Vec<(String, u64)>, String> {
    let summary: Summary = decode(body)?;
    let lines = summary.items.0.into_iter().filter_map(|line| {
        let mut value = None;
        let mut count = None;
        for (name, text) in line.0 {
            if name == field {
                value = text.some();
            } else if name == counted {
                count = text.some()?.parse().ok();
            }
        }
        Some((value?, count?))
    });
    Ok(lines.collect())
}
