//! Posted forms as ordered, decoded pairs. Variables are arbitrary text, so no typed decoder is
//! used anywhere.

use super::{AppState, Guest};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use percent_encoding::percent_decode;
use slipway_domain::{AppError, Unreadable};

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
        let guest = Guest::from_request_parts(&mut parts, state).await?;
        let read = read(Request::from_parts(parts, body), state).await;
        read.map_err(|why| guest.error(AppError::Unreadable(why)))
    }
}

async fn read(request: Request, state: &AppState) -> Result<Pairs, Unreadable> {
    if !is_form(request.headers()) {
        return Err(Unreadable::NotAForm);
    }
    let body = Bytes::from_request(request, state)
        .await
        .map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Unreadable::TooLarge,
            _ => Unreadable::CutShort,
        })?;
    decode(&body).map(Pairs).ok_or(Unreadable::NotText)
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
