//! The one error that crosses the wire to people.
//!
//! Each variant is something a person can act on. The text of an upstream or of the database
//! never travels in it; that goes to the log under the request id which the page shows.

use serde::{Deserialize, Serialize};

/// What went wrong, said so that somebody can do something about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in, or the session ended.
    #[error("You are not signed in, or your session has ended.")]
    SignedOut,
    /// The cloud no longer accepts the token this session holds.
    #[error("The cloud no longer accepts this sign-in. Sign in again to go on.")]
    CredentialEnded,
    /// The roles do not allow it; says which would.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing, or it belongs to another account.
    #[error("{what} was not found.")]
    NotFound {
        /// For example `Package`.
        what: String,
    },
    /// Input that has to change; names the field, the problem and what is allowed.
    #[error("{0}")]
    Invalid(String),
    /// A request that could not be read at all; none of the portal's own pages sends such.
    #[error("{0}")]
    Unreadable(Unreadable),
    /// The state has moved on since the page was drawn.
    #[error("{0}")]
    Conflict(String),
    /// The page that posted belongs to another sign-in than the browser's present one.
    #[error(
        "This page belongs to account {account} of the cloud {cloud}. You are not signed in there now, so nothing was done."
    )]
    Elsewhere {
        /// The cloud that the page showed.
        cloud: String,
        /// The account that it showed.
        account: String,
    },
    /// Too many tries; says how long to wait.
    #[error("Too many tries. Wait {} and try again.", in_words(*.seconds))]
    Throttled {
        /// Seconds until the next try may succeed.
        seconds: u64,
    },
    /// The cloud said something that a person should read.
    #[error("The cloud refused: {0}")]
    Refused(String),
    /// The cloud is busy.
    #[error("The cloud is busy and asks to try again in {}. Nothing was changed.", in_words(*.seconds))]
    Busy {
        /// From the cloud's `Retry-After`.
        seconds: u64,
    },
    /// The cloud does not answer or answers with a fault.
    #[error("The cloud does not answer. Nothing was changed; try again in a moment.")]
    CloudUnavailable,
    /// The call was sent and no answer came: it may or may not have been carried out.
    #[error(
        "The cloud took the call but its answer was lost. It may or may not have been carried out; check before repeating it."
    )]
    OutcomeUnknown,
    /// The cloud's answer was not what its interface promises.
    #[error(
        "The cloud's answer could not be understood. Nothing was changed; try again in a moment."
    )]
    NotUnderstood,
    /// The run is busy with a call that has not ended: what was asked for is done after it.
    #[error(
        "A call of this run is under way and has not ended yet. What you asked for is done as soon as it has; the run's page shows when."
    )]
    UnderWay,
    /// Whether the store kept a run that was confirmed is not known; if it did, the run begins by
    /// itself.
    #[error(
        "The portal could not make sure that the run was kept. If it was, it begins by itself, so it may send its calls: look at the list of runs. Pressing the same button once more begins no second run."
    )]
    MayHaveBegun,
    /// Whose session it is could not be looked up.
    #[error(
        "Your session could not be looked up just now, so it is not known who you are. You are not signed out."
    )]
    SessionUnread,
    /// Our own fault.
    #[error("Something failed inside the portal.")]
    Internal,
}

/// Whether what was asked for has reached the cloud, although it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Nothing was sent that changes anything.
    Nothing,
    /// It may have been sent, or may yet be.
    Maybe,
}

fn in_words(seconds: u64) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        many => format!("{many} seconds"),
    }
}

/// Shorthand for results of use-cases.
pub type AppResult<T> = Result<T, AppError>;

impl AppError {
    /// For example `AppError::not_found("Run")`.
    pub fn not_found(what: &str) -> Self {
        Self::NotFound {
            what: what.to_owned(),
        }
    }

    /// Whether anything of what was asked for may have reached the cloud. Use-cases say so by the
    /// error that they end with: every other one is known before anything is sent.
    pub const fn sent(&self) -> Sent {
        match self {
            Self::OutcomeUnknown | Self::UnderWay | Self::MayHaveBegun => Sent::Maybe,
            _ => Sent::Nothing,
        }
    }

