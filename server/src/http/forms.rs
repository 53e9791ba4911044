//! Posted forms as ordered, decoded pairs. Variables are arbitrary text, so no typed decoder is
//! used anywhere.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

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

impl<S: Send + Sync> FromRequest<S> for Pairs {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if !kind.is_none_or(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            let say = "This address takes forms (application/x-www-form-urlencoded) only.\n";
            return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, say).into_response());
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        if std::str::from_utf8(&body).is_err() {
            let say = "The form is not UTF-8 text.\n";
            return Err((StatusCode::BAD_REQUEST, say).into_response());
        }
        Ok(Self(form_urlencoded::parse(&body).into_owned().collect()))
    }
}
