//! Which groups capture, how .NET numbers them, and which of them anything refers to. Only those
//! are written as captures, as all others would keep the engine from its fast ways.

use super::{Beyond, TWICE};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The groups of a pattern: first as they are met, then counted.
#[derive(Default)]
pub(super) struct Groups {
    /// What each is called, in order; nothing for one that is numbered by its place.
    declared: Vec<Option<String>>,
    referred: HashSet<String>,
    counted: Option<Counted>,
}

struct Counted {
    /// The places of the groups that a name or number means.
    places: HashMap<String, Vec<usize>>,
    /// The places of those that something refers to, in order.
    written: Vec<usize>,
}

impl Groups {
    /// Meets a group that captures. Whether it has to be written as one.
    pub(super) fn meet(&mut self, name: Option<&str>) -> bool {
        let place = self.declared.len();
        self.declared.push(name.map(str::to_owned));
        let counted = self.counted.as_ref();
        counted.is_some_and(|counted| counted.written.contains(&place))
    }

    /// How many groups were met that are written as captures.
    pub(super) fn written(&self) -> usize {
        let met = self.declared.len();
        let counted = self.counted.as_ref();
        counted.map_or(0, |counted| {
            counted.written.iter().filter(|place| **place < met).count()
        })
    }

    /// The number that the engine gives to the group of this name or number; `None` where there is
    /// no such group. While groups are met, whatever is asked for counts as there.
    pub(super) fn refer(&mut self, name: &str) -> Result<Option<usize>, Beyond> {
        let Some(counted) = &self.counted else {
            self.referred.insert(name.to_owned());
            // Two digits that name no group are a character, which the second reading finds.
            return Ok(Some(1));
        };
        match counted.places.get(name).map(Vec::as_slice) {
            None => Ok(None),
            Some([place]) => Ok(counted
                .written
                .iter()
                .position(|p| p == place)
                .map(|n| n + 1)),
            Some(_) => Err(TWICE),
        }
    }

    /// Whether there is a group of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        let counted = self.counted.as_ref();
        counted.is_none_or(|counted| counted.places.contains_key(name))
    }

    /// The same groups, numbered: those without a name first, in order, then the named ones.
    pub(super) fn counted(self) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        let mut next = 1;
        let declared = || self.declared.iter().enumerate();
        for (place, name) in declared() {
            let number = match name {
                None => {
                    next += 1;
                    Some(next - 1)
                }
                Some(name) => name.parse().ok(),
            };
            if let Some(number) = number {
                taken.insert(number);
                places.entry(number.to_string()).or_default().push(place);
            }
        }
        for (place, name) in declared() {
            let Some(name) = name.as_ref().filter(|name| name.parse::<u32>().is_err()) else {
                continue;
            };
            let known = places.contains_key(name);
            places.entry(name.clone()).or_default().push(place);
            if !known {
                while !taken.insert(next) {
                    next += 1;
                }
                places.insert(next.to_string(), vec![place]);
            }
        }
        let referred = self.referred.iter().filter_map(|name| places.get(name));
        let written: BTreeSet<usize> = referred.flatten().copied().collect();
        Self {
            declared: Vec::new(),
            referred: HashSet::new(),
            counted: Some(Counted {
                places,
                written: written.into_iter().collect(),
            }),
        }
    }
}
