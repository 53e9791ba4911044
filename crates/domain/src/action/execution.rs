//! Following what was started elsewhere.

use crate::ids::ExecutionId;
use serde::{Deserialize, Serialize};

/// An execution that the cloud worked on already when the run began. Nothing is sent for it, and
/// nobody reviewed it here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutionAction {
    /// Which one.
    pub id: ExecutionId,
    /// What it does, in the cloud's words: its workflow, as a rule.
    pub title: String,
}
