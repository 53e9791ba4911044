//! The packages of an account: listed, searched, one picked.

use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::{CachedValue, Freshness};
use slipway_cloud::CloudError;
use slipway_domain::natural::natural;
use slipway_domain::package::Package;
use slipway_domain::principal::Right;
use slipway_domain::urls::PackageFilter;
use slipway_domain::{AppError, AppResult, PackageId, folded};
use std::collections::BTreeSet;
use std::time::Duration;

/// What a cloud without this account's packages does not know.
const LIST: &str = "This account's list of packages in the cloud";

/// The packages that a filter leaves.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Those that match, by name.
    pub packages: Vec<Package>,
    /// How many there are without the filter.
    pub total: usize,
    /// Whether any of all says to whom it is visible: not every cloud has such a thing.
    pub says_visibility: bool,
    /// Every `os` word that some package supports, for the filter's choices.
    pub os_words: Vec<String>,
    /// The age of the list and why the cloud could not be asked again, where it could not.
    pub stale: Option<(Duration, AppError)>,
}

/// All packages the person may see.
///
/// # Errors
/// What the cloud answers, unless an earlier list can stand in.
pub async fn all(
    portal: &Portal,
    grant: &Grant,
    freshness: Freshness,
) -> AppResult<CachedValue<Vec<Package>>> {
    grant.principal.require(Right::Read)?;
    let cloud = portal.cloud_of(&grant.principal)?.clone();
    let auth = portal.auth(grant).await?;
    let key = Portal::cache_key(&grant.principal);
    let packages = cloud.packages.clone();
    let read = || {
        let (portal, grant) = (portal.clone(), grant.clone());
        async move {
            match cloud.packages()?.packages(&auth).await {
                Ok(packages) => Ok(packages),
                Err(CloudError::NotFound) => Err(AppError::not_found(LIST)),
                Err(error) => Err(portal.upstream_error(&grant, error).await),
            }
        }
    };
    packages.get(&key, freshness, read).await
}

/// The packages that `filter` leaves, by name.
///
/// # Errors
/// As [`all`].
pub async fn list(portal: &Portal, grant: &Grant, filter: &PackageFilter) -> AppResult<Listing> {
    let cached = all(portal, grant, Freshness::Recent).await?;
    let mut packages: Vec<Package> = cached
        .value
        .iter()
        .filter(|package| matches(package, filter))
        .cloned()
        .collect();
    packages.sort_by(|a, b| natural(&a.name, &b.name));
    let os_words: BTreeSet<String> = cached
        .value
        .iter()
        .flat_map(|package| package.supported_os.iter().cloned())
        .collect();
    Ok(Listing {
        packages,
        total: cached.value.len(),
        says_visibility: cached
            .value
            .iter()
            .any(|package| package.visibility.is_some()),
        os_words: os_words.into_iter().collect(),
        stale: cached.failure.clone().map(|why| (cached.age(), why)),
    })
}

/// One package with its manifest.
///
/// # Errors
/// `NotFound`, or as [`all`].
pub async fn one(
    portal: &Portal,
    grant: &Grant,
    id: &PackageId,
    freshness: Freshness,
) -> AppResult<Package> {
    let cached = all(portal, grant, freshness).await?;
    let found = cached.value.iter().find(|package| package.id == *id);
    found.cloned().ok_or_else(|| AppError::not_found("Package"))
}

fn matches(package: &Package, filter: &PackageFilter) -> bool {
    let visible = filter
        .visibility
        .is_none_or(|wanted| package.visibility == Some(wanted));
    let runs_on = filter.os.as_ref().is_none_or(|os| {
        package
            .supported_os
            .iter()
            .any(|known| known.eq_ignore_ascii_case(os))
    });
    visible
        && runs_on
        && filter
            .search
            .as_ref()
            .is_none_or(|text| contains(package, text))
}

/// Whether every word of `text` stands in the package's name or description.
fn contains(package: &Package, text: &str) -> bool {
    let haystack = folded(&format!("{}\n{}", package.name, package.description));
    folded(text)
        .split_whitespace()
        .all(|word| haystack.contains(word))
}
