//! The inventory by column, and a search over it that never allocates.

use std::collections::HashMap;

/// The servers of an account as the program sends them: one list per property, repeated words by
/// their number.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) ids: Vec<String>,
    pub(super) names: Vec<String>,
    descriptions: Vec<String>,
    ips: Vec<String>,
    pub(super) centers: Vec<String>,
    group: Vec<String>,
    system: Vec<String>,
    status: Vec<String>,
    power: Vec<String>,
    maintenance: Vec<String>,
    groups: Vec<String>,
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
            group: entries("group")?,
            system: entries("system")?,
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
        numbered(&self.groups, &self.group[server])
    }

    /// The operating system's name, which stands behind the cloud's word for it.
    pub(super) fn system(&self, server: usize) -> &str {
        let system = numbered(&self.systems, &self.system[server]);
        system.split_once(',').map_or("", |(_, name)| name)
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

/// The word with this number.
fn numbered<'a>(words: &'a [String], number: &str) -> &'a str {
    let word = number
        .parse::<usize>()
        .ok()
        .and_then(|number| words.get(number));
    word.map_or("", String::as_str)
}

/// Text in lower case.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase()
    }
}

/// What searches look into: one lower-case text with all servers behind each other.
pub(super) struct Haystack {
    text: String,
    /// Where each server's part ends.
    ends: Vec<usize>,
}

impl Haystack {
    /// Prepares the search.
    pub(super) fn new(columns: &Columns) -> Self {
        let mut text = String::with_capacity(columns.len() * 96);
        let mut ends = Vec::with_capacity(columns.len());
        for server in 0..columns.len() {
            let parts = [
                columns.names[server].as_str(),
                columns.ips[server].as_str(),
                columns.descriptions[server].as_str(),
                columns.group(server),
                columns.centers[server].as_str(),
                columns.system(server),
            ];
            for part in parts {
                text.push_str(&lower(part));
                text.push('\n');
            }
            ends.push(text.len());
        }
        Self { text, ends }
    }

    /// Whether a server's part holds every word.
    pub(super) fn holds(&self, server: usize, words: &[Word]) -> bool {
        let start = server.checked_sub(1).map_or(0, |before| self.ends[before]);
        let part = &self.text.as_bytes()[start..self.ends[server]];
        words.iter().all(|word| word.is_in(part))
    }
}

/// A word to look for in many short texts: the library's search prepares itself for each text
/// anew. This one (Horspool's) looks at where the word would end, and leaps on by how far the byte
/// there stands from the word's end.
pub(super) struct Word {
    bytes: Vec<u8>,
    leaps: [u8; 256],
}

impl Word {
    /// Prepares the search for a word in lower case.
    pub(super) fn new(word: &str) -> Self {
        let bytes = word.as_bytes().to_vec();
        // Leaping less far than possible misses nothing.
        let leap = |far: usize| u8::try_from(far).unwrap_or(u8::MAX);
        let mut leaps = [leap(bytes.len()); 256];
        for (place, byte) in bytes.iter().enumerate().take(bytes.len().saturating_sub(1)) {
            leaps[usize::from(*byte)] = leap(bytes.len() - 1 - place);
        }
        Self { bytes, leaps }
    }

    fn is_in(&self, text: &[u8]) -> bool {
        let Some((last, before)) = self.bytes.split_last() else {
            return true;
        };
        let mut end = before.len();
        while let Some(byte) = text.get(end) {
            if byte == last && text[..end].ends_with(before) {
                return true;
            }
            end += usize::from(self.leaps[usize::from(*byte)]);
        }
        false
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
    fn every_property_is_searched_in_any_case_and_all_words_must_match() {
        let columns = three();
        let haystack = Haystack::new(&columns);
        let found = |text: &str| -> Vec<usize> {
            let text = text.to_lowercase();
            let words: Vec<Word> = text.split_whitespace().map(Word::new).collect();
            (0..columns.len())
                .filter(|server| haystack.holds(*server, &words))
                .collect()
        };
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("WEB"), [0, 1]);
        assert_eq!(found("web 8.8.8"), [0]);
        assert_eq!(found("größe"), [0]);
        assert_eq!(found("ca3"), [2]);
        assert_eq!(found("production centos"), [0, 1]);
        assert_eq!(found("windows web"), [0; 0]);
    }

    #[test]
    fn a_word_is_found_wherever_it_stands() {
        let texts = |length: u32| {
            (0..3_u32.pow(length)).map(move |number| {
                let letter = |place: u32| b"abc"[(number / 3_u32.pow(place) % 3) as usize];
                (0..length).map(letter).collect::<Vec<u8>>()
            })
        };
        for word in (0..4).flat_map(texts) {
            let needle = Word::new(std::str::from_utf8(&word).unwrap());
            for text in (0..7).flat_map(texts) {
                let holds = word.is_empty() || text.windows(word.len()).any(|part| part == word);
                assert_eq!(needle.is_in(&text), holds, "{word:?} in {text:?}");
            }
        }
        let long = "ab".repeat(300);
        assert!(Word::new(&long).is_in(format!("bb{long}").as_bytes()));
        assert!(!Word::new(&long).is_in(&long.as_bytes()[1..]));
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
