//! Operations: the steps of an execution's task graph.

use super::{Loose, Raw, Text, decode, time, wire};
use slipway_cloud::Step;
use slipway_domain::run::JobStatus;

wire! {
    /// An operation.
    Operation {
        id: Text = "id",
        name: Text = "name",
        state: Text = "state",
        kind: Text = "type",
        created_at: Text = "created_at",
        parameters: Loose<Parameters> = "parameters",
    }
}

wire! {
    /// What it works with.
    Parameters {
        retries: Text = "current_retries",
        error: Text = "error",
        about: Raw = "info",
        work: Loose<Work> = "task_kwargs",
    }
}

wire! {
    /// What it works on.
    Work {
        instance: Text = "node_instance_id",
        call: Loose<Called> = "kwargs",
    }
}

wire! {
    /// The call of an agent.
    Called {
        context: Loose<Context> = "__cloudify_context",
    }
}

wire! {
    /// What the agent is told.
    Context {
        node: Text = "node_id",
        operation: Loose<ContextOperation> = "operation",
    }
}

wire! {
    /// The operation that the agent carries out.
    ContextOperation {
        name: Text = "name",
    }
}

impl Operation {
    /// `None` without an id.
    pub(crate) fn into_entity(self) -> Option<Step> {
        let parameters = self.parameters.0.unwrap_or_default();
        let work = parameters.work.0.unwrap_or_default();
        let context = work
            .call
            .0
            .and_then(|call| call.context.0)
            .unwrap_or_default();
        let operation = context
            .operation
            .0
            .and_then(|operation| operation.name.some());
        let about = parameters.about.0;
        let about = about.and_then(|raw| decode::<Text>(raw.get().as_bytes()).ok()?.some());
        let name = self.name.some().unwrap_or_default();
        Some(Step {
            id: self.id.some()?,
            name: operation.unwrap_or_else(|| match about {
                Some(about) => format!("{name}: {about}"),
                None => name,
            }),
            kind: self.kind.some().unwrap_or_default(),
            status: self.state.0.as_deref().map_or(JobStatus::Unknown, status),
            state: self.state.some().unwrap_or_default(),
            node: work.instance.some().or(context.node.some()),
            error: parameters.error.some(),
            retries: parameters
                .retries
                .0
                .and_then(|text| text.parse().ok())
                .unwrap_or(0),
            created_at: time(self.created_at),
        })
    }
}

/// What a state of an operation is to a run; one that is sent once more is under way.
fn status(word: &str) -> JobStatus {
    match word {
        "pending" => JobStatus::NotStarted,
        "sending" | "sent" | "started" | "response-sent" | "rescheduled" => JobStatus::Executing,
        "succeeded" => JobStatus::Succeeded,
        "failed" => JobStatus::Failed,
        _ => JobStatus::Unknown,
    }
}
