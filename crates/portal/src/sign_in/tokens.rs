//! Tokens that nobody uses any more. Where a cloud lists tokens until it is told so, it is: once neither
//! a session nor a run holds one. That goes on behind whoever signs out, since a cloud that does not
//! answer keeps nobody signed in; a token of which it was not told ends by itself.

use crate::clouds::Cloud;
use crate::portal::Portal;
use crate::sign_in::grants::{Grant, Grants, SESSION_KEY};
use serde_json::Value;
use slipway_cloud::Auth;
use slipway_domain::CloudName;
use slipway_store::{Credential, StoreResult};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Lets go of a token, unless it is still held.
pub(crate) fn let_go(portal: &Portal, cloud: &CloudName, auth: Auth) {
    if let Some(cloud) = listing(portal, cloud) {
        tokio::spawn(say(portal.clone(), cloud, auth));
    }
}

/// The same for those of credentials that were forgotten. What the cloud refused has ended already.
pub(crate) fn let_go_of(portal: &Portal, forgotten: Vec<Credential>) {
    for credential in forgotten {
        if credential.ended_at.is_none() {
            let auth = Auth {
                account: credential.account,
                token: credential.token,
            };
            let_go(portal, &credential.cloud, auth);
        }
    }
}

/// The credentials of all grants whose clouds list their tokens, for when they will be forgotten. One
/// that cannot be read is left out: that is no reason to stay signed in.
pub(super) async fn listed(portal: &Portal, grants: &Grants) -> Vec<Credential> {
    let all = grants.all();
    let all = all.filter(|grant| listing(portal, &grant.principal.cloud).is_some());
    let ids: BTreeSet<&String> = all.map(|grant| &grant.credential).collect();
    let mut listed = Vec::new();
    for id in ids {
        match portal.store().credentials.get(id).await {
            Ok(credential) => listed.extend(credential),
            Err(error) => tracing::error!(%error, "a credential could not be read"),
        }
    }
    listed
}

/// Forgets a credential that nobody uses any more.
///
/// # Errors
/// What the store says.
pub(crate) async fn forget(portal: &Portal, id: &str) -> StoreResult<()> {
    let store = &portal.store().credentials;
    let credential = store.get(id).await?;
    store.delete(id).await?;
    let_go_of(portal, credential.into_iter().collect());
    Ok(())
}

/// Forgets the credentials of sessions that are over, which held `data`.
///
/// # Errors
/// What the store says.
pub(crate) async fn forget_all(
    portal: &Portal,
    data: Vec<HashMap<String, Value>>,
) -> StoreResult<()> {
    let grants = data.into_iter().filter_map(|mut data| {
        let grants = data.remove(SESSION_KEY)?;
        serde_json::from_value::<Grants>(grants).ok()
    });
    let ids: BTreeSet<String> = grants
        .flat_map(Vec::<Grant>::from)
        .map(|grant| grant.credential)
        .collect();
    for id in ids {
        forget(portal, &id).await?;
    }
    Ok(())
}

/// The cloud of this name, where it lists tokens.
fn listing(portal: &Portal, cloud: &CloudName) -> Option<Arc<Cloud>> {
    let cloud = portal.clouds().get(cloud).ok()?;
    let lists = cloud.driver.identity().lists_tokens();
    lists.then(|| Arc::clone(cloud))
}

async fn say(portal: Portal, cloud: Arc<Cloud>, auth: Auth) {
    let name = &cloud.settings.name;
    match portal.store().credentials.holds(name, &auth.token).await {
        Ok(true) => {}
        Ok(false) => {
            if let Err(error) = cloud.driver.identity().sign_out(&auth).await {
                tracing::warn!(cloud = %name, %error, "a token that nobody uses could not be let go");
            }
        }
        Err(error) => tracing::error!(%error, "whether a token is used could not be read"),
    }
}
