//! The watcher against a simulated cloud and a real store.

mod calls;
mod credentials;
mod ends;
mod instances;
mod trouble;

use crate::made;
use crate::support::{World, by};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::plan::{Grouping, Rollout};
use slipway_domain::run::{BatchState, OutcomeState, RunDetail, RunState, Target};
use slipway_domain::{AppResult, RunId, Scope, Secret, ServerId};
use slipway_portal::Portal;
use slipway_portal::runs::engine::{Decided, Decision, Resolution};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long a test waits for something that takes a second.
const PATIENCE: Duration = Duration::from_secs(9);

/// A run to submit.
struct NewRunSpec {
    package: &'static str,
    servers: Vec<ServerId>,
    rollout: Rollout,
    secrets: BTreeMap<String, Secret>,
    token: Secret,
}

impl NewRunSpec {
    async fn new(world: &World, package: &'static str, servers: Vec<ServerId>) -> Self {
        Self {
            package,
            servers,
            rollout: Rollout::default(),
            secrets: BTreeMap::new(),
            token: world.token("admin").await,
        }
    }

    /// On so many servers of VA1.
    async fn on(world: &World, package: &'static str, servers: usize) -> Self {
        Self::new(world, package, world.servers("va1", servers).await).await
    }

    /// The run with all its calls in `state`, and its servers to match.
    fn detail(&self, world: &World, portal: &Portal, state: BatchState) -> RunDetail {
        let planned = |id: &ServerId| {
            let (name, place) = (id.as_str().to_uppercase(), &id.as_str()[..3]);
            made::planned(Target::Server(id.clone()), &name, place)
        };
        let secrets = self.secrets.keys().cloned().collect();
        let targets = self.servers.iter().map(planned).collect();
        let plan = made::plan(self.package, secrets, targets, self.rollout);
        let scope = Scope {
            cloud: world.cloud.clone(),
            account: world.account.clone(),
        };
        made::run(portal, scope, "admin", plan, state)
    }

    /// Saves plan and run as a submit would.
    async fn save(self, world: &World, portal: &Portal, state: BatchState) -> RunId {
        let detail = self.detail(world, portal, state);
        self.store(world, detail).await
    }

    /// The same for a run as it stands in `detail`.
    async fn store(self, world: &World, detail: RunDetail) -> RunId {
        made::save(&world.store, detail, &self.secrets, self.token).await
    }

    /// Keeps it and has it followed.
    async fn submit(self, world: &World, portal: &Portal) -> RunId {
        let run = self.save(world, portal, BatchState::Pending).await;
        portal.watch().follow(run.clone());
        run
    }
}

async fn detail(world: &World, run: &RunId) -> RunDetail {
    world.store.runs.detail(run).await.unwrap().unwrap()
}

/// Waits until the store holds what `wanted` asks for.
async fn until(world: &World, run: &RunId, wanted: impl Fn(&RunDetail) -> bool) -> RunDetail {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let detail = detail(world, run).await;
        if wanted(&detail) {
            return detail;
        }
        assert!(
            tokio::time::Instant::now() < deadline,
            "waited in vain: {detail:#?}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn until_state(world: &World, run: &RunId, state: RunState) -> RunDetail {
    until(world, run, |detail| detail.run.state == state).await
}

/// Waits until every server stands in `state`.
async fn until_all(world: &World, run: &RunId, state: OutcomeState) -> RunDetail {
    until(world, run, |detail| {
        detail.outcomes.iter().all(|outcome| outcome.state == state)
    })
    .await
}

fn assert_all(detail: &RunDetail, state: OutcomeState) {
    let others = detail.outcomes.iter().filter(|one| one.state != state);
    let others: Vec<_> = others.map(|one| (&one.name, one.state)).collect();
    assert!(others.is_empty(), "not {state:?}: {others:?}");
}

fn messages(detail: &RunDetail) -> Vec<&str> {
    detail
        .outcomes
        .iter()
        .map(|outcome| outcome.message.as_deref().unwrap_or(""))
        .collect()
}

/// What somebody decides who saw the run as it stood in `shown`.
async fn answer(
    world: &World,
    portal: &Portal,
    shown: &RunDetail,
    resolution: Resolution,
    calls: &[u32],
    token: Option<Secret>,
) -> AppResult<Decided> {
    let action = match resolution {
        Resolution::SendAgain => AuditAction::SendAgain,
        Resolution::LeaveUnknown => AuditAction::LeaveUnknown,
    };
    let decision = Decision {
        by: AuditEvent {
            cloud: world.cloud.to_string(),
            account: world.account.to_string(),
            subject: format!("{} calls {calls:?}", shown.run.id),
            ..by(action)
        },
        token,
        resolution,
        calls: calls.iter().copied().collect(),
        version: shown.run.version,
    };
    portal.watch().answer(&shown.run.id, decision).await
}
