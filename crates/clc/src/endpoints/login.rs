//! Sign-in.

use crate::client::ClcClient;
use crate::wire::account;
use crate::wire::decode;
use serde::Serialize;
use slipway_cloud::{CloudError, Login};
use slipway_domain::{AccountAlias, DataCenterId, Secret};
use slipway_upstream::Effect;
use slipway_upstream::bearer;

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
    /// [`CloudError::BadCredentials`] (the cloud says 400 for this, not 401),
    /// [`CloudError::LockedOut`], and what every call can end in.
    pub async fn login(&self, user: &str, password: &Secret) -> Result<Login, CloudError> {
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
            .call(call, move |body| decode_login(decode(body)?, asked_as));
        decoded.await.map_err(refusal)
    }
}

fn decode_login(answer: account::Login, asked_as: String) -> Result<Login, String> {
    let missing = |what: &str| format!("it has no {what}");
    let token = answer.token.some().map(Secret::new);
    let token = token
        .filter(|token| bearer(token).is_some())
        .ok_or_else(|| missing("usable token"))?;
    let account = answer.account.some().ok_or_else(|| missing("account"))?;
    Ok(Login {
        user: answer.user.some().unwrap_or(asked_as),
        // Any case names it; upper case is how everything here always kept it.
        account: AccountAlias::new(account.to_uppercase()),
        home: answer.location.some().map(DataCenterId::new),
        roles: answer.roles.texts(),
        token,
        further: Vec::new(),
    })
}

/// What a refused sign-in means: the cloud tells its reasons by their words only.
fn refusal(error: CloudError) -> CloudError {
    let locked = error.message().is_some_and(|message| {
        let message = message.to_lowercase();
        ["locked", "lockout", "too many"]
            .iter()
            .any(|word| message.contains(word))
    });
    match &error {
        CloudError::Refused { .. } | CloudError::NotAllowed { .. } if locked => {
            CloudError::LockedOut
        }
        CloudError::Refused { message, .. } if unrecognised(message) => CloudError::BadCredentials,
        CloudError::NotSignedIn => CloudError::BadCredentials,
        _ => error,
    }
}

fn unrecognised(message: &str) -> bool {
    let message = message.to_lowercase();
    message.contains("recognize") || message.contains("recognise")
}
