//! Addresses of servers: the list, what it posts to and what it downloads.

use super::{ServerFilter, scoped, with_query};
use crate::scope::Scope;

/// Servers, filtered and sorted.
pub fn servers(scope: &Scope, filter: &ServerFilter) -> String {
    with_query(scoped(scope, "servers"), filter.pairs())
}

/// The same, read from the cloud anew.
pub fn servers_refresh(scope: &Scope, filter: &ServerFilter) -> String {
    let refresh = ("refresh", "1".to_owned());
    let pairs = filter.pairs().into_iter().chain([refresh]);
    with_query(scoped(scope, "servers"), pairs)
}

/// All servers that a filter leaves, in its order, for spreadsheets.
pub fn servers_csv(scope: &Scope, filter: &ServerFilter) -> String {
    with_query(scoped(scope, "servers.csv"), filter.pairs())
}

/// The same as JSON.
pub fn servers_json(scope: &Scope, filter: &ServerFilter) -> String {
    with_query(scoped(scope, "servers.json"), filter.pairs())
}

/// The ids of the same alone.
pub fn servers_ids(scope: &Scope, filter: &ServerFilter) -> String {
    let only = ("only", "id".to_owned());
    let pairs = filter.pairs().into_iter().chain([only]);
    with_query(scoped(scope, "servers.json"), pairs)
}

/// Where the looks of the list are chosen.
pub fn servers_view(scope: &Scope) -> String {
    scoped(scope, "servers/view")
}

/// Where an operation on servers is ordered.
pub fn operate(scope: &Scope) -> String {
    scoped(scope, "servers/operate")
}

/// Where servers are chosen that a package is to run on.
pub fn choose(scope: &Scope) -> String {
    scoped(scope, "servers/choose")
}

/// The picker's inventory.
pub fn inventory(scope: &Scope) -> String {
    scoped(scope, "inventory.json")
}
