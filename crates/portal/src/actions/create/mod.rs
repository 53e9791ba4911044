//! Having servers built, from a template or as copies of another one: the form, its check, its
//! plan, and the way back into the form.
//!
//! What was typed is kept as it was typed, control by control, so that nothing of it is lost
//! whatever is wrong with it; secrets are never kept. What can be chosen is read from the cloud
//! for each page, as it differs between data centers.

mod begin;
mod check;
mod elsewhere;
mod estimate;
mod form;
mod known;
mod options;
mod packages;
mod posted;
mod refill;
mod review;

pub use begin::{Begins, begin, fill, fresh};
pub use check::PASSWORD_RULE;
pub use elsewhere::Moved;
pub use estimate::expected_names;
pub use form::{CreateForm, controls, open, save_draft};
pub use options::{FormOptions, options};
pub use packages::named;
pub use posted::{Posted, Pressed};
pub(crate) use refill::draft_of;
pub(crate) use review::as_of_now;
pub use review::{Reviewed, review};

use std::ops::RangeInclusive;

/// How many servers can be ordered at once.
pub const COUNT: RangeInclusive<u32> = 1..=20;
