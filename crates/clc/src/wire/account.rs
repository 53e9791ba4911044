//! Sign-in and data centers.

use crate::wire::{List, Loose, Text, wire};
use slipway_domain::{AccountAlias, DataCenterId, GroupId, server::DataCenter as Entity};

wire! {
    /// The answer to a sign-in. No `Debug`: it holds the token.
    Login {
        user: Text = "userName",
        account: Text = "accountAlias",
        location: Text = "locationAlias",
        roles: List<Text> = "roles",
        token: Text = "bearerToken",
    }
}

wire! {
    /// Who signs in to a server. No `Debug`: it holds the password.
    Credentials {
        user: Text = "userName",
        password: Text = "password",
    }
}

wire! {
    /// A link from one thing to another.
    Link {
        rel: Text = "rel",
        href: Text = "href",
        id: Text = "id",
    }
}

wire! {
    /// A data center, with its root group's link where group links were asked for.
    DataCenter {
        id: Text = "id",
        name: Text = "name",
        links: List<Loose<Link>> = "links",
    }
}

impl Link {
    /// Whether it is called `rel`.
    pub(crate) fn is(&self, rel: &str) -> bool {
        let own = self.rel.0.as_deref();
        own.is_some_and(|own| own.eq_ignore_ascii_case(rel))
    }
}

/// The last part of a link's path.
pub(crate) fn last_segment(href: &str) -> Option<&str> {
    let path = href.split(['?', '#']).next()?;
    path.trim_end_matches('/')
        .rsplit('/')
        .next()
        .filter(|segment| !segment.is_empty())
}

impl DataCenter {
    /// The data center and its root group, if it names one; `None` without an id. Names of servers
    /// begin with the data center and `account`.
    pub(crate) fn into_entity(self, account: &AccountAlias) -> Option<(Entity, Option<GroupId>)> {
        let id = DataCenterId::new(self.id.some()?);
        let root = self.links.objects().find(|link| link.is("group"));
        let root = root.and_then(|link| {
            let href = link.href.some();
            let from_href = || last_segment(href.as_deref()?).map(str::to_owned);
            link.id.some().or_else(from_href).map(GroupId::new)
        });
        let name = self.name.some();
        let name = name.unwrap_or_else(|| id.as_str().to_uppercase());
        let entity = Entity {
            name_prefix: format!("{id}{account}").to_uppercase(),
            id,
            name,
        };
        Some((entity, root))
    }
}
