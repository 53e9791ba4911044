//! Packages that run after the build: which a form names, and what was typed for them.

use super::form::{CreateForm, controls};
use crate::inventory::Inventory;
use crate::packages::catalogue;
use crate::packages::patterns::Patterns;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use slipway_domain::new_server::BuildPackage;
use slipway_domain::package::{Package, Parameter};
use slipway_domain::parameters::{Rules, check_all, variable_of};
use slipway_domain::server_form::Problem;
use slipway_domain::{AppResult, PackageId, Secret};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The packages that a post names, those it takes and the one to be added. What is no package
/// (any more) is left out.
///
/// # Errors
/// What the cloud answers; it is not asked where none is named.
pub async fn named(
    portal: &Portal,
    grant: &Grant,
    pairs: &[(String, String)],
) -> AppResult<Vec<Package>> {
    let controls = [controls::PACKAGE, controls::ADD_PACKAGE];
    let ids: Vec<PackageId> = pairs
        .iter()
        .filter(|(name, id)| controls.contains(&name.as_str()) && !id.trim().is_empty())
        .map(|(_, id)| PackageId::new(id))
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let all = catalogue::all(portal, grant, Freshness::Recent)
        .await?
        .value;
    let found = ids.iter().filter_map(|id| all.iter().find(|p| p.id == *id));
    Ok(found.cloned().collect())
}

/// The package and the variable that a control's name is made of.
fn parts(name: &str) -> Option<(PackageId, &str)> {
    let (id, rest) = name.strip_prefix("package[")?.split_once("].")?;
    Some((PackageId::new(id), variable_of(rest)?))
}

fn declared<'a>(
    packages: &'a [Package],
    name: &'a str,
) -> Option<impl Iterator<Item = &'a Parameter>> {
    let (id, variable) = parts(name)?;
    let package = packages.iter().find(|package| package.id == id)?;
    let parameters = package.parameters.iter();
    Some(parameters.filter(move |parameter| parameter.variable == variable))
}

/// Whether `name` belongs to one of `packages`, and then whether it declares such a parameter.
pub(super) fn of_package(packages: &[Package], name: &str) -> Option<bool> {
    declared(packages, name).map(|mut found| found.next().is_some())
}

/// Whether `name` is that of a package's password.
pub(super) fn secret_of_package(packages: &[Package], name: &str) -> bool {
    declared(packages, name).is_some_and(|mut found| found.any(Parameter::is_secret))
}

fn secrets_of(secrets: &BTreeMap<String, Secret>, package: &PackageId) -> BTreeMap<String, Secret> {
    let prefix = controls::of_package(package);
    let own = secrets.iter().filter_map(|(name, secret)| {
        let variable = variable_of(name.strip_prefix(&prefix)?)?;
        Some((variable.to_owned(), secret.clone()))
    });
    own.collect()
}

/// Checks what was typed for `packages`, away from the async threads: patterns come from
/// strangers and may be slow.
pub(super) async fn check(
    portal: &Portal,
    grant: &Grant,
    form: &CreateForm,
    secrets: &BTreeMap<String, Secret>,
    packages: &[Package],
    inventory: &Arc<Inventory>,
) -> AppResult<Result<Vec<BuildPackage>, Vec<Problem>>> {
    let settings = &portal.cloud_of(&grant.principal)?.settings;
    let patterns = Patterns {
        full_match: settings.full_match,
    };
    let separator = settings.multi_select_separator.clone();
    let inventory = Arc::clone(inventory);
    let typed: Vec<_> = packages
        .iter()
        .map(|package| {
            let (values, secrets) = (form.entered(&package.id), secrets_of(secrets, &package.id));
            (package.clone(), values, secrets)
        })
        .collect();
    let work = move || {
        let rules = Rules {
            patterns: &patterns,
            multi_select_separator: &separator,
            servers: inventory.as_ref(),
        };
        let (mut built, mut problems) = (Vec::new(), Vec::new());
        for (package, values, secrets) in &typed {
            match check_all(package, values, secrets, &rules) {
                Ok(checked) => built.push(BuildPackage::of(package.id.clone(), checked)),
                Err(errors) => problems.extend(errors.into_iter().map(|error| {
                    let control = controls::parameter(&package.id, &error.variable);
                    Problem::new(control, error.label, error.message)
                })),
            }
        }
        if problems.is_empty() {
            Ok(built)
        } else {
            Err(problems)
        }
    };
    portal.turns().check(&grant.principal, work).await
}
