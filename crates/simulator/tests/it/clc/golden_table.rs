//! Which question to the simulator belongs to which recorded answer, which recordings it has no answer for yet, and in
//! what answers of one kind may differ.

use serde_json::Value;

use crate::clc::support::list;

/// What to ask the simulator.
#[derive(Clone, Copy)]
pub(crate) enum Question {
    Login,
    /// All data centers, with this query.
    Centers(&'static str),
    /// One of this id and query.
    Center(&'static str),
    /// The root group of a data center.
    Root,
    /// A described group with servers and no groups.
    Leaf,
    /// The Archive group, with its servers in full.
    Archive,
    /// How busy the servers of a group are, by the type that is asked for.
    GroupStatistics(&'static str),
    /// A group while the cloud is in trouble.
    Trouble,
    NoServer,
    /// Whatever is at this address.
    At(&'static str),
    /// The first server of which this holds.
    Server(fn(&Value) -> bool),
    /// The password of a server.
    Credentials,
    /// A server by its UUID.
    ByUuid,
    /// An operation on one server.
    Operation(&'static str),
    /// A change of one server.
    Change(Change),
    /// A change of one group.
    Group(GroupChange),
    /// Something about networks.
    Net(Net),
    /// Something about policies.
    Policy(Policy),
    /// A job in this state.
    Job(&'static str),
}

/// What is to be done to a server, alone.
#[derive(Clone, Copy)]
pub(crate) enum Change {
    Delete,
    Restore,
    DropSnapshot,
    Revert,
    Create,
    Clone,
    /// What takes a job, and with it what does not.
    Resize,
    Tag,
}

/// What is to be asked about networks and addresses; of policies and public addresses by its method.
#[derive(Clone, Copy)]
pub(crate) enum Net {
    List,
    One,
    Claim,
    Rename,
    Release,
    /// With the parts of its address in the wrong order.
    ReleaseNowhere,
    /// What a claim is doing after so many seconds.
    Claimed(f64),
    Policy(&'static str),
    Public(&'static str),
    AddCard,
    DropCard,
    /// What the addition of a card is doing in the end.
    CardAdded,
}

/// What is to be asked about policies.
#[derive(Clone, Copy)]
pub(crate) enum Policy {
    Alert,
    AntiAffinity,
    Autoscale,
    /// That of a server which is under none.
    None,
    /// Putting it on a server.
    Map,
}

/// What is to be done to a group.
#[derive(Clone, Copy)]
pub(crate) enum GroupChange {
    Create,
    Rename,
    Delete,
}

use Question::{
    Archive, At, ByUuid, Center, Centers, Job, Leaf, Login, NoServer, Operation, Root, Server,
    Trouble,
};

/// Recordings, without the ending of their names, and the question that has the same answer here.
pub(crate) const TABLE: &[(&str, Question)] = &[
    ("auth-login.200", Login),
    ("datacenters-list.200", Centers("")),
    (
        "datacenters-list.groupLinks.200",
        Centers("?groupLinks=true"),
    ),
    ("datacenter-get.200", Center("va1?groupLinks=false")),
    (
        "datacenter-get.groupLinks.200",
        Center("va1?groupLinks=true"),
    ),
    ("datacenter-get.404", Center("not-real?groupLinks=true")),
    ("group-get.root.200", Root),
    ("group-get.default.200", Leaf),
    ("group-get.serverDetail.200", Archive),
    ("group-get.500", Trouble),
    (
        "group-statistics.hourly.200",
        Question::GroupStatistics("hourly"),
    ),
    (
        "group-statistics.latest.200",
        Question::GroupStatistics("latest"),
    ),
    (
        "group-statistics.realtime.200",
        Question::GroupStatistics("realtime"),
    ),
    ("group-create.201", Question::Group(GroupChange::Create)),
    ("group-patch.204", Question::Group(GroupChange::Rename)),
    ("group-delete.202", Question::Group(GroupChange::Delete)),
    (
        "deploymentCapabilities.200",
        At("/v2/datacenters/SLIP/DE1/deploymentCapabilities"),
    ),
    (
        "deploymentCapabilities.full.200",
        At("/v2/datacenters/SLIP/ca1/deploymentCapabilities"),
    ),
    (
        "vmImport-available.200",
        At("/v2/vmImport/SLIP/VA1/available"),
    ),
    (
        "account-customFields.200",
        At("/v2/accounts/SLIP/customFields"),
    ),
    ("server-get.404", NoServer),
    (
        "server-get.active.antiAffinity.200",
        Server(|server| active(server) && server["details"]["antiAffinityPolicy"].is_object()),
    ),
    (
        "server-get.active.cpuAutoscale.200",
        Server(|server| active(server) && server["details"]["cpuAutoscalePolicy"].is_object()),
    ),
    (
        "server-get.active.200",
        Server(|server| {
            active(server) && holds(server, "customFields") && holds(server, "secondaryIPAddresses")
        }),
    ),
    (
        "server-get.active.customFields.200",
        Server(|server| active(server) && holds(server, "customFields")),
    ),
    ("server-get.active.displayName.200", ByUuid),
    (
        "server-get.active.managedOS.200",
        Server(|server| active(server) && server["isManagedOS"] == true),
    ),
    (
        "server-get.active.paused.200",
        Server(|server| power(server, "paused")),
    ),
    (
        "server-get.active.snapshot.200",
        Server(|server| active(server) && holds(server, "snapshots")),
    ),
    (
        "server-get.active.stopped.200",
        Server(|server| power(server, "stopped") && active(server)),
    ),
    (
        "server-get.archived.200",
        Server(|server| server["status"] == "archived"),
    ),
    (
        "server-get.queuedForDelete.200",
        Server(|server| server["status"] == "queuedForDelete"),
    ),
    (
        "server-get.underConstruction.200",
        Server(|server| server["status"] == "underConstruction"),
    ),
    ("server-credentials.200", Question::Credentials),
    ("op-pause.200", Operation("pause")),
    ("op-powerOff.200", Operation("powerOff")),
    ("op-powerOn.200", Operation("powerOn")),
    ("op-reboot.200", Operation("reboot")),
    ("op-reset.200", Operation("reset")),
    ("op-shutDown.200", Operation("shutDown")),
    ("op-archive.200", Operation("archive")),
    ("op-createSnapshot.200", Operation("createSnapshot")),
    ("op-startMaintenance.200", Operation("startMaintenance")),
    ("op-stopMaintenance.200", Operation("stopMaintenance")),
    ("server-delete.202", Question::Change(Change::Delete)),
    ("server-create.202", Question::Change(Change::Create)),
    ("server-clone-create.202", Question::Change(Change::Clone)),
    ("server-patch.async.202", Question::Change(Change::Resize)),
    ("server-patch.sync.204", Question::Change(Change::Tag)),
    ("server-restore.202", Question::Change(Change::Restore)),
    (
        "snapshot-delete.200",
        Question::Change(Change::DropSnapshot),
    ),
    ("snapshot-restore.200", Question::Change(Change::Revert)),
    ("networks-list.200", Question::Net(Net::List)),
    ("network-get.ipAddresses.200", Question::Net(Net::One)),
    ("network-claim.202", Question::Net(Net::Claim)),
    ("network-put.204", Question::Net(Net::Rename)),
    ("network-release.204", Question::Net(Net::Release)),
    ("network-release.404", Question::Net(Net::ReleaseNowhere)),
    (
        "experimental-op.running.200",
        Question::Net(Net::Claimed(20.0)),
    ),
    (
        "experimental-op.succeeded.200",
        Question::Net(Net::Claimed(400.0)),
    ),
    (
        "firewallPolicy-post.201",
        Question::Net(Net::Policy("POST")),
    ),
    ("firewallPolicy-get.200", Question::Net(Net::Policy("GET"))),
    ("firewallPolicy-put.204", Question::Net(Net::Policy("PUT"))),
    (
        "firewallPolicy-delete.204",
        Question::Net(Net::Policy("DELETE")),
    ),
    ("publicIP-post.202", Question::Net(Net::Public("POST"))),
    ("publicIP-get.200", Question::Net(Net::Public("GET"))),
    ("publicIP-put.202", Question::Net(Net::Public("PUT"))),
    ("publicIP-delete.202", Question::Net(Net::Public("DELETE"))),
    ("secondaryNetwork-post.202", Question::Net(Net::AddCard)),
    ("secondaryNetwork-delete.202", Question::Net(Net::DropCard)),
    (
        "secondaryNetwork-op-status.succeeded.200",
        Question::Net(Net::CardAdded),
    ),
    ("alertPolicy-post.201", Question::Policy(Policy::Alert)),
    (
        "antiAffinity-post.201",
        Question::Policy(Policy::AntiAffinity),
    ),
    (
        "autoscalePolicies-list.200",
        Question::Policy(Policy::Autoscale),
    ),
    ("cpuAutoscale-get.404", Question::Policy(Policy::None)),
    ("cpuAutoscale-put.200", Question::Policy(Policy::Map)),
    ("queue-status.executing.200", Job("executing")),
    ("queue-status.notStarted.200", Job("notStarted")),
    ("queue-status.resumed.200", Job("resumed")),
    ("queue-status.succeeded.200", Job("succeeded")),
];

/// Recordings of what the simulator does not do yet: load balancers, and the way in which networks were released before
/// 2016.
pub(crate) const NOT_SIMULATED_YET: &[&str] = &["lb-nodes-put.500", "network-release.200"];

/// Where answers of one kind may differ, and why.
const FREE: &[(&str, &str)] = &[
    (".apiOnly", "told from November 2015 on"),
    (".displayName", "told from 2016 on"),
    (".secondaryIPAddresses", "told from August 2015 on"),
    (".ipAddresses[].public", "only where there is one"),
    (".links[publicIPAddress]", "one for each public address"),
    (".modifiedBy", "absent where the cloud itself was last"),
    (".links[server]", "one for each server of the group"),
    (".summary.links", "told of some claims only"),
];

/// Whether answers of one kind may differ at this place.
pub(crate) fn is_free(path: &str) -> bool {
    FREE.iter().any(|(place, _)| path.contains(place))
}

pub(crate) fn active(server: &Value) -> bool {
    server["status"] == "active"
}

pub(crate) fn power(server: &Value, state: &str) -> bool {
    server["details"]["powerState"] == state
}

fn holds(server: &Value, member: &str) -> bool {
    !list(&server["details"][member]).is_empty()
}
