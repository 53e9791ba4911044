//! The pages: pure functions from data that use-cases made to markup.

pub mod error;
pub mod packages;
pub mod servers;
pub mod sign_in;
