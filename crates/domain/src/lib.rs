//! The words and rules of Slipway, free of any framework.
//!
//! Ids, entities, package parameters and their validation, what may be done by whom and in which
//! state, the one error that people see, and typed URLs. Everything here is pure: time,
//! randomness and regular expressions come in through traits, because this crate also runs in
//! the browser.

mod account;
pub mod action;
pub mod audit;
pub mod bare_metal;
pub mod bill;
pub mod capabilities;
pub mod confirmation;
pub mod context;
pub mod custom_field;
pub mod details;
pub mod error;
mod folded;
pub mod group;
pub mod group_form;
pub mod hardware;
pub mod hint;
pub mod ids;
pub mod live;
pub mod money;
pub mod name_list;
pub mod natural;
pub mod new_server;
pub mod offered_actions;
pub mod operation;
pub mod package;
pub mod parameters;
pub mod plan;
pub mod principal;
pub mod run;
pub mod scope;
pub mod secret;
pub mod server;
pub mod server_form;
pub mod share;
pub mod statistics;
pub mod urls;
pub mod wildcard;
pub mod workflow;

pub use context::{Clock, Entropy};
pub use error::{AppError, AppResult, Sent, Unreadable};
pub use folded::folded;
pub use ids::{
    AccountAlias, CloudName, DataCenterId, DeploymentId, ExecutionId, GroupId, HostId, PackageId,
    RunId, ServerId,
};
pub use principal::Principal;
pub use scope::Scope;
pub use secret::{Secret, is_secret_name};
