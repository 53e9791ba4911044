//! Signing in with a cloud account, and out again.

pub(crate) mod asking;
pub(crate) mod children;
mod grant;
pub mod grants;
pub(crate) mod refusals;
pub mod throttle;
pub(crate) mod tokens;

use crate::clouds::Cloud;
use crate::portal::Portal;
use crate::sign_in::grants::{Grant, Grants};
use jiff::Timestamp;
use slipway_cloud::{Account, CloudError, Login};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::{AppError, AppResult, CloudName, Principal, Secret};
use slipway_store::Credential;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

/// Bytes that a user name may have; those of clouds have far fewer.
pub const LONGEST_USER: usize = 256;
/// Bytes that a password may have.
const LONGEST_PASSWORD: usize = 1_024;

/// What the sign-in form carries.
pub struct SignIn {
    /// The chosen cloud.
    pub cloud: CloudName,
    /// The user's name in that cloud.
    pub user: String,
    /// Their password; it is sent on and kept nowhere.
    pub password: Secret,
    /// Where the request came from, for throttling.
    pub address: IpAddr,
}

/// Signs in: asks the cloud, keeps the token, lets paused runs of that account be read again.
///
/// # Errors
/// `Invalid` for a missing or overlong field or wrong credentials, `Throttled` after too many
/// tries that did not succeed, or what the cloud answers.
pub async fn sign_in(portal: &Portal, attempt: SignIn) -> AppResult<Grant> {
    let user = named(&attempt)?;
    let cloud = chosen_cloud(portal, &attempt.cloud)?;
    let begun = portal
        .throttle()
        .begin(attempt.cloud.as_str(), &user, attempt.address);
    let attempted = begun.await.map_err(|wait| {
        let seconds = u64::try_from(wait.as_secs()).unwrap_or(0) + 1;
        AppError::Throttled { seconds }
    })?;
    match cloud
        .driver
        .identity()
        .sign_in(&user, &attempt.password)
        .await
    {
        Ok(login) => {
            attempted.passed();
            admit(portal, &cloud, user, login).await
        }
        Err(error) => {
            if matches!(error, CloudError::BadCredentials | CloudError::LockedOut) {
                attempted.refused();
                note_refusal(portal, &attempt.cloud, &user).await;
            } else {
                attempted.unknown();
            }
            Err(refusal(error))
        }
    }
}

