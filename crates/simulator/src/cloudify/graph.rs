//! The task graph of a built-in workflow: node instance by node instance, each with the same operations at the same
//! times. The graph of `install` is as recorded; the others are made after it.

use crate::clock::Millis;

use super::item::{Item, Spot, Told, millis};

/// A node instance that a workflow works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) node: String,
    pub(super) instance: String,
}

#[derive(Debug)]
pub(super) struct Graph {
    targets: Vec<Target>,
    steps: Vec<Step>,
    /// How long each node instance takes.
    each: Millis,
    /// The number of the node instance whose operation goes wrong, if one does.
    breaks_at: Option<usize>,
}

/// What every node instance goes through, in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) kind: Kind,
    /// After so much of the node instance's own time it begins and ends.
    begin: Millis,
    end: Millis,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// `install` of `install_a_yex7qt`.
    Subgraph(&'static str),
    SetState(&'static str),
    SendEvent(&'static str),
    /// An operation that a script carries out: its full name and its script.
    Remote(&'static str, &'static str),
}

/// Where an operation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Pending,
    Started,
    Succeeded,
    Failed,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Started => "started",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }
}

const BEGIN: Millis = 200;
const QUICK: Millis = 60;
/// Lines that each script writes.
const SCRIPT_LINES: Millis = 12;

impl Graph {
    /// The graph of a workflow over these node instances, whose scripts take `script` each.
    pub(super) fn of(
        workflow: &str,
        targets: Vec<Target>,
        script: Millis,
        breaks_at: Option<usize>,
    ) -> Self {
        let script = script.max(500);
        let mut steps = Vec::new();
        let mut at = 0;
        let mut kinds = recipe(workflow);
        let whole = kinds.remove(0);
        for kind in kinds {
            let takes = if matches!(kind, Kind::Remote(..)) {
                script
            } else {
                QUICK
            };
            steps.push(Step {
                kind,
                begin: at,
                end: at + takes,
            });
            at += takes;
        }
        steps.insert(
            0,
            Step {
                kind: whole,
                begin: 0,
                end: at,
            },
        );
        Self {
            targets,
            steps,
            each: at + QUICK,
            breaks_at,
        }
    }

    pub(super) fn length(&self) -> Millis {
        match self.broken() {
            Some((target, step)) => self.time(target, self.steps[step].end),
            None => self.time(self.targets.len(), QUICK),
        }
    }

    pub(super) fn fails(&self) -> Option<String> {
        let (target, _) = self.broken()?;
        let instance = &self.targets[target].instance;
        Some(format!(
            "Task failed 'script_runner.tasks.run' on {instance}: exit code 1"
        ))
    }

    /// Operations in all, and done after so much work.
    pub(super) fn progress(&self, worked: Millis) -> (usize, usize) {
        let all = self.targets.len() * self.steps.len();
        let whole = self.reached(worked);
        let partly = if whole < self.targets.len() {
            let done = |at: &usize| self.state(whole, *at, worked) == State::Succeeded;
            (0..self.steps.len()).filter(done).count()
        } else {
            0
        };
        (all, whole * self.steps.len() + partly)
    }

    /// The node instances that were gone through after so much work.
    pub(super) fn done(&self, worked: Millis) -> &[Target] {
        let (_, operations) = self.progress(worked);
        &self.targets[..operations / self.steps.len()]
    }

