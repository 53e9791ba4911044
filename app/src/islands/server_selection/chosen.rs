//! The chosen servers by id, with their names, as the tab remembers them; and the words for them.

use crate::components::grouped;

/// The chosen servers, in the order of choosing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    servers: Vec<(String, String)>,
    /// What orders made of it call it; empty before the first.
    pub(super) selection: String,
}

impl Chosen {
    /// From what the tab kept: what orders call it, and a line for each server, the id before the
    /// name.
    pub(super) fn parse(kept: &str) -> Self {
        let mut chosen = Self::default();
        for line in kept.lines() {
            match line.split_once('\t') {
                Some(("", selection)) => selection.clone_into(&mut chosen.selection),
                Some((id, name)) => chosen.servers.push((id.into(), name.into())),
                None => {}
            }
        }
        chosen
    }

    /// What the tab keeps.
    pub(super) fn kept(&self) -> String {
        let mut text = String::new();
        if !self.selection.is_empty() {
            text = format!("\t{}\n", self.selection);
        }
        for (id, name) in &self.servers {
            text.push_str(id);
            text.push('\t');
            text.push_str(&name.replace(char::is_control, " "));
            text.push('\n');
        }
        text
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.servers.iter().any(|(own, _)| own == id)
    }

    /// Chooses a server, or gives it up.
    pub(super) fn set(&mut self, id: &str, name: &str, chosen: bool) {
        if !chosen {
            self.servers.retain(|(own, _)| own != id);
        } else if !self.has(id) {
            self.servers.push((id.to_owned(), name.to_owned()));
        }
    }

    /// How many are chosen.
    pub(super) const fn count(&self) -> usize {
        self.servers.len()
    }

    /// Gives up those that are not there any more; tells how many.
    pub(super) fn retain(&mut self, there: impl Fn(&str) -> bool) -> usize {
        let before = self.servers.len();
        self.servers.retain(|(id, _)| there(id));
        before - self.servers.len()
    }

    /// Those that `here` does not hold: ids and names.
    pub(super) fn elsewhere<'a>(
        &'a self,
        here: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let others = self.servers.iter().filter(move |(id, _)| !here(id));
        others.map(|(id, name)| (id.as_str(), name.as_str()))
    }
}

/// What is chosen of what is shown, in words. `all` is said on the box that chooses all; `hidden`
/// are told beside it; `gone` were chosen and are not there any more.
pub(super) fn selection_text(
    all: Option<&str>,
    page: usize,
    others: usize,
    hidden: usize,
    gone: usize,
) -> String {
    if let Some(all) = all {
        return instead("Selected", all);
    }
    let words = match (page, others) {
        (0, 0) if hidden > 0 => "None on this page selected".to_owned(),
        (0, 0) => "Tick servers to act on them.".to_owned(),
        (page, 0) => format!("{} on this page selected", grouped(page as u64)),
        (page, others) => format!(
            "{} on this page selected, {} on other pages",
            grouped(page as u64),
            grouped(others as u64)
        ),
    };
    let part = words.trim_end_matches('.');
    match gone {
        0 => words,
        1 => format!("{part}; 1 is not there any more and was given up"),
        gone => format!(
            "{part}; {} are not there any more and were given up",
            grouped(gone as u64)
        ),
    }
}

/// What a button would do it to: how many, and how many of them are out of sight. `all` is said
/// on the box that chooses all.
pub(super) fn order_words(verb: &str, all: Option<&str>, chosen: usize, unseen: usize) -> String {
    if let Some(all) = all {
        return instead(&format!("{verb} on"), all);
    }
    let servers = match chosen {
        0 => return verb.to_owned(),
        1 => "1 server".to_owned(),
        many => format!("{} servers", grouped(many as u64)),
    };
    match unseen {
        0 => format!("{verb} on {servers}"),
        unseen => format!(
            "{verb} on {servers}, {} out of sight",
            grouped(unseen as u64)
        ),
    }
}

/// What is said on the box that chooses all, with `done` in the place of its verb.
fn instead(done: &str, all: &str) -> String {
    format!("{done}{}", all.strip_prefix("Select").unwrap_or(all))
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
        chosen.selection = "0123456789abcdef".to_owned();
        assert_eq!(
            Chosen::parse(&chosen.kept()),
            Chosen::parse(&format!("\t0123456789abcdef\n{kept}"))
        );
        assert_eq!(Chosen::parse(&chosen.kept()).selection, chosen.selection);
        assert_eq!(chosen.retain(|id| id == "va1web02"), 1);
        assert_eq!(chosen.count(), 1);
        chosen.set("va1web01", "VA1WEB01", true);
        let others: Vec<_> = chosen.elsewhere(|id| id == "va1web01").collect();
        assert_eq!(others.len(), 1);
        assert_eq!(others[0].0, "va1web02");
    }

    #[test]
    fn what_is_chosen_is_said_in_words() {
        assert_eq!(
            selection_text(None, 0, 0, 0, 0),
            "Tick servers to act on them."
        );
        assert_eq!(
            selection_text(None, 0, 0, 2, 0),
            "None on this page selected"
        );
        assert_eq!(
            selection_text(None, 25, 0, 3, 0),
            "25 on this page selected"
        );
        assert_eq!(
            selection_text(None, 0, 1_200, 0, 0),
            "0 on this page selected, 1,200 on other pages"
        );
        assert_eq!(
            selection_text(None, 1, 0, 0, 2),
            "1 on this page selected; 2 are not there any more and were given up"
        );
        assert_eq!(
            selection_text(None, 0, 0, 0, 1),
            "Tick servers to act on them; 1 is not there any more and was given up"
        );
        let all = selection_text(Some("Select all 431 matching"), 50, 0, 0, 0);
        assert_eq!(all, "Selected all 431 matching");
        let order = |all, chosen, unseen| order_words("Actions", all, chosen, unseen);
        assert_eq!(order(None, 0, 0), "Actions");
        assert_eq!(order(None, 1, 0), "Actions on 1 server");
        assert_eq!(
            order(None, 1_203, 3),
            "Actions on 1,203 servers, 3 out of sight"
        );
        let all = Some("Select all 431 matching");
        assert_eq!(order(all, 50, 0), "Actions on all 431 matching");
        assert_eq!(hidden_words(1), "1 selected is hidden by the filter");
        assert_eq!(hidden_words(6), "6 selected are hidden by the filter");
    }
}
