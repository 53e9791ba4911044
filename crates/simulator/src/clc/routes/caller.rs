//! Who is calling: every call but the login carries a token, and may only touch the account of its path if the token is
//! for that account or for one above it.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::Simulator;
use crate::clc::account::Rights;
use crate::clc::world::World;
use crate::reply::Refusal;

/// A caller with a good token for the account in the path.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) user: String,
    /// The account that the token is for, which may be one above that of the path.
    home: String,
    pub(super) rights: Rights,
    /// Position of the account's estate.
    pub(super) estate: usize,
}

impl Caller {
    /// Refuses whoever may not change servers.
    pub(super) fn must_manage(&self) -> Result<(), Refusal> {
        allowed(self.rights.manage)
    }

    /// Refuses whoever names an account that this token does not work on.
    pub(super) fn must_reach(&self, world: &World, alias: &str) -> Result<(), Refusal> {
        allowed(world.reached(&self.home, alias).is_some())
    }

    /// Refuses whoever may not operate servers.
    pub(super) fn must_operate(&self) -> Result<(), Refusal> {
        allowed(self.rights.operate)
    }
}

fn allowed(right: bool) -> Result<(), Refusal> {
    if right {
        Ok(())
    } else {
        Err(Refusal::Forbidden)
    }
}

impl FromRequestParts<Simulator> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, simulator: &Simulator) -> Result<Self, Refusal> {
        let header = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let token = header
            .and_then(bearer)
            .ok_or(Refusal::Unauthorised)?
            .to_owned();
        let params = RawPathParams::from_request_parts(parts, simulator)
            .await
            .map_err(|_| Refusal::NotFound)?;
        let alias = params
            .iter()
            .find(|(name, _)| *name == "alias")
            .map_or("", |(_, alias)| alias);
        let (world, now) = simulator.world();
        let claims = world.mint.check(&token, now).ok_or(Refusal::Unauthorised)?;
        let estate = world.reached(&claims.alias, alias);
        let estate = estate.ok_or(Refusal::Forbidden)?;
        let user = format!(
            "{}.{}",
            claims.unique_name,
            claims.alias.to_ascii_lowercase()
        );
        Ok(Self {
            user,
            rights: Rights::of(&claims.roles),
            estate,
            home: claims.alias,
        })
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
