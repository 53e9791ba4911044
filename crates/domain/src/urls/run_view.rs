//! How one run is looked at: which servers, and whether the page asks or stands still.

use super::filters::{decode, field};
use crate::run::OutcomeState;

/// What the page of one run shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunView {
    /// Only servers in this state.
    pub show: Option<OutcomeState>,
    /// Whether it asks to confirm that watching stops.
    pub stopping: bool,
    /// Whether a browser without JavaScript is spared the page's loading itself again.
    pub still: bool,
}

impl RunView {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        Self {
            show: field(&pairs, "show").and_then(OutcomeState::parse),
            stopping: field(&pairs, "confirm") == Some("stop"),
            still: field(&pairs, "still").is_some(),
        }
    }

    pub(super) fn pairs(self) -> Vec<(&'static str, String)> {
        let show = self.show.map(|state| ("show", state.word().to_owned()));
        let stopping = self.stopping.then(|| ("confirm", "stop".to_owned()));
        let still = self.still.then(|| ("still", "1".to_owned()));
        [show, stopping, still].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;
    use crate::ids::RunId;

    #[test]
    fn a_view_survives_the_address() {
        let query = "show=never-queued&confirm=stop&still=1";
        let view = RunView::parse(query);
        assert_eq!(view.show, Some(OutcomeState::NeverQueued));
        let address = crate::urls::run_view(&Scope::new("Demo", "slip"), &RunId::new("01h"), view);
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
