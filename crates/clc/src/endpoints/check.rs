//! Whether the cloud can be reached at all.

use crate::client::ClcClient;
use crate::error::ClcError;

impl ClcClient {
    /// Asks, without signing in, for something that does not matter: any HTTP answer counts.
    /// It is asked once, whatever the circuit breaker says.
    ///
    /// # Errors
    /// [`ClcError::Unavailable`].
    pub async fn check(&self) -> Result<(), ClcError> {
        let call = self.read("check", "/v2/datacenters/{account}", &["datacenters", "x"])?;
        self.transport().reach(call).await
    }
}
