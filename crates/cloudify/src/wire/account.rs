//! Tokens, users and tenants.

use super::{Keyed, List, Loose, Raw, Text, decode, wire};

wire! {
    /// A token. Its value is whole only in the answer to the call that made it.
    Token {
        value: Text = "value",
        user: Text = "username",
    }
}

wire! {
    /// Who somebody is, with the tenants that they are in.
    User {
        name: Text = "username",
        role: Text = "role",
        tenants: Keyed<Raw> = "tenants",
    }
}

wire! {
    /// Somebody's roles in a tenant.
    Roles {
        own: Text = "tenant-role",
        all: List<Text> = "roles",
    }
}

wire! {
    /// A tenant.
    Tenant {
        name: Text = "name",
    }
}

impl User {
    /// Each tenant with the roles there: an object with the direct one and all, or the list alone.
    pub(crate) fn tenants(self) -> impl Iterator<Item = (String, Vec<String>)> {
        let tenants = self.tenants.0.into_iter();
        tenants.map(|(name, entry)| {
            let json = entry.0.map(|raw| raw.get().to_owned()).unwrap_or_default();
            (name, roles(json.as_bytes()))
        })
    }
}

fn roles(json: &[u8]) -> Vec<String> {
    if let Ok(Loose(Some(Roles { own, all }))) = decode::<Loose<Roles>>(json) {
        let mut roles = all.texts();
        roles.extend(own.some());
        roles.sort();
        roles.dedup();
        return roles;
    }
    decode::<List<Text>>(json)
        .map(List::texts)
        .unwrap_or_default()
}
