//! One execution of a workflow: where it stands, what it was started with, what went wrong, and the
//! steps that it goes through.

use super::executions::{look, operations, took};
use crate::components::{
    Breadcrumbs, EmptyState, Fact, Icon, Name, Notice, NoticeKind, PageHeader, PropertyList,
    StatusBadge, TableHead, TableWrap, Time, exact, grouped,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::is_secret_name;
use slipway_domain::urls::{self, ExecutionFilter};
use slipway_portal::executions::{Execution, ExecutionView, Step};

/// What the page shows.
pub struct ExecutionPage {
    /// The account acted on.
    pub scope: Scope,
    /// The execution.
    pub view: ExecutionView,
    /// The present.
    pub now: Timestamp,
}

/// `install on web-shop-7`; the workflow alone where it is of no deployment.
pub fn title(execution: &Execution) -> String {
    let name = execution.deployment_name.clone();
    let name = name.or_else(|| execution.deployment.as_ref().map(ToString::to_string));
    match name {
        Some(name) => format!("{} on {name}", execution.workflow),
        None => execution.workflow.clone(),
    }
}

/// The page.
pub fn execution_page(page: &ExecutionPage) -> impl IntoView + use<> {
    let execution = &page.view.execution;
    let all = urls::executions(&page.scope, &ExecutionFilter::default());
    view! {
        <Breadcrumbs levels=vec![("Executions".to_owned(), all)]/>
        <PageHeader title=title(execution)/>
        {failure(execution)}
        <section>
            <h2>"Where it stands"</h2>
            <PropertyList facts=facts(page)/>
        </section>
        <section>
            <h2>"Parameters"</h2>
            {parameters(execution)}
        </section>
        <section>
            <h2>"Operations"</h2>
            {steps(page)}
        </section>
    }
}

/// What went wrong: its last line, which says what, and all of it folded.
fn failure(execution: &Execution) -> Option<impl IntoView + use<>> {
    let error = execution.error.as_deref().map(str::trim)?;
    let last = error.lines().last()?.trim().to_owned();
    let whole = (error.lines().count() > 1).then(|| {
        view! {
            <details>
                <summary>"All that was said"</summary>
                <pre class="code plan-long">{exact(error)}</pre>
            </details>
        }
    });
    Some(view! {
        <Notice kind=NoticeKind::Bad title="What went wrong">
            <p><bdi>{last}</bdi></p>
            {whole}
        </Notice>
    })
}

fn facts(page: &ExecutionPage) -> Vec<Fact> {
    let execution = &page.view.execution;
    let word = page
        .view
        .status
        .map_or_else(|| execution.word.clone(), |status| status.label.to_owned());
    let badge = view! { <StatusBadge look=look(execution.status) word=word/> };
    let mut facts = vec![Fact::new("Status", badge.into_any())];
    let mut add = |term: &str, value: Option<AnyView>| {
        facts.extend(value.map(|value| Fact::new(term, value)));
    };
    let time = |at: Option<Timestamp>| at.map(|at| view! { <Time at=at now=page.now/> }.into_any());
    let name =
        |text: Option<&String>| text.map(|text| view! { <Name text=text.clone()/> }.into_any());
    let text = |text: Option<String>| text.map(IntoAny::into_any);
    add("Created", time(execution.created_at));
    add("Started", time(execution.started_at));
    add("Ended", time(execution.ended_at));
    let term = match execution.ended_at {
        Some(_) => "Took",
        None => "Under way for",
    };
    add(term, text(took(execution, page.now)));
    add("Operations", text(operations(execution)));
    add("Deployment", deployment(page));
    add("Blueprint", name(execution.blueprint.as_ref()));
    add("Started by", name(execution.creator.as_ref()));
    let said = |is: bool, words: &'static str| is.then(|| words.into_any());
    add("Dry run", said(execution.dry_run, "Yes: nothing was done"));
    add("Resumed", said(execution.resumed, "Yes, after an end"));
    add("Id", name(Some(&execution.id.to_string())));
    facts
}

/// The deployment, which leads to all that was executed on it.
fn deployment(page: &ExecutionPage) -> Option<AnyView> {
    let id = page.view.execution.deployment.clone()?;
    let of_it = ExecutionFilter {
        deployment: Some(id.clone()),
        ..ExecutionFilter::default()
    };
    let href = urls::executions(&page.scope, &of_it);
    Some(view! { <a href=href><bdi translate="no">{id.to_string()}</bdi></a> }.into_any())
}

fn parameters(execution: &Execution) -> AnyView {
    if execution.parameters.is_empty() {
        return view! { <p class="run-hint">"It was started without any."</p> }.into_any();
    }
    let facts = execution.parameters.iter().map(|(name, value)| {
        if is_secret_name(name) {
            let hidden = view! { <span class="run-hint">"a secret, not shown"</span> };
            Fact::new(name.clone(), hidden.into_any())
        } else {
            Fact::new(name.clone(), exact(value).into_any())
        }
    });
    view! { <PropertyList facts=facts.collect()/> }.into_any()
}

fn steps(page: &ExecutionPage) -> AnyView {
    let steps = match &page.view.steps {
        Ok(steps) => steps,
        Err(error) => {
            let error = error.to_string();
            return view! { <Notice kind=NoticeKind::Warn title="They could not be read"><p>{error}</p></Notice> }
                .into_any();
        }
    };
    if steps.items.is_empty() {
        return view! {
            <EmptyState
                title="None that are known"
                text="Not every workflow is made of operations that the cloud can tell apart."
                icon=Icon::Runs
            />
        }
        .into_any();
    }
    let rows: Vec<_> = steps.items.iter().map(|step| row(step, page.now)).collect();
    let left = steps.total.saturating_sub(rows.len() as u64);
    let left = (left > 0).then(|| {
        view! { <p class="run-hint">{format!("{} more are not shown.", grouped(left))}</p> }
    });
    view! {
        <TableWrap label="Operations">
            <table class="table table-tall">
                <TableHead columns=&[
                    ("State", "table-status"),
                    ("Operation", ""),
                    ("Node instance", ""),
                    ("Tried again", "table-num"),
                    ("Planned", ""),
                ]/>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
        {left}
    }
    .into_any()
}

fn row(step: &Step, now: Timestamp) -> impl IntoView + use<> {
    let error = step
        .error
        .clone()
        .map(|error| view! { <p class="run-hint"><bdi>{error}</bdi></p> });
    let retries = (step.retries > 0).then(|| grouped(step.retries.into()));
    let planned = step.created_at.map(|at| view! { <Time at=at now=now/> });
    view! {
        <tr>
            <td class="table-status"><bdi translate="no">{step.state.clone()}</bdi></td>
            <th scope="row" class="table-main"><Name text=step.name.clone()/>{error}</th>
            <td data-label="Node instance"><bdi translate="no">{step.node.clone()}</bdi></td>
            <td class="table-num" data-label="Tried again">{retries}</td>
            <td data-label="Planned">{planned}</td>
        </tr>
    }
}
