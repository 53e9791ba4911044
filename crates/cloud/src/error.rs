//! The one error of every driver. It says above all whether something may have happened.
//!
//! A definite "no" (the four hundreds), "nothing was taken" (`Busy`, `Unavailable`) and "nobody
//! knows" (`OutcomeUnknown`) are kept apart, because only the second may be repeated.

use crate::cause::Cause;
use slipway_domain::AppError;
use std::fmt;
use std::time::Duration;

/// What a cloud's message says about one field of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMessage {
    /// The field as the cloud names it (`body.name`); empty for the request as a whole.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// Why there was no usable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No connection could be made, so nothing was sent.
    NoConnection(Cause),
    /// The circuit breaker is resting the cloud; nothing was sent.
    Resting,
    /// The answer did not come in time.
    Timeout,
    /// The connection broke before the answer was complete.
    Broken,
    /// The cloud answered with this HTTP status.
    Status(u16),
    /// The answer was complete and made no sense.
    Senseless,
}

impl Fault {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoConnection(cause) => cause.code(),
            Self::Resting => "resting",
            Self::Timeout => "timeout",
            Self::Broken => "broken",
            Self::Status(_) => "status",
            Self::Senseless => "senseless",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoConnection(cause) => write!(f, "no connection: {cause}"),
            Self::Resting => f.write_str("left alone after repeated failures"),
            Self::Timeout => f.write_str("no answer in time"),
            Self::Broken => f.write_str("the connection broke"),
            Self::Status(status) => write!(f, "HTTP status {status}"),
            Self::Senseless => f.write_str("the answer makes no sense"),
        }
    }
}

/// How a call failed. Texts of the cloud are bounded, free of control characters and of the
/// call's secrets; they are still a stranger's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CloudError {
    /// The cloud refused, with words for a person.
    #[error("refused ({status}): {message}")]
    Refused {
        /// The HTTP status; 0 where the driver refused by itself.
        status: u16,
        /// What the cloud said.
        message: String,
        /// What it said about single fields.
        fields: Vec<FieldMessage>,
    },
    /// The token is missing, wrong or has expired (401).
    #[error("the cloud does not accept the token")]
    NotSignedIn,
    /// Sign-in: the user name or the password is wrong.
    #[error("the cloud does not recognise the user name or password")]
    BadCredentials,
    /// Sign-in: the user is locked out.
    #[error("the cloud has locked this user")]
    LockedOut,
    /// The roles or the account do not allow it (403).
    #[error("the cloud does not allow it")]
    NotAllowed {
        /// What the cloud said, if anything.
        message: Option<String>,
    },
    /// There is no such thing (404).
    #[error("the cloud does not know it")]
    NotFound,
    /// The cloud asks to come back later: 429, or 503 with `Retry-After` on a read.
    #[error("the cloud is busy")]
    Busy {
        /// How long it asks to wait, where it says so.
        retry_after: Option<Duration>,
    },
    /// The cloud does not answer, or a read got a 5xx. Nothing was changed.
    #[error("the cloud is unavailable: {fault}")]
    Unavailable {
        /// Why.
        fault: Fault,
        /// What the cloud said, if anything.
        message: Option<String>,
    },
    /// A write was sent and got no usable answer: it may or may not have been carried out.
    #[error("nobody knows whether the cloud did it: {fault}")]
    OutcomeUnknown {
        /// Why.
        fault: Fault,
        /// What the cloud said, if anything.
        message: Option<String>,
    },
    /// The answer to a read is not what the interface promises.
    #[error("the cloud's answer cannot be understood: {0}")]
    NotUnderstood(String),
}

impl CloudError {
    /// No answer, or none to a read; nothing was changed.
    pub fn unavailable(fault: Fault) -> Self {
        Self::Unavailable {
            fault,
            message: None,
        }
    }

    /// A write without a usable answer.
    pub fn unknown(fault: Fault) -> Self {
        Self::OutcomeUnknown {
            fault,
            message: None,
        }
    }

    /// A refusal of our own, before anything was sent.
    pub fn refused_here(message: &str) -> Self {
        Self::Refused {
            status: 0,
            message: message.to_owned(),
            fields: Vec::new(),
        }
    }

    /// Whether a write that ended so was certainly not taken **and may be repeated by itself**:
    /// there was no connection, or the cloud said 429 with the time to wait. A refusal was not
    /// taken either, but repeating it is pointless; see [`Self::is_refusal`].
    pub fn provably_not_taken(&self) -> bool {
        match self {
            // Writes end so only where nothing was sent.
            Self::Unavailable { .. } => true,
            Self::Busy { retry_after } => retry_after.is_some(),
            _ => false,
        }
    }

