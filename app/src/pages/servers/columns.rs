//! Which columns the list has and how close its rows stand. A cookie remembers it, so that the
//! first paint is right and no script is needed.

use slipway_domain::server::Server;
use slipway_domain::urls::ServerSort;
use slipway_portal::inventory::Inventory;

/// The cookie's name.
pub const COOKIE: &str = "servers-view";
/// Stands in every cookie, because the name is always a column.
const NAME: &str = "name";
/// The word for rows with more room.
const COMFORTABLE: &str = "comfortable";

/// A column that may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Its place in its life.
    Status,
    /// Whether it runs.
    Power,
    /// Its addresses.
    Ips,
    /// Where it stands.
    DataCenter,
    /// Number of processors.
    Cpu,
    /// Memory in GB.
    Memory,
    /// Storage in GB.
    Storage,
    /// The path of its group.
    Group,
    /// Its operating system.
    Os,
    /// What people wrote about it.
    Description,
    /// Whether alerts are silenced.
    Maintenance,
    /// When it was last changed.
    Modified,
}

impl Column {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Status,
        Self::Power,
        Self::Ips,
        Self::DataCenter,
        Self::Cpu,
        Self::Memory,
        Self::Storage,
        Self::Group,
        Self::Os,
        Self::Description,
        Self::Maintenance,
        Self::Modified,
    ];

    /// The word in the cookie and the form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Power => "power",
            Self::Ips => "ips",
            Self::DataCenter => "data-center",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Storage => "storage",
            Self::Group => "group",
            Self::Os => "os",
            Self::Description => "description",
            Self::Maintenance => "maintenance",
            Self::Modified => "modified",
        }
    }

    /// The words above the column.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Power => "Power",
            Self::Ips => "IP",
            Self::DataCenter => "Data center",
            Self::Cpu => "CPU",
            Self::Memory => "Memory",
            Self::Storage => "Storage",
            Self::Group => "Group",
            Self::Os => "Operating system",
            Self::Description => "Description",
            Self::Maintenance => "Maintenance",
            Self::Modified => "Modified",
        }
    }

    /// The order that its header leads to, if any.
    pub const fn sort(self) -> Option<ServerSort> {
        Some(match self {
            Self::Status => ServerSort::Status,
            Self::Power => ServerSort::Power,
            Self::DataCenter => ServerSort::DataCenter,
            Self::Cpu => ServerSort::Cpu,
            Self::Memory => ServerSort::Memory,
            Self::Storage => ServerSort::Storage,
            Self::Group => ServerSort::Group,
            Self::Os => ServerSort::Os,
            Self::Modified => ServerSort::Modified,
            Self::Ips | Self::Description | Self::Maintenance => return None,
        })
    }

    /// Whether it holds numbers.
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Cpu | Self::Memory | Self::Storage)
    }

    /// As many as stand beside each other on a usual screen.
    const fn is_usual(self) -> bool {
        !matches!(
            self,
            Self::Storage | Self::Os | Self::Description | Self::Maintenance | Self::Modified
        )
    }

    /// Whether there is anything to see in it: not every cloud tells everything.
    pub fn is_filled(self, inventory: &Inventory) -> bool {
        let any = |says: fn(&Server) -> bool| inventory.servers.iter().any(says);
        match self {
            Self::Status | Self::Maintenance => true,
            Self::Power => any(|server| server.power.is_some()),
            Self::Ips => any(|server| !server.ips.is_empty()),
            Self::DataCenter => inventory.is_placed(),
            Self::Cpu => any(|server| server.cpu > 0),
            Self::Memory => any(|server| server.memory_mb > 0),
            Self::Storage => any(|server| server.storage_gb > 0),
            Self::Group => any(|server| !server.group_path.is_empty()),
            Self::Os => any(|server| !server.os_name.is_empty()),
            Self::Description => any(|server| !server.description.is_empty()),
            Self::Modified => any(|server| server.modified.is_some()),
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// How somebody looks at the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    columns: u16,
    /// Whether rows have more room.
    pub comfortable: bool,
}

impl Default for Looks {
    fn default() -> Self {
        let usual = Column::ALL.into_iter().filter(|column| column.is_usual());
        Self {
            columns: usual.fold(0, |columns, column| columns | column.bit()),
            comfortable: false,
        }
    }
}

impl Looks {
    /// Those that these words ask for; unknown ones are passed over.
    pub fn of_words<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut looks = Self {
            columns: 0,
            comfortable: false,
        };
        for word in words {
            looks.comfortable |= word == COMFORTABLE;
            let column = Column::ALL.into_iter().find(|column| column.word() == word);
            looks.columns |= column.map_or(0, Column::bit);
        }
        looks
    }

    /// From the cookie's value; the usual ones where it is none of ours.
    pub fn parse(cookie: &str) -> Self {
        let mut words = cookie.split('.');
        if words.next() == Some(NAME) {
            Self::of_words(words)
        } else {
            Self::default()
        }
    }

    /// The cookie's value.
    pub fn cookie(self) -> String {
        let mut words = vec![NAME];
        words.extend(self.columns().map(Column::word));
        words.extend(self.comfortable.then_some(COMFORTABLE));
        words.join(".")
    }

    /// The columns, in the order of the table.
    pub fn columns(self) -> impl Iterator<Item = Column> {
        let all = Column::ALL.into_iter();
        all.filter(move |column| self.has(*column))
    }

    /// Whether there is this column.
    pub const fn has(self, column: Column) -> bool {
        self.columns & column.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_survive_the_cookie() {
        for words in [
            &[][..],
            &["status", "comfortable"],
            &["storage", "modified", "ips"],
        ] {
            let looks = Looks::of_words(words.iter().copied());
            assert_eq!(Looks::parse(&looks.cookie()), looks, "{words:?}");
        }
        assert_eq!(Looks::parse(&Looks::default().cookie()), Looks::default());
    }

    #[test]
    fn what_no_cookie_of_ours_says_is_passed_over() {
        for cookie in ["", "colour", "status.power", "\"name.status\"", "..."] {
            assert_eq!(Looks::parse(cookie), Looks::default(), "{cookie}");
        }
        let some = Looks::parse("name.colour.power..Status.comfortable");
        assert_eq!(some.columns().collect::<Vec<_>>(), [Column::Power]);
        assert!(some.comfortable);
    }
}
