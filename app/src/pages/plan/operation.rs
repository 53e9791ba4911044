//! What a review says of an operation: its consequence first.

use super::servers;
use super::{PlanPage, rollout_words};
use crate::components::{Fact, Name, Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::operation::OperationAction;
use slipway_domain::plan::PlanBody;
use slipway_domain::urls::{self, ServerFilter};

pub(super) fn levels(page: &PlanPage) -> Vec<(String, String)> {
    let all = urls::servers(&page.scope, &ServerFilter::default());
    vec![("Servers".to_owned(), all)]
}

pub(super) fn facts(action: &OperationAction, body: &PlanBody) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new("Operation", action.operation.verb()),
        Fact::new("Servers", servers::count_words(body)),
        Fact::new("Rollout", rollout_words(body)),
    ];
    if let Some(days) = action.days {
        let kept = match days {
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        };
        facts.push(Fact::new("Kept for", kept));
    }
    if let Some(group) = &action.group {
        let path = view! { <Name text=group.path.clone()/> };
        facts.push(Fact::new("Into group", path.into_any()));
    }
    facts
}

/// What follows for each server, in one sentence.
pub(super) fn consequence(action: &OperationAction) -> impl IntoView + use<> {
    let kind = if action.operation.is_harmful() {
        NoticeKind::Warn
    } else {
        NoticeKind::Info
    };
    let words = action.operation.consequence();
    view! { <Notice kind title=action.operation.verb()>{words}</Notice> }
}
