//! What stands around every page: whose it is, where it leads, and the ways to everything else that
//! the session opens.

use super::RequestContext;
use slipway_app::components::{PersonInfo, ShellLinks, Switch};
use slipway_domain::urls::{
    self, DeploymentFilter, ExecutionFilter, LocalPath, PackageFilter, RunFilter, ServerFilter,
    routes,
};
use slipway_portal::sign_in::grants::Way;
use slipway_portal::{Grant, Portal};

/// Who acts on which account of which cloud, and where else they may.
pub(super) fn person(context: &RequestContext, acting: &Grant) -> PersonInfo {
    let principal = &acting.principal;
    let here = principal.scope();
    let others = context.grants.ways().into_iter();
    let others = others.filter(|way| way.scope != here);
    PersonInfo {
        user: principal.user.clone(),
        cloud: principal.cloud.to_string(),
        account: principal.account.to_string(),
        role_words: context.state.portal.role_of(principal),
        others: others.map(switch).collect(),
        sign_in_to_account: urls::sign_in_to(&principal.cloud),
        sign_in_to_cloud: unknown_cloud(context),
    }
}

/// A way to another account; through the sign-in, where that one has ended.
fn switch(way: Way) -> Switch {
    let front = urls::home(&way.scope);
    let sign_in = LocalPath::parse(&front).map(|next| urls::sign_in(Some(&next)));
    Switch {
        href: sign_in.filter(|_| way.signed_out).unwrap_or(front),
        cloud: way.scope.cloud.to_string(),
        account: way.scope.account.to_string(),
        user: way.user,
        signed_out: way.signed_out,
    }
}

/// Where somebody signs in to a cloud that this session did not sign in to yet, where there is one.
fn unknown_cloud(context: &RequestContext) -> Option<String> {
    let mut clouds = context.state.portal.clouds().iter();
    let other = clouds.find(|cloud| context.grants.last_in(&cloud.settings.name).is_none())?;
    Some(urls::sign_in_to(&other.settings.name))
}

/// Where the sections of an account are, as far as its cloud offers them.
pub(super) fn links(portal: &Portal, grant: Option<&Grant>) -> ShellLinks {
    let mut links = ShellLinks {
        home: routes::HOME.to_owned(),
        account_home: String::new(),
        packages: None,
        runs: String::new(),
        servers: None,
        executions: None,
        deployments: None,
        theme: routes::THEME.to_owned(),
        sign_out: routes::SIGN_OUT.to_owned(),
    };
    if let Some(grant) = grant {
        let scope = grant.principal.scope();
        let cloud = portal.clouds().get(&scope.cloud).ok();
        let packages = cloud.filter(|cloud| cloud.lists_packages());
        let servers = cloud.filter(|cloud| cloud.lists_servers());
        links.packages = packages.map(|_| urls::packages(&scope, &PackageFilter::default()));
        links.account_home = urls::home(&scope);
        links.runs = urls::runs(&scope, &RunFilter::default());
        let executions = cloud.filter(|cloud| cloud.lists_executions());
        links.executions =
            executions.map(|_| urls::executions(&scope, &ExecutionFilter::default()));
        let deployments = cloud.filter(|cloud| cloud.lists_executions());
        links.deployments =
            deployments.map(|_| urls::deployments(&scope, &DeploymentFilter::default()));
        links.servers = servers.map(|_| urls::servers(&scope, &ServerFilter::default()));
    }
    links
}
