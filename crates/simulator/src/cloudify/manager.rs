//! Everything the manager keeps. Before anyone looks, what has become due by now is carried out in the order of its
//! time.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::clock::Millis;
use crate::random::Random;

use super::blueprint::Blueprint;
use super::deployment::Deployment;
use super::execution::Execution;
use super::group::{DeploymentGroup, ExecutionGroup};
use super::item::Item;
use super::maintenance::Maintenance;
use super::schedule::Schedule;
use super::status::Status;
use super::tokens::Tokens;
use super::work::Work;

/// At most so many waiting executions begin when one has ended.
const CANDIDATES: usize = 5;
/// The workflow at whose end a deployment is gone.
const DELETION: &str = "delete_deployment_environment";

#[derive(Debug)]
pub(super) struct Manager {
    pub(super) seed: u64,
    pub(super) born: Millis,
    pub(super) tokens: Tokens,
    pub(super) blueprints: Vec<Blueprint>,
    pub(super) deployments: Vec<Deployment>,
    pub(super) executions: Vec<Execution>,
    pub(super) schedules: Vec<Schedule>,
    pub(super) deployment_groups: Vec<DeploymentGroup>,
    pub(super) execution_groups: Vec<ExecutionGroup>,
    /// Events and logs that others wrote, each with the execution that it is about.
    pub(super) posted: Vec<(String, Item)>,
    pub(super) maintenance: Maintenance,
    /// Where each execution stands, by its id.
    places: HashMap<String, usize>,
    /// How many ids were drawn.
    drawn: u64,
    /// How many executions were kept.
    kept: usize,
}

impl Manager {
    /// One that keeps nothing yet.
    pub(super) fn empty(seed: u64, born: Millis) -> Self {
        Self {
            seed,
            born,
            tokens: Tokens::new(seed),
            blueprints: Vec::new(),
            deployments: Vec::new(),
            executions: Vec::new(),
            schedules: Vec::new(),
            deployment_groups: Vec::new(),
            execution_groups: Vec::new(),
            posted: Vec::new(),
            maintenance: Maintenance::default(),
            places: HashMap::new(),
            drawn: 0,
            kept: 0,
        }
    }

    /// An id that no one has yet.
    pub(super) fn draw_id(&mut self) -> String {
        self.drawn += 1;
        Random::about(self.seed, &["id", &self.drawn.to_string()]).uuid()
    }

    pub(super) fn execution(&self, id: &str) -> Option<&Execution> {
        self.places.get(id).map(|at| &self.executions[*at])
    }

    pub(super) fn execution_mut(&mut self, id: &str) -> Option<&mut Execution> {
        self.places.get(id).map(|at| &mut self.executions[*at])
    }

    /// Keeps an execution; the deployment's latest one is this from now on.
    pub(super) fn keep(&mut self, mut execution: Execution) {
        self.kept += 1;
        execution.serial = self.kept;
        self.point_at(
            execution.tenant,
            execution.deployment.as_deref(),
            &execution.id,
        );
        self.places
            .insert(execution.id.clone(), self.executions.len());
        self.executions.push(execution);
    }

    /// Says which execution is a deployment's latest.
    pub(super) fn point_at(&mut self, tenant: &str, deployment: Option<&str>, execution: &str) {
        let found = deployment.and_then(|id| self.deployment_mut(tenant, id));
        if let Some(deployment) = found {
            deployment.latest = Some(execution.to_owned());
        }
    }

    /// Forgets all executions but these.
    pub(super) fn retain(&mut self, keep: impl Fn(&Execution) -> bool) {
        self.executions.retain(|execution| keep(execution));
        let ids = self.executions.iter().enumerate();
        self.places = ids.map(|(at, one)| (one.id.clone(), at)).collect();
    }

    pub(super) fn deployment(&self, tenant: &str, id: &str) -> Option<&Deployment> {
        let mut all = self.deployments.iter();
        all.find(|deployment| deployment.tenant == tenant && deployment.id == id)
    }

    pub(super) fn deployment_mut(&mut self, tenant: &str, id: &str) -> Option<&mut Deployment> {
        let mut all = self.deployments.iter_mut();
        all.find(|deployment| deployment.tenant == tenant && deployment.id == id)
    }

    pub(super) fn blueprint(&self, id: &str) -> Option<&Blueprint> {
        self.blueprints.iter().find(|blueprint| blueprint.id == id)
    }

    /// What a worker does for a workflow of a deployment.
    pub(super) fn work(
        &self,
        deployment: &Deployment,
        workflow: &str,
        parameters: &Map<String, Value>,
    ) -> Work {
        let Some(blueprint) = self.blueprint(&deployment.blueprint) else {
            return Work::Nothing;
        };
        let targets = deployment.targets(parameters);
        blueprint.work(workflow, parameters, &deployment.inputs, targets, None)
    }

