//! The documentation says what operations do.

use super::*;

const DOCS: &str = include_str!("../../../../docs/operations.md");

#[test]
fn the_documentation_says_what_follows() {
    for operation in Operation::ALL {
        let entry = format!("- **{}**: {}", operation.verb(), operation.consequence());
        assert!(DOCS.contains(&entry), "not in docs/operations.md:\n{entry}");
        assert!(operation.consequence().ends_with('.'), "{entry}");
    }
}

#[test]
fn words_lead_back_to_their_operations() {
    for operation in Operation::ALL {
        assert_eq!(Operation::parse(operation.word()), Some(operation));
    }
    assert_eq!(Operation::parse("explode"), None);
}

#[test]
fn what_lasts_is_for_managers_and_what_loses_something_is_harmful() {
    use Operation as Op;
    for (operations, right, harmful, takes_many) in [
        (
            &[
                Op::PowerOn,
                Op::ShutDown,
                Op::Reboot,
                Op::Pause,
                Op::StartMaintenance,
                Op::StopMaintenance,
            ][..],
            Right::Operate,
            false,
            true,
        ),
        (&[Op::PowerOff, Op::Reset], Right::Operate, true, true),
        (&[Op::CreateSnapshot], Right::Manage, false, true),
        (&[Op::Archive], Right::Manage, true, true),
        (
            &[Op::DeleteSnapshot, Op::Restore],
            Right::Manage,
            false,
            false,
        ),
        (
            &[Op::RestoreSnapshot, Op::Delete],
            Right::Manage,
            true,
            false,
        ),
    ] {
        for operation in operations {
            assert_eq!(operation.right(), right, "{operation:?}");
            assert_eq!(operation.is_harmful(), harmful, "{operation:?}");
            assert_eq!(operation.takes_many(), takes_many, "{operation:?}");
        }
    }
}

#[test]
fn a_group_is_called_by_the_last_part_of_its_path() {
    for (path, name) in [("Production / Web", "Web"), ("Web", "Web"), ("", "")] {
        let group = TargetGroup {
            id: GroupId::new("g"),
            path: path.to_owned(),
        };
        assert_eq!(group.name(), name);
    }
}
