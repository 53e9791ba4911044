//! Who may sign in to the manager, in which tenants, and what each role allows.

/// Someone the Cloudify Manager knows.
#[derive(Debug, PartialEq, Eq)]
pub struct User {
    pub name: &'static str,
    pub password: &'static str,
    /// Whether the system role is `sys_admin`; it is `default` otherwise.
    pub(super) admin: bool,
    /// Tenants, each with the role there.
    pub(super) tenants: &'static [(&'static str, &'static str)],
}

pub(super) const DEFAULT_TENANT: &str = "default_tenant";
/// Every tenant.
pub(super) const TENANTS: [&str; 2] = [DEFAULT_TENANT, "tenant_b"];

/// Everyone, in the order in which a manager lists them.
pub(super) static USERS: [User; 7] = [
    User {
        name: "admin",
        password: "admin",
        admin: true,
        tenants: &[(DEFAULT_TENANT, "user")],
    },
    user("vic", "vic123", &[(DEFAULT_TENANT, "viewer")]),
    user("ursula", "ursula123", &[(DEFAULT_TENANT, "user")]),
    user(
        "otto",
        "otto123",
        &[(DEFAULT_TENANT, "operations"), ("tenant_b", "operations")],
    ),
    user("manny", "manny123", &[(DEFAULT_TENANT, "manager")]),
    user("bob", "bob123", &[("tenant_b", "user")]),
    user("nora", "nora123", &[]),
];

const fn user(
    name: &'static str,
    password: &'static str,
    tenants: &'static [(&'static str, &'static str)],
) -> User {
    User {
        name,
        password,
        admin: false,
        tenants,
    }
}

/// Everyone who can sign in to the Cloudify Manager.
pub fn manager_users() -> &'static [User] {
    &USERS
}

impl User {
    /// What this person is, in words: `sys_admin`, or the role in each tenant.
    pub fn roles(&self) -> String {
        if self.admin {
            return self.role().to_owned();
        }
        let roles = self.tenants.iter();
        let roles: Vec<String> = roles
            .map(|(tenant, role)| format!("{role} in {tenant}"))
            .collect();
        if roles.is_empty() {
            return "no tenant".to_owned();
        }
        roles.join(", ")
    }

    /// Names are compared without regard to case.
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        USERS
            .iter()
            .find(|user| user.name.eq_ignore_ascii_case(name))
    }

    /// The system role.
    pub(super) fn role(&self) -> &'static str {
        if self.admin { "sys_admin" } else { "default" }
    }

    /// The role in a tenant.
    pub(super) fn role_in(&self, tenant: &str) -> Option<&'static str> {
        let mut tenants = self.tenants.iter();
        tenants
            .find(|(name, _)| *name == tenant)
            .map(|(_, role)| *role)
    }

    /// Whether something may be done in a tenant.
    pub(super) fn may(&self, action: Action, tenant: &str) -> bool {
        self.admin
            || self
                .role_in(tenant)
                .is_some_and(|role| action.allowed_to(role))
    }
}

/// Something that needs a permission, and the permission's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Reading: every role in a tenant may.
    Read(&'static str),
    /// Starting, stopping and changing: every role but viewers.
    Change(&'static str),
    /// What users and managers may, operators not.
    Upload(&'static str),
}

impl Action {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Read(name) | Self::Change(name) | Self::Upload(name) => name,
        }
    }

    fn allowed_to(self, role: &str) -> bool {
        match self {
            Self::Read(_) => true,
            Self::Change(_) => role != "viewer",
            Self::Upload(_) => matches!(role, "user" | "manager"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_allow_what_the_permissions_say() {
        let may =
            |name: &str, action| User::find(name).is_some_and(|u| u.may(action, DEFAULT_TENANT));
        let (read, change) = (Action::Read("x"), Action::Change("x"));
        let upload = Action::Upload("x");
        for (name, allowed) in [
            ("admin", [true, true, true]),
            ("VIC", [true, false, false]),
            ("ursula", [true, true, true]),
            ("otto", [true, true, false]),
            ("manny", [true, true, true]),
            ("bob", [false, false, false]),
            ("nora", [false, false, false]),
        ] {
            let found = [read, change, upload].map(|action| may(name, action));
            assert_eq!(found, allowed, "{name}");
        }
        assert_eq!(
            User::find("bob").and_then(|bob| bob.role_in("tenant_b")),
            Some("user")
        );
    }
}
