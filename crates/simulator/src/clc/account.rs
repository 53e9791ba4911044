//! Who may sign in, and what their roles let them do. Roles are the cloud's own; every role that grants nothing reads.

/// A person who can sign in to the simulator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    pub user: &'static str,
    pub password: &'static str,
    /// The account alias, upper case.
    pub alias: &'static str,
    /// The role that decides what this person may do.
    pub role: &'static str,
}

const fn account(user: &'static str, alias: &'static str, role: &'static str) -> Account {
    Account {
        user,
        password: "slipway",
        alias,
        role,
    }
}

/// `other` owns a tiny fleet of its own and must see nothing of the rest; `child` owns one too, over which the people of
/// `SLIP` have power as well.
static ACCOUNTS: [Account; 5] = [
    account("admin", "SLIP", "AccountAdmin"),
    account("operator", "SLIP", "ServerOperator"),
    account("viewer", "SLIP", "AccountViewer"),
    account("other", "OTHR", "AccountAdmin"),
    account("child", "SLPB", "AccountAdmin"),
];

/// The accounts that every simulator knows.
pub fn demo_accounts() -> &'static [Account] {
    &ACCOUNTS
}

impl Account {
    /// User names are compared without regard to case.
    pub(crate) fn find(user: &str) -> Option<&'static Self> {
        ACCOUNTS
            .iter()
            .find(|account| account.user.eq_ignore_ascii_case(user.trim()))
    }

    /// An administrator of an account carries the other roles too.
    pub(crate) fn roles(&self) -> &'static [&'static str] {
        match self.role {
            "AccountAdmin" => &[
                "AccountAdmin",
                "AccountViewer",
                "BillingAdmin",
                "DNSManager",
                "NetworkAdmin",
                "SecurityAdmin",
                "ServerAdmin",
                "ServerOperator",
            ],
            "ServerOperator" => &["ServerOperator"],
            _ => &["AccountViewer"],
        }
    }
}

/// What a set of roles allows beyond reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rights {
    /// Power operations.
    pub(crate) operate: bool,
    /// Packages, and everything that creates, changes or deletes.
    pub(crate) manage: bool,
}

impl Rights {
    pub(crate) fn of<S: AsRef<str>>(roles: &[S]) -> Self {
        let has = |wanted: &str| roles.iter().any(|role| role.as_ref() == wanted);
        let manage = has("ServerAdmin") || has("AccountAdmin");
        Self {
            operate: manage || has("ServerOperator"),
            manage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_the_union_of_the_roles() {
        assert_eq!(
            Rights::of(&["AccountViewer", "DNSManager"]),
            Rights {
                operate: false,
                manage: false
            }
        );
        assert_eq!(
            Rights::of(&["AccountViewer", "ServerOperator"]),
            Rights {
                operate: true,
                manage: false
            }
        );
        assert_eq!(
            Rights::of(&["ServerAdmin"]),
            Rights {
                operate: true,
                manage: true
            }
        );
    }

    #[test]
    fn user_names_know_no_case() {
        assert_eq!(
            Account::find(" Admin").map(|account| account.alias),
            Some("SLIP")
        );
        assert_eq!(Account::find("nobody"), None);
    }
}
