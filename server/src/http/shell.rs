//! What stands around every page: whose it is, where it leads, and the ways to everything else that
//! the session opens.

use super::request::RequestContext;
use slipway_app::components::{PersonInfo, ShellLinks, Switch};
use slipway_domain::Scope;
use slipway_domain::urls::{self, PackageFilter, RunFilter, ServerFilter, routes};
use slipway_portal::{Cloud, Grant, Portal};
use std::sync::Arc;

/// Who acts on which account of which cloud, and where else they may.
pub(super) fn person(context: &RequestContext, acting: &Grant) -> PersonInfo {
    let principal = &acting.principal;
    let here = principal.scope();
    let others = context.grants.scopes().into_iter();
    let others = others.filter(|scope| *scope != here);
    PersonInfo {
        user: principal.user.clone(),
        cloud: principal.cloud.to_string(),
        account: principal.account.to_string(),
        role_words: context.state.portal.role_of(principal),
        others: others
            .map(|scope| Switch {
                href: front(&context.state.portal, &scope),
                cloud: scope.cloud.to_string(),
                account: scope.account.to_string(),
            })
            .collect(),
        sign_in_elsewhere: elsewhere(context),
    }
}

/// Where somebody signs in to a cloud that they are not signed in to, where there is one.
fn elsewhere(context: &RequestContext) -> Option<String> {
    let mut clouds = context.state.portal.clouds().iter();
    let other = clouds.find(|cloud| context.grants.in_cloud(&cloud.settings.name).is_none())?;
    Some(urls::sign_in_to(&other.settings.name))
}

/// The page that an account of a cloud begins with: its packages, where the cloud has any.
pub fn front(portal: &Portal, scope: &Scope) -> String {
    let lists_packages = |cloud: &Arc<Cloud>| cloud.lists_packages();
    if portal.clouds().get(&scope.cloud).is_ok_and(lists_packages) {
        urls::packages(scope, &PackageFilter::default())
    } else {
        urls::runs(scope, &RunFilter::default())
    }
}

/// Where the sections of an account are, as far as its cloud offers them.
pub(super) fn links(portal: &Portal, grant: Option<&Grant>) -> ShellLinks {
    let mut links = ShellLinks {
        home: routes::HOME.to_owned(),
        packages: None,
        runs: String::new(),
        servers: None,
        theme: routes::THEME.to_owned(),
        sign_out: routes::SIGN_OUT.to_owned(),
    };
    if let Some(grant) = grant {
        let scope = grant.principal.scope();
        let cloud = portal.clouds().get(&scope.cloud).ok();
        let packages = cloud.filter(|cloud| cloud.lists_packages());
        let servers = cloud.filter(|cloud| cloud.lists_servers());
        links.packages = packages.map(|_| urls::packages(&scope, &PackageFilter::default()));
        links.runs = urls::runs(&scope, &RunFilter::default());
        links.servers = servers.map(|_| urls::servers(&scope, &ServerFilter::default()));
    }
    links
}
