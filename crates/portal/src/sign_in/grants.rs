//! What a browser's session holds: a grant for each account of each cloud that somebody signed in
//! to. Each ends by itself; what one of them opens, no other one does.
//!
//! A session names people, and each request asks what settings and clouds let them be now.

use crate::portal::Portal;
use crate::sign_in::children;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use slipway_domain::context::{hex, short_hash};
use slipway_domain::{
    AccountAlias, AppError, AppResult, CloudName, DataCenterId, Principal, Scope,
};

/// What a session lets somebody be on one account of one cloud. Whether it still holds is for
/// [`recognise`] and [`on`] to say, which alone make somebody act on an account below their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Who they are, on the account of their login, or on the one they act on.
    pub principal: Principal,
    /// Which stored credential their calls use.
    pub credential: String,
    /// Accounts below that of their login which the cloud lets them act on. No session keeps them:
    /// settings and cloud are asked instead.
    #[serde(skip)]
    pub aliases: Vec<AccountAlias>,
    /// The data center that their account calls its home; unknown to sessions of before.
    #[serde(default)]
    pub home: Option<DataCenterId>,
    /// When it is over, however much it is used; with its session, where one of before says nothing.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
}

impl Grant {
    /// Every account they may act on, the login's own first.
    pub fn accounts(&self) -> Vec<AccountAlias> {
        let own = std::iter::once(&self.principal.account);
        own.chain(&self.aliases).cloned().collect()
    }

    /// Names their session to its own pages, and says nothing else about it.
    pub fn session(&self) -> String {
        hex(&short_hash(&["session", &self.credential]))
    }

    /// The same person on another account of theirs.
    pub(crate) fn acting(&self, account: &AccountAlias) -> Self {
        let mut grant = self.clone();
        grant.principal.account = account.clone();
        grant
    }
}

/// The grants of a session, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grants(Vec<Grant>);

impl From<Grant> for Grants {
    fn from(only: Grant) -> Self {
        Self(vec![only])
    }
}

impl Grants {
    /// Whether nobody is signed in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Grant> {
        self.0.iter()
    }

    /// That of an account of a login.
    pub fn of(&self, scope: &Scope) -> Option<&Grant> {
        self.iter().find(|grant| grant.principal.scope() == *scope)
    }

    /// The first one in a cloud.
    pub fn in_cloud(&self, cloud: &CloudName) -> Option<&Grant> {
        self.iter().find(|grant| grant.principal.cloud == *cloud)
    }

    /// Everything that they open, as pages show it; each once.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes = Vec::new();
        for grant in self.iter() {
            for account in grant.accounts() {
                let cloud = grant.principal.cloud.clone();
                let scope = Scope { cloud, account };
                if !scopes.contains(&scope) {
                    scopes.push(scope);
                }
            }
        }
        scopes
    }

    /// What an account's alias may mean, where its cloud is not said.
    pub fn called(&self, account: &AccountAlias) -> Vec<Scope> {
        let mut scopes = self.scopes();
        scopes.retain(|scope| scope.account == *account);
        scopes
    }

    /// Those that do not say when they end.
    pub(crate) fn endless(&mut self) -> impl Iterator<Item = &mut Grant> {
        self.0.iter_mut().filter(|grant| grant.ends_at.is_none())
    }

    /// Adds one, in place of that of the same account, which is returned.
    pub(crate) fn add(&mut self, grant: Grant) -> Option<Grant> {
        let scope = grant.principal.scope();
        let mut known = self.0.iter_mut();
        if let Some(known) = known.find(|known| known.principal.scope() == scope) {
            return Some(std::mem::replace(known, grant));
        }
        self.0.push(grant);
        None
    }
}

/// The grants of a session as settings and clouds let them be now: those whose time is over or whose
/// cloud the settings no longer name are gone. The lists of child accounts are what pages show; what
/// somebody may act on is for [`on`] to say.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn recognise(portal: &Portal, kept: Grants) -> AppResult<Grants> {
    let mut grants = Vec::new();
    let now = portal.now();
    for mut grant in kept.0 {
        let Ok(cloud) = portal.cloud_of(&grant.principal) else {
            continue;
        };
        if grant.ends_at.is_some_and(|end| end <= now) {
            continue;
        }
        let roles = &grant.principal.roles;
        grant.principal.rights = cloud.driver.identity().rights(roles);
        let below = cloud.settings.children(&grant.principal.account);
        grant.aliases = children::shown(portal, &grant, below).await?;
        grants.push(grant);
    }
    Ok(Grants(grants))
}

/// The person of the grant that opens `scope`: its own account, or one below it that the cloud lets
/// them act on.
///
/// # Errors
/// `SignedOut` where no grant is of this cloud, `NotFound` for an account that none of them opens, and
/// for a cloud that there is not: whether it exists is nobody's business. `CredentialEnded` where
/// nobody can be asked any more, `Internal`.
pub async fn on(portal: &Portal, grants: &Grants, scope: &Scope) -> AppResult<Grant> {
    if let Some(grant) = grants.of(scope) {
        return Ok(grant.clone());
    }
    if portal.clouds().get(&scope.cloud).is_err() {
        return Err(AppError::not_found("Account"));
    }
    if grants.in_cloud(&scope.cloud).is_none() {
        return Err(AppError::SignedOut);
    }
    let mut ended = None;
    let of_cloud = |grant: &&Grant| grant.principal.cloud == scope.cloud;
    for grant in grants.iter().filter(of_cloud) {
        match children::has(portal, grant, &scope.account).await {
            Ok(true) => return Ok(grant.acting(&scope.account)),
            Ok(false) => {}
            // Another one may still say yes.
            Err(AppError::CredentialEnded) => ended = Some(AppError::CredentialEnded),
            Err(error) => return Err(error),
        }
    }
    Err(ended.unwrap_or_else(|| AppError::not_found("Account")))
}
