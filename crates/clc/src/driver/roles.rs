//! What the roles of this cloud let somebody do here. Rights are the union of the roles; every role
//! that is not named reads.

use slipway_domain::principal::{Right, Rights};

const SERVER_OPERATOR: &str = "ServerOperator";
const SERVER_ADMIN: &str = "ServerAdmin";
const ACCOUNT_ADMIN: &str = "AccountAdmin";

/// Who may do what.
const ROLES: [(Right, &[&str]); 4] = [
    (
        Right::Operate,
        &[SERVER_OPERATOR, SERVER_ADMIN, ACCOUNT_ADMIN],
    ),
    (Right::RunPackages, &[SERVER_ADMIN, ACCOUNT_ADMIN]),
    (Right::Manage, &[SERVER_ADMIN, ACCOUNT_ADMIN]),
    (Right::RevokeAnyShare, &[ACCOUNT_ADMIN]),
];

/// Why somebody may not, and who may.
const REASONS: &[(Right, &str)] = &[
    (
        Right::Operate,
        "Your account role may not operate servers; that needs ServerOperator, ServerAdmin or AccountAdmin.",
    ),
    (
        Right::RunPackages,
        "Your account role may not run packages; that needs ServerAdmin or AccountAdmin.",
    ),
    (
        Right::Manage,
        "Your account role may not create, change or delete servers; that needs ServerAdmin or AccountAdmin.",
    ),
    (
        Right::RevokeAnyShare,
        "Only an AccountAdmin may revoke a link that somebody else made.",
    ),
];

/// The roles that say most of somebody, the strongest first.
const TELLING: [&str; 4] = [
    ACCOUNT_ADMIN,
    SERVER_ADMIN,
    SERVER_OPERATOR,
    "AccountViewer",
];

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
    found.map_or_else(|| roles.join(", "), |role| (*role).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(role: &str, right: Right) -> bool {
        rights(&[role.to_owned()]).has(right)
    }

    #[test]
    fn rights_are_the_union_of_roles_and_unknown_roles_read() {
        assert!(may("AccountAdmin", Right::RunPackages));
        assert!(may("ServerAdmin", Right::RunPackages));
        assert!(!may("ServerOperator", Right::RunPackages));
        assert!(may("ServerOperator", Right::Operate));
        assert!(may("DNSManager", Right::Read));
        assert!(!may("DNSManager", Right::Operate));
        assert!(!may("ServerAdmin", Right::RevokeAnyShare));
        let both = ["DNSManager".to_owned(), "ServerOperator".to_owned()];
        assert!(rights(&both).has(Right::Operate));
    }

    #[test]
    fn every_right_that_is_missing_has_its_reason() {
        let none = rights(&[]);
        for (right, _) in ROLES {
            assert!(!none.has(right));
            assert!(none.reason(right).contains("AccountAdmin"), "{right:?}");
        }
    }

    #[test]
    fn the_strongest_role_is_told() {
        let roles = |all: &[&str]| all.iter().map(|&role| role.to_owned()).collect::<Vec<_>>();
        assert_eq!(title(&roles(&["DNSManager", "ServerAdmin"])), "ServerAdmin");
        assert_eq!(title(&roles(&["DNSManager", "Other"])), "DNSManager, Other");
    }
}
