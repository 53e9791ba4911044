//! Which targets this cloud acts on, and with what. What it cannot act on is refused in words.

use slipway_cloud::CloudError;
use slipway_domain::ServerId;
use slipway_domain::action::GroupAction;
use slipway_domain::run::Target;

/// The servers of a call that is about servers.
pub(super) fn servers_of(targets: &[Target]) -> Result<Vec<ServerId>, CloudError> {
    let server = |target: &Target| target.server().cloned().ok_or_else(|| unfit(target));
    targets.iter().map(server).collect()
}

/// The one server of what takes no more.
pub(super) fn only(servers: &[ServerId]) -> Result<&ServerId, CloudError> {
    match servers {
        [server] => Ok(server),
        _ => Err(incomplete("which one server is meant")),
    }
}

/// That the call builds one server: the cloud takes no more.
pub(super) fn planned(targets: &[Target]) -> Result<(), CloudError> {
    match targets {
        [Target::Planned(_)] => Ok(()),
        [other] => Err(unfit(other)),
        _ => Err(incomplete("which one server is to be built")),
    }
}

/// That the call is about the group that the action names, and the servers in it.
pub(super) fn group_of(action: &GroupAction, targets: &[Target]) -> Result<(), CloudError> {
    let mut named = false;
    for target in targets {
        match target {
            Target::Group(id) if *id == action.group.id => named = true,
            Target::Server(_) => {}
            other => return Err(unfit(other)),
        }
    }
    named
        .then_some(())
        .ok_or_else(|| incomplete("which group is meant"))
}

fn unfit(target: &Target) -> CloudError {
    let kind = target.kind();
    CloudError::refused_here(&format!("This cloud cannot do this to a {kind}."))
}

/// What a plan should have said.
pub(super) fn incomplete(what: &str) -> CloudError {
    CloudError::refused_here(&format!("The plan does not say {what}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::action::GroupOperation;
    use slipway_domain::operation::TargetGroup;
    use slipway_domain::{DeploymentId, GroupId, HostId};

    fn said<T: std::fmt::Debug>(refused: Result<T, CloudError>) -> String {
        let error = refused.unwrap_err();
        assert!(error.is_refusal(), "{error}");
        error.message().unwrap_or_default()
    }

    fn server(id: &str) -> Target {
        Target::Server(ServerId::new(id))
    }

    #[test]
    fn what_the_cloud_cannot_act_on_is_refused_in_words() {
        for (target, kind) in [
            (Target::Group(GroupId::new("ab")), "group"),
            (Target::Planned(1), "server that is not built yet"),
            (Target::Deployment(DeploymentId::new("d")), "deployment"),
            (Target::Host(HostId::new("h")), "host"),
        ] {
            let words = format!("This cloud cannot do this to a {kind}.");
            assert_eq!(said(servers_of(&[server("a"), target])), words);
        }
        let words = "This cloud cannot do this to a server.";
        assert_eq!(said(planned(&[server("a")])), words);
        let two = [Target::Planned(1), Target::Planned(2)];
        assert_eq!(
            said(planned(&two)),
            "The plan does not say which one server is to be built."
        );
    }

    #[test]
    fn a_group_takes_its_own_servers_along_and_nothing_else() {
        let group = |id: &str| Target::Group(GroupId::new(id));
        let action = GroupAction {
            operation: GroupOperation::Delete,
            group: TargetGroup {
                id: GroupId::new("ab"),
                path: "Web".to_owned(),
            },
            name: "Web".to_owned(),
            below: Vec::new(),
            target: None,
        };
        assert_eq!(group_of(&action, &[group("ab")]), Ok(()));
        assert_eq!(group_of(&action, &[server("a"), group("ab")]), Ok(()));
        let unnamed = "The plan does not say which group is meant.";
        assert_eq!(said(group_of(&action, &[server("a")])), unnamed);
        let other = "This cloud cannot do this to a group.";
        assert_eq!(said(group_of(&action, &[group("ab"), group("cd")])), other);
    }
}
