//! From HTTP answers and broken calls to the client's error.

use crate::call::Effect;
use crate::cause;
use crate::words::Words;
use reqwest::StatusCode;
use slipway_cloud::{CloudError, Fault};
use std::time::Duration;

/// What an HTTP answer other than a success means, which says `words`, where the cloud means by its
/// statuses what HTTP does.
pub fn meaning_of(
    effect: Effect,
    status: StatusCode,
    retry_after: Option<Duration>,
    words: Words,
) -> CloudError {
    match status.as_u16() {
        401 => CloudError::NotSignedIn,
        403 => CloudError::NotAllowed {
            message: words.message,
        },
        404 => CloudError::NotFound,
        429 => CloudError::Busy { retry_after },
        503 if retry_after.is_some() && effect != Effect::Write => CloudError::Busy { retry_after },
        // 408 says that the request was not read in time, not that nothing came of it.
        408 | 500..=599 => unanswered(effect, Fault::Status(status.as_u16()), words.message),
        400..=499 => CloudError::Refused {
            status: status.as_u16(),
            message: words
                .message
                .unwrap_or_else(|| format!("The cloud answered with HTTP status {status}.")),
            fields: words.fields,
        },
        // Redirects are not followed; what one means for a write, nobody can tell.
        other => senseless(effect, &format!("HTTP status {other}")),
    }
}

/// What a call without a complete answer means.
pub(crate) fn broken(effect: Effect, error: &reqwest::Error) -> CloudError {
    if error.is_connect() || error.is_builder() {
        return CloudError::unavailable(Fault::NoConnection(cause::of(error)));
    }
    let fault = if error.is_timeout() {
        Fault::Timeout
    } else {
        Fault::Broken
    };
    unanswered(effect, fault, None)
}

/// No usable answer because of `fault`.
pub(crate) fn unanswered(effect: Effect, fault: Fault, message: Option<String>) -> CloudError {
    match effect {
        Effect::Read | Effect::Once => CloudError::Unavailable { fault, message },
        Effect::Write => CloudError::OutcomeUnknown { fault, message },
    }
}

/// An answer that makes no sense; `why` must not quote it.
pub(crate) fn senseless(effect: Effect, why: &str) -> CloudError {
    match effect {
        Effect::Read | Effect::Once => CloudError::NotUnderstood(why.to_owned()),
        Effect::Write => CloudError::unknown(Fault::Senseless),
    }
}

/// Whether trying a read again may help: a gateway's fault or a broken connection.
pub(crate) fn worth_repeating(error: &CloudError) -> bool {
    matches!(
        error,
        CloudError::Unavailable {
            fault: Fault::NoConnection(_) | Fault::Broken | Fault::Status(502..=504),
            ..
        }
    )
}
