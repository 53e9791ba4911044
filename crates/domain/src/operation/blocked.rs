//! What can stand in the way of an operation on a server. When it does, the driver of its cloud says.

use crate::server::{PowerState, ServerStatus};
use std::fmt;

/// Why an operation is not offered for a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocked {
    /// It is in another place of its life; says which.
    Status(ServerStatus),
    /// It is in another power state.
    Power(PowerState),
    /// Its power state is not known.
    PowerUnknown,
    /// It is already in that state; says which in words.
    Already(&'static str),
    /// It has no snapshot.
    NoSnapshot,
    /// The cloud gives no link for it, so this account's role may not.
    NotOffered,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "It is {}.", status.label()),
            Self::Power(power) => write!(f, "It is {}.", power.word()),
            Self::PowerUnknown => f.write_str("Whether it runs is not known."),
            Self::Already(state) => write!(f, "It is {state} already."),
            Self::NoSnapshot => f.write_str("It has no snapshot."),
            Self::NotOffered => f.write_str("The cloud does not offer it to your account role."),
        }
    }
}
