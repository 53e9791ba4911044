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
    /// What the cloud puts before names, by data center; all in lower case.
    prefixes: Vec<(String, String)>,
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
            prefixes: words("prefixes")?
                .iter()
                .filter_map(|entry| entry.split_once(','))
                .filter(|(_, prefix)| !prefix.is_empty())
                .map(|(center, prefix)| (lower(center), lower(prefix)))
                .collect(),
        })
    }

    /// Whether any server stands in a place.
    #[cfg(feature = "hydrate")]
    pub(super) fn are_placed(&self) -> bool {
        self.centers.iter().any(|center| !center.is_empty())
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

    /// What people named a server, where the cloud put something before it. `name` is in lower
    /// case.
    pub(super) fn short<'a>(&self, server: usize, name: &'a str) -> Option<&'a str> {
        let center = self.centers[server].as_str();
        let (_, prefix) = self.prefixes.iter().find(|(known, _)| known == center)?;
        let rest = name.strip_prefix(prefix.as_str())?;
        (!rest.is_empty()).then_some(rest)
    }

    /// Names, ids and addresses in lower case with their servers.
    pub(super) fn index(&self) -> Index {
        let mut places = HashMap::with_capacity(self.len() * 4);
        for server in 0..self.len() {
            let name = lower(&self.names[server]);
            if let Some(short) = self.short(server, &name) {
                let known = places.entry(format!("s{short}")).or_insert(server);
                if *known != server {
                    *known = SEVERAL;
                }
            }
            places.insert(format!("n{name}"), server);
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

/// Stands for several servers whose names end alike.
const SEVERAL: usize = usize::MAX;

/// What somebody means by a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    One(usize),
    /// The end of several servers' names, this one.
    Several,
    Nothing,
}

impl Index {
    /// What somebody means by `name`. A name beats an id, an id an address, that the end of a
    /// name; the whole beats what stands before the first dot, as on the server.
    pub(super) fn get(&self, name: &str) -> Meant {
        let name = lower(name);
        let find = |name: &str| {
            let kinds = ['n', 'i', 'a', 's'].into_iter();
            let mut found = kinds.filter_map(|kind| self.0.get(&format!("{kind}{name}")));
            found.next().copied()
        };
        let host = || {
            let (host, domain) = name.split_once('.')?;
            // Of an address four numbers stand apart by dots.
            let is_name = domain.bytes().any(|b| b.is_ascii_alphabetic());
            find(host).filter(|_| is_name)
        };
        match find(&name).or_else(host) {
            Some(SEVERAL) => Meant::Several,
            Some(server) => Meant::One(server),
            None => Meant::Nothing,
        }
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

/// Text as it is compared: in lower case, each letter in one spelling, whether it was composed of
/// marks or not.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        folded(text)
    }
}

/// The browser knows how; tables for it would weigh more than the picker.
#[cfg(feature = "hydrate")]
fn folded(text: &str) -> String {
    let text = js_sys::JsString::from(text).normalize("NFKC");
    text.to_lower_case().into()
}

#[cfg(not(feature = "hydrate"))]
fn folded(text: &str) -> String {
    text.to_lowercase()
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
                "prefixes" => "va1,VA1SLIP\nca3,CA3SLIP",
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
        assert_eq!(index.get("Web02"), Meant::One(1));
        assert_eq!(index.get("ca3db01"), Meant::One(2));
        assert_eq!(index.get("8.8.8.1"), Meant::One(0));
        assert_eq!(index.get("web"), Meant::Nothing);
        assert_eq!(index.get("web02.example.com"), Meant::One(1));
        assert_eq!(index.get("8.8.8.2"), Meant::Nothing);
        assert_eq!(index.by_id("ca3db01"), Some(2));
        assert_eq!(index.by_id("web02"), None, "a name is no id");
        assert_eq!(index.get(""), Meant::Nothing);
    }

    #[test]
    fn names_are_known_without_what_the_cloud_puts_before_them() {
        let mut columns = three();
        columns.names = ["VA1SLIPWEB01", "CA3SLIPWEB01", "VA1SLIPDB01"]
            .map(str::to_owned)
            .into();
        columns.centers = ["va1", "ca3", "va1"].map(str::to_owned).into();
        let index = columns.index();
        assert_eq!(index.get("db01"), Meant::One(2));
        assert_eq!(index.get("DB01.example.com"), Meant::One(2));
        assert_eq!(index.get("web01"), Meant::Several);
        assert_eq!(index.get("va1slipweb01"), Meant::One(0));
        assert_eq!(index.get("slipdb01"), Meant::Nothing);
    }
}
