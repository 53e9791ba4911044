//! What can be done to an execution that there is.

use super::executions::one;
use crate::client::CloudifyClient;
use crate::status::{ManagerAction, Status};
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError, Execution};
use slipway_domain::ExecutionId;

const ACT: (&str, &str) = ("execution_action", "/executions/{execution}");
const SET: (&str, &str) = ("execution_status", "/executions/{execution}");

#[derive(Serialize)]
struct Act {
    action: &'static str,
}

#[derive(Serialize)]
struct Set<'a> {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

impl CloudifyClient {
    /// Does something to an execution, whatever state it is in: the manager kills what has ended well.
    ///
    /// # Errors
    /// [`CloudError::Refused`] where its state does not let it, or how the call failed.
    pub(crate) async fn act(
        &self,
        auth: &Auth,
        id: &ExecutionId,
        action: ManagerAction,
    ) -> Result<Execution, CloudError> {
        let segments = ["executions", id.as_str()];
        let call = self.write(ACT, Method::POST, &segments, auth)?;
        let call = call.json(&Act {
            action: action.word(),
        })?;
        self.transport().call(call, one).await
    }

    /// Sets the status of an execution, with words about its error.
    ///
    /// # Errors
    /// [`CloudError::Refused`] where it cannot be followed by that status, or how the call failed.
    pub(crate) async fn set_status(
        &self,
        auth: &Auth,
        id: &ExecutionId,
        status: Status,
        error: Option<&str>,
    ) -> Result<Execution, CloudError> {
        let segments = ["executions", id.as_str()];
        let call = self.write(SET, Method::PATCH, &segments, auth)?;
        let call = call.json(&Set {
            status: status.word(),
            error,
        })?;
        self.transport().call(call, one).await
    }
}
