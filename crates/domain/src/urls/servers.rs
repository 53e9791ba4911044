//! Addresses of servers: the list, what it posts to and what it downloads.

use super::{ServerFilter, account_path, with_query};
use crate::ids::AccountAlias;

/// Servers, filtered and sorted.
pub fn servers(account: &AccountAlias, filter: &ServerFilter) -> String {
    with_query(account_path(account, "servers"), filter.pairs())
}

/// The same, read from the cloud anew.
pub fn servers_refresh(account: &AccountAlias, filter: &ServerFilter) -> String {
    let refresh = ("refresh", "1".to_owned());
    let pairs = filter.pairs().into_iter().chain([refresh]);
    with_query(account_path(account, "servers"), pairs)
}

/// All servers that a filter leaves, in its order, for spreadsheets.
pub fn servers_csv(account: &AccountAlias, filter: &ServerFilter) -> String {
    with_query(account_path(account, "servers.csv"), filter.pairs())
}

/// The same as JSON.
pub fn servers_json(account: &AccountAlias, filter: &ServerFilter) -> String {
    with_query(account_path(account, "servers.json"), filter.pairs())
}

/// The ids of the same alone.
pub fn servers_ids(account: &AccountAlias, filter: &ServerFilter) -> String {
    let only = ("only", "id".to_owned());
    let pairs = filter.pairs().into_iter().chain([only]);
    with_query(account_path(account, "servers.json"), pairs)
}

/// Where the looks of the list are chosen.
pub fn servers_view(account: &AccountAlias) -> String {
    account_path(account, "servers/view")
}

/// Where an operation on servers is ordered.
pub fn operate(account: &AccountAlias) -> String {
    account_path(account, "servers/operate")
}

/// Where servers are chosen that a package is to run on.
pub fn choose(account: &AccountAlias) -> String {
    account_path(account, "servers/choose")
}

/// The picker's inventory.
pub fn inventory(account: &AccountAlias) -> String {
    account_path(account, "inventory.json")
}
