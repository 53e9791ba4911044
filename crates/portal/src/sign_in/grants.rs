//! What a browser's session holds: a grant for each account of each cloud that somebody signed in
//! to. Each ends by itself; what one of them opens, no other one does. One that has ended is kept with
//! its session, so that pages can say so and lead to its sign-in.
//!
//! A session names people, and each request asks what settings and clouds let them be now.

pub use super::grant::Grant;

use crate::portal::Portal;
use crate::sign_in::children;
use serde::{Deserialize, Serialize};
use slipway_domain::{AccountAlias, AppError, AppResult, CloudName, Scope};
use std::collections::BTreeMap;

/// Where a session's data holds its [`Grants`].
pub const SESSION_KEY: &str = "grants";

/// The grants of a session, in the order in which they came.
///
/// A session belongs to no one [`Person`]: each grant names its own, and somebody who signs in to two
/// clouds, or to one of them under two names, is two people to everything that is kept for them. What
/// a session shares between them is the browser alone, so that it has nothing of its own to be owned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Grant>", into = "Vec<Grant>")]
pub struct Grants {
    held: Vec<Grant>,
    /// Those whose time is over: they open nothing.
    over: Vec<Grant>,
}

/// A way to an account, as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Where it leads.
    pub scope: Scope,
    /// Who somebody is there.
    pub user: String,
    /// Whether they have to sign in again first.
    pub signed_out: bool,
}

impl From<Vec<Grant>> for Grants {
    fn from(held: Vec<Grant>) -> Self {
        let over = Vec::new();
        Self { held, over }
    }
}

impl From<Grants> for Vec<Grant> {
    fn from(grants: Grants) -> Self {
        let Grants { held, over } = grants;
        held.into_iter().chain(over).collect()
    }
}

impl Grants {
    /// Whether nobody is signed in.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// All whose time is not over.
    pub fn iter(&self) -> impl Iterator<Item = &Grant> {
        self.held.iter()
    }

    /// Those whose time is over too, after the others.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Grant> {
        self.held.iter().chain(&self.over)
    }

    /// That of an account of a login.
    pub fn of(&self, scope: &Scope) -> Option<&Grant> {
        self.iter().find(|grant| grant.principal.scope() == *scope)
    }

    /// The first one in a cloud.
    pub fn in_cloud(&self, cloud: &CloudName) -> Option<&Grant> {
        self.iter().find(|grant| grant.principal.cloud == *cloud)
    }

    /// Who signed in to this account, or to its cloud, even if that has ended.
    pub fn last_on(&self, scope: &Scope) -> Option<&Grant> {
        let mut all = self.all();
        let exact = all.find(|grant| grant.principal.scope() == *scope);
        exact.or_else(|| self.last_in(&scope.cloud))
    }

    /// Who signed in to this cloud, even if that has ended.
    pub fn last_in(&self, cloud: &CloudName) -> Option<&Grant> {
        self.all().find(|grant| grant.principal.cloud == *cloud)
    }

    /// Everything that they open, as pages show it, each once; then what those that have ended opened
    /// and no other one does.
    pub fn ways(&self) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        let (live, refused): (Vec<_>, Vec<_>) = self.iter().partition(|grant| !grant.token_ended);
        let open = live.into_iter().map(|grant| (grant, false));
        let ended = refused.into_iter().chain(&self.over);
        for (grant, signed_out) in open.chain(ended.map(|grant| (grant, true))) {
            for account in grant.accounts() {
                let cloud = grant.principal.cloud.clone();
                let scope = Scope { cloud, account };
                if ways.iter().all(|way| way.scope != scope) {
                    let user = grant.principal.user.clone();
                    ways.push(Way {
                        scope,
                        user,
                        signed_out,
                    });
                }
            }
        }
        ways
    }

    /// What an account's alias may mean, where its cloud is not said.
    pub fn called(&self, account: &AccountAlias) -> Vec<Scope> {
        let mut scopes = Vec::new();
        for grant in self.iter().filter(|grant| grant.opens(account)) {
            let cloud = grant.principal.cloud.clone();
            let account = account.clone();
            let scope = Scope { cloud, account };
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        scopes
    }

    /// Those that do not say when they end.
    pub(crate) fn endless(&mut self) -> impl Iterator<Item = &mut Grant> {
        self.held.iter_mut().filter(|grant| grant.ends_at.is_none())
    }

    /// Adds one, in place of those of the same account, which are returned: an address names one
    /// account, so that only one of them could act there.
    pub(crate) fn add(&mut self, grant: Grant) -> Vec<Grant> {
        let scope = grant.principal.scope();
        let same = |known: &Grant| known.principal.scope() == scope;
        let mut before: Vec<_> = self.over.extract_if(.., |known| same(known)).collect();
        match self.held.iter_mut().find(|known| same(known)) {
            Some(known) => before.push(std::mem::replace(known, grant)),
            None => self.held.push(grant),
        }
        before
    }
}

