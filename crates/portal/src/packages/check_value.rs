//! One value of a package form, checked while it is typed: what the browser cannot know itself,
//! patterns and the account's servers. The pattern comes from the manifest, never from the post.

use crate::inventory::{self, Inventory};
use crate::packages::catalogue;
use crate::packages::patterns::Patterns;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use slipway_domain::package::{Parameter, ParameterType};
use slipway_domain::parameters::{Finding, KnownServers, NoServers, Rules, asked, examine};
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, PackageId};
use std::sync::Arc;

/// Checks `value` for one parameter: what is worth knowing, or the sentence that says what has to
/// change.
///
/// # Errors
/// `Forbidden` for whoever may not run the package, `NotFound` for a parameter that is not the package's, `Invalid` for a password, which must not
/// travel before it is needed, or what the cloud answers.
pub async fn check_value(
    portal: &Portal,
    grant: &Grant,
    package: &PackageId,
    variable: &str,
    value: String,
) -> AppResult<Result<Finding, String>> {
    grant.principal.require(Right::RunPackages)?;
    let package = catalogue::one(portal, grant, package, Freshness::Recent).await?;
    let parameter = asked(&package)
        .into_iter()
        .find(|p| p.variable == variable)
        .cloned();
    let parameter = parameter.ok_or_else(|| AppError::not_found("Parameter"))?;
    if parameter.is_secret() {
        return Err(AppError::Invalid(
            "Passwords are checked when the form is reviewed.".into(),
        ));
    }
    let servers = servers_for(portal, grant, &parameter).await?;
    let settings = &portal.cloud_of(&grant.principal)?.settings;
    let patterns = Patterns {
        full_match: settings.full_match,
    };
    let separator = settings.multi_select_separator.clone();
    let work = move || {
        let servers: &dyn KnownServers = match &servers {
            Some(inventory) => inventory.as_ref(),
            None => &NoServers,
        };
        let rules = Rules {
            patterns: &patterns,
            multi_select_separator: &separator,
            servers,
        };
        examine(&parameter, &[value], &rules)
    };
    portal.turns().check(&grant.principal, work).await
}

/// The inventory, for parameters that name servers. One that cannot be read leaves the name
/// unchecked: the review asks again.
async fn servers_for(
    portal: &Portal,
    grant: &Grant,
    parameter: &Parameter,
) -> AppResult<Option<Arc<Inventory>>> {
    if !matches!(
        parameter.kind,
        ParameterType::Server | ParameterType::ServerIp
    ) {
        return Ok(None);
    }
    match inventory::inventory(portal, grant, Freshness::Recent).await {
        Ok(inventory) => Ok(Some(inventory.value)),
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => Err(error),
        Err(_) => Ok(None),
    }
}
