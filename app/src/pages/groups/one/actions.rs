//! What can be done to a group: to its servers one by one, and to the group as a whole. Each with
//! what follows from it, or with the reason why it is not offered; pressing leads to a review.

use super::GroupPage;
use crate::components::{
    Button, ChoiceOption, FieldSpec, FormScope, Icon, LinkButton, Notice, NumberInput, Select,
};
use crate::pages::groups::{blocked, counted};
use crate::pages::server::actions::{DAYS, kinds_of};
use leptos::prelude::*;
use slipway_domain::action::{GroupBlocked, GroupOperation};
use slipway_domain::operation::{Operation, SNAPSHOT_DAYS};
use slipway_domain::principal::Right;
use slipway_domain::server::ServerStatus;
use slipway_domain::urls::{self, CreateFrom, ServerFilter};
use slipway_portal::inventory::Branch;
use slipway_portal::inventory::groups::{Counts, homes};

pub(super) fn actions_section(
    page: &GroupPage,
    branch: &Branch,
    counts: Counts,
) -> impl IntoView + use<> {
    let may = |right| page.principal.may(right);
    let role = match (may(Right::Operate), may(Right::Manage)) {
        (_, true) => None,
        (true, false) => Some(page.principal.reason(Right::Manage)),
        (false, false) => Some(page.principal.reason(Right::Operate)),
    };
    let role = role.map(|reason| view! { <Notice>{reason}</Notice> });
    let active = counts.started + counts.stopped + counts.paused;
    let kinds: Vec<_> = kinds_of(page.view.of_servers)
        .into_iter()
        .map(|(title, operations)| kind(page, title, &operations, active))
        .collect();
    let all = match counts.total() {
        0 => "There is none in it or below it.".to_owned(),
        count => format!(
            "All {} in it and below it. The review lists them by name and leaves out those that it does not fit.",
            counted(count, "server")
        ),
    };
    let kinds = (active > 0).then_some(kinds);
    view! {
        <section class="server-actions" aria-labelledby="operations">
            <h2 id="operations">"Actions on its servers"</h2>
            {role}
            <p class="server-words">{all}</p>
            {package(page)}
            {kinds}
            {grow(page, branch)}
            {whole(page, branch)}
        </section>
    }
}

/// The way to the packages, with its active servers chosen.
fn package(page: &GroupPage) -> Option<impl IntoView + use<>> {
    let filter = ServerFilter {
        group: Some(page.id.clone()),
        status: Some(ServerStatus::Active),
        ..ServerFilter::default()
    };
    let count = page.view.inventory.value.matching(&filter).count();
    let right = Right::RunPackages;
    let reason = (!page.principal.may(right)).then(|| page.principal.reason(right));
    let label = format!("Run a package on {}", counted(count, "server"));
    (count > 0 && page.view.has_packages).then(|| {
        view! {
            <div class="server-kind">
                <h3>"Packages"</h3>
                <form method="post" action=urls::choose(&page.scope)>
                    <FormScope/>
                    <input type="hidden" name="all" value="1"/>
                    <input type="hidden" name="matching" value=filter.query()/>
                    <Button label icon=Icon::Package id="run-package" disabled_reason=reason/>
                </form>
                <p class="server-words">
                    "Those in it and below it that are active. Leads to the packages; nothing runs before you have reviewed it."
                </p>
            </div>
        }
    })
}

/// What is done to a group as a whole is not offered server by server.
const fn is_for_each(operation: Operation) -> bool {
    !matches!(
        operation,
        Operation::Archive | Operation::Restore | Operation::Delete
    )
}

fn kind(
    page: &GroupPage,
    title: &'static str,
    operations: &[Operation],
    active: usize,
) -> Option<impl IntoView + use<>> {
    let operations = operations
        .iter()
        .filter(|operation| is_for_each(**operation));
    let rows: Vec<_> = operations
        .map(|operation| one(page, *operation, active))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="server-kind">
                <summary>{title}</summary>
                <ul role="list">{rows}</ul>
            </details>
        }
    })
}

