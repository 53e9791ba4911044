//! What roles in a tenant let somebody do here. Rights are the union of the roles; every role that is
//! not named reads.

use crate::endpoints::account::SYSTEM_ADMIN;
use slipway_domain::principal::{Right, Rights};

const USER: &str = "user";
const OPERATIONS: &str = "operations";
const MANAGER: &str = "manager";

/// Who may do what: starting, cancelling and setting a status are allowed together.
const ROLES: [(Right, &[&str]); 4] = [
    (Right::Operate, &[USER, OPERATIONS, MANAGER, SYSTEM_ADMIN]),
    (
        Right::RunPackages,
        &[USER, OPERATIONS, MANAGER, SYSTEM_ADMIN],
    ),
    (Right::Manage, &[USER, OPERATIONS, MANAGER, SYSTEM_ADMIN]),
    (Right::RevokeAnyShare, &[MANAGER, SYSTEM_ADMIN]),
];

const STARTS: &str = "Your role in this tenant only reads; starting and cancelling executions needs \
                      user, operations or manager.";

/// Why somebody may not, and who may.
const REASONS: &[(Right, &str)] = &[
    (Right::Operate, STARTS),
    (Right::RunPackages, STARTS),
    (
        Right::Manage,
        "Your role in this tenant only reads; changing deployments needs user, operations or manager.",
    ),
    (
        Right::RevokeAnyShare,
        "Only a manager of this tenant may revoke a link that somebody else made.",
    ),
];

/// The strongest first.
const TELLING: [&str; 5] = [SYSTEM_ADMIN, MANAGER, USER, OPERATIONS, "viewer"];

pub(super) fn rights(roles: &[String]) -> Rights {
    let granted = ROLES.iter().filter(|(_, all)| {
        let mut own = roles.iter();
        own.any(|role| all.contains(&role.as_str()))
    });
    Rights::new(granted.map(|(right, _)| *right).collect(), REASONS)
}

pub(super) fn title(roles: &[String]) -> String {
    let mut telling = TELLING.iter();
    let found = telling.find(|role| roles.iter().any(|own| own == *role));
    found.map_or_else(|| roles.join(", "), |role| role.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(role: &str, right: Right) -> bool {
        rights(&[role.to_owned()]).has(right)
    }

    #[test]
    fn everybody_but_a_viewer_starts_and_cancels() {
        for role in ["user", "operations", "manager", "sys_admin"] {
            assert!(
                may(role, Right::RunPackages) && may(role, Right::Operate),
                "{role}"
            );
        }
        for role in ["viewer", "default", "something_new", ""] {
            assert!(may(role, Right::Read), "{role}");
            assert!(
                !may(role, Right::RunPackages) && !may(role, Right::Operate),
                "{role}"
            );
        }
        assert!(may("manager", Right::RevokeAnyShare) && !may("user", Right::RevokeAnyShare));
    }

    #[test]
    fn every_right_that_is_missing_has_its_reason() {
        let none = rights(&["viewer".to_owned()]);
        for (right, _) in ROLES {
            assert!(none.reason(right).contains("manager"), "{right:?}");
        }
    }

    #[test]
    fn the_strongest_role_is_told() {
        let title =
            |all: &[&str]| title(&all.iter().map(|&role| role.to_owned()).collect::<Vec<_>>());
        assert_eq!(title(&["viewer", "sys_admin"]), "sys admin");
        assert_eq!(title(&["operations", "viewer"]), "operations");
        assert_eq!(title(&["own"]), "own");
    }
}
