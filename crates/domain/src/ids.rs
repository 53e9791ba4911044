//! Ids as newtypes that know their casing rules.
//!
//! A cloud may take ids in any case and answer in several; each type here keeps one canonical
//! spelling, so that equality and hashing are right everywhere.

pub use crate::account::AccountAlias;

use serde::{Deserialize, Serialize};
use std::fmt;

/// Defines a text id whose constructor brings it to its canonical spelling.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $canonical:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id in its canonical spelling, whatever the spelling of `text`.
            pub fn new(text: impl AsRef<str>) -> Self {
                let canonical: fn(&str) -> String = $canonical;
                Self(canonical(text.as_ref().trim()))
            }

            /// The id that `text` is in its canonical spelling.
            pub const fn canonical(text: String) -> Self {
                Self(text)
            }

            /// The canonical spelling.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:?})", stringify!($name), self.0)
            }
        }
    };
}

text_id!(
    /// The name of a configured cloud, as in the settings; case matters.
    CloudName,
    str::to_owned
);
text_id!(
    /// A server's id; case does not matter, kept in lower case.
    ServerId,
    str::to_lowercase
);
text_id!(
    /// A data center's id; case does not matter, kept in lower case.
    DataCenterId,
    str::to_lowercase
);
text_id!(
    /// A server group's id: 32 hex digits, kept in lower case.
    GroupId,
    str::to_lowercase
);
text_id!(
    /// A package's id; dashes, braces and case do not matter (32 lower-case hex digits).
    PackageId,
    |text| {
        text.chars()
            .filter(|c| !matches!(c, '-' | '{' | '}'))
            .flat_map(char::to_lowercase)
            .collect()
    }
);
text_id!(
    /// A deployment's id; case matters.
    DeploymentId,
    str::to_owned
);
text_id!(
    /// An execution's id; case matters.
    ExecutionId,
    str::to_owned
);
text_id!(
    /// A host's name, kept in lower case.
    HostId,
    str::to_lowercase
);
text_id!(
    /// A run's id: 26 characters that sort by creation time.
    RunId,
    str::to_lowercase
);

impl DataCenterId {
    /// As people write it: in capitals.
    pub fn shown(&self) -> String {
        self.0.to_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_ignore_the_spelling_that_their_upstream_ignores() {
        assert_eq!(ServerId::new("VA1SLIPWEB01"), ServerId::new("va1slipweb01"));
        assert_eq!(
            PackageId::new("{08DC3134-966B-11E4-B51F-4E2C1E5D46B0}").as_str(),
            "08dc3134966b11e4b51f4e2c1e5d46b0"
        );
    }

    #[test]
    fn data_centers_are_shown_in_capitals() {
        assert_eq!(DataCenterId::new("Va1").shown(), "VA1");
        assert_eq!(DataCenterId::new("Va1").as_str(), "va1");
    }
}
