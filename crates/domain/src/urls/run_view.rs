//! How one run is looked at: which servers, and whether the page asks or stands still.

use super::filters::{decode, field, page_of, push};
use crate::run::OutcomeState;

/// What the page of one run asks somebody to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirming {
    /// That watching stops.
    Stop,
    /// That it is cancelled.
    Cancel,
}

impl Confirming {
    const ALL: [Self; 2] = [Self::Stop, Self::Cancel];

    const fn word(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Cancel => "cancel",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// What the page of one run shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunView {
    /// Only servers in this state.
    pub show: Option<OutcomeState>,
    /// Only servers with this text in their name or message.
    pub search: Option<String>,
    /// Page of its servers, from 1.
    pub page: u32,
    /// What it asks to confirm.
    pub confirming: Option<Confirming>,
    /// Whether a browser without JavaScript is spared the page's loading itself again.
    pub still: bool,
    /// Whether the cloud was asked once more just before.
    pub asked: bool,
}

impl Default for RunView {
    fn default() -> Self {
        Self::parse("")
    }
}

impl RunView {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        Self {
            show: field(&pairs, "show").and_then(OutcomeState::parse),
            search: field(&pairs, "q").map(str::to_owned),
            page: page_of(&pairs),
            confirming: field(&pairs, "confirm").and_then(Confirming::parse),
            still: field(&pairs, "still").is_some(),
            asked: field(&pairs, "asked").is_some(),
        }
    }

    /// The same of which servers it shows, and nothing else.
    #[must_use]
    pub fn rows(&self) -> Self {
        Self {
            show: self.show,
            search: self.search.clone(),
            ..Self::default()
        }
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        push(&mut pairs, "show", self.show.map(OutcomeState::word));
        push(&mut pairs, "q", self.search.clone());
        let page = (self.page > 1).then(|| self.page.to_string());
        push(&mut pairs, "page", page);
        push(&mut pairs, "confirm", self.confirming.map(Confirming::word));
        push(&mut pairs, "still", self.still.then_some("1"));
        push(&mut pairs, "asked", self.asked.then_some("1"));
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;
    use crate::ids::RunId;

    #[test]
    fn a_view_survives_the_address() {
        let query = "show=refused&q=web+1&page=2&confirm=stop&still=1&asked=1";
        let view = RunView::parse(query);
        assert_eq!(view.show, Some(OutcomeState::Refused));
        let address = crate::urls::run_view(&Scope::new("Demo", "SLIP"), &RunId::new("01h"), &view);
        assert_eq!(address, format!("/Demo/SLIP/runs/01h?{query}"));
    }

    #[test]
    fn nonsense_shows_the_whole_run() {
        assert_eq!(
            RunView::parse("show=broken&confirm=yes&page=0&q="),
            RunView::default()
        );
    }
}
