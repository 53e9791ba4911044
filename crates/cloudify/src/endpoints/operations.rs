//! The steps of an execution.

use crate::client::CloudifyClient;
use crate::wire::operation::Operation;
use crate::wire::page::page;
use slipway_cloud::{Auth, CloudError, Page, Part, Step};
use slipway_domain::ExecutionId;

const OPERATIONS: (&str, &str) = ("operations", "/operations");

impl CloudifyClient {
    /// A page of the steps of an execution. Workflows that are scripts, and dry runs, have none.
    ///
    /// # Errors
    /// How the call failed; [`CloudError::NotFound`] also from managers before 6.0.
    pub async fn operations(
        &self,
        auth: &Auth,
        execution: &ExecutionId,
        part: Part,
    ) -> Result<Page<Step>, CloudError> {
        let (size, offset) = (part.size.to_string(), part.offset.to_string());
        let query = [
            ("execution_id", execution.as_str()),
            ("_size", &size),
            ("_offset", &offset),
        ];
        let call = self.list(OPERATIONS, &["operations"], &query, auth)?;
        let read = self
            .transport()
            .call(call, |body| page(body, Operation::into_entity));
        read.await
    }
}
