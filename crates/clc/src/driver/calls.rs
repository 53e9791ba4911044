//! What a run's call is in the interface of this cloud. The same code makes what is sent and what
//! the review shows.

use super::ClcDriver;
use super::targets::{group_of, incomplete, only, planned, servers_of};
use crate::endpoints::operations::{PowerOp, distinct};
use crate::endpoints::snapshots::SnapshotDays;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::action::{Action, GroupAction, GroupOperation};
use slipway_domain::details::Snapshot;
use slipway_domain::new_server::ServerChange;
use slipway_domain::operation::{Operation, OperationAction};
use slipway_domain::run::Target;
use slipway_domain::{Secret, ServerId};
use slipway_upstream::Call;
use std::collections::BTreeMap;

const NO_EXECUTIONS: &str = "This cloud has no executions.";

/// What has to be looked up before the call can be made, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lookup {
    /// The number of the server's snapshot.
    Snapshot,
    /// The server's disks: are they those that were reviewed?
    Disks,
}

impl Lookup {
    /// What is looked up for an action, if anything.
    pub(super) fn of(action: &Action) -> Option<Self> {
        match action {
            Action::Operation(action) => matches!(
                action.operation,
                Operation::RestoreSnapshot | Operation::DeleteSnapshot
            )
            .then_some(Self::Snapshot),
            Action::Change(action) => action.wish.touches_disks().then_some(Self::Disks),
            Action::Package(_)
            | Action::Create(_)
            | Action::Group(_)
            | Action::Execution(_)
            | Action::Workflow(_) => None,
        }
    }

    /// What is looked up, for people.
    pub(super) const fn what(self) -> &'static str {
        match self {
            Self::Snapshot => "the server's snapshot",
            Self::Disks => "the list of the server's disks",
        }
    }
}

/// How a call is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Server by server.
    PerServer,
    /// With one job for everything.
    One,
    /// With one job, or with nothing where all is done at once.
    Changed { at_once: bool },
    /// With a job and the UUID of the server that it builds.
    Built,
}

/// A call and how it is answered.
pub(super) struct Write<'a> {
    pub(super) call: Call<'a>,
    pub(super) answer: Answer,
}

/// On whose behalf, and with which secrets.
#[derive(Clone, Copy)]
pub(super) struct CallAuth<'a> {
    pub(super) auth: &'a Auth,
    pub(super) secrets: &'a BTreeMap<String, Secret>,
}

impl ClcDriver {
    /// The call of `action` for `targets`; `snapshot` is what was looked up for it.
    pub(super) fn write<'a>(
        &self,
        by: CallAuth<'a>,
        action: &Action,
        targets: &[Target],
        snapshot: Option<&Snapshot>,
    ) -> Result<Write<'a>, CloudError> {
        let client = &self.client;
        let (call, answer) = match action {
            Action::Package(action) => {
                let servers = servers_of(targets)?;
                let (package, servers) = (&action.package.id, distinct(&servers)?);
                let values = &action.values;
                let call = client.package_call(by.auth, &servers, package, values, by.secrets)?;
                (call, Answer::PerServer)
            }
            Action::Operation(action) => {
                let servers = servers_of(targets)?;
                return self.operation(by.auth, action, &servers, snapshot);
            }
            Action::Create(action) => {
                planned(targets)?;
                let server = action.with_secrets(by.secrets);
                let mut call = client.create_call(by.auth, &server)?;
                call.secrets.extend(by.secrets.values());
                (call, Answer::Built)
            }
            Action::Group(action) => {
                group_of(action, targets)?;
                (self.group(by.auth, action)?, Answer::One)
            }
            Action::Change(action) => {
                let changes = action.changes();
                let at_once = changes.iter().all(ServerChange::is_immediate);
                let servers = servers_of(targets)?;
                let call = client.change_call(by.auth, only(&servers)?, &changes)?;
                (call, Answer::Changed { at_once })
            }
            Action::Execution(_) | Action::Workflow(_) => {
                return Err(CloudError::refused_here(NO_EXECUTIONS));
            }
        };
        Ok(Write { call, answer })
    }

    fn operation<'a>(
        &self,
        auth: &'a Auth,
        action: &OperationAction,
        targets: &[ServerId],
        snapshot: Option<&Snapshot>,
    ) -> Result<Write<'a>, CloudError> {
        let call = match action.operation {
            Operation::Restore
            | Operation::Delete
            | Operation::DeleteSnapshot
            | Operation::RestoreSnapshot => {
                let call = self.of_one(auth, action, only(targets)?, snapshot)?;
                let answer = Answer::One;
                return Ok(Write { call, answer });
            }
            Operation::StartMaintenance => {
                self.client
                    .maintenance_call(auth, true, &distinct(targets)?)
            }
            Operation::StopMaintenance => {
                self.client
                    .maintenance_call(auth, false, &distinct(targets)?)
            }
            Operation::Archive => self.client.archive_call(auth, &distinct(targets)?),
            Operation::CreateSnapshot => {
                let days = action.days.and_then(SnapshotDays::new);
                let days = days.ok_or_else(|| incomplete("how long the snapshot is kept"))?;
                self.client.snapshots_call(auth, days, &distinct(targets)?)
            }
            Operation::PowerOn => self.power(auth, PowerOp::PowerOn, targets),
            Operation::ShutDown => self.power(auth, PowerOp::ShutDown, targets),
            Operation::Reboot => self.power(auth, PowerOp::Reboot, targets),
            Operation::Pause => self.power(auth, PowerOp::Pause, targets),
            Operation::PowerOff => self.power(auth, PowerOp::PowerOff, targets),
            Operation::Reset => self.power(auth, PowerOp::Reset, targets),
        };
        Ok(Write {
            call: call?,
            answer: Answer::PerServer,
        })
    }

    fn power<'a>(
        &self,
        auth: &'a Auth,
        op: PowerOp,
        targets: &[ServerId],
    ) -> Result<Call<'a>, CloudError> {
        self.client.power_call(auth, op, &distinct(targets)?)
    }

    /// What the cloud takes for one server at a time.
    fn of_one<'a>(
        &self,
        auth: &'a Auth,
        action: &OperationAction,
        server: &ServerId,
        snapshot: Option<&Snapshot>,
    ) -> Result<Call<'a>, CloudError> {
        let snapshot = || snapshot.ok_or_else(|| incomplete("which snapshot is meant"));
        match action.operation {
            Operation::Delete => self.client.delete_call(auth, server),
            Operation::Restore => {
                let group = action.group.as_ref();
                let group = group.ok_or_else(|| incomplete("the group to restore to"))?;
                self.client.restore_call(auth, server, &group.id)
            }
            Operation::DeleteSnapshot => {
                self.client.delete_snapshot_call(auth, server, snapshot()?)
            }
            _ => self.client.revert_call(auth, server, snapshot()?),
        }
    }

    fn group<'a>(&self, auth: &'a Auth, action: &GroupAction) -> Result<Call<'a>, CloudError> {
        let group = &action.group.id;
        match action.operation {
            GroupOperation::Delete => self.client.delete_group_call(auth, group),
            GroupOperation::Archive => self.client.archive_group_call(auth, group),
            GroupOperation::Restore => {
                let target = action.target.as_ref();
                let target = target.ok_or_else(|| incomplete("the group to restore to"))?;
                self.client.restore_group_call(auth, group, &target.id)
            }
        }
    }
}
