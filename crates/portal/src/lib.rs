//! The use-cases of Slipway: what people do, whoever shows it.
//!
//! A use-case takes a [`Grant`] (who asks, on which account of which cloud, with which credential),
//! checks their rights itself, and answers with plain data or an [`slipway_domain::AppError`]. Time,
//! randomness, the store and the clouds come from [`Portal`], which is cheap to clone.
//!
//! The rooms lie along the way of a value: somebody signs in ([`sign_in`]), looks at what there is
//! ([`inventory`], [`packages`]), says what is to be done ([`actions`]), reviews it as a plan and
//! confirms that ([`plans`]), and follows the run that it becomes ([`runs`], with the engine that
//! sends its calls and observes its jobs). [`upkeep`] is what all of that stands on.

pub mod actions;
pub mod bus;
pub mod clouds;
pub mod deployments;
pub mod drafts;
pub mod executions;
pub mod home;
pub mod inventory;
pub mod packages;
pub mod plans;
pub mod runs;
pub mod settings;
pub mod sign_in;
pub mod upkeep;

mod portal;

pub use clouds::Cloud;
pub use portal::{Parts, Portal};
pub use settings::{CloudSettings, Timings};
pub use sign_in::grants::Grant;
