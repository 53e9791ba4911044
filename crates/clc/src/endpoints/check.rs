//! Whether people could sign in: what a cloud says to a sign-in without a name.

use crate::client::ClcClient;
use reqwest::StatusCode;
use serde::Serialize;
use serde_json::Value;
use slipway_cloud::CloudError;
use slipway_upstream::Effect;
use slipway_upstream::Reached;

/// What is wrong with the answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// No answer; says why.
    #[error("it cannot be asked: {0}")]
    NoAnswer(CloudError),
    /// 404.
    #[error(
        "there is no CenturyLink Cloud interface at this address (HTTP status 404); is the path \
         in url right?"
    )]
    NotFound,
    /// 3xx.
    #[error(
        "it leads on to {0} (HTTP status 3xx), which is not followed; set url to the address that \
         answers itself"
    )]
    Redirect(String),
    /// 401, 403 or 407 without words of a cloud.
    #[error(
        "something in front of it wants a sign-in of its own or turns Slipway away (HTTP status \
         {0})"
    )]
    TurnedAway(u16),
    /// 429.
    #[error("it is busy and takes no sign-ins just now (HTTP status 429)")]
    Busy,
    /// 5xx.
    #[error("it fails (HTTP status {0})")]
    Failing(u16),
    /// A web page.
    #[error("a web page answers there, not the interface of a cloud (HTTP status {0})")]
    Page(u16),
    /// Not JSON.
    #[error("its answer is no JSON (HTTP status {0})")]
    NotJson(u16),
    /// JSON, and not a cloud's.
    #[error("its answer is not what a CenturyLink Cloud says to a sign-in (HTTP status {0})")]
    OtherJson(u16),
    /// 2xx.
    #[error("it takes a sign-in without a name (HTTP status {0}), so it is no CenturyLink Cloud")]
    LetsAnybodyIn(u16),
}

impl CheckError {
    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoAnswer(error) => error.code(),
            Self::NotFound => "not-found",
            Self::Redirect(_) => "redirect",
            Self::TurnedAway(_) => "turned-away",
            Self::Busy => "busy",
            Self::Failing(_) => "failing",
            Self::Page(_) => "web-page",
            Self::NotJson(_) => "no-json",
            Self::OtherJson(_) => "other-json",
            Self::LetsAnybodyIn(_) => "lets-anybody-in",
        }
    }
}

#[derive(Serialize)]
struct Nobody {
    username: &'static str,
    password: &'static str,
}

impl ClcClient {
    /// Asks for a sign-in without name and password, which no cloud takes and none counts against
    /// anybody, and looks whether it is refused as a cloud refuses. Asked once, whatever the
    /// circuit breaker says.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn check(&self) -> Result<(), CheckError> {
        let segments = ["authentication", "login"];
        let nobody = Nobody {
            username: "",
            password: "",
        };
        let call = self
            .post("check", "/v2/authentication/login", &segments, Effect::Once)
            .and_then(|call| call.json(&nobody))
            .map_err(CheckError::NoAnswer)?;
        let reached = self.transport().reach(call).await;
        judge(&reached.map_err(CheckError::NoAnswer)?)
    }
}

fn judge(reached: &Reached) -> Result<(), CheckError> {
    let status = reached.status.as_u16();
    let json: Option<Value> = serde_json::from_slice(&reached.body).ok();
    if reached.status.is_redirection() {
        let target = reached.leads_to.clone();
        return Err(CheckError::Redirect(
            target.unwrap_or_else(|| "nowhere".to_owned()),
        ));
    }
    let is_page = reached.is_html || reached.body.trim_ascii_start().starts_with(b"<");
    Err(match reached.status {
        StatusCode::NOT_FOUND => CheckError::NotFound,
        StatusCode::TOO_MANY_REQUESTS => CheckError::Busy,
        _ if reached.status.is_server_error() => CheckError::Failing(status),
        // The reference says 400; an implementation of its own may well say 401.
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED
            if json.as_ref().is_some_and(refuses) =>
        {
            return Ok(());
        }
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::PROXY_AUTHENTICATION_REQUIRED => CheckError::TurnedAway(status),
        _ if is_page => CheckError::Page(status),
        _ if json.is_none() => CheckError::NotJson(status),
        _ if reached.status.is_success() => CheckError::LetsAnybodyIn(status),
        _ => CheckError::OtherJson(status),
    })
}

/// Whether this is how a cloud refuses: with a message, in whatever case its key is.
fn refuses(answer: &Value) -> bool {
    let Value::Object(answer) = answer else {
        return false;
    };
    answer.iter().any(|(key, value)| {
        let known = ["message", "modelstate"].contains(&key.to_ascii_lowercase().as_str());
        known && !value.is_null()
    })
}
