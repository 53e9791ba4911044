//! One deployment: what it is, its workflows, and what was executed on it last.

use super::deployments::{latest, state};
use super::executions::{label, look};
use crate::components::{
    Breadcrumbs, ButtonKind, EmptyState, Fact, Icon, LinkButton, Middle, Name, Notice, NoticeKind,
    PageHeader, PropertyList, StatusBadge, TableHead, TableWrap, Time, exact,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::urls::{self, DeploymentFilter, ExecutionFilter, ForDeployments};
use slipway_domain::workflow::Workflow;
use slipway_portal::deployments::{DeploymentView, Execution};

/// What the page shows.
pub struct DeploymentPage {
    /// The account acted on.
    pub scope: Scope,
    /// The deployment.
    pub view: DeploymentView,
    /// Why the person may start nothing on it, where they may not.
    pub blocked: Option<String>,
    /// The present.
    pub now: Timestamp,
}

/// The page.
pub fn deployment_page(page: &DeploymentPage) -> impl IntoView + use<> {
    let deployment = &page.view.deployment;
    let all = urls::deployments(&page.scope, &DeploymentFilter::default());
    let start = urls::workflows(&page.scope, &ForDeployments::one(&deployment.id));
    let blocked = page.blocked.clone();
    view! {
        <Breadcrumbs levels=vec![("Deployments".to_owned(), all)]/>
        <PageHeader title=deployment.name.clone()>
            <LinkButton
                label="Start a workflow…"
                kind=ButtonKind::Primary
                icon=Icon::Play
                href=start
                disabled_reason=blocked
            />
        </PageHeader>
        <PropertyList facts=facts(page)/>
        <section>
            <h2>"Latest executions"</h2>
            {executions(page)}
        </section>
        <section>
            <h2>"Workflows"</h2>
            {workflows(page)}
        </section>
    }
}

fn facts(page: &DeploymentPage) -> Vec<Fact> {
    let deployment = &page.view.deployment;
    let mut facts = Vec::new();
    let mut add = |term: &str, value: Option<AnyView>| {
        facts.extend(value.map(|value| Fact::new(term, value)));
    };
    let name = |text: String| view! { <Name text/> }.into_any();
    add("State", state(deployment));
    let installed = deployment.installed.map(|is_installed| {
        if is_installed {
            "all of it is there"
        } else {
            "not all of it is there"
        }
    });
    add("Installed", installed.map(IntoAny::into_any));
    add("Latest execution", latest(deployment));
    add("Blueprint", deployment.blueprint.clone().map(name));
    let labels: Vec<_> = deployment
        .labels
        .iter()
        .map(|(key, value)| {
            let filter = DeploymentFilter {
                label: Some(format!("{key}:{value}")),
                ..DeploymentFilter::default()
            };
            let href = urls::deployments(&page.scope, &filter);
            view! { <li><a href=href><bdi translate="no">{format!("{key}: {value}")}</bdi></a></li> }
        })
        .collect();
    let labels = (!labels.is_empty())
        .then(|| view! { <ul class="plan-names" role="list">{labels}</ul> }.into_any());
    add("Labels", labels);
    let created = deployment.created_at;
    add(
        "Created",
        created.map(|at| view! { <Time at=at now=page.now/> }.into_any()),
    );
    add("Id", Some(exact(deployment.id.as_str()).into_any()));
    facts
}

fn executions(page: &DeploymentPage) -> AnyView {
    let of_it = ExecutionFilter {
        deployment: Some(page.view.deployment.id.clone()),
        ..ExecutionFilter::default()
    };
    let all = urls::executions(&page.scope, &of_it);
    let read = match &page.view.executions {
        Ok(read) => read,
        Err(error) => {
            let error = error.to_string();
            return view! { <Notice kind=NoticeKind::Warn title="They could not be read"><p>{error}</p></Notice> }
                .into_any();
        }
    };
    if read.items.is_empty() {
        return view! { <p class="muted">"Nothing was executed on it yet."</p> }.into_any();
    }
    let rows: Vec<_> = read.items.iter().map(|one| execution(page, one)).collect();
    view! {
        <TableWrap label="Latest executions">
            <table class="table">
                <TableHead columns=&[("Status", "table-status"), ("Workflow", ""), ("By", ""), ("Created", "")]/>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
        <p><a href=all>"All executions of this deployment"</a></p>
    }
    .into_any()
}

fn execution(page: &DeploymentPage, execution: &Execution) -> impl IntoView + use<> {
    let created = execution.created_at;
    let created = created.map(|at| view! { <Time at=at now=page.now/> });
    let word = label(&page.view.statuses, &execution.word);
    view! {
        <tr>
            <td class="table-status"><StatusBadge look=look(execution.status) word/></td>
            <th scope="row" class="table-main">
                <Middle
                    text=execution.workflow.clone()
                    keep=48
                    href=urls::execution(&page.scope, &execution.id)
                />
            </th>
            <td data-label="By"><bdi translate="no">{execution.creator.clone()}</bdi></td>
            <td data-label="Created">{created}</td>
        </tr>
    }
}

fn workflows(page: &DeploymentPage) -> AnyView {
    let workflows = &page.view.deployment.workflows;
    if workflows.is_empty() {
        return view! {
            <EmptyState title="It has no workflows" text="Its blueprint declares none." icon=Icon::Workflow/>
        }
        .into_any();
    }
    let rows: Vec<_> = workflows.iter().map(|one| workflow(page, one)).collect();
    view! {
        <TableWrap label="Workflows">
            <table class="table">
                <TableHead columns=&[("Workflow", ""), ("Parameters", "table-num"), ("Available", "")]/>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
    }
    .into_any()
}

fn workflow(page: &DeploymentPage, workflow: &Workflow) -> impl IntoView + use<> {
    let of = ForDeployments::one(&page.view.deployment.id);
    let href = page
        .blocked
        .is_none()
        .then(|| urls::workflow(&page.scope, &workflow.name, &of));
    let name = match href {
        Some(href) => view! { <Middle text=workflow.name.clone() keep=48 href/> }.into_any(),
        None => view! { <Name text=workflow.name.clone()/> }.into_any(),
    };
    let available = if workflow.available {
        "yes"
    } else {
        "not as it stands; it can be forced"
    };
    view! {
        <tr>
            <th scope="row" class="table-main">{name}</th>
            <td class="table-num" data-label="Parameters">{workflow.parameters.len()}</td>
            <td data-label="Available">{available}</td>
        </tr>
    }
}
