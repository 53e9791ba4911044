//! Packages and the parameters their manifests declare.

use crate::error::{AppError, AppResult};
use crate::ids::PackageId;
use crate::parameters::shown;
use serde::{Deserialize, Serialize};

/// Who may see a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Visibility {
    /// Every customer.
    Public,
    /// The account only.
    Private,
    /// The account and those it was shared with.
    Shared,
}

impl Visibility {
    /// All of them, in display order.
    pub const ALL: [Self; 3] = [Self::Public, Self::Private, Self::Shared];

    /// The word on the wire, in URLs and on screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Shared => "shared",
        }
    }

    /// The visibility a word stands for, in any case.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|v| v.word().eq_ignore_ascii_case(word))
    }
}

/// What kind of value a parameter takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ParameterType {
    /// Free text, the only type whose regex counts.
    String,
    /// A decimal number, sign and fraction allowed.
    Numeric,
    /// Exactly one of the declared options.
    Option,
    /// Any number of the declared options.
    MultiSelect,
    /// A secret.
    Password,
    /// The name of an existing server.
    Server,
    /// The IP address of an existing server, or a typed address.
    ServerIp,
    /// The name of an existing network.
    Network,
    /// A type this portal does not know; taken as text with a notice.
    Unknown(String),
}

impl ParameterType {
    /// The type a manifest's word stands for; case does not matter.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "string" => Self::String,
            "numeric" => Self::Numeric,
            "option" => Self::Option,
            "multiselect" => Self::MultiSelect,
            "password" => Self::Password,
            "server" => Self::Server,
            "serverip" => Self::ServerIp,
            "network" => Self::Network,
            _ => Self::Unknown(word.to_owned()),
        }
    }

    /// The word on the wire.
    pub fn word(&self) -> &str {
        match self {
            Self::String => "string",
            Self::Numeric => "numeric",
            Self::Option => "option",
            Self::MultiSelect => "multiSelect",
            Self::Password => "password",
            Self::Server => "server",
            Self::ServerIp => "serverIP",
            Self::Network => "network",
            Self::Unknown(word) => word,
        }
    }
}

/// Variables that the cloud fills by itself where a manifest declares them. The `T3.` before them
/// is an account's alias like any other, so only these exact names count.
const FILLED_BY_THE_CLOUD: [&str; 11] = [
    "T3.Identity.User",
    "T3.Identity.Account",
    "T3.Server.Name",
    "T3.Server.IPAddress",
    "T3.Server.Password",
    "T3.Datacenter",
    "T3.BuildServerTask.GroupID",
    "T3.BuildServerTask.Network",
    "T3.BuildServerTask.Password",
    "T3.BuildServerTask.PrimaryDNS",
    "T3.BuildServerTask.SecondaryDNS",
];

/// Whether the cloud fills `variable` by itself; nobody is to be asked for it then.
pub fn is_filled_by_the_cloud(variable: &str) -> bool {
    FILLED_BY_THE_CLOUD
        .iter()
        .any(|name| name.eq_ignore_ascii_case(variable))
}

/// One choice of an `option` or `multiSelect` parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ParameterOption {
    /// What people see; a manifest may leave it out, then it is the value.
    pub name: String,
    /// What the package receives.
    pub value: String,
}

impl ParameterOption {
    /// What it is called; where a manifest gives no name, that is the value.
    pub fn label(&self) -> &str {
        if !self.name.trim().is_empty() {
            &self.name
        } else if self.value.is_empty() {
            "(empty)"
        } else {
            &self.value
        }
    }
}

/// One typed input of a package.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// The key the package knows it by: arbitrary text.
    pub variable: String,
    /// The label people see.
    pub name: String,
    /// What kind of value it takes.
    #[serde(rename = "type")]
    pub kind: ParameterType,
    /// The value the form starts with.
    pub default_value: Option<String>,
    /// Whether a value must be given; a manifest that does not say means yes.
    pub required: bool,
    /// A pattern in the .NET dialect; counts for `string` only.
    pub regex: Option<String>,
    /// Help text that may contain HTML written by strangers.
    pub hint: Option<String>,
    /// The choices of `option` and `multiSelect`.
    pub options: Vec<ParameterOption>,
}

impl Parameter {
    /// The label to show: the name, or the variable where the manifest gives none.
    pub fn label(&self) -> &str {
        if self.name.trim().is_empty() {
            &self.variable
        } else {
            &self.name
        }
    }

    /// Whether values must be kept out of pages, logs and the database.
    pub fn is_secret(&self) -> bool {
        self.kind == ParameterType::Password
    }
}

/// A published script with parameters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Package {
    /// Its id.
    pub id: PackageId,
    /// Its name.
    pub name: String,
    /// Who may see it; `None` where the cloud sent an unknown word.
    pub visibility: Option<Visibility>,
    /// What it does, in its publisher's words.
    pub description: String,
    /// Its inputs, in the manifest's order.
    pub parameters: Vec<Parameter>,
    /// The `os` words of servers it supports; empty means it does not say.
    pub supported_os: Vec<String>,
    /// What of it cannot be read, so that it cannot be run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl Package {
    /// Refuses a package that cannot be read: whoever ran it would not know what they run.
    ///
    /// # Errors
    /// `Conflict` with what is wrong with it.
    pub fn readable(&self) -> AppResult<()> {
        match &self.problem {
            None => Ok(()),
            Some(problem) => Err(AppError::Conflict(format!(
                "The package {} cannot be run: {problem}. Its publisher has to mend it in the cloud.",
                shown(&self.name)
            ))),
        }
    }

    /// Whether a server with the `os` word may run it; a package that lists none supports all.
    /// The cloud itself spells these words in several cases.
    pub fn supports(&self, os: &str) -> bool {
        self.supported_os.is_empty()
            || self
                .supported_os
                .iter()
                .any(|known| known.eq_ignore_ascii_case(os))
    }
}
