//! Packages: which there are, the form of each with what was typed into it, and what a pattern makes of
//! a value.

pub mod catalogue;
pub mod check_value;
pub mod form;
pub mod patterns;
