//! The deployments of an account: searched, filtered, fifty at a time, and chosen for a workflow.
//!
//! What is chosen travels with the form: a press of "Keep looking" keeps it under a draft that the
//! address names, so that it holds while somebody filters and turns pages.

mod bar;

use crate::components::{
    Button, Chip, Chips, ChoiceOption, EmptyState, FieldSpec, FilterBar, FormScope, Icon,
    LinkButton, ListPart, Look, Middle, PageHeader, PickCell, Select, StatusBadge, TableHead,
    TableWrap, TextInput, Time, no_such_page,
};
use crate::pages::form_feedback::FormFeedback;
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::urls::{self, DeploymentFilter};
use slipway_domain::workflow::controls;
use slipway_domain::{DeploymentId, Scope};
use slipway_portal::deployments::{Deployment, Listing, PAGE};

/// What the page shows.
pub struct DeploymentsPage {
    /// The account acted on.
    pub scope: Scope,
    /// The filter in the address.
    pub filter: DeploymentFilter,
    /// The deployments of this page.
    pub listing: Listing,
    /// Why what was chosen was not taken.
    pub feedback: FormFeedback,
    /// Why the person may start nothing on them, where they may not.
    pub blocked: Option<String>,
    /// The present.
    pub now: Timestamp,
}

impl DeploymentsPage {
    fn at(&self, filter: &DeploymentFilter) -> String {
        urls::deployments(&self.scope, filter)
    }

    fn is_chosen(&self, id: &DeploymentId) -> bool {
        self.listing.chosen.contains(id)
    }
}

/// The page.
pub fn deployments_page(page: &DeploymentsPage) -> impl IntoView + use<> {
    let body = if page.listing.deployments.items.is_empty() {
        view! { {nothing(page)}{bar::alone(page)} }.into_any()
    } else {
        listing(page).into_any()
    };
    let context = format!(
        "What is set up on {}, each with workflows.",
        page.scope.account
    );
    view! {
        <PageHeader title="Deployments" context/>
        {bar::refused(page)}
        {filters(page)}
        <Chips chips=chips(page) clear=page.at(&page.filter.unfiltered())/>
        {body}
    }
}

fn filters(page: &DeploymentsPage) -> impl IntoView + use<> {
    let filter = &page.filter;
    let draft = filter.draft.clone();
    let draft = draft.map(|draft| view! { <input type="hidden" name="draft" value=draft/> });
    let blueprint = filter.blueprint.as_deref();
    let known = page.listing.blueprints.iter().map(|one| one.id.as_str());
    let known: Vec<_> = known.collect();
    // One that the cloud no longer tells of stays what is asked for.
    let lost = blueprint.filter(|asked| !known.contains(asked));
    let choices = known.into_iter().chain(lost);
    let choices = choices.map(|id| ChoiceOption::new(id, id).chosen(blueprint == Some(id)));
    let choices: Vec<_> = choices.collect();
    let (action, search) = (page.at(&DeploymentFilter::default()), filter.search.clone());
    let label = filter.label.clone();
    let field =
        |name: &'static str, label: &'static str| FieldSpec::new(name, name, label).unmarked();
    view! {
        <FilterBar action=action>
            {draft}
            <TextInput
                field=field("q", "Name or id")
                value=search
                kind="search"
                placeholder="Name or id"
            />
            <Select field=field("blueprint", "Blueprint") choices=choices blank="Any blueprint"/>
            <TextInput
                field=field("label", "Label")
                value=label
                placeholder="Label, env:prod"
            />
            <Button label="Filter" icon=Icon::Search/>
        </FilterBar>
    }
}

fn chips(page: &DeploymentsPage) -> Vec<Chip> {
    let filter = page.filter.from_start();
    let chip = |what: &str, value: &Option<String>, rest: DeploymentFilter| {
        let value = value.as_ref()?;
        Some(Chip::new(format!("{what}: {value}"), page.at(&rest)))
    };
    let without_search = DeploymentFilter {
        search: None,
        ..filter.clone()
    };
    let without_blueprint = DeploymentFilter {
        blueprint: None,
        ..filter.clone()
    };
    let without_label = DeploymentFilter {
        label: None,
        ..filter.clone()
    };
    let chips = [
        chip("name", &filter.search, without_search),
        chip("blueprint", &filter.blueprint, without_blueprint),
        chip("label", &filter.label, without_label),
    ];
    chips.into_iter().flatten().collect()
}

