//! Lists, which come in pages.

use super::{List, Loose, Whole, decode, wire};
use serde::Deserialize;
use slipway_cloud::Page;

wire! {
    /// What is said of the list as a whole.
    Metadata {
        pagination: Loose<Pagination> = "pagination",
    }
}

wire! {
    /// Which part of it this is.
    Pagination {
        total: Whole = "total",
    }
}

#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
struct Written<T> {
    #[serde(default)]
    metadata: Loose<Metadata>,
    items: List<T>,
}

/// Decodes a page of objects; entries that make no sense are left out.
pub(crate) fn page<W, T>(body: &[u8], entity: fn(W) -> Option<T>) -> Result<Page<T>, String>
where
    W: for<'de> Deserialize<'de>,
{
    let written: Written<Loose<W>> = decode(body)?;
    let sent = written.items.0.len();
    let items: Vec<T> = written.items.objects().filter_map(entity).collect();
    super::report_skipped("items", sent - items.len());
    let pagination = written
        .metadata
        .0
        .and_then(|metadata| metadata.pagination.0);
    let total = pagination.and_then(|pagination| pagination.total.0);
    Ok(Page {
        // A list that does not say how long it is has at least what came of it.
        total: total.unwrap_or(u64::try_from(sent).unwrap_or(u64::MAX)),
        items,
    })
}