    /// Whether the cloud gave a definite no: nothing was changed, and the same call would get
    /// the same answer until something else changes.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. }
                | Self::NotSignedIn
                | Self::BadCredentials
                | Self::LockedOut
                | Self::NotAllowed { .. }
                | Self::NotFound
        )
    }

    /// A stable code of what went wrong on the way, for the log and for checks.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unavailable { fault, .. } | Self::OutcomeUnknown { fault, .. } => fault.code(),
            other => other.word(),
        }
    }

    /// A short word for counters.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::NotSignedIn => "not_signed_in",
            Self::BadCredentials => "bad_credentials",
            Self::LockedOut => "locked_out",
            Self::NotAllowed { .. } => "not_allowed",
            Self::NotFound => "not_found",
            Self::Busy { .. } => "busy",
            Self::Unavailable {
                fault: Fault::Resting,
                ..
            } => "resting",
            Self::Unavailable { .. } => "unavailable",
            Self::OutcomeUnknown { .. } => "outcome_unknown",
            Self::NotUnderstood(_) => "not_understood",
        }
    }

    /// The cloud's words with those about single fields, for a person.
    pub fn message(&self) -> Option<String> {
        match self {
            Self::Refused {
                message, fields, ..
            } => {
                let about_fields = fields.iter().map(|field| match field.field.as_str() {
                    "" => field.message.clone(),
                    name => format!("{name}: {}", field.message),
                });
                let all: Vec<String> = std::iter::once(message.clone())
                    .chain(about_fields)
                    .filter(|text| !text.is_empty())
                    .collect();
                Some(all.join(" "))
            }
            Self::NotAllowed { message }
            | Self::Unavailable { message, .. }
            | Self::OutcomeUnknown { message, .. } => message.clone(),
            _ => None,
        }
    }
}

/// What a [`CloudError::message`] says of `field`, where it speaks of it; `fields` are all that it may
/// speak of.
pub fn message_about<'a>(message: &'a str, field: &str, fields: &[&str]) -> Option<&'a str> {
    let (_, about) = message.split_once(&format!(" {field}: "))?;
    let others = fields.iter().map(|other| format!(" {other}: "));
    let end = others.filter_map(|other| about.find(&other)).min();
    Some(&about[..end.unwrap_or(about.len())])
}

/// How long a person is asked to wait where the cloud does not say, in seconds.
const BUSY_FOR: u64 = 10;

impl From<CloudError> for AppError {
    fn from(error: CloudError) -> Self {
        match &error {
            CloudError::Refused { .. } => Self::Refused(error.message().unwrap_or_default()),
            CloudError::NotSignedIn => Self::CredentialEnded,
            CloudError::BadCredentials => {
                Self::Invalid("The cloud does not recognise this user name or password.".to_owned())
            }
            CloudError::LockedOut => Self::Refused(
                "this user is locked after too many failed sign-ins; an account administrator can \
                 unlock it."
                    .to_owned(),
            ),
            CloudError::NotAllowed { .. } => {
                Self::Forbidden("Your roles in the cloud do not allow this.".to_owned())
            }
            CloudError::NotFound => Self::not_found("What was asked of the cloud"),
            CloudError::Busy { retry_after } => Self::Busy {
                seconds: retry_after.map_or(BUSY_FOR, whole_seconds),
            },
            CloudError::Unavailable { .. } => Self::CloudUnavailable,
            CloudError::OutcomeUnknown { .. } => Self::OutcomeUnknown,
            CloudError::NotUnderstood(_) => Self::NotUnderstood,
        }
    }
}

fn whole_seconds(time: Duration) -> u64 {
    time.as_millis()
        .div_ceil(1_000)
        .try_into()
        .unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{CloudError, FieldMessage, message_about};

    #[test]
    fn what_is_said_of_a_field_is_found_again() {
        let said = |field: &str, message: &str| FieldMessage {
            field: field.to_owned(),
            message: message.to_owned(),
        };
        let refused = CloudError::Refused {
            status: 400,
            message: "Not taken.".to_owned(),
            fields: vec![said("a", "It is 1: too few."), said("b c", "It is odd.")],
        };
        let message = refused.message().expect("words");
        let fields = ["a", "b c", "d"];
        let about = |field| message_about(&message, field, &fields);
        assert_eq!(about("a"), Some("It is 1: too few."));
        assert_eq!(about("b c"), Some("It is odd."));
        assert_eq!(about("d"), None);
    }
}
