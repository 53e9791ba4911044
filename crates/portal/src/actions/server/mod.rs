//! One server: changing it, and its root password.

mod about;
mod credentials;
mod edit;
mod hardware;

pub use about::save;
pub use credentials::{Revealed, reveal};
pub use edit::{Editing, editing};
pub use hardware::review;
pub(crate) use hardware::{again, as_of_now};