/// Why nothing is here: beyond the last page, nothing matches, or nothing is set up yet.
fn nothing(page: &DeploymentsPage) -> AnyView {
    let all = page.at(&page.filter.unfiltered());
    if page.listing.deployments.total > 0 {
        let first = page.at(&page.filter.from_start());
        return no_such_page(first, Icon::Deployment).into_any();
    }
    if page.filter.is_narrow() {
        return view! {
            <EmptyState
                title="No deployment matches"
                text="None of the deployments matches these filters."
                icon=Icon::Search
            >
                <LinkButton label="Clear the filters" href=all/>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState
            title="No deployments yet"
            text="What is deployed from a blueprint appears here, with the workflows that it has."
            icon=Icon::Deployment
        />
    }
    .into_any()
}

fn listing(page: &DeploymentsPage) -> impl IntoView + use<> {
    let (filter, total) = (&page.filter, page.listing.deployments.total);
    let items = page.listing.deployments.items.iter();
    let rows: Vec<_> = items.map(|deployment| row(page, deployment)).collect();
    let part = ListPart {
        page: filter.page,
        size: u64::from(PAGE),
        shown: rows.len(),
        total,
    };
    let at = |number: u32| {
        page.at(&DeploymentFilter {
            page: number,
            ..filter.clone()
        })
    };
    let pages = part.pagination("1 deployment", at);
    let columns: &[(&str, &str)] = if page.blocked.is_none() {
        &PICKED
    } else {
        &PICKED[1..]
    };
    let action = page.at(&DeploymentFilter::default());
    view! {
        <form class="deployments-form" method="post" action=action autocomplete="off">
            <FormScope/>
            // The Enter key must not press the first button that there is.
            <button type="submit" disabled=true hidden=true></button>
            <TableWrap label="Deployments">
                <table class="table table-tall">
                    <TableHead columns=columns/>
                    <tbody data-part="rows">{rows}</tbody>
                </table>
            </TableWrap>
            <div data-part="pages">{pages}</div>
            {bar::bar(page)}
        </form>
    }
}

const PICKED: [(&str, &str); 6] = [
    ("", "table-pick"),
    ("State", "table-status"),
    ("Deployment", ""),
    ("Blueprint", ""),
    ("Latest execution", ""),
    ("Created", ""),
];

/// How a deployment is, as far as the cloud says so.
pub(super) fn state(deployment: &Deployment) -> Option<AnyView> {
    let word = deployment.state.clone()?;
    let look = if deployment.is_busy {
        Look::Busy
    } else if deployment.needs_attention {
        Look::Warn
    } else {
        Look::Ok
    };
    Some(view! { <StatusBadge look word/> }.into_any())
}

/// `install: completed`
pub(super) fn latest(deployment: &Deployment) -> Option<AnyView> {
    let state = deployment.latest.clone();
    let workflow = deployment.latest_workflow.clone();
    match (workflow, state) {
        (Some(workflow), Some(state)) => {
            Some(view! { <bdi translate="no">{workflow}</bdi>": "{state} }.into_any())
        }
        (Some(one), None) | (None, Some(one)) => Some(view! { <bdi>{one}</bdi> }.into_any()),
        (None, None) => None,
    }
}

fn row(page: &DeploymentsPage, deployment: &Deployment) -> impl IntoView + use<> {
    let pick = page.blocked.is_none().then(|| {
        let label = format!("Choose {}", deployment.name);
        let (value, checked) = (deployment.id.to_string(), page.is_chosen(&deployment.id));
        view! { <PickCell name=controls::DEPLOYMENT value label checked/> }
    });
    let created = deployment
        .created_at
        .map(|at| view! { <Time at=at now=page.now/> });
    // An id that says the same twice is left out.
    let id = (deployment.id.as_str() != deployment.name).then(|| {
        view! { " "<code class="muted" translate="no">{deployment.id.to_string()}</code> }
    });
    let latest = latest(deployment);
    let labelled = latest.is_some().then_some("Latest");
    view! {
        <tr>
            {pick}
            <td class="table-status">{state(deployment)}</td>
            <th scope="row" class="table-main">
                <Middle
                    text=deployment.name.clone()
                    keep=48
                    href=urls::deployment(&page.scope, &deployment.id)
                />
                {id}
            </th>
            <td data-label="Blueprint"><bdi translate="no">{deployment.blueprint.clone()}</bdi></td>
            <td data-label=labelled>{latest}</td>
            <td data-label="Created">{created}</td>
        </tr>
    }
}
