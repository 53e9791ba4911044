//! The workflows that chosen deployments have: which of them is started is chosen here.

use crate::components::{
    Breadcrumbs, EmptyState, Icon, LinkButton, Middle, Name, Notice, NoticeKind, PageHeader,
    TableHead, TableWrap, grouped,
};
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::urls::{self, DeploymentFilter, ForDeployments};
use slipway_portal::actions::workflow::{Offer, Offers};
use slipway_portal::deployments::Deployment;

/// What the page shows.
pub struct WorkflowsPage {
    /// The account acted on.
    pub scope: Scope,
    /// The deployments, as the address names them.
    pub of: ForDeployments,
    /// What there is to start on them.
    pub offers: Offers,
}

/// The page.
pub fn workflows_page(page: &WorkflowsPage) -> impl IntoView + use<> {
    let context = on(&page.offers.deployments);
    view! {
        <Breadcrumbs levels=levels(&page.scope)/>
        <PageHeader title="Choose a workflow" context/>
        {gone(page)}
        {list(page)}
    }
}

/// The way to the list.
pub(super) fn levels(scope: &Scope) -> Vec<(String, String)> {
    let all = urls::deployments(scope, &DeploymentFilter::default());
    vec![("Deployments".to_owned(), all)]
}

/// `On Web shop web-01`, `On 40 deployments`
pub(super) fn on(deployments: &[Deployment]) -> String {
    match deployments {
        [one] => format!("On {}", one.name),
        many => format!("On {} deployments", grouped(many.len() as u64)),
    }
}

fn gone(page: &WorkflowsPage) -> Option<impl IntoView + use<>> {
    let gone = &page.offers.gone;
    let items: Vec<_> = gone
        .iter()
        .map(|id| view! { <li><Name text=id.to_string()/></li> })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warn title="Not all of them are there">
                <p>"These are not among this account's deployments (any more). Choose the deployments again."</p>
                <ul class="plan-names" role="list">{items}</ul>
            </Notice>
        }
    })
}

fn list(page: &WorkflowsPage) -> AnyView {
    if page.offers.workflows.is_empty() {
        let all = urls::deployments(&page.scope, &DeploymentFilter::default());
        return view! {
            <EmptyState
                title="There is nothing to start"
                text="None of these deployments has a workflow."
                icon=Icon::Workflow
            >
                <LinkButton label="Choose deployments" href=all/>
            </EmptyState>
        }
        .into_any();
    }
    let rows = page.offers.workflows.iter();
    let rows: Vec<_> = rows.map(|offer| row(page, offer)).collect();
    view! {
        <TableWrap label="Workflows">
            <table class="table table-tall">
                <TableHead columns=&[("Workflow", ""), ("Parameters", "table-num"), ("", "")]/>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
    }
    .into_any()
}

fn row(page: &WorkflowsPage, offer: &Offer) -> impl IntoView + use<> {
    let is_whole = page.offers.gone.is_empty() && offer.blocked.is_none();
    let name = if is_whole {
        let href = urls::workflow(&page.scope, &offer.name, &page.of);
        view! { <Middle text=offer.name.clone() keep=48 href/> }.into_any()
    } else {
        view! { <Name text=offer.name.clone()/> }.into_any()
    };
    let all = page.offers.deployments.len();
    let unavailable = match (offer.unavailable, all) {
        (0, _) => None,
        (_, 1) => Some("Not available on it as it stands; it can be forced.".to_owned()),
        (some, _) if some == all => {
            Some("Not available on any of them as they stand; it can be forced.".to_owned())
        }
        (some, _) => Some(format!(
            "Not available on {some} of them as they stand; there it can be forced."
        )),
    };
    let words = offer.blocked.clone().or(unavailable);
    view! {
        <tr>
            <th scope="row" class="table-main">{name}</th>
            <td class="table-num" data-label="Parameters">{offer.parameters}</td>
            <td class="muted">{words}</td>
        </tr>
    }
}
