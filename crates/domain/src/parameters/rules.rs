//! What the checks need from outside: a regex engine, the account's servers, a separator.
//!
//! The server gives real answers; the browser has neither engine nor, at first, the inventory,
//! and uses [`NoPatterns`] and [`NoServers`].

use crate::server::Server;

/// What joins the chosen options of a `multiSelect` unless the settings say otherwise; no source
/// documents the joiner that packages expect.
pub const DEFAULT_SEPARATOR: &str = ",";

/// The verdict of a regex engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternVerdict {
    /// The value matches.
    Matches,
    /// The value does not match.
    DoesNotMatch,
    /// The pattern cannot be compiled, or the engine gave up at its limit.
    NotCheckable,
}

/// A regex engine in the .NET dialect with the search semantics of `IsMatch`.
pub trait PatternCheck {
    /// Whether `value` matches `pattern`.
    fn check(&self, pattern: &str, value: &str) -> PatternVerdict;
}

/// Checks no pattern: for the browser, where the server gives the verdict.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPatterns;

impl PatternCheck for NoPatterns {
    fn check(&self, _pattern: &str, _value: &str) -> PatternVerdict {
        PatternVerdict::NotCheckable
    }
}

/// What is known about a server's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerLookup {
    /// There is such a server.
    Known {
        /// Its name as the cloud spells it.
        name: String,
        /// Its first internal IP address, where it has one.
        address: Option<String>,
    },
    /// There is no such server.
    Unknown,
    /// The list of servers is not at hand.
    NotCheckable,
}

/// The servers a person may name.
pub trait KnownServers {
    /// Looks a server up by name; case does not matter.
    fn look_up(&self, name: &str) -> ServerLookup;
}

/// The inventory itself.
impl KnownServers for &[Server] {
    fn look_up(&self, name: &str) -> ServerLookup {
        let known = self
            .iter()
            .find(|server| server.name.eq_ignore_ascii_case(name));
        known.map_or(ServerLookup::Unknown, |server| ServerLookup::Known {
            name: server.name.clone(),
            // Internal addresses stand before public ones.
            address: server.ips.first().cloned(),
        })
    }
}

/// Knows no servers: for the browser before the inventory is there. Names are then taken as
/// typed with a notice, so never use it where values are about to be sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoServers;

impl KnownServers for NoServers {
    fn look_up(&self, _name: &str) -> ServerLookup {
        ServerLookup::NotCheckable
    }
}

/// What a check may ask.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// The regex engine.
    pub patterns: &'a dyn PatternCheck,
    /// What joins the chosen options of a `multiSelect`.
    pub multi_select_separator: &'a str,
    /// The servers of the account.
    pub servers: &'a dyn KnownServers,
}

impl Rules<'static> {
    /// Rules for where neither engine nor inventory are at hand.
    pub fn without_engine() -> Self {
        Self {
            patterns: &NoPatterns,
            multi_select_separator: DEFAULT_SEPARATOR,
            servers: &NoServers,
        }
    }
}
