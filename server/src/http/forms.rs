//! Posted forms as ordered, decoded pairs. Variables are arbitrary text, so no typed decoder is
//! used anywhere.

use super::{AppState, RequestContext};
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use futures::StreamExt;
use http::{HeaderMap, header};
use percent_encoding::percent_decode;
use slipway_domain::{AppError, Unreadable};

/// Largest body that is read: 10,000 pasted names and a form of long values fit well.
pub const LARGEST_BODY: usize = 2 << 20;

/// The pairs of an `application/x-www-form-urlencoded` body, in order.
#[derive(Clone, Debug, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// The last value of `name`, trimmed; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// The last value of `name` as it was typed.
    pub fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Whether a box called `name` was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
}

impl FromRequest<AppState> for Pairs {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let context = RequestContext::from_request_parts(&mut parts, state).await?;
        let read = match parts.extensions.remove() {
            Some(Read(read)) => read,
            None => read_form(&parts.headers, body).await,
        };
        read.map_err(|why| context.error(AppError::Unreadable(why)))
    }
}

/// A body that was read on the way to its handler, in the request's extensions.
#[derive(Clone)]
pub struct Read(pub Result<Pairs, Unreadable>);

/// Reads a posted form.
///
/// # Errors
/// Why it is none.
pub async fn read_form(headers: &HeaderMap, body: Body) -> Result<Pairs, Unreadable> {
    let body = whole(body).await?;
    if !is_form(headers) {
        return Err(Unreadable::NotAForm);
    }
    decode(&body).map(Pairs).ok_or(Unreadable::NotText)
}

async fn whole(body: Body) -> Result<Vec<u8>, Unreadable> {
    let mut whole = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Unreadable::CutShort)?;
        if whole.len() + chunk.len() > LARGEST_BODY {
            return Err(Unreadable::TooLarge);
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole)
}

/// A body of no kind counts as a form: buttons without fields send one.
fn is_form(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE) else {
        return true;
    };
    let kind = kind.to_str().unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The pairs, or `None` where a byte is no UTF-8: replacing it would run something else than
/// what was typed.
fn decode(body: &[u8]) -> Option<Vec<(String, String)>> {
    let pairs = body
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = text_of(halves.next().unwrap_or_default())?;
            Some((name, text_of(halves.next().unwrap_or_default())?))
        })
        .collect()
}

fn text_of(half: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = half
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    String::from_utf8(percent_decode(&spaced).collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_write_them_and_other_bytes_not_at_all() {
        let body = b"p%5Ba.b%5D%5B%5D=1+2%2B3&names=&p[x][]=a%3Db=c&&flag";
        let pairs = decode(body).expect("a form");
        let read: Vec<_> = pairs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let expected = [
            ("p[a.b][]", "1 2+3"),
            ("names", ""),
            ("p[x][]", "a=b=c"),
            ("flag", ""),
        ];
        assert_eq!(read, expected);
        for bad in [&b"a=%ff"[..], b"%C3=1", b"a=\xff", b"a=1&b=%e2%82"] {
            assert_eq!(decode(bad), None, "{bad:?}");
        }
        assert_eq!(decode(b"a=%zz%"), Some(vec![("a".into(), "%zz%".into())]));
    }
}
