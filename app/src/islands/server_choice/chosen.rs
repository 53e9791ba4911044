//! The chosen servers by id, with their names, as the tab remembers them; and the words for them.

use crate::components::grouped;

/// The chosen servers, in the order of choosing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen(Vec<(String, String)>);

impl Chosen {
    /// From what the tab kept: a line for each, the id before the name.
    pub(super) fn parse(kept: &str) -> Self {
        let lines = kept.lines().filter_map(|line| line.split_once('\t'));
        Self(lines.map(|(id, name)| (id.into(), name.into())).collect())
    }

    /// What the tab keeps.
    pub(super) fn kept(&self) -> String {
        let mut text = String::new();
        for (id, name) in &self.0 {
            text.push_str(id);
            text.push('\t');
            text.push_str(&name.replace(char::is_control, " "));
            text.push('\n');
        }
        text
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|(own, _)| own == id)
    }

    /// Chooses a server, or gives it up.
    pub(super) fn set(&mut self, id: &str, name: &str, chosen: bool) {
        if !chosen {
            self.0.retain(|(own, _)| own != id);
        } else if !self.has(id) {
            self.0.push((id.to_owned(), name.to_owned()));
        }
    }

    /// Those that `here` does not hold: ids and names.
    pub(super) fn elsewhere<'a>(
        &'a self,
        here: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let others = self.0.iter().filter(move |(id, _)| !here(id));
        others.map(|(id, name)| (id.as_str(), name.as_str()))
    }
}

/// What is chosen of what is shown, in words. `all` is said on the box that chooses all.
pub(super) fn words(all: Option<&str>, page: usize, others: usize) -> String {
    if let Some(all) = all {
        return all.replacen("Select", "Selected", 1);
    }
    match (page, others) {
        (0, 0) => "Tick servers to operate on them.".to_owned(),
        (page, 0) => format!("{} on this page selected", grouped(page as u64)),
        (page, others) => format!(
            "{} on this page selected, {} on other pages",
            grouped(page as u64),
            grouped(others as u64)
        ),
    }
}

/// How many are chosen that the filter hides.
pub(super) fn hidden_words(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!(
        "{} selected {verb} hidden by the filter",
        grouped(count as u64)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_survives_what_the_tab_keeps() {
        let mut chosen = Chosen::default();
        chosen.set("va1web01", "VA1WEB01", true);
        chosen.set("va1web02", "two\nlines\tand more", true);
        chosen.set("va1web01", "VA1WEB01", true);
        chosen.set("va1web03", "VA1WEB03", true);
        chosen.set("va1web03", "", false);
        let kept = chosen.kept();
        assert_eq!(kept, "va1web01\tVA1WEB01\nva1web02\ttwo lines and more\n");
        assert_eq!(Chosen::parse(&kept).kept(), kept);
        assert_eq!(Chosen::parse("nonsense\n\n"), Chosen::default());
        let others: Vec<_> = chosen.elsewhere(|id| id == "va1web01").collect();
        assert_eq!(others.len(), 1);
        assert_eq!(others[0].0, "va1web02");
    }

    #[test]
    fn what_is_chosen_is_said_in_words() {
        assert_eq!(words(None, 0, 0), "Tick servers to operate on them.");
        assert_eq!(words(None, 25, 0), "25 on this page selected");
        assert_eq!(
            words(None, 0, 1_200),
            "0 on this page selected, 1,200 on other pages"
        );
        let all = words(Some("Select all 431 matching"), 50, 0);
        assert_eq!(all, "Selected all 431 matching");
        assert_eq!(hidden_words(1), "1 selected is hidden by the filter");
        assert_eq!(hidden_words(6), "6 selected are hidden by the filter");
    }
}
