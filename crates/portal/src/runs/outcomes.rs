//! The targets of a run as people look for them: which of them in which order, and what came out.

use slipway_domain::folded;
use slipway_domain::run::{Outcome, OutcomeState, RunDetail};
use slipway_domain::urls::RunView;
use std::collections::HashMap;

/// Whether `state` belongs to the view of `shown`: servers being sent stand with the waiting.
fn belongs(state: OutcomeState, shown: OutcomeState) -> bool {
    state == shown || (state == OutcomeState::Sending && shown == OutcomeState::Waiting)
}

/// The places in `detail.outcomes` of those that a view shows, on all of its pages: what needs a
/// person first, then by name.
pub fn shown(detail: &RunDetail, view: &RunView) -> Vec<usize> {
    let search = view.search.as_deref().map(folded);
    let has = |text: &str| {
        search
            .as_ref()
            .is_none_or(|words| folded(text).contains(words))
    };
    let shows = |outcome: &Outcome| {
        view.show.is_none_or(|show| belongs(outcome.state, show))
            && (has(outcome.shown_name()) || outcome.message.as_deref().is_some_and(has))
    };
    let outcomes = detail.outcomes.iter().enumerate();
    let mut places: Vec<usize> = outcomes
        .filter(|(_, outcome)| shows(outcome))
        .map(|(place, _)| place)
        .collect();
    // They stand by name already.
    places.sort_by_key(|place| detail.outcomes[*place].state.need());
    places
}

/// What several targets came to, in the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// How they ended.
    pub state: OutcomeState,
    /// What was said of it.
    pub message: Option<String>,
    /// How many they are.
    pub count: u32,
}

/// What came out where a target did not succeed, each reason once: what needs a person first, then
/// the most frequent.
pub fn reasons(detail: &RunDetail) -> Vec<Reason> {
    let mut counts: HashMap<(OutcomeState, Option<&str>), u32> = HashMap::new();
    for outcome in &detail.outcomes {
        if outcome.state.is_end() && outcome.state != OutcomeState::Succeeded {
            let reason = (outcome.state, outcome.message.as_deref());
            *counts.entry(reason).or_default() += 1;
        }
    }
    let reasons = counts.into_iter().map(|((state, message), count)| Reason {
        state,
        message: message.map(str::to_owned),
        count,
    });
    let mut reasons: Vec<_> = reasons.collect();
    reasons.sort_by(|a, b| {
        let (one, other) = (a.state.need(), b.state.need());
        let order = one.cmp(&other).then(b.count.cmp(&a.count));
        order.then_with(|| a.message.cmp(&b.message))
    });
    reasons
}
