//! Cookies of ours beside the session's: what somebody likes to see.

use crate::settings::HttpSettings;
use http::{HeaderMap, HeaderValue, header};

/// Light, dark, or what the system has.
pub const THEME: &str = "theme";

/// That somebody signed out a moment ago.
pub const SIGNED_OUT: &str = "signed-out";

/// For how long a browser keeps one, in seconds.
const YEAR: u32 = 31_536_000;
const MINUTE: u32 = 60;

/// This instance's cookie for `what` somebody likes, as a request brings it.
pub fn value<'a>(headers: &'a HeaderMap, http: &HttpSettings, what: &str) -> Option<&'a str> {
    let name = http.cookie_name(what);
    let lines = headers.get_all(header::COOKIE).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Has the browser keep this instance's cookie for `what`, or forget it.
pub fn set(headers: &mut HeaderMap, http: &HttpSettings, what: &str, value: Option<&str>) {
    let age = value.map_or(0, |_| YEAR);
    set_for(headers, http, what, value.unwrap_or_default(), age);
}

/// Has the browser keep this instance's cookie for `what` for a minute.
pub fn set_briefly(headers: &mut HeaderMap, http: &HttpSettings, what: &str, value: &str) {
    set_for(headers, http, what, value, MINUTE);
}

/// `age` in seconds.
fn set_for(headers: &mut HeaderMap, http: &HttpSettings, what: &str, value: &str, age: u32) {
    let name = http.cookie_name(what);
    let secure = if http.is_https() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}
