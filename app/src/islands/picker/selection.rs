//! Which servers match, which are chosen, and where the keyboard stands. Free of the page.

use super::columns::{Columns, Index, Meant, lower};
use super::search::Haystack;
use slipway_domain::name_list;
use slipway_domain::wildcard::is_wildcard;

/// What a selection is about, and the selection.
pub(super) struct Selection {
    pub(super) columns: Columns,
    haystack: Haystack,
    /// Servers by name, id and address; made when the first is looked up.
    index: Option<Index>,
    /// Servers chosen in the list.
    picked: Vec<bool>,
    /// Servers that the text of names means.
    named: Vec<bool>,
    /// Chosen ids that the inventory does not hold.
    pub(super) lost: Vec<String>,
    /// Servers that the filter leaves, in order.
    pub(super) matches: Vec<usize>,
    filter: String,
    only_chosen: bool,
    /// Where the keyboard stands among the matches.
    pub(super) active: usize,
    /// Where a range began.
    anchor: usize,
}

/// What the text of names means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// No text.
    Nothing,
    /// So many servers, names of none, and the ends of several servers' names.
    Read(usize, Vec<String>, Vec<String>),
    /// The text cannot be read; says why.
    Unreadable(String),
}

impl Selection {
    /// Starts with the servers whose ids the form carried.
    pub(super) fn new(columns: Columns, carried: Vec<String>) -> Self {
        let haystack = Haystack::new(&columns);
        let count = columns.len();
        let mut selection = Self {
            haystack,
            index: None,
            picked: vec![false; count],
            named: vec![false; count],
            lost: Vec::new(),
            matches: (0..count).collect(),
            filter: String::new(),
            only_chosen: false,
            active: 0,
            anchor: 0,
            columns,
        };
        for id in carried {
            match selection.index().by_id(&id) {
                Some(server) => selection.picked[server] = true,
                None => selection.lost.push(id),
            }
        }
        // What is chosen already stands first, in sight, until the list is narrowed.
        let (mut first, rest): (Vec<_>, Vec<_>) =
            (0..count).partition(|server| selection.picked[*server]);
        first.extend(rest);
        selection.matches = first;
        selection
    }

    fn index(&mut self) -> &Index {
        self.index.get_or_insert_with(|| self.columns.index())
    }

    /// Whether a server is chosen, in the list or by name.
    pub(super) fn has(&self, server: usize) -> bool {
        self.picked[server] || self.named[server]
    }

    /// Narrows the list to `text`, or keeps it narrowed as it was with `None`.
    pub(super) fn filter(&mut self, text: Option<&str>) {
        let before = text.map(|text| std::mem::replace(&mut self.filter, lower(text.trim())));
        // More letters leave only servers that matched before, but where `*` stands for others.
        let narrower = before.is_some_and(|before| self.filter.starts_with(&before))
            && !self.only_chosen
            && !is_wildcard(&self.filter);
        let query = self.haystack.query(&self.filter);
        let keeps = |server: usize| {
            (!self.only_chosen || self.picked[server] || self.named[server]) && query.holds(server)
        };
        self.matches = if narrower {
            self.matches
                .iter()
                .copied()
                .filter(|server| keeps(*server))
                .collect()
        } else {
            (0..self.columns.len())
                .filter(|server| keeps(*server))
                .collect()
        };
        (self.active, self.anchor) = (0, 0);
    }

    /// Shows only chosen servers, or all again; tells which.
    pub(super) fn toggle_only_chosen(&mut self) -> bool {
        self.only_chosen = !self.only_chosen;
        self.filter(None);
        self.only_chosen
    }

    /// Moves the keyboard to a place among the matches.
    pub(super) fn go(&mut self, place: usize) {
        self.active = place.min(self.matches.len().saturating_sub(1));
        self.anchor = self.active;
    }

    /// Chooses the match at `place`, or gives it up. `true` where names became part of the list's
    /// selection, as a name cannot be given up by itself.
    pub(super) fn toggle(&mut self, place: usize) -> bool {
        let Some(server) = self.matches.get(place).copied() else {
            return false;
        };
        let adopted = self.named[server];
        if adopted {
            self.adopt();
        }
        self.picked[server] = !self.picked[server];
        self.go(place);
        adopted
    }

    /// Chooses everything from where the range began up to `place`.
    pub(super) fn extend(&mut self, place: usize) {
        let place = place.min(self.matches.len().saturating_sub(1));
        let (from, to) = (self.anchor.min(place), self.anchor.max(place));
        for server in self.matches.get(from..=to).unwrap_or_default() {
            self.picked[*server] = true;
        }
        self.active = place;
    }

    /// Chooses all matches.
    pub(super) fn choose_matches(&mut self) {
        for server in &self.matches {
            self.picked[*server] = true;
        }
    }

    /// Gives up everything chosen in the list, and what was named there.
    pub(super) fn clear(&mut self) {
        self.picked.fill(false);
        self.named.fill(false);
    }

    /// Turns servers that are named into servers that are chosen in the list.
    pub(super) fn adopt(&mut self) {
        for (picked, named) in self.picked.iter_mut().zip(&mut self.named) {
            *picked |= std::mem::take(named);
        }
    }

    /// Reads the text of names.
    pub(super) fn name(&mut self, text: &str) -> Names {
        self.named.fill(false);
        let names = match name_list::parse(text, lower) {
            Ok(names) if names.is_empty() => return Names::Nothing,
            Ok(names) => names,
            Err(error) => return Names::Unreadable(error.to_string()),
        };
        let (mut unknown, mut several) = (Vec::new(), Vec::new());
        for name in names {
            match self.index().get(&name) {
                Meant::One(server) => self.named[server] = true,
                Meant::Several => several.push(name),
                Meant::Nothing => unknown.push(name),
            }
        }
        let found = self.named.iter().filter(|named| **named).count();
        Names::Read(found, unknown, several)
    }

    /// Ids to post: what the list chose. Names travel as their text.
    pub(super) fn posted(&self) -> impl Iterator<Item = &str> {
        let picked = self.columns.ids.iter().zip(&self.picked);
        let picked = picked
            .filter(|(_, picked)| **picked)
            .map(|(id, _)| id.as_str());
        picked.chain(self.lost.iter().map(String::as_str))
    }

    /// Chosen servers by data center, and how many of them the list does not show. Accounts have
    /// a handful of data centers, so a list does for a map.
    pub(super) fn counts(&self) -> (Vec<(&str, usize)>, usize) {
        let mut centers: Vec<(&str, usize)> = Vec::new();
        // Asked at every keystroke, mostly before anything is chosen.
        if !self.picked.contains(&true) && !self.named.contains(&true) {
            return (centers, 0);
        }
        let mut chosen = 0;
        for server in (0..self.columns.len()).filter(|server| self.has(*server)) {
            let center = self.columns.centers[server].as_str();
            let place = centers
                .iter()
                .take_while(|(known, _)| *known < center)
                .count();
            match centers.get_mut(place) {
                Some((known, count)) if *known == center => *count += 1,
                _ => centers.insert(place, (center, 1)),
            }
            chosen += 1;
        }
        let shown = self
            .matches
            .iter()
            .filter(|server| self.has(**server))
            .count();
        (centers, chosen - shown)
    }
}

#[cfg(test)]
mod tests;
