//! Exchanges with a manager 7.1 as they were captured: an excerpt that is always at hand, and all of
//! them where the folder of recorded exchanges is.

use crate::fake::{Answer, Fake};
use serde::Deserialize;
use std::path::PathBuf;

const EXCERPT: &str = include_str!("../captured.json");

/// One exchange.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Exchange {
    pub(crate) name: String,
    pub(crate) request: String,
    pub(crate) status: u16,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) body: String,
}

impl Exchange {
    /// A server that answers everything with it.
    pub(crate) async fn replayed(&self) -> Fake {
        let kind = format!("Content-Type: {}\r\n", self.kind);
        let body = self.body.clone().into_bytes();
        Fake::always(Answer::Http(self.status, kind, body)).await
    }
}

/// The excerpt.
pub(crate) fn excerpt() -> Vec<Exchange> {
    serde_json::from_str(EXCERPT).unwrap()
}

/// The exchange of the excerpt that is called so.
pub(crate) fn exchange(name: &str) -> Exchange {
    let mut all = excerpt().into_iter();
    all.find(|one| one.name == name)
        .unwrap_or_else(|| panic!("{name}"))
}

/// The whole record as it was written down.
pub(crate) fn whole() -> String {
    let folder = PathBuf::from(std::env::var_os("SLIPWAY_FIXTURES").unwrap());
    std::fs::read_to_string(folder.join("cloudify/captures.md")).unwrap()
}

/// The exchanges of the record whose body was not cut off.
pub(crate) fn exchanges(record: &str) -> Vec<Exchange> {
    record.split("\n### ").filter_map(parse).collect()
}

fn parse(section: &str) -> Option<Exchange> {
    let (name, rest) = section.split_once("\n`")?;
    let (request, rest) = rest.split_once('`')?;
    let (_, rest) = rest.split_once("\n-> **")?;
    let (status, rest) = rest.split_once("**")?;
    let (kind, rest) = rest.split_once("\n```\n")?;
    let (body, _) = rest.split_once("\n```")?;
    (!body.trim_end().ends_with("...")).then(|| Exchange {
        name: name.to_owned(),
        request: request.to_owned(),
        status: status.parse().unwrap_or_default(),
        kind: kind.trim().to_owned(),
        body: body.to_owned(),
    })
}
