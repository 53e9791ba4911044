//! Share links: made and revoked by people, opened by anyone who holds one.

use crate::portal::Portal;
use crate::runs;
use crate::sign_in::grants::Grant;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use slipway_domain::action::RunKind;
use slipway_domain::audit::AuditAction;
use slipway_domain::context::random_bytes;
use slipway_domain::principal::Right;
use slipway_domain::run::RunDetail;
use slipway_domain::share::{ShareLife, ShareLink};
use slipway_domain::{AppError, AppResult, Principal, RunId, Secret};
use std::sync::Arc;

/// A link just made: the token is known only now.
pub struct Fresh {
    /// The link as kept.
    pub link: ShareLink,
    /// 256 random bits, base64url.
    pub token: Secret,
}

/// What somebody with the link sees.
pub struct Shared {
    /// The link.
    pub link: ShareLink,
    /// The run it opens.
    pub detail: Arc<RunDetail>,
}

/// Why a link is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Somebody opens it: counts as a use.
    Counted,
    /// The page they opened loads itself again.
    Repeated,
}

/// The right that starting a run of this kind takes; sharing takes the same.
pub const fn starting_right(kind: RunKind) -> Right {
    match kind {
        RunKind::Package | RunKind::Execution => Right::RunPackages,
        RunKind::Operation => Right::Operate,
    }
}

/// Whether `principal` may revoke `link` of a run of `kind`.
pub fn may_revoke(principal: &Principal, link: &ShareLink, kind: RunKind) -> bool {
    let own = link.created_by == principal.user && principal.may(starting_right(kind));
    own || principal.may(Right::RevokeAnyShare)
}

/// Makes a link to a run of the person's account.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Internal`.
pub async fn create(
    portal: &Portal,
    grant: &Grant,
    run: &RunId,
    life: ShareLife,
    shows_values: bool,
) -> AppResult<Fresh> {
    let detail = runs::detail(portal, grant, run).await?;
    grant.principal.require(starting_right(detail.run.kind))?;
    let token = URL_SAFE_NO_PAD.encode(random_bytes::<32>(portal.entropy()));
    let now = portal.now();
    let link = ShareLink {
        id: portal.fresh_id(),
        run: run.clone(),
        created_by: grant.principal.user.clone(),
        created_at: now,
        expires_at: now + life.duration(),
        revoked_at: None,
        uses: 0,
        last_used_at: None,
        shows_values,
    };
    let made = portal.audit_event(&grant.principal, AuditAction::Share, &link.id);
    let shares = &portal.store().shares;
    shares.create(&link, &hash(&token), &made).await?;
    Ok(Fresh {
        link,
        token: Secret::new(token),
    })
}

/// A run's links, newest first.
///
/// # Errors
/// `NotFound`, `Internal`.
pub async fn list(portal: &Portal, grant: &Grant, run: &RunId) -> AppResult<Vec<ShareLink>> {
    runs::detail(portal, grant, run).await?;
    Ok(portal.store().shares.list(run).await?)
}

/// Ends a link at once.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Internal`.
pub async fn revoke(portal: &Portal, grant: &Grant, run: &RunId, id: &str) -> AppResult<()> {
    let detail = runs::detail(portal, grant, run).await?;
    let links = portal.store().shares.list(run).await?;
    let link = links.iter().find(|link| link.id == id);
    let link = link.ok_or_else(|| AppError::not_found("Share link"))?;
    if !may_revoke(&grant.principal, link, detail.run.kind) {
        let reason = grant.principal.reason(Right::RevokeAnyShare);
        return Err(AppError::Forbidden(reason.to_owned()));
    }
    let revoked = portal.audit_event(&grant.principal, AuditAction::Revoke, id);
    portal.store().shares.revoke(run, id, &revoked).await?;
    Ok(())
}

/// Opens a link. It is answered from the store alone: a viewer never spends the owner's token.
///
/// # Errors
/// `NotFound` alike for links that never were, have expired or were revoked.
pub async fn open(portal: &Portal, token: &str, opening: Opening) -> AppResult<Shared> {
    let gone = || AppError::not_found("Shared run");
    let link = portal
        .store()
        .shares
        .by_token(&hash(token))
        .await?
        .ok_or_else(gone)?;
    if !link.is_open(portal.now()) {
        return Err(gone());
    }
    let detail = portal.run_detail(&link.run).await?.ok_or_else(gone)?;
    if opening == Opening::Counted {
        portal
            .store()
            .shares
            .count_use(&link.id, portal.now())
            .await?;
    }
    Ok(Shared { link, detail })
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
