//! What a kind of cloud is to Slipway: the seam between the use-cases and the code that speaks
//! with an upstream.
//!
//! A **driver** speaks one kind of cloud. It offers **facets**: [`Identity`] and [`Jobs`] every
//! driver has, [`Inventories`], [`Packages`], [`Servers`], [`Workflows`] and [`Logs`] where the kind of
//! cloud knows such things; pages show what is offered. What only one kind of cloud knows stays in its driver:
//! paths, spellings, limits, how long its jobs take, what its answers mean.
//!
//! Every failure is a [`CloudError`], which says above all whether something may have happened.
//! No HTTP here, and no run time: a driver may be a script of a test.

mod auth;
mod call;
mod cause;
mod driver;
mod error;
mod executions;
mod jobs;
mod logs;
mod observation;
mod page;
mod rules;
mod servers;
mod workflows;

pub use auth::{Account, Auth, Login};
pub use call::{Accepted, Block, Call, CallKey, LookedUp, Preview, Submitted};
pub use cause::Cause;
pub use driver::{CheckFailure, Driver, Identity, Inventories, Inventory, Packages, StartFailure};
pub use error::{CloudError, Fault, FieldMessage, message_about};
pub use executions::{
    Counted, Execution, ExecutionField, ExecutionOrder, ExecutionQuery, OfferedWay, StatusWord,
    Step,
};
pub use jobs::{
    Adopted, Adopts, CancelAnswer, CancelWay, Cancelled, Cancels, Jobs, LookUps, Manners,
};
pub use logs::{LogCursor, LogFilter, LogItem, LogLevel, LogPage, LogPlace, Logs};
pub use observation::{Observation, Reading, TargetObservation};
pub use page::{Page, Part};
pub use rules::{Rules, UsualRules};
pub use servers::{ServerCredentials, Servers};
pub use workflows::{
    Blueprint, DataType, Deployment, DeploymentQuery, MOST_NAMED, Named, Workflows,
};
