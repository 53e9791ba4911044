//! The declared options of a parameter: which one a posted text means.
//!
//! A form posts an option's value. Where that says too little, because the value is empty (a form
//! posts an empty text for "nothing chosen") or declared more than once, it posts a key made of
//! value and name. Keys do not count places, so that a manifest with the options in another order
//! reads them alike.

use crate::package::{Parameter, ParameterOption};
use std::collections::{HashMap, HashSet};

/// The options of a parameter, each once, in the manifest's order.
pub struct Options<'a> {
    keyed: Vec<(String, &'a ParameterOption)>,
    by_key: HashMap<String, usize>,
    by_value: HashMap<&'a str, usize>,
}

impl<'a> Options<'a> {
    /// Those that `parameter` declares.
    pub fn of(parameter: &'a Parameter) -> Self {
        let mut seen = HashSet::new();
        let declared = parameter.options.iter();
        let distinct: Vec<&ParameterOption> =
            declared.filter(|option| seen.insert(*option)).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for option in &distinct {
            *times.entry(&option.value).or_default() += 1;
        }
        let key = |option: &ParameterOption| {
            let value = &option.value;
            if !value.is_empty() && times.get(value.as_str()) == Some(&1) {
                return value.clone();
            }
            let mut key = format!("#{}:{value}:{}", value.len(), option.name);
            while times.contains_key(key.as_str()) {
                key.insert(0, '#');
            }
            key
        };
        let keyed: Vec<_> = distinct.into_iter().map(|o| (key(o), o)).collect();
        let mut by_value = HashMap::new();
        for (place, (_, option)) in keyed.iter().enumerate() {
            by_value.entry(option.value.as_str()).or_insert(place);
        }
        let by_key = keyed.iter().enumerate();
        let by_key = by_key.map(|(place, (key, _))| (key.clone(), place));
        Self {
            by_key: by_key.collect(),
            by_value,
            keyed,
        }
    }

    /// Each with what a form posts for it.
    pub fn keyed(&self) -> impl Iterator<Item = (&str, &'a ParameterOption)> {
        self.keyed
            .iter()
            .map(|(key, option)| (key.as_str(), *option))
    }

    /// The option that a posted text means. An empty one means none, and a value that is declared
    /// more than once its first option.
    pub fn meant(&self, text: &str) -> Option<&'a ParameterOption> {
        self.place(text).map(|place| self.keyed[place].1)
    }

    /// The options that posted texts mean, each once, in the manifest's order.
    pub fn chosen(&self, entered: &[String]) -> Vec<&'a ParameterOption> {
        let mut chosen = vec![false; self.keyed.len()];
        for place in entered.iter().filter_map(|text| self.place(text)) {
            chosen[place] = true;
        }
        let all = self.keyed.iter().zip(chosen);
        let chosen = all.filter(|(_, chosen)| *chosen);
        chosen.map(|((_, option), _)| *option).collect()
    }

    /// What a form posts for `option`: one of these, or one that an older manifest declared.
    pub fn key(&self, option: &ParameterOption) -> String {
        let same = |(_, own): &&(String, &ParameterOption)| *own == option;
        let found = self.keyed.iter().find(same);
        let found = found.or_else(|| Some(&self.keyed[*self.by_value.get(option.value.as_str())?]));
        found.map_or_else(|| option.value.clone(), |(key, _)| key.clone())
    }

    fn place(&self, text: &str) -> Option<usize> {
        if text.is_empty() {
            return None;
        }
        let found = self.by_key.get(text).or_else(|| self.by_value.get(text));
        found.copied()
    }
}
