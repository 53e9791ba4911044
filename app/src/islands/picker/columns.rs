//! The inventory by column.

use std::collections::HashMap;

/// The servers of an account as the program sends them: one list per property, repeated words by
/// their number.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) ids: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) descriptions: Vec<String>,
    /// All addresses of each, a space between two.
    pub(super) ips: Vec<String>,
    pub(super) centers: Vec<String>,
    /// Each server's place in `groups`.
    pub(super) group: Vec<usize>,
    /// Each server's place in `systems`.
    pub(super) system: Vec<usize>,
    status: Vec<String>,
    power: Vec<String>,
    maintenance: Vec<String>,
    /// Paths.
    pub(super) groups: Vec<String>,
    /// The cloud's word, a comma, the name.
    systems: Vec<String>,
}

impl Columns {
    /// Takes each column as one text with an entry per line, so that the browser hands over a
    /// dozen texts instead of a hundred thousand. `None` where columns differ in length.
    pub(super) fn new(column: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let ids = column("ids")?;
        let count = if ids.is_empty() {
            0
        } else {
            ids.split('\n').count()
        };
        let words = |name: &str| -> Option<Vec<String>> {
            Some(column(name)?.split('\n').map(str::to_owned).collect())
        };
        let entries = |name: &str| {
            let list = if count == 0 { Vec::new() } else { words(name)? };
            (list.len() == count).then_some(list)
        };
        Some(Self {
            ids: entries("ids")?,
            names: entries("names")?,
            descriptions: entries("descriptions")?,
            ips: entries("ips")?,
            centers: entries("centers")?,
            group: numbers(&entries("group")?),
            system: numbers(&entries("system")?),
            status: entries("status")?,
            power: entries("power")?,
            maintenance: entries("maintenance")?,
            groups: words("groups")?,
            systems: words("systems")?,
        })
    }

    /// How many servers there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The group's path.
    pub(super) fn group(&self, server: usize) -> &str {
        let path = self.groups.get(self.group[server]);
        path.map_or("", String::as_str)
    }

    /// The operating system's name.
    pub(super) fn system(&self, server: usize) -> &str {
        let system = self.systems.get(self.system[server]);
        system.map_or("", |system| system_name(system))
    }

    /// The names of all operating systems.
    pub(super) fn system_names(&self) -> impl Iterator<Item = &str> {
        self.systems.iter().map(|system| system_name(system))
    }

    /// The first address.
    pub(super) fn ip(&self, server: usize) -> &str {
        self.ips[server].split(' ').next().unwrap_or_default()
    }

    /// The one state that matters for choosing: the badge's class and the word.
    pub(super) fn state(&self, server: usize) -> (&'static str, &str) {
        if self.status[server] != "active" {
            return ("badge badge-warn", &self.status[server]);
        }
        if self.maintenance[server] == "1" {
            return ("badge badge-warn", "in maintenance");
        }
        match self.power[server].as_str() {
            "started" => ("badge badge-ok", "started"),
            "" => ("badge badge-unknown", "unknown"),
            power => ("badge badge-idle", power),
        }
    }

    /// Names, ids and addresses in lower case with their servers.
    pub(super) fn index(&self) -> Index {
        let mut places = HashMap::with_capacity(self.len() * 4);
        for server in 0..self.len() {
            places.insert(format!("n{}", lower(&self.names[server])), server);
            places.insert(format!("i{}", lower(&self.ids[server])), server);
            for ip in self.ips[server].split(' ').filter(|ip| !ip.is_empty()) {
                places.insert(format!("a{ip}"), server);
            }
        }
        Index(places)
    }
}

/// Servers by what people call them; the first letter of a key says what it is.
pub(super) struct Index(HashMap<String, usize>);

impl Index {
    /// The server that somebody means by `name`. A name beats an id, an id an address, as on the
    /// server.
    pub(super) fn get(&self, name: &str) -> Option<usize> {
        let name = lower(name);
        let find = |what| self.0.get(&format!("{what}{name}")).copied();
        find('n').or_else(|| find('i')).or_else(|| find('a'))
    }

    /// The server with this very id.
    pub(super) fn by_id(&self, id: &str) -> Option<usize> {
        self.0.get(&format!("i{id}")).copied()
    }
}

/// Places in a list of words; one that is no number leads nowhere.
fn numbers(texts: &[String]) -> Vec<usize> {
    let place = |text: &String| text.parse().unwrap_or(usize::MAX);
    texts.iter().map(place).collect()
}

/// The name behind the cloud's word.
fn system_name(system: &str) -> &str {
    system.split_once(',').map_or("", |(_, name)| name)
}

/// Text in lower case.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Three servers as the program would send them.
    pub(in crate::islands::picker) fn three() -> Columns {
        let column = |name: &str| {
            let text = match name {
                "ids" => "va1web01\nva1web02\nca3db01",
                "names" => "WEB01\nWEB02\nDB01",
                "descriptions" => "Shop Größe\n\n",
                "ips" => "10.0.0.1 8.8.8.1\n10.0.0.2\n",
                "centers" => "va1\nva1\nca3",
                "group" => "0\n0\n",
                "system" => "0\n0\n1",
                "status" => "active\narchived\nactive",
                "power" => "started\n\nstopped",
                "maintenance" => "0\n0\n0",
                "groups" => "Production / Web",
                "systems" => "centos,CentOS 6\nwin,Windows 2012, R2",
                _ => return None,
            };
            Some(text.to_owned())
        };
        Columns::new(column).unwrap()
    }

    #[test]
    fn columns_of_different_lengths_are_refused_and_none_are_fine() {
        let uneven = |name: &str| Some(if name == "names" { "a" } else { "a\nb" }.to_owned());
        assert!(Columns::new(uneven).is_none());
        assert_eq!(Columns::new(|_| Some(String::new())).unwrap().len(), 0);
    }

    #[test]
    fn states_and_names_are_looked_up() {
        let columns = three();
        assert_eq!(columns.state(0), ("badge badge-ok", "started"));
        assert_eq!(columns.state(1), ("badge badge-warn", "archived"));
        assert_eq!(columns.state(2), ("badge badge-idle", "stopped"));
        assert_eq!(columns.system(2), "Windows 2012, R2");
        assert_eq!(columns.group(2), "");
        assert_eq!(columns.ip(0), "10.0.0.1");
        let index = columns.index();
        assert_eq!(index.get("Web02"), Some(1));
        assert_eq!(index.get("ca3db01"), Some(2));
        assert_eq!(index.get("8.8.8.1"), Some(0));
        assert_eq!(index.get("web"), None);
        assert_eq!(index.by_id("ca3db01"), Some(2));
        assert_eq!(index.by_id("web02"), None, "a name is no id");
        assert_eq!(index.get(""), None);
    }
}
