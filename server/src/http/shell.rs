//! What stands around every page: whose it is, where it leads, and the ways to everything else that
//! the session opens.

use super::caller::Guest;
use slipway_app::components::{PersonInfo, ShellLinks, Switch};
use slipway_domain::urls::{self, PackageFilter, RunFilter, ServerFilter, routes};
use slipway_portal::Visitor;

/// Who acts on which account of which cloud, and where else they may.
pub(super) fn person(guest: &Guest, acting: &Visitor) -> PersonInfo {
    let principal = &acting.principal;
    let here = principal.scope();
    let others = guest.grants.scopes().into_iter();
    let others = others.filter(|scope| *scope != here);
    PersonInfo {
        user: principal.user.clone(),
        cloud: principal.cloud.to_string(),
        account: principal.account.to_string(),
        role_words: guest.state.portal.role_of(principal),
        others: others
            .map(|scope| Switch {
                href: urls::packages(&scope, &PackageFilter::default()),
                cloud: scope.cloud.to_string(),
                account: scope.account.to_string(),
            })
            .collect(),
        sign_in_elsewhere: elsewhere(guest),
    }
}

/// Where somebody signs in to a cloud that they are not signed in to, where there is one.
fn elsewhere(guest: &Guest) -> Option<String> {
    let mut clouds = guest.state.portal.clouds().iter();
    let other = clouds.find(|cloud| guest.grants.in_cloud(&cloud.settings.name).is_none())?;
    Some(urls::sign_in_to(&other.settings.name))
}

/// Where the sections of an account are.
pub(super) fn links(visitor: Option<&Visitor>) -> ShellLinks {
    let mut links = ShellLinks {
        home: routes::HOME.to_owned(),
        packages: String::new(),
        runs: String::new(),
        servers: String::new(),
        theme: routes::THEME.to_owned(),
        sign_out: routes::SIGN_OUT.to_owned(),
    };
    if let Some(visitor) = visitor {
        let scope = visitor.principal.scope();
        links.packages = urls::packages(&scope, &PackageFilter::default());
        links.runs = urls::runs(&scope, &RunFilter::default());
        links.servers = urls::servers(&scope, &ServerFilter::default());
    }
    links
}
