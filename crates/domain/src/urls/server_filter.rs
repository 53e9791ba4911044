//! Which servers the list shows, and in which order; lives in the address.

use super::filters::{decode, field, page_of, push};
use super::with_query;
use crate::ids::{DataCenterId, GroupId};
use crate::server::{PowerState, ServerStatus};

/// The column that servers are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServerSort {
    /// By name.
    #[default]
    Name,
    /// By status, then name.
    Status,
    /// By power state, then name.
    Power,
    /// By data center, then name.
    DataCenter,
    /// By group path, then name.
    Group,
    /// By operating system, then name.
    Os,
    /// By number of processors, then name.
    Cpu,
    /// By memory, then name.
    Memory,
    /// By storage, then name.
    Storage,
    /// By when they were last changed, then name.
    Modified,
}

impl ServerSort {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Status,
        Self::Power,
        Self::DataCenter,
        Self::Group,
        Self::Os,
        Self::Cpu,
        Self::Memory,
        Self::Storage,
        Self::Modified,
    ];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Status => "status",
            Self::Power => "power",
            Self::DataCenter => "data-center",
            Self::Group => "group",
            Self::Os => "os",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Storage => "storage",
            Self::Modified => "modified",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// What the servers page shows, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerFilter {
    /// Words that name, address, description, group path or custom fields must contain.
    pub search: Option<String>,
    /// Only this data center.
    pub data_center: Option<DataCenterId>,
    /// Only this group and those below it.
    pub group: Option<GroupId>,
    /// Only this status.
    pub status: Option<ServerStatus>,
    /// Only this power state.
    pub power: Option<PowerState>,
    /// Only this `os` word.
    pub os: Option<String>,
    /// Sort column.
    pub sort: ServerSort,
    /// Whether the order is reversed.
    pub descending: bool,
    /// Page number from 1.
    pub page: u32,
}

impl Default for ServerFilter {
    fn default() -> Self {
        Self::parse("")
    }
}

impl ServerFilter {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        let order = field(&pairs, "sort").unwrap_or_default();
        let (descending, column) = match order.strip_prefix('-') {
            Some(column) => (true, column),
            None => (false, order),
        };
        Self {
            search: field(&pairs, "q").map(str::to_owned),
            data_center: field(&pairs, "dc").map(DataCenterId::new),
            group: field(&pairs, "group").map(GroupId::new),
            status: field(&pairs, "status").map(ServerStatus::parse),
            power: field(&pairs, "power").and_then(PowerState::parse),
            os: field(&pairs, "os").map(str::to_owned),
            sort: ServerSort::parse(column).unwrap_or_default(),
            descending,
            page: page_of(&pairs),
        }
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        push(&mut pairs, "q", self.search.clone());
        push(&mut pairs, "dc", self.data_center.clone());
        push(&mut pairs, "group", self.group.clone());
        push(
            &mut pairs,
            "status",
            self.status.as_ref().map(ServerStatus::wire),
        );
        push(&mut pairs, "power", self.power.map(PowerState::word));
        push(&mut pairs, "os", self.os.clone());
        push(&mut pairs, "sort", self.order_word());
        push(
            &mut pairs,
            "page",
            (self.page > 1).then(|| self.page.to_string()),
        );
        pairs
    }

    /// The query that [`Self::parse`] reads, for forms that carry it along.
    pub fn query(&self) -> String {
        with_query(String::new(), self.pairs())
            .trim_start_matches('?')
            .to_owned()
    }

    /// Whether it leaves any server out.
    pub fn narrows(&self) -> bool {
        let order = Self {
            sort: self.sort,
            descending: self.descending,
            page: self.page,
            ..Self::default()
        };
        *self != order
    }

    fn order_word(&self) -> Option<String> {
        let sign = if self.descending { "-" } else { "" };
        let default = self.sort == ServerSort::default() && !self.descending;
        (!default).then(|| format!("{sign}{}", self.sort.word()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_survive_the_address() {
        let query = "q=web+01&dc=va1&status=active&power=started&sort=-memory&page=3";
        let filter = ServerFilter::parse(query);
        assert!(filter.descending);
        assert_eq!(filter.sort, ServerSort::Memory);
        let address = super::super::servers(&crate::Scope::new("Demo", "SLIP"), &filter);
        assert_eq!(address, format!("/Demo/SLIP/servers?{query}"));
        assert_eq!(ServerFilter::parse(&filter.query()), filter);
    }

    #[test]
    fn only_what_is_looked_for_narrows() {
        assert!(!ServerFilter::parse("sort=-memory&page=3").narrows());
        assert!(ServerFilter::parse("q=web").narrows());
    }

    #[test]
    fn nonsense_in_the_address_is_dropped() {
        let filter = ServerFilter::parse("power=maybe&sort=colour&page=0");
        assert_eq!(filter, ServerFilter::default());
    }
}
