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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_visibilities_and_types_in_any_case() {
        for (word, visibility) in [
            ("public", Visibility::Public),
            ("private", Visibility::Private),
            ("shared", Visibility::Shared),
        ] {
            assert_eq!(Visibility::parse(&word.to_uppercase()), Some(visibility));
            assert_eq!(visibility.word(), word);
        }
        assert_eq!(Visibility::parse("secret"), None);
        for (word, kind) in [
            ("string", ParameterType::String),
            ("numeric", ParameterType::Numeric),
            ("option", ParameterType::Option),
            ("multiSelect", ParameterType::MultiSelect),
            ("password", ParameterType::Password),
            ("server", ParameterType::Server),
            ("serverIP", ParameterType::ServerIp),
            ("network", ParameterType::Network),
            ("COLOUR", ParameterType::Unknown("COLOUR".to_owned())),
        ] {
            assert_eq!(ParameterType::parse(&word.to_uppercase()), kind);
            assert_eq!(kind.word(), word);
        }
    }

    #[test]
    fn the_cloud_fills_what_is_called_exactly_so() {
        assert!(is_filled_by_the_cloud("t3.server.name"));
        for asked in ["Server.Name", "SLIP.Server.Name", "T3.Server.Names", ""] {
            assert!(!is_filled_by_the_cloud(asked), "{asked}");
        }
    }

    fn parameter(variable: &str, name: &str, kind: ParameterType) -> Parameter {
        Parameter {
            variable: variable.to_owned(),
            name: name.to_owned(),
            kind,
            default_value: None,
            required: true,
            regex: None,
            hint: None,
            options: Vec::new(),
        }
    }

    #[test]
    fn what_has_no_name_is_called_by_what_is_sent() {
        let option = |name: &str, value: &str| ParameterOption {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!(option("One", "1").label(), "One");
        assert_eq!(option(" ", "1").label(), "1");
        assert_eq!(option("", "").label(), "(empty)");
        let text = ParameterType::String;
        assert_eq!(parameter("a.b", "Label", text.clone()).label(), "Label");
        assert_eq!(parameter("a.b", " ", text).label(), "a.b");
    }

    #[test]
    fn only_passwords_are_secret() {
        assert!(parameter("p", "p", ParameterType::Password).is_secret());
        for kind in [
            ParameterType::String,
            ParameterType::Unknown("x".to_owned()),
        ] {
            assert!(!parameter("p", "p", kind).is_secret());
        }
    }

    #[test]
    fn a_package_runs_where_it_says_once_it_can_be_read() {
        let mut package = Package {
            id: PackageId::new("p"),
            name: "Update".to_owned(),
            visibility: None,
            description: String::new(),
            parameters: Vec::new(),
            supported_os: Vec::new(),
            problem: None,
        };
        assert!(package.supports("centOS6_64Bit"), "it says nothing");
        package.supported_os = vec!["CENTOS6_64BIT".to_owned()];
        assert!(package.supports("centOS6_64Bit") && !package.supports("debian7_64Bit"));
        assert_eq!(package.readable(), Ok(()));
        package.problem = Some("it has no parameters".to_owned());
        let refused = package.readable().expect_err("a refusal").to_string();
        assert!(refused.contains("Update cannot be run: it has no parameters."));
    }
}
