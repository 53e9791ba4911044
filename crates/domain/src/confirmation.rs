//! What a person types before something that is hard to undo runs on servers.

use crate::action::{Action, GroupAction, GroupOperation};
use crate::operation::Operation;
use crate::plan::PlanBody;

/// What is done to more targets than this asks for their number.
pub const UNCOUNTED: usize = 10;
/// Characters of a group's name that a person can be asked to type.
const LONGEST_NAME: usize = 60;
/// Characters of an id that stand for it.
const CODE: usize = 8;

/// What has to be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Nothing: pressing the button is enough.
    Press,
    /// The number of targets.
    Count(usize),
    /// The name of the server or group, in any case.
    Name(String),
    /// The beginning of the id of a group whose name nobody could type.
    Code(String),
}

impl Confirmation {
    /// Whether what was `typed` confirms.
    pub fn accepts(&self, typed: &str) -> bool {
        let typed = typed.trim();
        match self {
            Self::Press => true,
            Self::Count(count) => typed.parse() == Ok(*count),
            Self::Name(text) | Self::Code(text) => typed.eq_ignore_ascii_case(text),
        }
    }
}

impl PlanBody {
    /// What confirms this plan. Deleting asks for the name of the server or group, or for the
    /// number of several servers; anything else asks for the number above [`UNCOUNTED`].
    pub fn confirmation(&self) -> Confirmation {
        let deletes = match &self.action {
            Action::Execution(_) => return Confirmation::Press,
            Action::Group(action) if action.operation == GroupOperation::Delete => {
                return name_of_group(action);
            }
            Action::Operation(action) => action.operation == Operation::Delete,
            Action::Change(action) => action.deletes(),
            Action::Package(_) | Action::Workflow(_) | Action::Create(_) | Action::Group(_) => {
                false
            }
        };
        let count = match self.action {
            Action::Workflow(_) => self.targets.len(),
            _ => self.servers().count(),
        };
        match self.targets.as_slice() {
            [one] if deletes => Confirmation::Name(one.name.clone()),
            _ if deletes || count > UNCOUNTED => Confirmation::Count(count),
            _ => Confirmation::Press,
        }
    }
}

/// Nobody can be asked to type a text of a thousand letters, or one with marks that cannot be
/// seen.
fn name_of_group(action: &GroupAction) -> Confirmation {
    let name = action.name.trim();
    let plain = |c: char| c == ' ' || (!c.is_whitespace() && !c.is_control() && !is_unseen(c));
    let can_be_typed =
        !name.is_empty() && name.chars().count() <= LONGEST_NAME && name.chars().all(plain);
    if can_be_typed {
        Confirmation::Name(name.to_owned())
    } else {
        Confirmation::Code(action.group.id.as_str().chars().take(CODE).collect())
    }
}

/// Marks that turn writing around or take no room.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{DataCenterId, GroupId, ServerId};
    use crate::operation::{OperationAction, TargetGroup};
    use crate::plan::{PlannedTarget, Rollout};
    use crate::run::Target;

    fn plan(operation: Operation, servers: usize) -> PlanBody {
        let targets = (0..servers).map(|n| PlannedTarget {
            target: Target::Server(ServerId::new(format!("va1web{n:02}"))),
            name: format!("VA1WEB{n:02}"),
            data_center: Some(DataCenterId::new("va1")),
            notes: Vec::new(),
        });
        PlanBody {
            action: Action::Operation(OperationAction {
                operation,
                days: None,
                group: None,
            }),
            targets: targets.collect(),
            left_out: Vec::new(),
            rollout: Rollout::default(),
        }
    }

    #[test]
    fn the_more_is_at_stake_the_more_is_typed() {
        let of = |operation, servers| plan(operation, servers).confirmation();
        assert_eq!(of(Operation::Reboot, 10), Confirmation::Press);
        assert_eq!(of(Operation::Reboot, 11), Confirmation::Count(11));
        assert_eq!(of(Operation::Reboot, 1), Confirmation::Press);
        assert_eq!(
            of(Operation::Delete, 1),
            Confirmation::Name("VA1WEB00".into())
        );
        assert_eq!(of(Operation::Delete, 2), Confirmation::Count(2));
    }

    #[test]
    fn a_group_is_named_and_does_not_count_as_a_server() {
        let of = |operation, name: &str, servers| {
            let mut body = plan(Operation::Reboot, servers);
            let group = TargetGroup {
                id: GroupId::new("0123456789abcdef"),
                path: name.to_owned(),
            };
            body.targets.push(PlannedTarget {
                target: Target::Group(group.id.clone()),
                name: name.to_owned(),
                ..body.targets[0].clone()
            });
            body.action = Action::Group(GroupAction {
                operation,
                group,
                name: name.to_owned(),
                below: Vec::new(),
                target: None,
            });
            body.confirmation()
        };
        let (delete, archive) = (GroupOperation::Delete, GroupOperation::Archive);
        let name = Confirmation::Name("Web / blue".into());
        assert_eq!(of(delete, "Web / blue", 1), name);
        assert_eq!(of(archive, "Web", 10), Confirmation::Press);
        assert_eq!(of(archive, "Web", 11), Confirmation::Count(11));
        let code = Confirmation::Code("01234567".into());
        let longest = "x".repeat(60);
        assert_eq!(of(delete, &longest, 1), Confirmation::Name(longest));
        let long = "x".repeat(61);
        for untypeable in [
            "",
            "a\u{202e}b",
            "a\nb",
            "a\u{7}b",
            "a\u{2003}b",
            "a\u{200b}",
            &long,
        ] {
            assert_eq!(of(delete, untypeable, 1), code, "{untypeable:?}");
        }
        assert!(code.accepts(" 01234567 ") && !code.accepts("0123456"));
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