    pub(super) fn targets(&self) -> &[Target] {
        &self.targets
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Where the operation of a node instance stands after so much work.
    pub(super) fn state(&self, target: usize, step: usize, worked: Millis) -> State {
        let Step { begin, end, .. } = self.steps[step];
        if self.broken() == Some((target, step)) && worked >= self.time(target, end) {
            return State::Failed;
        }
        match worked {
            worked if worked >= self.time(target, end) => State::Succeeded,
            worked if worked >= self.time(target, begin) => State::Started,
            _ => State::Pending,
        }
    }

    /// What is told from one amount of work to another, the latter not included.
    pub(super) fn items(&self, from: Millis, to: Millis) -> Vec<Item> {
        let first = self.reached(from);
        let mut items = Vec::new();
        for target in first..self.targets.len() {
            if self.time(target, 0) >= to {
                break;
            }
            for step in 0..self.steps.len() {
                self.tell(target, step, &mut items);
            }
        }
        items.retain(|item| (from..to).contains(&item.at));
        items.sort_by_key(|item| item.at);
        items
    }

    /// The operation that goes wrong: the last script of a node instance.
    fn broken(&self) -> Option<(usize, usize)> {
        let target = self.breaks_at?;
        let remote = |step: &Step| matches!(step.kind, Kind::Remote(..));
        let step = self.steps.iter().rposition(remote)?;
        (target < self.targets.len()).then_some((target, step))
    }

    /// How many node instances are over and done with after so much work.
    fn reached(&self, worked: Millis) -> usize {
        let whole = (worked - BEGIN).max(0) / self.each.max(1);
        usize::try_from(whole).map_or(self.targets.len(), |whole| whole.min(self.targets.len()))
    }

    fn time(&self, target: usize, at: Millis) -> Millis {
        BEGIN + millis(target) * self.each + at
    }

    fn tell(&self, target: usize, step: usize, items: &mut Vec<Item>) {
        let Target { node, instance } = &self.targets[target];
        let Step { kind, begin, end } = &self.steps[step];
        let (begin, end) = (self.time(target, *begin), self.time(target, *end));
        let operation = match kind {
            Kind::Remote(operation, _) => Some(*operation),
            _ => None,
        };
        let spot = Spot {
            node: node.clone(),
            instance: instance.clone(),
            operation,
            task: None,
        };
        let mut put = |at, told, text: String, spot: Option<Spot>| {
            items.push(Item {
                at,
                told,
                text,
                spot,
            });
        };
        let number = target * self.steps.len() + step;
        match kind {
            Kind::SetState(_) => {}
            Kind::SendEvent(text) => {
                put(
                    end,
                    Told::Event("workflow_node_event"),
                    (*text).to_owned(),
                    Some(spot),
                );
            }
            Kind::Subgraph(name) => {
                let text = |what: &str| format!("Subgraph {what} '{name}_{instance}'");
                put(begin, Told::Event("task_started"), text("started"), None);
                put(
                    end + 1,
                    Told::Event("task_succeeded"),
                    text("succeeded"),
                    None,
                );
            }
            Kind::Remote(_, script) => {
                let task = |what: &str| format!("{what} 'script_runner.tasks.run'");
                put(
                    begin,
                    Told::Event("sending_task"),
                    task("Sending task"),
                    Some(spot.clone()),
                );
                put(
                    begin + 1,
                    Told::Event("task_started"),
                    task("Task started"),
                    Some(spot.clone()),
                );
                let logged = Spot {
                    task: Some(number),
                    ..spot.clone()
                };
                for line in 0..SCRIPT_LINES {
                    let at = begin + 2 + line * (end - begin - 3) / SCRIPT_LINES;
                    put(
                        at,
                        Told::Log("info"),
                        script_line(script, line),
                        Some(logged.clone()),
                    );
                }
                let (told, text) = if self.broken() == Some((target, step)) {
                    ("task_failed", task("Task failed") + " -> exit code 1")
                } else {
                    ("task_succeeded", task("Task succeeded"))
                };
                put(end - 1, Told::Event(told), text, Some(spot));
            }
        }
    }
}

fn script_line(script: &str, line: Millis) -> String {
    match line {
        0 => format!("Downloaded scripts/{script} to /opt/manager"),
        1 => format!("Executing: /opt/manager/{script}"),
        line if line == SCRIPT_LINES - 1 => {
            format!("Execution done (return_code=0): /opt/manager/{script}")
        }
        line => format!("{script}: step {} of {}", line - 1, SCRIPT_LINES - 3),
    }
}

/// The whole, and what a node instance goes through.
fn recipe(workflow: &str) -> Vec<Kind> {
    use Kind::{Remote, SendEvent, SetState, Subgraph};
    match workflow {
        "install" => vec![
            Subgraph("install"),
            SetState("initializing"),
            SendEvent("Validating node instance before creation: nothing to do"),
            SendEvent("Precreating node instance: nothing to do"),
            SetState("creating"),
            SendEvent("Creating node instance"),
            Remote("cloudify.interfaces.lifecycle.create", "create.sh"),
            SendEvent("Node instance created"),
            SetState("configuring"),
            SendEvent("Configuring node instance: nothing to do"),
            SetState("starting"),
            SendEvent("Starting node instance"),
            Remote("cloudify.interfaces.lifecycle.start", "start.sh"),
            SendEvent("Poststarting node instance: nothing to do"),
            SetState("started"),
            SendEvent("Node instance started"),
        ],
        "uninstall" => vec![
            Subgraph("uninstall"),
            SendEvent("Prestopping node instance: nothing to do"),
            SetState("stopping"),
            SendEvent("Stopping node instance"),
            Remote("cloudify.interfaces.lifecycle.stop", "stop.sh"),
            SendEvent("Stopped node instance"),
            SetState("deleting"),
            SendEvent("Deleting node instance"),
            Remote("cloudify.interfaces.lifecycle.delete", "delete.sh"),
            SetState("deleted"),
            SendEvent("Deleted node instance"),
        ],
        "reinstall" => {
            let mut all = recipe("uninstall");
            all[0] = Subgraph("reinstall");
            all.extend(recipe("install").into_iter().skip(1));
            all
        }
        "stop" => vec![
            Subgraph("stop"),
            SetState("stopping"),
            SendEvent("Stopping node instance"),
            Remote("cloudify.interfaces.lifecycle.stop", "stop.sh"),
            SetState("stopped"),
        ],
        "start" | "restart" => vec![
            Subgraph("start"),
            SetState("starting"),
            SendEvent("Starting node instance"),
            Remote("cloudify.interfaces.lifecycle.start", "start.sh"),
            SetState("started"),
        ],
        "check_status" | "check_drift" | "heal" => vec![
            Subgraph("check"),
            SendEvent("Checking node instance"),
            Remote("cloudify.interfaces.validation.check_status", "check.sh"),
            SendEvent("Checked node instance"),
        ],
        _ => vec![
            Subgraph("work"),
            SendEvent("Working on node instance"),
            Remote("cloudify.interfaces.lifecycle.poststart", "work.sh"),
            SendEvent("Node instance done"),
        ],
    }
}