    /// Executions of a deployment.
    pub(super) fn of_deployment<'a>(
        &'a self,
        tenant: &'a str,
        id: &'a str,
    ) -> impl Iterator<Item = &'a Execution> {
        self.executions.iter().filter(move |execution| {
            execution.tenant == tenant && execution.deployment.as_deref() == Some(id)
        })
    }

    pub(super) fn deployment_group(&self, tenant: &str, id: &str) -> Option<&DeploymentGroup> {
        let mut all = self.deployment_groups.iter();
        all.find(|group| group.tenant == tenant && group.id == id)
    }

    /// Executions that were started together.
    pub(super) fn of_group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Execution> {
        let all = self.executions.iter();
        all.filter(move |execution| execution.group.as_deref() == Some(group))
    }

    /// Whether the group of an execution lets one more of its own begin.
    fn has_room(&self, execution: &Execution) -> bool {
        let Some(id) = execution.group.as_deref() else {
            return true;
        };
        let mut groups = self.execution_groups.iter();
        let room = groups
            .find(|group| group.id == id)
            .map_or(1, |group| group.concurrency);
        self.of_group(id)
            .filter(|one| one.status.is_active())
            .count()
            < room
    }

    /// Carries out what has become due.
    pub(super) fn settle(&mut self, now: Millis) {
        while let Some((at, place)) = self.next_due(now) {
            if self.executions[place].step() {
                self.ended(place, at);
            }
        }
        let is_idle = || !self.executions.iter().any(|one| one.status.is_active());
        self.maintenance.settle(is_idle, now);
    }

    fn next_due(&self, now: Millis) -> Option<(Millis, usize)> {
        let all = self.executions.iter().enumerate();
        let due = all.filter_map(|(place, execution)| Some((execution.due()?, place)));
        due.filter(|(at, _)| *at <= now).min()
    }

    /// What follows from an end: node instances are where the workflow left them, and waiting executions may begin.
    fn ended(&mut self, place: usize, at: Millis) {
        let execution = &self.executions[place];
        let worked = execution.worked(at);
        let settled = match (&execution.work, &execution.deployment) {
            (Work::Graph(graph), Some(deployment)) if !execution.is_dry_run => {
                let done = graph.done(worked).to_vec();
                Some((
                    execution.tenant,
                    deployment.clone(),
                    execution.workflow.clone(),
                    done,
                ))
            }
            _ => None,
        };
        let removed = (execution.workflow == DELETION && execution.status == Status::Terminated)
            .then(|| (execution.tenant, execution.deployment.clone()));
        if let Some((tenant, id, workflow, done)) = settled
            && let Some(deployment) = self.deployment_mut(tenant, &id)
        {
            deployment.settle(&workflow, &done);
        }
        if let Some((tenant, Some(id))) = removed {
            self.remove_deployment(tenant, &id);
        }
        self.dequeue(at);
    }

    /// Forgets a deployment and its executions.
    fn remove_deployment(&mut self, tenant: &str, id: &str) {
        self.deployments
            .retain(|one| one.tenant != tenant || one.id != id);
        self.schedules
            .retain(|one| one.tenant != tenant || one.deployment != id);
        self.retain(|one| one.tenant != tenant || one.deployment.as_deref() != Some(id));
    }

    /// Lets waiting executions begin whose deployments are idle, oldest first.
    pub(super) fn dequeue(&mut self, now: Millis) {
        let waiting = |execution: &&Execution| execution.status == Status::Queued;
        let mut waiting: Vec<_> = self.executions.iter().filter(waiting).collect();
        waiting.sort_by_key(|execution| execution.created_at);
        let waiting: Vec<String> = waiting
            .iter()
            .map(|execution| execution.id.clone())
            .collect();
        let mut begun = 0;
        for id in waiting {
            let Some(execution) = self.execution(&id) else {
                continue;
            };
            let may_begin = !self.is_busy(execution) && self.has_room(execution);
            if may_begin && begun < CANDIDATES {
                begun += 1;
                if let Some(execution) = self.execution_mut(&id) {
                    execution.send(now);
                }
            }
        }
    }

    /// Whether something is under way for the deployment of an execution.
    fn is_busy(&self, execution: &Execution) -> bool {
        let place = |one: &Execution| (one.tenant, one.deployment.clone());
        let mine = place(execution);
        let mut active = self.executions.iter().filter(|one| one.status.is_active());
        active.any(|one| place(one) == mine)
    }
}
