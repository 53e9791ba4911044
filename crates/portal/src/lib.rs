//! The use-cases of Slipway: what people do, whoever shows it.
//!
//! Each file holds one use-case or one small family. A use-case takes a [`Grant`] (who asks,
//! with which upstream credential), checks their rights itself, and answers with plain data or
//! an [`slipway_domain::AppError`]. Time, randomness, the store and the clouds come from
//! [`Portal`], which is cheap to clone.
//!
//! A run's way through this crate: [`form`] reads what was posted, [`review`] checks it and keeps
//! a plan, [`submit`] turns the plan into a run, [`watch`] sends its calls and follows its jobs,
//! [`runs`] shows it, [`share`] opens it to people without an account.

pub mod again;
pub mod cached;
pub mod cancel;
pub mod catalogue;
pub mod check_value;
mod children;
pub mod choice;
pub mod choosing;
pub mod clouds;
pub mod create;
pub mod drafts;
pub mod form;
pub mod grants;
pub mod groups;
pub mod housekeeping;
pub mod inventory;
pub mod live;
pub mod operations;
mod over;
pub mod patterns;
pub mod preflight;
mod refusals;
pub mod review;
pub mod runs;
pub mod server;
pub mod settings;
pub mod share;
pub mod sign_in;
pub mod submit;
pub mod throttle;
pub mod watch;
pub mod writes;

mod portal;

pub use clouds::Cloud;
pub use grants::Grant;
pub use portal::{Parts, Portal};
pub use settings::{CloudSettings, Lives};
