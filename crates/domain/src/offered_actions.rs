//! What the cloud offers a person to do with one server, as its links say.
//!
//! A link shows only to those who may follow it, so that buttons can be decided by links. They
//! do not say whether the state of a server allows it.

use serde::{Deserialize, Serialize};

/// Something that a server's links can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfferedAction {
    /// Change its hardware, description, group and custom fields.
    Patch,
    /// Delete it.
    Delete,
    /// See its root password.
    Credentials,
    /// Bring it back from the archive.
    Restore,
    /// Go back to its snapshot, or delete that.
    Snapshot,
}

impl OfferedAction {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Patch,
        Self::Delete,
        Self::Credentials,
        Self::Restore,
        Self::Snapshot,
    ];
}

/// All that is offered for one server. One byte: an inventory holds ten thousand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfferedActions(u8);

impl OfferedActions {
    /// Nothing but reading.
    pub const NONE: Self = Self(0);

    /// These and `offer`.
    #[must_use]
    pub const fn with(self, offer: OfferedAction) -> Self {
        Self(self.0 | 1 << offer as u8)
    }

    /// Whether `offer` is among them.
    pub const fn has(self, offer: OfferedAction) -> bool {
        self.0 & 1 << offer as u8 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_offer_stands_for_itself() {
        for offer in OfferedAction::ALL {
            let only = OfferedActions::NONE.with(offer);
            let had = OfferedAction::ALL.into_iter().filter(|one| only.has(*one));
            assert_eq!(had.collect::<Vec<_>>(), [offer]);
            assert_eq!(only.with(offer), only, "twice is as good as once");
        }
    }
}