/// The grants of a session as settings and clouds let them be now: those whose time is over open
/// nothing, and those whose cloud the settings no longer name are gone. The lists of child accounts are
/// what pages show; what somebody may act on is for [`on`] to say.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn recognise(portal: &Portal, kept: Grants) -> AppResult<Grants> {
    let mut grants = Grants::default();
    let now = portal.now();
    for mut grant in Vec::from(kept) {
        let Ok(cloud) = portal.cloud_of(&grant.principal) else {
            continue;
        };
        if grant.is_over(now) {
            grants.over.push(grant);
            continue;
        }
        let roles = &grant.principal.roles;
        grant.principal.rights = cloud.driver.identity().rights(roles);
        let below = cloud.settings.children(&grant.principal.account);
        grant.aliases = children::shown(portal, &grant, below).await?;
        grants.held.push(grant);
    }
    if grants.all().nth(1).is_some() {
        // Grants of one sign-in share what they are asked about.
        let mut known = BTreeMap::new();
        for grant in &mut grants.held {
            let ended = match known.get(&grant.credential) {
                Some(ended) => *ended,
                None => portal.auth(grant).await == Err(AppError::CredentialEnded),
            };
            known.insert(grant.credential.clone(), ended);
            grant.token_ended = ended;
        }
    }
    Ok(grants)
}

/// The person of the grant that opens `scope`: its own account, or one below it that the cloud lets
/// them act on.
///
/// # Errors
/// `SignedOut` where no grant is of this cloud any more, `NotFound` for an account that none of them opens, and
/// for a cloud that there is not: whether it exists is nobody's business. `CredentialEnded` where
/// nobody can be asked any more, `Internal`.
pub async fn on(portal: &Portal, grants: &Grants, scope: &Scope) -> AppResult<Grant> {
    let now = portal.now();
    // Streams ask for as long as they are open.
    let of_cloud = |grant: &&Grant| grant.principal.cloud == scope.cloud && !grant.is_over(now);
    if let Some(grant) = grants.of(scope).filter(of_cloud) {
        return Ok(grant.clone());
    }
    if portal.clouds().get(&scope.cloud).is_err() {
        return Err(AppError::not_found("Account"));
    }
    if !grants.iter().any(|grant| of_cloud(&grant)) {
        return Err(AppError::SignedOut);
    }
    let mut ended = None;
    for grant in grants.iter().filter(of_cloud) {
        match children::named(portal, grant, &scope.account).await {
            Ok(Some(child)) => return Ok(grant.acting(&child)),
            Ok(None) => {}
            // Another one may still say yes.
            Err(AppError::CredentialEnded) => ended = Some(AppError::CredentialEnded),
            Err(error) => return Err(error),
        }
    }
    Err(ended.unwrap_or_else(|| AppError::not_found("Account")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::Principal;
    use slipway_domain::principal::{Person, Rights};

    /// As sessions of each version hold them: before homes, before ends, and today.
    #[test]
    fn sessions_of_every_version_are_read() {
        let kept = r#"[
            {"principal":{"cloud":"Demo","account":"SLIP","user":"ada","roles":["AccountAdmin"]},
             "credential":"1"},
            {"principal":{"cloud":"Lab","account":"SLIP","user":"bob","roles":[]},
             "credential":"2","home":"VA1"},
            {"principal":{"cloud":"Lab","account":"OTHR","user":"eve","roles":[]},
             "credential":"3","home":null,"ends_at":"2026-11-30T12:00:00Z"}
        ]"#;
        let mut grants: Grants = serde_json::from_str(kept).expect("readable");
        let people: Vec<_> = grants.iter().map(Grant::person).collect();
        let named = |provider: &str, subject: &str| Person {
            provider: provider.to_owned(),
            subject: subject.to_owned(),
        };
        let expected = [
            named("cloud:Demo", "ada"),
            named("cloud:Lab", "bob"),
            named("cloud:Lab", "eve"),
        ];
        assert_eq!(people, expected);
        assert_eq!(grants.endless().count(), 2);
        let again = serde_json::to_string(&grants).expect("written");
        assert_eq!(
            serde_json::from_str::<Grants>(&again).expect("readable"),
            grants
        );
    }

    /// What has ended is kept with its session, and given up for a sign-in to the same account.
    #[test]
    fn what_has_ended_gives_way_to_a_sign_in_of_its_account() {
        let grant = |account: &str, credential: &str| Grant {
            principal: Principal {
                cloud: CloudName::new("Demo"),
                account: AccountAlias::new(account),
                user: "ada".to_owned(),
                roles: Vec::new(),
                rights: Rights::default(),
            },
            credential: credential.to_owned(),
            aliases: Vec::new(),
            further: Vec::new(),
            home: None,
            ends_at: None,
            token_ended: false,
        };
        let mut grants = Grants {
            held: vec![grant("SLIP", "1")],
            over: vec![grant("OTHR", "2")],
        };
        let signed_out: Vec<_> = grants.ways().iter().map(|way| way.signed_out).collect();
        assert_eq!(signed_out, [false, true]);
        assert_eq!(grants.add(grant("OTHR", "3")), [grant("OTHR", "2")]);
        assert_eq!(grants.add(grant("SLIP", "4")), [grant("SLIP", "1")]);
        let kept: Vec<_> = Vec::from(grants)
            .into_iter()
            .map(|grant| grant.credential)
            .collect();
        assert_eq!(kept, ["4", "3"]);
    }
}