fn one(page: &GroupPage, operation: Operation, active: usize) -> impl IntoView + use<> {
    let reason = (!page.principal.may(operation.right())).then_some("Your role may not.");
    let filter = ServerFilter {
        group: Some(page.id.clone()),
        ..ServerFilter::default()
    };
    let asks = (reason.is_none() && operation == Operation::CreateSnapshot).then(|| {
        let hint = format!("{} to {}", SNAPSHOT_DAYS.start(), SNAPSHOT_DAYS.end());
        let field = FieldSpec::new("days", "days", "Keep for")
            .unit("days")
            .hint(hint);
        view! { <NumberInput field value=DAYS.to_string() whole=true/> }
    });
    let label = operation.over(&counted(active, "server"));
    let id = format!("do-{}", operation.word());
    view! {
        <li>
            <form method="post" action=urls::operate(&page.scope)>
                <FormScope/>
                <input type="hidden" name="operation" value=operation.word()/>
                <input type="hidden" name="all" value="1"/>
                <input type="hidden" name="matching" value=filter.query()/>
                {asks}
                <Button label id disabled_reason=reason/>
            </form>
            <p class="server-words">{operation.consequence()}</p>
        </li>
    }
}

fn grow(page: &GroupPage, branch: &Branch) -> Option<impl IntoView + use<>> {
    if !branch.node.kind.takes_servers() {
        return None;
    }
    let offered = branch.node.offers.create_group;
    let missing = (!offered).then(|| GroupBlocked::NotOffered.to_string());
    let reason = blocked(&page.principal)
        .map(|_| "Your role may not.".to_owned())
        .or(missing);
    let href = urls::group_new(&page.scope, Some(&page.id));
    let server = branch.node.offers.create_server;
    let missing = (!server).then(|| GroupBlocked::NotOffered.to_string());
    let no_server = blocked(&page.principal)
        .map(|_| "Your role may not.".to_owned())
        .or(missing);
    let from = CreateFrom {
        group: Some(page.id.clone()),
        ..CreateFrom::default()
    };
    let create = urls::create_server(&page.scope, &from);
    Some(view! {
        <div class="server-kind">
            <h3>"Make something in it"</h3>
            <div class="groups-action">
                <LinkButton
                    label="Create a server in it"
                    icon=Icon::Plus
                    href=create
                    id="create-server"
                    disabled_reason=no_server
                />
                <LinkButton
                    label="Create a group in it"
                    icon=Icon::Plus
                    href
                    id="create-below"
                    disabled_reason=reason
                />
            </div>
        </div>
    })
}

fn whole(page: &GroupPage, branch: &Branch) -> Option<impl IntoView + use<>> {
    let operations = page.view.operations.iter().copied();
    let rows: Vec<_> = operations
        .filter(|operation| fits(page, *operation))
        .map(|operation| operation_form(page, branch, operation))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <div class="server-kind">
                <h3>"The group as a whole"</h3>
                <ul role="list">{rows}</ul>
            </div>
        }
    })
}

/// What is in the archive cannot be archived again, nor what is not be brought back.
fn fits(page: &GroupPage, operation: GroupOperation) -> bool {
    let state = page.view.blocked.get(&operation);
    !matches!(
        state,
        Some(GroupBlocked::Archived | GroupBlocked::NotArchived)
    ) && (operation != GroupOperation::Restore || state != Some(&GroupBlocked::Fixed))
}

fn operation_form(
    page: &GroupPage,
    branch: &Branch,
    operation: GroupOperation,
) -> impl IntoView + use<> {
    let state = page.view.blocked.get(&operation);
    let role = blocked(&page.principal).map(|_| "Your role may not.".to_owned());
    let fixed = matches!(state, Some(GroupBlocked::Fixed));
    let role = role.filter(|_| !fixed);
    let reason = role.or_else(|| state.map(ToString::to_string));
    let asks = (operation == GroupOperation::Restore && reason.is_none()).then(|| {
        let homes = homes(&page.view.inventory.value, branch);
        let choices = homes
            .into_iter()
            .map(|home| ChoiceOption::new(home.id.as_str(), home.words));
        let field = FieldSpec::new("target", "target", "Into group");
        view! { <Select field choices=choices.collect() blank="Choose a group"/> }
    });
    let id = format!("group-{}", operation.word());
    view! {
        <li>
            <form method="post" action=urls::group_order(&page.scope, &page.id)>
                <FormScope/>
                <input type="hidden" name="operation" value=operation.word()/>
                {asks}
                <Button label=operation.verb() id disabled_reason=reason/>
            </form>
            <p class="server-words">{operation.consequence()}</p>
        </li>
    }
}
