//! Calls of runs and what becomes of them.

use super::{CloudifyDriver, handles, preview, words};
use crate::endpoints::starts;
use async_trait::async_trait;
use slipway_cloud::{
    Accepted, Adopts, Auth, Call, CallKey, Cancels, CloudError, Execution, Jobs, Manners,
    Observation, Preview, Reading, Submitted,
};
use slipway_domain::action::{Action, WorkflowAction};
use slipway_domain::run::{Handle, Target};
use slipway_domain::{AccountAlias, DeploymentId, Secret};
use slipway_upstream::{Call as Request, ended, reading};
use std::collections::BTreeMap;

const NO_SERVERS: &str = "This cloud starts workflows of deployments and does nothing else.";
const ONE_EACH: &str = "The plan does not say which one deployment is meant.";

#[async_trait]
impl Jobs for CloudifyDriver {
    fn manners(&self) -> &Manners {
        &self.manners
    }

    fn preview(&self, account: &AccountAlias, call: Call<'_>) -> Preview {
        preview::preview(self, account, call)
    }

    /// An answer that was lost cannot be found out: executions carry nothing of the call.
    async fn submit(
        &self,
        auth: &Auth,
        call: Call<'_>,
        secrets: &BTreeMap<String, Secret>,
        _key: &CallKey,
    ) -> Submitted {
        let texts = starts::texts(secrets);
        let sent = async {
            let mut request = self.request(auth, call, secrets)?;
            request.secrets.extend(&texts);
            self.client.start(request).await
        };
        match sent.await {
            Ok(execution) => accepted(&execution, call.targets),
            Err(error) => ended(&error),
        }
    }

    async fn observe(&self, auth: &Auth, handles: &[Handle]) -> Vec<Reading> {
        let ids: Vec<&str> = handles.iter().filter_map(handles::parse).collect();
        let read = if ids.is_empty() {
            Ok(Vec::new())
        } else {
            self.client.executions_by_id(auth, &ids).await
        };
        let told = |handle: &Handle| {
            let Some(id) = handles::parse(handle) else {
                return Reading::NewerVersion;
            };
            let found = read.clone().and_then(|read| {
                let found = read.into_iter().find(|one| one.id.as_str() == id);
                found.ok_or(CloudError::NotFound)
            });
            reading(
                handle,
                found.as_ref().map(observation).map_err(Clone::clone),
            )
        };
        handles.iter().map(told).collect()
    }

    fn cancels(&self) -> Option<&dyn Cancels> {
        Some(self)
    }

    fn adopts(&self) -> Option<&dyn Adopts> {
        Some(self)
    }
}

impl CloudifyDriver {
    /// The request that a run's call is.
    pub(super) fn request<'a>(
        &self,
        auth: &'a Auth,
        call: Call<'_>,
        secrets: &'a BTreeMap<String, Secret>,
    ) -> Result<Request<'a>, CloudError> {
        let (action, deployment) = start(call)?;
        self.client.start_call(auth, deployment, action, secrets)
    }
}

/// The workflow and the one deployment of a call; anything else is refused in words.
fn start(call: Call<'_>) -> Result<(&WorkflowAction, &DeploymentId), CloudError> {
    let Action::Workflow(action) = call.action else {
        return Err(CloudError::refused_here(NO_SERVERS));
    };
    match call.targets {
        [Target::Deployment(id)] => Ok((action, id)),
        [other] => {
            let words = format!("This cloud cannot do this to a {}.", other.kind());
            Err(CloudError::refused_here(&words))
        }
        _ => Err(CloudError::refused_here(ONE_EACH)),
    }
}

fn accepted(execution: &Execution, targets: &[Target]) -> Submitted {
    let job = (handles::of(&execution.id), execution.id.to_string());
    let accepted = targets.iter().map(|target| Accepted {
        target: target.clone(),
        verdict: Ok(job.clone()),
    });
    Submitted::Accepted(accepted.collect())
}

fn observation(execution: &Execution) -> Observation {
    Observation {
        words: words::of(execution),
        ..Observation::of(execution.status)
    }
}

#[cfg(test)]
mod tests;
