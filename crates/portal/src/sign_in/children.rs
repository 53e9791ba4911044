//! Which accounts below their own somebody may act on: those that the settings name under the
//! account of their grant, as long as the cloud lets their own token in.
//!
//! No call of the cloud lists them, so each is asked for by itself: at sign-in and again whenever
//! the answer has aged. "Yes" gives, "not allowed" and "no such account" take away, and anything
//! else changes nothing. What the cloud said is kept with the credential, so that every session
//! and every restart knows it, and none can say more than the settings of today.

use crate::clouds::Cloud;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use futures::future::join_all;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::{AccountAlias, AppError, AppResult, Secret};
use slipway_store::{ChildAccess, Credential};
use std::sync::Arc;
use tokio::sync::MutexGuard;

/// A cloud that said nothing is asked again after this part of the time that an answer counts.
const SOONER: i32 = 15;

/// The accounts below that of a grant, as far as pages show them: answers that have aged are asked
/// for anew behind the request.
///
/// # Errors
/// `Internal` where the store fails.
pub(crate) async fn shown(
    portal: &Portal,
    grant: &Grant,
    children: &[AccountAlias],
) -> AppResult<Vec<AccountAlias>> {
    if children.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(accounts) = portal.asking().shown(&grant.credential) {
        return Ok(accounts);
    }
    let credential = portal.store().credentials.get(&grant.credential).await?;
    if let Some(credential) = &credential
        && !due(portal, children, credential).is_empty()
    {
        refresh_behind(portal, grant);
    }
    let known = credential.map(|credential| credential.children);
    let accounts = given(children, &known.unwrap_or_default());
    portal.asking().show(&grant.credential, &accounts);
    Ok(accounts)
}

/// The account below that of a grant, as the settings spell it, where the grant lets somebody act on
/// it; asked for anew first where the answers have aged.
///
/// # Errors
/// `CredentialEnded` where nobody can be asked any more, `Internal`.
pub(crate) async fn named(
    portal: &Portal,
    grant: &Grant,
    account: &AccountAlias,
) -> AppResult<Option<AccountAlias>> {
    let cloud = portal.cloud_of(&grant.principal)?;
    let children = cloud.settings.children(&grant.principal.account);
    if !children.contains(account) {
        return Ok(None);
    }
    let credential = portal.store().credentials.get(&grant.credential).await?;
    let credential = credential.ok_or(AppError::CredentialEnded)?;
    let known = if due(portal, children, &credential).is_empty() {
        credential.children
    } else {
        let turn = portal.asking().turn_of(&grant.credential).lock().await;
        refreshed(portal, grant, turn).await?
    };
    let mut given = given(children, &known).into_iter();
    Ok(given.find(|child| child == account))
}

/// What the cloud says of a fresh token.
pub(crate) async fn first(
    portal: &Portal,
    cloud: &Cloud,
    credential: &Credential,
) -> Vec<ChildAccess> {
    let children = cloud.settings.children(&credential.account);
    let (answers, _) = asked(portal, cloud, credential, children).await;
    answers
}

/// The accounts of these that a person may act on.
pub(crate) fn given(children: &[AccountAlias], known: &[ChildAccess]) -> Vec<AccountAlias> {
    let is_given = |child: &&AccountAlias| {
        let answer = known.iter().find(|answer| answer.account == **child);
        answer.is_some_and(|answer| answer.given)
    };
    children.iter().filter(is_given).cloned().collect()
}

fn refresh_behind(portal: &Portal, grant: &Grant) {
    let (portal, grant) = (portal.clone(), grant.clone());
    tokio::spawn(async move {
        // Somebody who asks already does it for all.
        let Ok(turn) = portal.asking().turn_of(&grant.credential).try_lock() else {
            return;
        };
        if let Err(error) = refreshed(&portal, &grant, turn).await {
            tracing::info!(%error, "child accounts could not be asked for anew");
        }
    });
}

/// What is known of the accounts below that of a grant, asked for anew where it has aged.
async fn refreshed(
    portal: &Portal,
    grant: &Grant,
    _turn: MutexGuard<'_, ()>,
) -> AppResult<Vec<ChildAccess>> {
    let credentials = &portal.store().credentials;
    let Some(credential) = credentials.get(&grant.credential).await? else {
        return Err(AppError::CredentialEnded);
    };
    let cloud = Arc::clone(portal.cloud_of(&grant.principal)?);
    let children = cloud.settings.children(&grant.principal.account);
    let due = due(portal, children, &credential);
    if due.is_empty() {
        return Ok(credential.children);
    }
    let (mut answers, refused) = asked(portal, &cloud, &credential, &due).await;
    if refused {
        portal.upstream_error(grant, CloudError::NotSignedIn).await;
    }
    let others = credential.children.into_iter();
    answers.extend(others.filter(|known| !due.contains(&known.account)));
    credentials.set_children(&credential.id, &answers).await?;
    Ok(answers)
}

/// Those that the cloud is to be asked about: a token that it refuses can ask nothing.
fn due(portal: &Portal, children: &[AccountAlias], credential: &Credential) -> Vec<AccountAlias> {
    let (now, longest) = (portal.now(), portal.timings().grants);
    let is_fresh = |answer: &&ChildAccess| {
        // One that lies further ahead was noted by a clock that has been set back since.
        now < answer.ask_again && answer.ask_again.duration_since(now) <= longest
    };
    let is_known = |child: &AccountAlias| {
        let mut fresh = credential.children.iter().filter(is_fresh);
        fresh.any(|answer| answer.account == *child)
    };
    let children = children.iter().filter(|child| !is_known(child));
    let children = children.filter(|_| credential.ended_at.is_none());
    children.cloned().collect()
}

/// What is known of these accounts after asking the cloud, and whether it refused the token.
async fn asked(
    portal: &Portal,
    cloud: &Cloud,
    credential: &Credential,
    accounts: &[AccountAlias],
) -> (Vec<ChildAccess>, bool) {
    let (now, life) = (portal.now(), portal.timings().grants);
    let asking = accounts.iter().map(|account| async move {
        let said = ask(portal, cloud, &credential.token, account).await;
        let known = credential.children.iter();
        let mut known = known.filter(|answer| answer.account == *account);
        let was = known.next().is_some_and(|answer| answer.given);
        let answer = ChildAccess {
            account: account.clone(),
            given: said.as_ref().ok().copied().unwrap_or(was),
            ask_again: now + if said.is_ok() { life } else { life / SOONER },
        };
        (answer, said == Err(Silence::TokenRefused))
    });
    let answers = join_all(asking).await;
    let refused = answers.iter().any(|(_, refused)| *refused);
    let answers = answers.into_iter().map(|(answer, _)| answer);
    (answers.collect(), refused)
}

/// Why the cloud says neither yes nor no.
#[derive(PartialEq, Eq)]
enum Silence {
    TokenRefused,
    NoAnswer,
}

async fn ask(
    portal: &Portal,
    cloud: &Cloud,
    token: &Secret,
    account: &AccountAlias,
) -> Result<bool, Silence> {
    let auth = Auth {
        account: account.clone(),
        token: token.clone(),
    };
    let verified = cloud.driver.identity().verify(&auth);
    match tokio::time::timeout(portal.timings().page_waits, verified).await {
        Ok(Ok(())) => Ok(true),
        Ok(Err(CloudError::NotAllowed { .. } | CloudError::NotFound)) => Ok(false),
        Ok(Err(CloudError::NotSignedIn)) => Err(Silence::TokenRefused),
        Ok(Err(_)) | Err(_) => Err(Silence::NoAnswer),
    }
}
