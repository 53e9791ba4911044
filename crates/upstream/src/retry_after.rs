//! `Retry-After`: seconds, or a date, which is measured against the answer's own `Date` so that
//! no clock of ours is needed.

use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use std::time::Duration;

/// The longest wait that is believed.
const LONGEST: Duration = Duration::from_hours(1);

/// How long the answer asks to wait.
pub(crate) fn of(headers: &HeaderMap) -> Option<Duration> {
    let text = text(headers, &RETRY_AFTER)?;
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => until(text, headers)?,
    };
    Some(wait.min(LONGEST))
}

fn until(date: &str, headers: &HeaderMap) -> Option<Duration> {
    let then = rfc2822::parse(date).ok()?.timestamp();
    let now = rfc2822::parse(text(headers, &DATE)?).ok()?.timestamp();
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(retry_after: &'static str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
        headers.insert(DATE, "Wed, 21 Oct 2015 07:28:00 GMT".parse().unwrap());
        of(&headers)
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        assert_eq!(wait("3"), Some(Duration::from_secs(3)));
        assert_eq!(
            wait("Wed, 21 Oct 2015 07:28:04 GMT"),
            Some(Duration::from_secs(4))
        );
        assert_eq!(wait("Wed, 21 Oct 2015 07:27:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("9999999999"), Some(LONGEST));
        assert_eq!(wait("soon"), None);
        assert_eq!(of(&HeaderMap::new()), None);
    }
}
