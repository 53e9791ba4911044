//! Runs made by hand, as a submit would have made them.

use crate::support::by;
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::audit::AuditAction;
use slipway_domain::package::Package;
use slipway_domain::plan::{PlanBody, PlannedTarget, Rollout};
use slipway_domain::run::{
    Batch, BatchState, Outcome, OutcomeState, Run, RunDetail, RunNumber, RunState, Target,
};
use slipway_domain::{DataCenterId, PackageId, RunId, Scope, Secret};
use slipway_portal::Portal;
use slipway_store::{Idempotency, NewRun, Plan, Store};
use std::collections::BTreeMap;

/// A target of a plan.
pub(crate) fn planned(target: Target, name: &str, place: &str) -> PlannedTarget {
    PlannedTarget {
        target,
        name: name.to_owned(),
        data_center: Some(DataCenterId::new(place)),
        notes: vec![],
    }
}

/// The plan of a package that takes no values but secrets with these names.
pub(crate) fn plan(
    package: &str,
    secrets: Vec<String>,
    targets: Vec<PlannedTarget>,
    rollout: Rollout,
) -> PlanBody {
    let package = Package {
        id: PackageId::new(package),
        name: "A package".into(),
        visibility: None,
        description: String::new(),
        parameters: vec![],
        supported_os: vec![],
        problem: None,
    };
    PlanBody {
        action: Action::Package(PackageAction {
            package,
            values: BTreeMap::new(),
            secrets,
            chosen: BTreeMap::new(),
            notices: Vec::new(),
        }),
        targets,
        left_out: Vec::new(),
        rollout,
    }
}

/// A run of `plan` with all its calls in `state`, and its targets to match.
pub(crate) fn run(
    portal: &Portal,
    scope: Scope,
    starter: &str,
    plan: PlanBody,
    state: BatchState,
) -> RunDetail {
    let sending = state == BatchState::Sending;
    let waits = if sending {
        OutcomeState::Sending
    } else {
        OutcomeState::Waiting
    };
    let (mut batches, mut outcomes) = (Vec::new(), Vec::new());
    for (number, targets) in (0..).zip(plan.batches()) {
        outcomes.extend(targets.into_iter().map(|planned| Outcome {
            target: planned.target.clone(),
            name: planned.name.clone(),
            built: None,
            data_center: planned.data_center.clone(),
            batch: number,
            job: None,
            state: waits,
            message: None,
            queued_at: None,
            executing_at: None,
            ended_at: None,
        }));
        batches.push(Batch {
            number,
            state,
            attempt: 1,
            sent_at: sending.then(|| portal.now()),
            jobs: Vec::new(),
        });
    }
    let run = Run {
        id: RunId::new(portal.fresh_id()),
        number: RunNumber::default(),
        kind: plan.action.kind(),
        cloud: scope.cloud,
        account: scope.account,
        started_by: starter.to_owned(),
        title: plan.action.title().to_owned(),
        plan,
        state: RunState::Live,
        rollout: slipway_domain::run::RolloutStanding::default(),
        created_at: portal.now(),
        finished_at: None,
        version: 1,
        repeats: None,
    };
    RunDetail {
        run,
        batches,
        outcomes,
    }
}

/// Saves plan and run; nobody follows it yet.
pub(crate) async fn save(
    store: &Store,
    detail: RunDetail,
    secrets: &BTreeMap<String, Secret>,
    token: Secret,
) -> RunId {
    let (run, owner) = (&detail.run, detail.run.started_by.clone());
    let id = run.id.clone();
    let plan = Plan {
        id: format!("plan-{id}"),
        owner: owner.clone(),
        cloud: run.cloud.clone(),
        account: run.account.clone(),
        hash: run.plan.hash(),
        body: run.plan.clone(),
        repeats: None,
        created_at: run.created_at,
        run: None,
    };
    store.plans.put(&plan, secrets).await.unwrap();
    let new = NewRun {
        audit: by(AuditAction::Run),
        idempotency: Idempotency {
            owner,
            key: id.to_string(),
        },
        plan: Some(plan.id),
        token,
        detail,
    };
    store.runs.create(&new).await.unwrap();
    id
}
