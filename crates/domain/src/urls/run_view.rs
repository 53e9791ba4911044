//! How one run is looked at: which servers, and whether the page asks or stands still.

use super::filters::{decode, field};
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunView {
    /// Only servers in this state.
    pub show: Option<OutcomeState>,
    /// What it asks to confirm.
    pub confirming: Option<Confirming>,
    /// Whether a browser without JavaScript is spared the page's loading itself again.
    pub still: bool,
    /// Whether the cloud was asked once more just before.
    pub asked: bool,
}

impl RunView {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        Self {
            show: field(&pairs, "show").and_then(OutcomeState::parse),
            confirming: field(&pairs, "confirm").and_then(Confirming::parse),
            still: field(&pairs, "still").is_some(),
            asked: field(&pairs, "asked").is_some(),
        }
    }

    pub(super) fn pairs(self) -> Vec<(&'static str, String)> {
        let show = self.show.map(|state| ("show", state.word().to_owned()));
        let confirming = self.confirming.map(Confirming::word);
        let confirming = confirming.map(|word| ("confirm", word.to_owned()));
        let still = self.still.then(|| ("still", "1".to_owned()));
        let asked = self.asked.then(|| ("asked", "1".to_owned()));
        [show, confirming, still, asked]
            .into_iter()
            .flatten()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;
    use crate::ids::RunId;

    #[test]
    fn a_view_survives_the_address() {
        let query = "show=refused&confirm=stop&still=1&asked=1";
        let view = RunView::parse(query);
        assert_eq!(view.show, Some(OutcomeState::Refused));
        let address = crate::urls::run_view(&Scope::new("Demo", "SLIP"), &RunId::new("01h"), view);
        assert_eq!(address, format!("/Demo/SLIP/runs/01h?{query}"));
    }

    #[test]
    fn nonsense_shows_the_whole_run() {
        assert_eq!(
            RunView::parse("show=broken&confirm=yes"),
            RunView::default()
        );
    }
}
