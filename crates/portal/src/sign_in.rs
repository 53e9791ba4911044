//! Signing in with a cloud account, and out again.

use crate::clouds::Cloud;
use crate::portal::Portal;
use crate::settings::CloudSettings;
use crate::visitor::Visitor;
use slipway_clc::{ClcError, Login};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::{AppError, AppResult, CloudName, Principal, Secret};
use slipway_store::Credential;
use std::sync::Arc;

/// What the sign-in form carries.
pub struct SignIn {
    /// The chosen cloud.
    pub cloud: CloudName,
    /// The user's name in that cloud.
    pub user: String,
    /// Their password; it is sent on and kept nowhere.
    pub password: Secret,
    /// Where the request came from, for throttling.
    pub address: String,
}

/// Signs in: asks the cloud, keeps the token, lets paused runs of that account go on.
///
/// # Errors
/// `Invalid` for a missing field or wrong credentials, `Throttled` after too many refusals, or
/// what the cloud answers.
pub async fn sign_in(portal: &Portal, attempt: SignIn) -> AppResult<Visitor> {
    let user = attempt.user.trim().to_lowercase();
    require_fields(&user, &attempt.password)?;
    let cloud = chosen_cloud(portal, &attempt.cloud)?;
    let (throttle, [key, address]) = (portal.throttle(), throttle_keys(&attempt, &user));
    let begun = portal.now();
    throttle.begin(&key, &address, begun).map_err(|wait| {
        let seconds = u64::try_from(wait.as_secs()).unwrap_or(0) + 1;
        AppError::Throttled { seconds }
    })?;
    match cloud.client.login(&user, &attempt.password).await {
        Ok(login) => {
            throttle.passed(&key);
            admit(portal, &cloud.settings, user, login).await
        }
        Err(error) => {
            if matches!(error, ClcError::BadCredentials | ClcError::LockedOut) {
                throttle.refused(&address, portal.now());
                note_refusal(portal, &attempt.cloud, &user).await;
            } else {
                throttle.unknown(&key, begun);
            }
            Err(refusal(error))
        }
    }
}

fn chosen_cloud(portal: &Portal, name: &CloudName) -> AppResult<Arc<Cloud>> {
    portal.clouds().get(name).cloned().map_err(|_| {
        let names: Vec<&str> = portal
            .clouds()
            .iter()
            .map(|cloud| cloud.settings.name.as_str())
            .collect();
        AppError::Invalid(format!(
            "Choose one of the clouds here: {}.",
            names.join(", ")
        ))
    })
}

fn require_fields(user: &str, password: &Secret) -> AppResult<()> {
    if user.is_empty() {
        return Err(AppError::Invalid("Enter your user name.".into()));
    }
    if password.is_empty() {
        return Err(AppError::Invalid("Enter your password.".into()));
    }
    Ok(())
}

/// A user is counted per cloud; an address is counted over all of them.
fn throttle_keys(attempt: &SignIn, user: &str) -> [String; 2] {
    [
        format!("user {} {user}", attempt.cloud),
        format!("address {}", attempt.address),
    ]
}

fn refusal(error: ClcError) -> AppError {
    match error {
        ClcError::BadCredentials => AppError::Invalid(
            "The cloud did not recognize this user name and password. Check both and try again."
                .into(),
        ),
        ClcError::LockedOut => AppError::Invalid(
            "The cloud has locked this user after too many failed sign-ins. Unlock it in the cloud or wait."
                .into(),
        ),
        ClcError::NotAllowed { .. } => AppError::Forbidden(
            "The cloud does not let this user in. Ask an administrator of the cloud account."
                .into(),
        ),
        // There is always a sign-in; whoever does not know it is not the cloud.
        ClcError::NotFound => AppError::NotUnderstood,
        other => other.into(),
    }
}

async fn note_refusal(portal: &Portal, cloud: &CloudName, user: &str) {
    let event = AuditEvent {
        at: portal.now(),
        cloud: cloud.to_string(),
        account: String::new(),
        user: user.to_owned(),
        action: AuditAction::SignInRefused,
        subject: String::new(),
    };
    if let Err(error) = portal.store().audit.append(&event).await {
        tracing::error!(%error, "a refused sign-in could not be recorded");
    }
}

async fn admit(
    portal: &Portal,
    cloud: &CloudSettings,
    user: String,
    login: Login,
) -> AppResult<Visitor> {
    let principal = Principal {
        cloud: cloud.name.clone(),
        account: login.account,
        user,
        roles: login.roles,
    };
    let credential = Credential {
        id: portal.fresh_id(),
        cloud: principal.cloud.clone(),
        account: principal.account.clone(),
        user: principal.user.clone(),
        roles: principal.roles.clone(),
        token: login.token,
        created_at: portal.now(),
        ended_at: None,
    };
    portal.store().credentials.put(&credential).await?;
    portal.audit(&principal, AuditAction::SignIn, "").await?;
    let visitor = Visitor {
        principal,
        credential: credential.id,
        aliases: cloud.aliases.clone(),
        home: Some(login.home).filter(|home| !home.as_str().is_empty()),
    };
    wake_paused_runs(portal, &visitor, &credential.token);
    Ok(visitor)
}

/// Offers a token to the paused runs of the visitor's accounts.
pub(crate) fn wake_paused_runs(portal: &Portal, visitor: &Visitor, token: &Secret) {
    for account in visitor.accounts() {
        let holder = Principal {
            account,
            ..visitor.principal.clone()
        };
        portal.watch().credential(holder, token.clone());
    }
}

/// Ends a session's credential. Runs go on with their own copy of the token.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn sign_out(portal: &Portal, visitor: &Visitor) -> AppResult<()> {
    portal
        .store()
        .credentials
        .delete(&visitor.credential)
        .await?;
    portal
        .audit(&visitor.principal, AuditAction::SignOut, "")
        .await
}