    /// The HTTP status that goes with it.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut | Self::CredentialEnded => 401,
            Self::Forbidden(_) => 403,
            Self::NotFound { .. } => 404,
            Self::Invalid(_) | Self::Refused(_) => 422,
            Self::Unreadable(why) => why.status(),
            Self::Conflict(_) | Self::Elsewhere { .. } | Self::UnderWay => 409,
            Self::Throttled { .. } => 429,
            Self::Internal | Self::MayHaveBegun => 500,
            Self::NotUnderstood | Self::OutcomeUnknown => 502,
            Self::Busy { .. } | Self::CloudUnavailable | Self::SessionUnread => 503,
        }
    }
}

/// Why a request could not be read, and what is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Unreadable {
    /// A body of another kind than forms have.
    #[error("This address takes posted forms (application/x-www-form-urlencoded) only.")]
    NotAForm,
    /// A form whose bytes are not UTF-8.
    #[error(
        "The form holds bytes that are not UTF-8 text. Nothing of it was used; send its text as UTF-8."
    )]
    NotText,
    /// A body beyond the limit.
    #[error(
        "What was sent is larger than 2 MB, the most that is taken at once. Nothing of it was used; shorten the longest values, or split the list of servers."
    )]
    TooLarge,
    /// A body whose end never came.
    #[error("Only a part of the form arrived. Nothing of it was used; send it again.")]
    CutShort,
    /// A path whose bytes are not UTF-8.
    #[error(
        "This address holds bytes that are not UTF-8 text. Something in it was lost on the way; check how it was copied."
    )]
    Address,
    /// A method that the address does not answer.
    #[error(
        "This address is where a button leads; it shows nothing when it is opened by itself. Nothing was changed."
    )]
    Method,
    /// A post that did not come from one of the portal's own pages.
    #[error("This was not sent from one of this portal's own pages, so nothing was done.")]
    OtherSite,
    /// A question of the browser's half in a shape that it never has.
    #[error("This question could not be read. Load the page again.")]
    Question,
}

impl Unreadable {
    /// The HTTP status that goes with it.
    pub const fn status(self) -> u16 {
        match self {
            Self::NotText | Self::CutShort | Self::Address | Self::Question => 400,
            Self::OtherSite => 403,
            Self::Method => 405,
            Self::TooLarge => 413,
            Self::NotAForm => 415,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_status_and_tells_whether_something_was_sent() {
        use AppError as E;
        let elsewhere = E::Elsewhere {
            cloud: "Demo".to_owned(),
            account: "SLIP".to_owned(),
        };
        for (error, status, sent) in [
            (E::SignedOut, 401, Sent::Nothing),
            (E::CredentialEnded, 401, Sent::Nothing),
            (E::Forbidden(String::new()), 403, Sent::Nothing),
            (E::not_found("Run"), 404, Sent::Nothing),
            (E::Invalid(String::new()), 422, Sent::Nothing),
            (E::Refused(String::new()), 422, Sent::Nothing),
            (E::Conflict(String::new()), 409, Sent::Nothing),
            (elsewhere, 409, Sent::Nothing),
            (E::UnderWay, 409, Sent::Maybe),
            (E::Throttled { seconds: 1 }, 429, Sent::Nothing),
            (E::Internal, 500, Sent::Nothing),
            (E::MayHaveBegun, 500, Sent::Maybe),
            (E::NotUnderstood, 502, Sent::Nothing),
            (E::OutcomeUnknown, 502, Sent::Maybe),
            (E::Busy { seconds: 1 }, 503, Sent::Nothing),
            (E::CloudUnavailable, 503, Sent::Nothing),
            (E::SessionUnread, 503, Sent::Nothing),
        ] {
            assert_eq!(error.status(), status, "{error:?}");
            assert_eq!(error.sent(), sent, "{error:?}");
        }
        for (why, status) in [
            (Unreadable::NotText, 400),
            (Unreadable::CutShort, 400),
            (Unreadable::Address, 400),
            (Unreadable::Question, 400),
            (Unreadable::OtherSite, 403),
            (Unreadable::Method, 405),
            (Unreadable::TooLarge, 413),
            (Unreadable::NotAForm, 415),
        ] {
            assert_eq!(E::Unreadable(why).status(), status, "{why:?}");
        }
    }

    #[test]
    fn errors_say_what_and_how_long() {
        let busy = |seconds| AppError::Busy { seconds }.to_string();
        assert!(busy(1).contains("in 1 second."));
        assert!(busy(30).contains("in 30 seconds."));
        assert_eq!(AppError::not_found("Run").to_string(), "Run was not found.");
    }
}
