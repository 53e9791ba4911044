//! The run engine over a driver that tests write, without sockets and with a clock that tests move.

mod accounts;
mod adopting;
mod calls;
mod cancelling;
mod commits;
mod later;
mod lost;
mod measuring;
mod observing;
mod pressing;
mod rollouts;
mod stopping;
mod tokens;
mod waiting;
mod workflows;
mod world;
