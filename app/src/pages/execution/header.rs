//! What is executed on what, by whom, and where that leads.

use super::ExecutionPage;
use crate::components::{
    Breadcrumbs, Button, FormScope, Icon, Ident, LinkButton, PageHeader, Time, grouped,
};
use leptos::prelude::*;
use slipway_domain::urls::{self, ExecutionFilter};

const NOT_SHARED: &str = "It belongs to no deployment, so that no run can follow it.";

pub(super) fn header(page: &ExecutionPage) -> impl IntoView + use<> {
    let all = urls::executions(&page.scope, &ExecutionFilter::default());
    let (share, title, context) = (
        share(page).into_any(),
        page.title(),
        context(page).into_any(),
    );
    view! {
        <Breadcrumbs levels=vec![("Executions".to_owned(), all)]/>
        <PageHeader title context>
            {share}
            <span class="execution-jump"><LinkButton label="End it" href="#end" icon=Icon::Stop/></span>
        </PageHeader>
    }
}

/// Shared is the run that follows it, which there is from then on.
fn share(page: &ExecutionPage) -> impl IntoView + use<> {
    let action = urls::execution_share(&page.scope, page.id());
    let of_none = page.execution().deployment.is_none().then_some(NOT_SHARED);
    let blocked = page.blocked.or(of_none);
    view! {
        <form method="post" action=action>
            <FormScope/>
            <Button label="Share" icon=Icon::Share disabled_reason=blocked/>
        </form>
    }
}

fn context(page: &ExecutionPage) -> impl IntoView + use<> {
    let execution = page.execution();
    let list = |filter: ExecutionFilter| urls::executions(&page.scope, &filter);
    let by = execution.creator.clone().map(|name| {
        view! { <span>"by "<bdi translate="no">{name}</bdi></span> }
    });
    let created = execution
        .created_at
        .map(|at| view! { <span>"created "<Time at=at now=page.now/></span> });
    let deployment = execution.deployment.as_ref().map(|id| {
        let href = urls::deployment(&page.scope, id);
        view! { <a href=href>"the deployment"</a> }
    });
    let blueprint = execution.blueprint.clone().map(|name| {
        let href = list(ExecutionFilter {
            blueprint: Some(name.clone()),
            ..ExecutionFilter::default()
        });
        view! { <span>"blueprint "<a href=href><bdi translate="no">{name}</bdi></a></span> }
    });
    let others = page.view.told.siblings.filter(|others| *others > 0);
    let others = execution
        .deployment
        .clone()
        .zip(others)
        .map(|(id, others)| {
            let href = list(ExecutionFilter {
                deployment: Some(id),
                ..ExecutionFilter::default()
            });
            let words = format!("{} more on this deployment", grouped(others));
            view! { <a href=href>{words}</a> }
        });
    let run = page.view.run.as_ref().map(|run| {
        let href = urls::run(&page.scope, run.number);
        let words = match (run.state.is_over(), page.is_over()) {
            (true, false) => "the run that followed it before",
            (true, true) => "the run that followed it",
            (false, _) => "the run that follows it",
        };
        view! { <a href=href>{words}</a> }
    });
    let system = execution
        .system
        .then(|| view! { <span>"a system workflow"</span> });
    view! {
        <Ident text=execution.id.to_string()/>
        {by}
        {created}
        {deployment}
        {blueprint}
        {others}
        {run}
        {system}
    }
}
