//! What people enter for a package's parameters, and the rules it has to meet.
//!
//! One pure function per type family decides over one parameter; [`check_all`] runs them over a
//! form. The same code answers in the browser and on the server; what the browser cannot know
//! (patterns, the account's servers) comes in through the traits in [`Rules`].

mod choice;
mod defaults;
mod finding;
mod form;
mod host;
mod number;
mod one;
mod options;
mod password;
mod rules;
mod shell;
mod shown;
mod text;
mod unseen;

#[cfg(test)]
mod tests;

pub use defaults::{default_remark, first_values};
pub use finding::{Finding, MAX_VALUE_BYTES};
pub use form::{asked, check_all, control_name, variable_of};
pub use one::{check_secret, examine};
pub use options::Options;
pub use rules::{
    DEFAULT_SEPARATOR, KnownServers, NoPatterns, NoServers, PatternCheck, PatternVerdict, Rules,
    ServerLookup,
};
pub use shell::shell_notice;
pub use shown::{is_blank, is_unseen};
pub(crate) use shown::{shown, turns_direction};
pub use unseen::{Piece, pieces, unseen_notice};

use crate::package::ParameterOption;
use crate::secret::Secret;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a person entered, by variable: zero or more raw texts (check boxes post several, a field
/// posted with no value is one empty text). Secrets travel apart from it.
pub type Entered = BTreeMap<String, Vec<String>>;

/// A form that passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Values by variable, as they go to the cloud; an optional parameter left empty is absent.
    pub values: BTreeMap<String, String>,
    /// The options that were chosen, by variable, where it takes options.
    pub chosen: BTreeMap<String, Vec<ParameterOption>>,
    /// Secrets by variable; an optional one left empty is absent.
    pub secrets: BTreeMap<String, Secret>,
    /// What a person should know before going on, in the manifest's order.
    pub notices: Vec<FieldNotice>,
}

/// Why one field has to change: it says the label, the problem and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The parameter's variable, or the undeclared key as it was posted.
    pub variable: String,
    /// The label people see.
    pub label: String,
    /// The whole sentence.
    pub message: String,
}

/// Something worth reading about one field that does not stand in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldNotice {
    /// The parameter's variable.
    pub variable: String,
    /// The label people see.
    pub label: String,
    /// The whole sentence.
    pub message: String,
}
