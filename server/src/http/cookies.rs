//! Cookies of ours beside the session's: what somebody likes to see.

use crate::settings::HttpSettings;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::{HeaderMap, HeaderValue, header};
use time::Duration;

/// Light, dark, or what the system has.
pub const THEME: &str = "theme";

/// That somebody signed out a moment ago.
pub const SIGNED_OUT: &str = "signed-out";

/// For how long a browser keeps one.
const YEAR: Duration = Duration::days(365);

/// This instance's cookie for `what` somebody likes, as a request brings it.
pub fn value(headers: &HeaderMap, http: &HttpSettings, what: &str) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(&http.cookie_name(what))?;
    Some(cookie.value().to_owned())
}

/// Has the browser keep this instance's cookie for `what`, or forget it.
pub fn set(headers: &mut HeaderMap, http: &HttpSettings, what: &str, value: Option<&str>) {
    let age = value.map_or(Duration::ZERO, |_| YEAR);
    set_for(headers, http, what, value.unwrap_or_default(), age);
}

/// Has the browser keep this instance's cookie for `what` for a minute.
pub fn set_briefly(headers: &mut HeaderMap, http: &HttpSettings, what: &str, value: &str) {
    set_for(headers, http, what, value, Duration::MINUTE);
}

fn set_for(headers: &mut HeaderMap, http: &HttpSettings, what: &str, value: &str, age: Duration) {
    let cookie = Cookie::build((http.cookie_name(what), value))
        .path("/")
        .max_age(age)
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(http.is_https());
    if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
        headers.append(header::SET_COOKIE, cookie);
    }
}
