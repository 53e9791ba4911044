//! The hook through which a program counts and times the calls.

use std::time::Duration;

/// Is told of every call after it ended.
pub trait Observer: Send + Sync {
    /// `endpoint` is one of a fixed set of names (`login`, `group`, `job_status` and the like);
    /// `outcome` is `ok` or [`slipway_cloud::CloudError::word`]; `elapsed` includes repetitions and waits.
    fn call(&self, endpoint: &'static str, outcome: &'static str, elapsed: Duration);
}
