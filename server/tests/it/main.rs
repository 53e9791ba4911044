//! The program over HTTP: the real router, store and demo cloud, as browsers and strangers meet
//! them.

mod access;
mod headers;
mod journey;
mod program;
mod support;
