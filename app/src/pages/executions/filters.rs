//! What the list of executions is narrowed by: fields that know what there is, and what each leaves.

use super::{ExecutionsPage, executions};
use crate::components::{
    Button, Chip, ChoiceOption, FieldSpec, FilterBar, Icon, Select, TextInput,
};
use leptos::prelude::*;
use slipway_domain::urls::{self, ExecutionFilter};

pub(super) fn filters(page: &ExecutionsPage) -> impl IntoView + use<> {
    let (filter, known) = (&page.filter, &page.listing.known);
    let hidden: Vec<_> = filter
        .statuses
        .iter()
        .map(|status| view! { <input type="hidden" name="status" value=status.clone()/> })
        .collect();
    let system = [ChoiceOption::new("yes", "With system").chosen(filter.system)].to_vec();
    let inputs = [
        input(
            ("deployment", "Deployment"),
            filter.deployment.as_ref().map(ToString::to_string),
            &known.deployments,
        ),
        input(
            ("workflow", "Workflow"),
            filter.workflow.clone(),
            &known.workflows,
        ),
        input(
            ("blueprint", "Blueprint"),
            filter.blueprint.clone(),
            &known.blueprints,
        ),
        input(
            ("by", "Started by"),
            filter.creator.clone(),
            &page.listing.creators(),
        ),
    ];
    let action = executions(page, &ExecutionFilter::default());
    let account = account(page);
    view! {
        <FilterBar action=action>
            {hidden}
            {account}
            {inputs}
            <Select
                field=FieldSpec::new("system", "system", "System workflows").unmarked()
                choices=system
                blank="Without system"
            />
            <Button label="Filter" icon=Icon::Search/>
        </FilterBar>
    }
}

/// Which account's executions are listed, where there are several to look at.
fn account(page: &ExecutionsPage) -> Option<impl IntoView + use<>> {
    let choices = page.accounts.iter().map(|account| {
        let is_here = *account == page.scope.account;
        ChoiceOption::new(account.as_str(), account.as_str()).chosen(is_here)
    });
    let choices: Vec<_> = choices.collect();
    (choices.len() > 1).then(|| {
        let field = FieldSpec::new(urls::ACCOUNT, urls::ACCOUNT, "Account").unmarked();
        view! { <Select field choices/> }
    })
}

/// A field that offers what is known, and takes anything.
fn input(
    (name, label): (&'static str, &'static str),
    value: Option<String>,
    known: &[String],
) -> impl IntoView + use<> {
    let list = format!("known-{name}");
    let options = known.iter().cloned();
    let options: Vec<_> = options
        .map(|one| view! { <option value=one></option> })
        .collect();
    view! {
        <TextInput
            field=FieldSpec::new(name, name, label).unmarked()
            value=value
            placeholder=label
            list=list.clone()
        />
        <datalist id=list>{options}</datalist>
    }
}

pub(super) fn chips(page: &ExecutionsPage) -> Vec<Chip> {
    let filter = page.filter.from_start();
    let chip = |label: String, rest: ExecutionFilter| Chip::new(label, executions(page, &rest));
    let mut chips = Vec::new();
    if let Some(deployment) = &filter.deployment {
        let rest = ExecutionFilter {
            deployment: None,
            ..filter.clone()
        };
        chips.push(chip(format!("deployment: {deployment}"), rest));
    }
    if let Some(workflow) = &filter.workflow {
        let rest = ExecutionFilter {
            workflow: None,
            ..filter.clone()
        };
        chips.push(chip(format!("workflow: {workflow}"), rest));
    }
    if let Some(blueprint) = &filter.blueprint {
        let rest = ExecutionFilter {
            blueprint: None,
            ..filter.clone()
        };
        chips.push(chip(format!("blueprint: {blueprint}"), rest));
    }
    if let Some(creator) = &filter.creator {
        let rest = ExecutionFilter {
            creator: None,
            ..filter.clone()
        };
        chips.push(chip(format!("started by: {creator}"), rest));
    }
    if filter.system {
        let rest = ExecutionFilter {
            system: false,
            ..filter
        };
        chips.push(chip("with system workflows".to_owned(), rest));
    }
    chips
}
