//! Whether people could sign in: what a manager says to somebody who does not say who they are.

use crate::client::CloudifyClient;
use crate::wire::decode;
use crate::wire::refusal::Refusal;
use reqwest::{Method, StatusCode};
use slipway_cloud::CloudError;
use slipway_upstream::{Effect, Reached};

/// What is wrong with the answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// No answer; says why.
    #[error("it cannot be asked: {0}")]
    NoAnswer(CloudError),
    /// 404.
    #[error(
        "there is no Cloudify Manager interface at this address (HTTP status 404); url is that of \
         the manager, or of its interface (…/api/v3.1)"
    )]
    NotFound,
    /// 3xx.
    #[error(
        "it leads on to {0} (HTTP status 3xx), which is not followed; set url to the address that \
         answers itself"
    )]
    Redirect(String),
    /// 5xx.
    #[error("it fails (HTTP status {0})")]
    Failing(u16),
    /// 401, 403 or 407 without words of a manager.
    #[error(
        "something in front of it wants a sign-in of its own or turns Slipway away (HTTP status \
         {0})"
    )]
    TurnedAway(u16),
    /// 2xx.
    #[error("it tells anybody its version (HTTP status {0}), so it is no Cloudify Manager")]
    LetsAnybodyIn(u16),
    /// Anything else.
    #[error("its answer is not what a Cloudify Manager says (HTTP status {0})")]
    Other(u16),
}

impl CheckError {
    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoAnswer(error) => error.code(),
            Self::NotFound => "not-found",
            Self::Redirect(_) => "redirect",
            Self::Failing(_) => "failing",
            Self::TurnedAway(_) => "turned-away",
            Self::LetsAnybodyIn(_) => "lets-anybody-in",
            Self::Other(_) => "other-answer",
        }
    }
}

impl CloudifyClient {
    /// Asks for the version without saying who asks, which a manager refuses even in maintenance
    /// mode, and counts against nobody. Asked once, whatever the circuit breaker says.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn check(&self) -> Result<(), CheckError> {
        let names = ("check", "/version");
        let call = self.call(names, (Method::GET, Effect::Once), &["version"], &[]);
        let call = call.map_err(CheckError::NoAnswer)?;
        let reached = self.transport().reach(call).await;
        judge(&reached.map_err(CheckError::NoAnswer)?)
    }
}

fn judge(reached: &Reached) -> Result<(), CheckError> {
    let status = reached.status.as_u16();
    let says_why = decode::<Refusal>(&reached.body).is_ok_and(|said| said.code.some().is_some());
    Err(match reached.status {
        StatusCode::UNAUTHORIZED if says_why => return Ok(()),
        StatusCode::NOT_FOUND => CheckError::NotFound,
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::PROXY_AUTHENTICATION_REQUIRED => CheckError::TurnedAway(status),
        other if other.is_redirection() => {
            let target = reached.leads_to.clone();
            CheckError::Redirect(target.unwrap_or_else(|| "nowhere".to_owned()))
        }
        other if other.is_server_error() => CheckError::Failing(status),
        other if other.is_success() => CheckError::LetsAnybodyIn(status),
        _ => CheckError::Other(status),
    })
}
