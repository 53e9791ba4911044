//! The pages: pure functions from data that use-cases made to markup.

mod choices;
mod chosen;
pub mod create;
mod custom_field;
pub mod deployment;
pub mod deployments;
pub mod error;
pub mod execution;
pub mod executions;
pub mod form_feedback;
pub mod groups;
pub mod home;
pub mod left_out;
pub mod package;
pub mod packages;
pub mod plan;
pub mod run;
pub mod runs;
pub mod server;
pub mod servers;
pub mod shared;
pub mod shares;
pub mod sign_in;
pub mod star;
pub mod which_cloud;
pub mod workflow;
pub mod workflows;
