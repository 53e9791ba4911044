//! JSON for server functions that a browser reads with its own parser.

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;

/// Answers as JSON; see [`crate::json`] for why the framework's own is not used.
pub struct BrowserJson;

impl ContentType for BrowserJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for BrowserJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for BrowserJson {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(output).map(Bytes::from)
    }
}

/// What can be read from an answer.
#[cfg(feature = "hydrate")]
pub trait FromAnswer: Sized {
    /// Reads it; `None` where it is something else.
    fn from_answer(entry: &crate::json::Entry) -> Option<Self>;
}

#[cfg(feature = "hydrate")]
impl<T: FromAnswer> Decodes<T> for BrowserJson {
    type Error = &'static str;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = std::str::from_utf8(&bytes).ok();
        text.and_then(crate::json::Entry::parse)
            .and_then(|entry| T::from_answer(&entry))
            .ok_or("not the JSON expected")
    }
}

#[cfg(not(feature = "hydrate"))]
impl<T: serde::de::DeserializeOwned> Decodes<T> for BrowserJson {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_slice(&bytes)
    }
}
