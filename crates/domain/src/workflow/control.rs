//! How a parameter stands in a form: what its control begins with, what there is to choose from, and
//! what is said below it.

use super::constraint::plain;
use super::{Constraint, ConstraintRule, ValueKind, WorkflowParameter, json};

/// Bounds on what a default in a hint may take.
const LONGEST_DEFAULT: usize = 40;

impl WorkflowParameter {
    /// What there is to choose from, as the JSON that is posted and what people read; `None` where
    /// the value is typed.
    pub fn choices(&self) -> Option<Vec<(String, String)>> {
        if self.kind == ValueKind::Boolean {
            let both = ["true", "false"].map(|word| (word.to_owned(), word.to_owned()));
            return Some(both.to_vec());
        }
        // What a list has to be made of does not say which lists there are.
        if matches!(self.kind, ValueKind::List | ValueKind::Dict) || self.is_secret() {
            return None;
        }
        self.constraints
            .iter()
            .find_map(|constraint| match &constraint.rule {
                ConstraintRule::ValidValues(values) => {
                    let choice = |json: &String| (json.clone(), plain(json));
                    Some(values.iter().map(choice).collect())
                }
                _ => None,
            })
    }

    /// What a control holds that stands for this JSON; `None` where no control can, such as for a
    /// function of the cloud in place of a number.
    pub fn typed_of(&self, json: &str) -> Option<String> {
        let value = json::read(json).ok()?;
        if let Some(choices) = self.choices() {
            let same = |(choice, _): &(String, String)| {
                json::read(choice).is_ok_and(|choice| json::same(&choice, &value))
            };
            return choices.into_iter().find(same).map(|(choice, _)| choice);
        }
        match &self.kind {
            _ if !self.kind.is_of(&value) => None,
            kind if kind.is_text() => value.as_str().map(str::to_owned),
            kind if kind.is_json() => Some(json::spread(json)),
            _ => Some(json.to_owned()),
        }
    }

    /// What its control begins with: its default, unless that is hidden.
    pub fn begins_with(&self) -> Option<String> {
        let default = self.default.as_deref().filter(|_| !self.is_secret())?;
        self.typed_of(default)
    }

    /// What is said of its value: what kind it is, what it has to be like, and what its default is
    /// where the control does not show that by itself.
    pub fn hints(&self) -> Vec<String> {
        let mut hints = Vec::new();
        let is_choice = self.choices().is_some();
        let is_plain = matches!(self.kind, ValueKind::String | ValueKind::Textarea);
        if !is_choice && !is_plain {
            hints.push(capital(&self.kind.words()));
        }
        if let Some(item) = &self.item {
            hints.push(format!("Each entry is {}", item.words()));
        }
        hints.extend(self.rules_words(is_choice));
        hints.extend(self.default_words());
        let ended = hints.into_iter();
        let ended = ended.map(|hint| format!("{}.", hint.trim_end_matches('.')));
        ended.collect()
    }

    /// `It has to be 1 or greater and be less than 100`
    fn rules_words(&self, is_choice: bool) -> Option<String> {
        let rules = self.constraints.iter().filter(|constraint| {
            !(is_choice && matches!(constraint.rule, ConstraintRule::ValidValues(_)))
        });
        let mut words: Vec<_> = rules.map(Constraint::words).collect();
        let last = words.pop()?;
        let whose = if self.item.is_some() {
            "Each entry"
        } else {
            "It"
        };
        if words.is_empty() {
            return Some(format!("{whose} has to {last}"));
        }
        Some(format!("{whose} has to {} and {last}", words.join(", ")))
    }

    fn default_words(&self) -> Option<String> {
        let default = self.default.as_deref()?;
        if self.is_secret() {
            return Some("Left empty, it keeps its default, which is not shown".to_owned());
        }
        if default == "\"\"" {
            return Some("Left empty, it is an empty text".to_owned());
        }
        let stands_there = self.begins_with().is_some();
        let is_short = default.chars().count() <= LONGEST_DEFAULT;
        let is_seen = stands_there && (self.choices().is_some() || !is_short);
        (!is_seen).then(|| format!("Default: {}", plain(default)))
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
