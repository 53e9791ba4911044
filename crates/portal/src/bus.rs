//! The bus: what happens, told to whoever has to know. Its messages carry ids and nothing that stands
//! behind them, so that anything may carry them; who hears of an id reads what it stands for.
//!
//! Today one process is all there is, and everybody hears of a message before [`Bus::publish`] is over.
//! Where several share a database, that is what they tell each other (`NOTIFY`), and whatever hears it
//! (`LISTEN`) publishes it to those of its own process; requests, which wait in memory now, wait in the
//! database then. A carrier may lose messages. Nothing is wrong for good then, because whoever would
//! have heard looks again by itself:
//!
//! | lost | until |
//! |---|---|
//! | [`Message::RunSubmitted`] | the run waits for the engine's next sweep, half a lease |
//! | [`Message::RunAsked`] | who asked is told after 25 s that it is under way, and asks again |
//! | [`Message::RunChanged`], [`Message::RunLeft`] | an open page compares versions at its next beat, 4 s |
//! | [`Message::ServersChanged`] | a list is read again once it is old, or when somebody asks for it |

use slipway_domain::{RunId, Scope};
use std::sync::Arc;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A run was kept and waits to be followed.
    RunSubmitted(RunId),
    /// Somebody asks something of whoever follows a run: to cancel it, to send calls again, to go on.
    RunAsked {
        /// Which run; all of the account that wait for a token where none is named.
        run: Option<RunId>,
        /// The id of what is asked.
        request: String,
    },
    /// A run changed, or its jobs were read without a change.
    RunChanged {
        /// Which run.
        run: RunId,
        /// The version at which it stands.
        version: u64,
    },
    /// Nobody follows a run any more where it was followed, as a rule because it is over.
    RunLeft(RunId),
    /// What was read of the servers and groups of an account is no longer how they are.
    ServersChanged(Scope),
}

/// Takes messages; it must not wait.
pub(crate) type Subscriber = Box<dyn Fn(&Message) + Send + Sync>;

/// The bus of a process; clones are one.
#[derive(Clone)]
pub struct Bus(Arc<Vec<Subscriber>>);

impl Bus {
    /// A bus to these subscribers.
    pub(crate) fn new(subscribers: Vec<Subscriber>) -> Self {
        Self(Arc::new(subscribers))
    }

    /// Tells every subscriber, in their order.
    pub fn publish(&self, message: &Message) {
        for subscriber in self.0.iter() {
            subscriber(message);
        }
    }
}
