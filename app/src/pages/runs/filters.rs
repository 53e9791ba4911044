//! What the list of runs is narrowed by, and what each of that leaves out.

use crate::components::{
    Button, Chip, ChoiceOption, FieldSpec, FilterBar, Icon, Select, TextInput,
};
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::action::RunKind;
use slipway_domain::run::RunState;
use slipway_domain::urls::{self, RunFilter};

/// What runs of a kind are called.
pub(super) const fn kind_label(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Package => "package",
        RunKind::Operation => "operation",
        RunKind::Execution => "workflow",
    }
}

pub(super) fn filters(scope: &Scope, filter: &RunFilter) -> impl IntoView + use<> {
    let states = RunState::ALL.into_iter().map(|state| {
        ChoiceOption::new(state.word(), state.word()).chosen(filter.state == Some(state))
    });
    let states: Vec<_> = states.collect();
    let kinds = RunKind::ALL.into_iter().map(|kind| {
        ChoiceOption::new(kind.word(), kind_label(kind)).chosen(filter.kind == Some(kind))
    });
    let kinds: Vec<_> = kinds.collect();
    let failed = vec![ChoiceOption::new("yes", FAILED).chosen(filter.failed)];
    let hidden = [
        ("by", filter.mine.then(|| "me".to_owned())),
        ("sort", filter.order()),
    ];
    let hidden = hidden.map(|(name, value)| {
        value.map(|value| view! { <input type="hidden" name=name value=value/> })
    });
    let search = filter.search.clone();
    view! {
        <FilterBar action=urls::runs(scope, &RunFilter::default())>
            <TextInput
                field=FieldSpec::new("q", "q", "Search by title or number").unmarked()
                value=search
                kind="search"
                placeholder="Title or #number"
            />
            <Select
                field=FieldSpec::new("kind", "kind", "Kind").unmarked()
                choices=kinds
                blank="Any kind"
            />
            <Select
                field=FieldSpec::new("state", "state", "State").unmarked()
                choices=states
                blank="Any state"
            />
            <Select
                field=FieldSpec::new("failed", "failed", "Outcome").unmarked()
                choices=failed
                blank="Any outcome"
            />
            {hidden}
            <Button label="Filter" icon=Icon::Search/>
        </FilterBar>
    }
}

/// Those with a target that failed, was refused, or of which nobody can tell.
const FAILED: &str = "with failures";

pub(super) fn chips(scope: &Scope, filter: &RunFilter) -> Vec<Chip> {
    let filter = filter.from_start();
    let chip = |label: String, rest: RunFilter| Chip::new(label, urls::runs(scope, &rest));
    let search = filter.search.as_ref().map(|text| {
        let rest = RunFilter {
            search: None,
            ..filter.clone()
        };
        chip(format!("“{text}”"), rest)
    });
    let kind = filter.kind.map(|kind| {
        let rest = RunFilter {
            kind: None,
            ..filter.clone()
        };
        chip(format!("kind: {}", kind_label(kind)), rest)
    });
    let state = filter.state.map(|state| {
        let rest = RunFilter {
            state: None,
            ..filter.clone()
        };
        chip(state.word().to_owned(), rest)
    });
    let failed = filter.failed.then(|| {
        let rest = RunFilter {
            failed: false,
            ..filter.clone()
        };
        chip(FAILED.to_owned(), rest)
    });
    [search, kind, state, failed]
        .into_iter()
        .flatten()
        .collect()
}