/// The user's name as the cloud compares it. What is too long is refused before it is counted,
/// asked about or kept.
fn named(attempt: &SignIn) -> AppResult<String> {
    let typed = attempt.user.trim();
    if typed.is_empty() {
        return Err(AppError::Invalid("Enter your user name.".into()));
    }
    if attempt.password.is_empty() {
        return Err(AppError::Invalid("Enter your password.".into()));
    }
    let too_long = |what: &str, most: usize| {
        let words = format!("A {what} has at most {most} bytes. Check what was pasted.");
        Err(AppError::Invalid(words))
    };
    if attempt.password.expose().len() > LONGEST_PASSWORD {
        return too_long("password", LONGEST_PASSWORD);
    }
    if typed.len() > LONGEST_USER {
        return too_long("user name", LONGEST_USER);
    }
    let user = typed.to_lowercase();
    // A few letters take more bytes in lower case.
    if user.len() > LONGEST_USER {
        return too_long("user name", LONGEST_USER);
    }
    Ok(user)
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

fn refusal(error: CloudError) -> AppError {
    match error {
        CloudError::BadCredentials => AppError::Invalid(
            "The cloud did not recognize this user name and password. Check both and try again."
                .into(),
        ),
        CloudError::LockedOut => AppError::Invalid(
            "The cloud has locked this user after too many failed sign-ins. Unlock it in the cloud or wait."
                .into(),
        ),
        CloudError::NotAllowed { .. } => AppError::Forbidden(
            "The cloud does not let this user in. Ask an administrator of the cloud account."
                .into(),
        ),
        // There is always a sign-in; whoever does not know it is not the cloud.
        CloudError::NotFound => AppError::NotUnderstood,
        other => other.into(),
    }
}

async fn note_refusal(portal: &Portal, cloud: &CloudName, user: &str) {
    let now = portal.now();
    record_counted(portal, false).await;
    if !portal.refusals().note(cloud, now) {
        return;
    }
    let event = refused_event(now, cloud, user, AuditAction::SignInRefused, String::new());
    if let Err(error) = portal.store().audit.append(&event).await {
        tracing::error!(%error, "a refused sign-in could not be recorded");
    }
}

/// Records how many sign-ins were refused beyond those that are recorded one by one: of windows
/// that are over, or of all.
pub(crate) async fn record_counted(portal: &Portal, all: bool) {
    let now = portal.now();
    for counted in portal.refusals().take(now, all) {
        let subject = format!("{} from {:.0} to {now:.0}", counted.count, counted.since);
        let event = refused_event(
            now,
            &counted.cloud,
            "",
            AuditAction::SignInsRefused,
            subject,
        );
        if let Err(error) = portal.store().audit.append(&event).await {
            tracing::error!(%error, "refused sign-ins could not be recorded");
            portal.refusals().restore(counted);
        }
    }
}

fn refused_event(
    at: Timestamp,
    cloud: &CloudName,
    user: &str,
    action: AuditAction,
    subject: String,
) -> AuditEvent {
    AuditEvent {
        at,
        cloud: cloud.to_string(),
        account: String::new(),
        user: user.to_owned(),
        action,
        subject,
    }
}

async fn admit(portal: &Portal, cloud: &Cloud, user: String, login: Login) -> AppResult<Grant> {
    let principal = Principal {
        cloud: cloud.settings.name.clone(),
        account: login.account,
        user,
        rights: cloud.driver.identity().rights(&login.roles),
        roles: login.roles,
    };
    let mut credential = Credential {
        id: portal.fresh_id(),
        cloud: principal.cloud.clone(),
        account: principal.account.clone(),
        user: principal.user.clone(),
        roles: principal.roles.clone(),
        token: login.token,
        created_at: portal.now(),
        ended_at: None,
        children: Vec::new(),
    };
    credential.children = children::first(portal, cloud, &credential).await;
    let signed_in = portal.audit_event(&principal, AuditAction::SignIn, "");
    let credentials = &portal.store().credentials;
    credentials.put(&credential, &signed_in).await?;
    let below = cloud.settings.children(&principal.account);
    let grant = Grant {
        further: login.further,
        aliases: children::given(below, &credential.children),
        principal,
        credential: credential.id,
        home: login.home,
        ends_at: Some(portal.now() + portal.timings().sessions.absolute),
        token_ended: false,
    };
    for grant in each(portal, &grant)? {
        offer_for_reading(portal, &grant, &credential.token);
    }
    Ok(grant)
}

/// A grant for each account of a fresh sign-in, that of the login first: each has roles of its own, and
/// all share the credential.
fn each(portal: &Portal, fresh: &Grant) -> AppResult<Vec<Grant>> {
    let cloud = portal.cloud_of(&fresh.principal)?;
    let of = |account: &Account| {
        let mut grant = fresh.acting(&account.account);
        grant.principal.rights = cloud.driver.identity().rights(&account.roles);
        grant.principal.roles.clone_from(&account.roles);
        grant.aliases = Vec::new();
        grant
    };
    let further = fresh.further.iter().map(of);
    let mut all: Vec<Grant> = std::iter::once(fresh.clone()).chain(further).collect();
    for grant in &mut all {
        grant.further = Vec::new();
    }
    Ok(all)
}

/// Offers a fresh token to the paused runs of the accounts that its holder may act on. It is for
/// reading: who signs in has not said that anything is to be sent.
fn offer_for_reading(portal: &Portal, grant: &Grant, token: &Secret) {
    for account in grant.accounts() {
        let holder = grant.acting(&account).principal;
        portal.watch().credential(holder, token.clone());
    }
}

/// Adds a fresh grant to those of its session, and one for each further account that came with it. The
/// credentials of those that they take the place of are forgotten, once no other grant uses them.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn join(portal: &Portal, grants: &mut Grants, fresh: Grant) -> AppResult<()> {
    for grant in grants.endless() {
        // Signing in makes a new session, which a grant of before must not outlive itself in.
        let credential = portal.store().credentials.get(&grant.credential).await?;
        let begun = credential.map(|credential| credential.created_at);
        let absolute = portal.timings().sessions.absolute;
        grant.ends_at = Some(begun.map_or(portal.now(), |begun| begun + absolute));
    }
    let fresh = each(portal, &fresh)?.into_iter();
    let before: BTreeSet<_> = fresh
        .flat_map(|one| grants.add(one))
        .map(|one| one.credential)
        .collect();
    for credential in before {
        if grants.all().all(|held| held.credential != credential) {
            tokens::forget(portal, &credential).await?;
        }
    }
    Ok(())
}

/// Takes a sign-in back whose session could not begin: nobody could use or end it. Where that fails
/// too, its credential is swept away once it is as old as a session may be.
pub async fn withdraw(portal: &Portal, grant: Grant) {
    if let Err(error) = sign_out(portal, &Grants::from(vec![grant])).await {
        tracing::error!(%error, "a sign-in without a session could not be taken back");
    }
}

/// Ends the credentials of all grants of a session. Runs go on with their own copies of the tokens.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn sign_out(portal: &Portal, grants: &Grants) -> AppResult<()> {
    let credentials: BTreeSet<_> = grants.all().map(|one| one.credential.clone()).collect();
    let credentials: Vec<_> = credentials.into_iter().collect();
    // Grants of one sign-in are one person, who signs out once.
    let mut told = BTreeSet::new();
    let once = grants.iter().filter(|grant| told.insert(&grant.credential));
    let signed_out = |grant: &Grant| portal.audit_event(&grant.principal, AuditAction::SignOut, "");
    let audit: Vec<_> = once.map(signed_out).collect();
    let given = tokens::listed(portal, grants).await;
    let store = &portal.store().credentials;
    store.sign_out(&credentials, &audit).await?;
    tokens::let_go_of(portal, given);
    Ok(())
}
