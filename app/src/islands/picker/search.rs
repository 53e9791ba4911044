//! The picker's search: at every keystroke through all that is known of 10,000 servers.

use super::columns::{Columns, lower};
use slipway_domain::wildcard::{fits, is_wildcard};

/// What searches look into, in lower case.
pub(super) struct Haystack {
    /// Names, addresses and descriptions of all servers behind each other.
    text: String,
    /// Where each server's part ends.
    ends: Vec<usize>,
    /// How much of each server's name the cloud put before what it was to be called.
    prefixes: Vec<usize>,
    /// Groups, operating systems, data centers.
    shared: [Shared; 3],
}

/// Texts that many servers share, each looked into once.
struct Shared {
    texts: Vec<String>,
    /// Each server's place among them.
    of: Vec<usize>,
}

impl Haystack {
    /// Prepares the search.
    pub(super) fn new(columns: &Columns) -> Self {
        let mut text = String::with_capacity(columns.len() * 64);
        let mut ends = Vec::with_capacity(columns.len());
        let mut prefixes = Vec::with_capacity(columns.len());
        for server in 0..columns.len() {
            let name = lower(&columns.names[server]);
            let short = columns.short(server, &name);
            prefixes.push(short.map_or(0, |short| name.len() - short.len()));
            let [ips, description] = [&columns.ips, &columns.descriptions];
            for part in [name, lower(&ips[server]), lower(&description[server])] {
                text.push_str(&part);
                text.push('\n');
            }
            ends.push(text.len());
        }
        let groups = columns.groups.iter().map(|path| lower(path)).collect();
        let systems = columns.system_names().map(lower).collect();
        let shared = [
            Shared::numbered(groups, &columns.group),
            Shared::numbered(systems, &columns.system),
            Shared::counted(&columns.centers),
        ];
        Self {
            text,
            ends,
            prefixes,
            shared,
        }
    }

    /// Prepares the search for the words of a text in lower case.
    pub(super) fn query(&self, text: &str) -> Query<'_> {
        let (whole, words): (Vec<&str>, Vec<&str>) =
            text.split_whitespace().partition(|word| is_wildcard(word));
        let words = words.into_iter().map(Word::new);
        let hits = |word: &Word| self.shared.each_ref().map(|shared| shared.hits(word));
        Query {
            haystack: self,
            words: words.map(|word| (hits(&word), word)).collect(),
            whole: whole.into_iter().map(str::to_owned).collect(),
        }
    }

    fn part(&self, server: usize) -> &str {
        let start = server.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[server]]
    }
}

impl Shared {
    fn numbered(texts: Vec<String>, of: &[usize]) -> Self {
        Self {
            texts,
            of: of.to_vec(),
        }
    }

    /// Finds the few texts there are.
    fn counted(all: &[String]) -> Self {
        let mut texts: Vec<String> = Vec::new();
        let mut place = |text: &String| {
            let text = lower(text);
            let known = texts.iter().position(|known| *known == text);
            known.unwrap_or_else(|| {
                texts.push(text);
                texts.len() - 1
            })
        };
        let of = all.iter().map(&mut place).collect();
        Self { texts, of }
    }

    /// Which of the texts hold the word.
    fn hits(&self, word: &Word) -> Vec<bool> {
        let holds = |text: &String| word.is_in(text.as_bytes());
        self.texts.iter().map(holds).collect()
    }

    fn hit(&self, hits: &[bool], server: usize) -> bool {
        hits.get(self.of[server]).is_some_and(|hit| *hit)
    }
}

/// Words to look for, and which of the shared texts hold each.
pub(super) struct Query<'a> {
    haystack: &'a Haystack,
    words: Vec<([Vec<bool>; 3], Word)>,
    /// Words with `*`, which describe a name or an address from end to end.
    whole: Vec<String>,
}

impl Query<'_> {
    /// Whether each word stands somewhere in what is known of a server.
    pub(super) fn holds(&self, server: usize) -> bool {
        let in_shared = |hits: &[Vec<bool>; 3]| {
            let mut each = self.haystack.shared.iter().zip(hits);
            each.any(|(shared, hits)| shared.hit(hits, server))
        };
        let words = self.words.iter().all(|(hits, word)| {
            in_shared(hits) || word.is_in(self.haystack.part(server).as_bytes())
        });
        words && self.whole.iter().all(|word| self.is_called(word, server))
    }

    /// Whether a word with `*` is what a server's name, with or without what the cloud puts before
    /// it, or one of its addresses is like.
    fn is_called(&self, word: &str, server: usize) -> bool {
        let mut called = self.haystack.part(server).split('\n');
        let short = self.haystack.prefixes[server];
        called
            .next()
            .is_some_and(|name| fits(word, name) || fits(word, &name[short..]))
            || called
                .next()
                .is_some_and(|ips| ips.split(' ').any(|ip| fits(word, ip)))
    }
}

/// A word to look for in many short texts: the library's search prepares itself for each text
/// anew. This one (Horspool's) looks at where the word would end, and leaps on by how far the byte
/// there stands from the word's end.
struct Word {
    bytes: Vec<u8>,
    leaps: [u8; 256],
}

impl Word {
    /// Prepares the search for a word in lower case.
    fn new(word: &str) -> Self {
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
        if before.is_empty() {
            return text.contains(last);
        }
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
mod tests {
    use super::super::columns::tests::three;
    use super::*;

    #[test]
    fn every_property_is_searched_in_any_case_and_all_words_must_match() {
        let columns = three();
        let haystack = Haystack::new(&columns);
        let found = |text: &str| -> Vec<usize> {
            let text = text.to_lowercase();
            let query = haystack.query(&text);
            (0..columns.len())
                .filter(|server| query.holds(*server))
                .collect()
        };
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("WEB"), [0, 1]);
        assert_eq!(found("web 8.8.8"), [0]);
        assert_eq!(found("größe"), [0]);
        assert_eq!(found("ca3"), [2]);
        assert_eq!(found("production centos"), [0, 1]);
        assert_eq!(found("windows web"), [0; 0]);
        assert_eq!(found("web*"), [0, 1]);
        assert_eq!(found("*01"), [0, 2]);
        assert_eq!(found("w*1 shop"), [0]);
        assert_eq!(found("8.8.*"), [0]);
        assert_eq!(found("eb*"), [0; 0], "a whole name");
        let mut columns = three();
        columns.names[0] = format!("{}SLIPWEB01", columns.centers[0].to_uppercase());
        let haystack = Haystack::new(&columns);
        for (word, expected) in [("web*", true), ("slipweb*", false), ("*slipweb*", true)] {
            assert_eq!(haystack.query(word).holds(0), expected, "{word}");
        }
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
}
