//! A driver for tests: it speaks with no cloud. What it answers is written by the test, and what it
//! was asked can be read there.
//!
//! It offers every part of the seam that it is given, also those that no real driver offers yet, so
//! that the use-cases are proven for all of them. Without further words every call is taken, each
//! target with a job of its own, which goes on executing until the test says otherwise.
//!
//! [`http`] is a server that answers as a test writes it, for the clients of real drivers.

mod driver;
mod facets;
pub mod http;
mod jobs;
mod script;

pub use driver::Scripted;
pub use script::{Asked, MANNERS, Script, WAYS, job_of, jobs_for};
