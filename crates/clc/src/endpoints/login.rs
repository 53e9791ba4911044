//! Sign-in.

use crate::call::Effect;
use crate::client::{ClcClient, Session};
use crate::error::ClcError;
use crate::transport::authorization;
use crate::wire::account;
use crate::wire::decode;
use serde::Serialize;
use slipway_domain::{AccountAlias, DataCenterId, Secret};

/// Who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The user name as the cloud writes it.
    pub user: String,
    /// The user's own account.
    pub account: AccountAlias,
    /// The account's primary data center.
    pub home: DataCenterId,
    /// Role names, as the cloud writes them (`ServerAdmin`).
    pub roles: Vec<String>,
    /// The token, good for about two weeks; there is no way to revoke it.
    pub token: Secret,
}

impl Login {
    /// The session to make calls with, for the user's own account.
    pub fn session(&self) -> Session {
        Session {
            account: self.account.clone(),
            token: self.token.clone(),
        }
    }
}

#[derive(Serialize)]
struct Credentials<'a> {
    username: &'a str,
    password: &'a str,
}

impl ClcClient {
    /// Signs in. It is never repeated by itself, because the cloud counts failures and locks
    /// the user after a few.
    ///
    /// # Errors
    /// [`ClcError::BadCredentials`] (the cloud says 400 for this, not 401),
    /// [`ClcError::LockedOut`], and what every call can end in.
    pub async fn login(&self, user: &str, password: &Secret) -> Result<Login, ClcError> {
        let segments = ["authentication", "login"];
        let call = self
            .post("login", "/v2/authentication/login", &segments, Effect::Once)?
            .hiding(password)
            .json(&Credentials {
                username: user,
                password: password.expose(),
            })?;
        let asked_as = user.to_owned();
        let decoded = self
            .transport()
            .call(call, move |body| read(decode(body)?, asked_as));
        decoded.await.map_err(refusal)
    }
}

fn read(answer: account::Login, asked_as: String) -> Result<Login, String> {
    let missing = |what: &str| format!("it has no {what}");
    let token = answer.token.some().map(Secret::new);
    let token = token
        .filter(|token| authorization(token).is_some())
        .ok_or_else(|| missing("usable token"))?;
    let account = answer.account.some().ok_or_else(|| missing("account"))?;
    Ok(Login {
        user: answer.user.some().unwrap_or(asked_as),
        account: AccountAlias::new(account),
        home: DataCenterId::new(answer.location.or_empty()),
        roles: answer.roles.texts(),
        token,
    })
}

/// What a refused sign-in means: the cloud tells its reasons by their words only.
fn refusal(error: ClcError) -> ClcError {
    let locked = error.message().is_some_and(|message| {
        let message = message.to_lowercase();
        ["locked", "lockout", "too many"]
            .iter()
            .any(|word| message.contains(word))
    });
    match &error {
        ClcError::Refused { .. } | ClcError::NotAllowed { .. } if locked => ClcError::LockedOut,
        ClcError::Refused { message, .. } if unrecognised(message) => ClcError::BadCredentials,
        ClcError::NotSignedIn => ClcError::BadCredentials,
        _ => error,
    }
}

fn unrecognised(message: &str) -> bool {
    let message = message.to_lowercase();
    message.contains("recognize") || message.contains("recognise")
}
