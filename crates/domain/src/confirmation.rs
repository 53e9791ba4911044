//! What a person types before something that is hard to undo runs on servers.

use crate::deed::{Deed, GroupOperation};
use crate::operation::Operation;
use crate::plan::PlanBody;

/// Operations on more servers than this ask for their number.
pub const UNCOUNTED: usize = 10;

/// What has to be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Nothing: pressing the button is enough.
    Press,
    /// The number of servers.
    Count(usize),
    /// The name of the server or group, in any case.
    Name(String),
}

impl Confirmation {
    /// Whether what was `typed` confirms.
    pub fn accepts(&self, typed: &str) -> bool {
        let typed = typed.trim();
        match self {
            Self::Press => true,
            Self::Count(count) => typed.parse() == Ok(*count),
            Self::Name(name) => typed.eq_ignore_ascii_case(name),
        }
    }
}

impl PlanBody {
    /// What confirms this plan. Deleting asks for the name of the server or group, or for the
    /// number of several servers; any other operation asks for the number above [`UNCOUNTED`].
    pub fn confirmation(&self) -> Confirmation {
        let deletes = match &self.deed {
            Deed::Package(_) => return Confirmation::Press,
            Deed::Group(deed) if deed.operation == GroupOperation::Delete => {
                return Confirmation::Name(deed.group.name().to_owned());
            }
            Deed::Operation(deed) => deed.operation == Operation::Delete,
            Deed::Change(deed) => deed.deletes(),
            Deed::Create(_) | Deed::Group(_) => false,
        };
        match self.servers.as_slice() {
            [one] if deletes => Confirmation::Name(one.name.clone()),
            many if deletes || many.len() > UNCOUNTED => Confirmation::Count(many.len()),
            _ => Confirmation::Press,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{DataCenterId, ServerId};
    use crate::operation::OperationDeed;
    use crate::plan::{PlannedServer, Rollout};

    fn plan(operation: Operation, servers: usize) -> PlanBody {
        let servers = (0..servers).map(|n| PlannedServer {
            id: ServerId::new(format!("va1web{n:02}")),
            name: format!("VA1WEB{n:02}"),
            data_center: DataCenterId::new("va1"),
            notes: Vec::new(),
        });
        PlanBody {
            deed: Deed::Operation(OperationDeed {
                operation,
                days: None,
                group: None,
            }),
            servers: servers.collect(),
            left_out: Vec::new(),
            rollout: Rollout::PerServer,
        }
    }

    #[test]
    fn the_more_is_at_stake_the_more_is_typed() {
        let of = |operation, servers| plan(operation, servers).confirmation();
        assert_eq!(of(Operation::Reboot, 10), Confirmation::Press);
        assert_eq!(of(Operation::Reboot, 11), Confirmation::Count(11));
        assert_eq!(
            of(Operation::Delete, 1),
            Confirmation::Name("VA1WEB00".into())
        );
        assert_eq!(of(Operation::Delete, 2), Confirmation::Count(2));
    }

    #[test]
    fn only_the_very_thing_confirms() {
        assert!(Confirmation::Count(11).accepts(" 11 "));
        assert!(!Confirmation::Count(11).accepts("12"));
        assert!(!Confirmation::Count(11).accepts(""));
        let name = Confirmation::Name("VA1WEB01".into());
        assert!(name.accepts("va1web01"));
        assert!(!name.accepts("va1web1"));
    }
}
