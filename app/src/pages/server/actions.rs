//! What can be done to the server: each operation with what follows from it, or with the reason
//! why it is not offered. Pressing a button leads to a review; nothing happens before that.

use super::ServerPage;
use crate::components::{
    Button, ChoiceOption, FieldSpec, FormScope, Icon, Notice, NumberInput, Select,
};
use leptos::prelude::*;
use slipway_domain::operation::{Operation, SNAPSHOT_DAYS};
use slipway_domain::principal::Right;
use slipway_domain::urls;

/// Days that a snapshot is kept unless somebody says otherwise.
pub(in crate::pages) const DAYS: u8 = 7;

/// Operations that belong together, gentle ones first, lasting harm last.
const KINDS: [(&str, &[Operation]); 6] = [
    (
        "Power",
        &[
            Operation::PowerOn,
            Operation::ShutDown,
            Operation::Reboot,
            Operation::Pause,
        ],
    ),
    ("Forced power", &[Operation::PowerOff, Operation::Reset]),
    (
        "Maintenance",
        &[Operation::StartMaintenance, Operation::StopMaintenance],
    ),
    (
        "Snapshots",
        &[
            Operation::CreateSnapshot,
            Operation::RestoreSnapshot,
            Operation::DeleteSnapshot,
        ],
    ),
    ("Archive", &[Operation::Archive, Operation::Restore]),
    ("Delete", &[Operation::Delete]),
];

/// The operations that a cloud has, by their kinds.
pub(in crate::pages) fn kinds_of(there: &[Operation]) -> Vec<(&'static str, Vec<Operation>)> {
    let is_there = |operation: &&Operation| there.contains(operation);
    let of_kind = |operations: &[Operation]| operations.iter().filter(is_there).copied().collect();
    KINDS
        .into_iter()
        .map(|(title, operations)| (title, of_kind(operations)))
        .filter(|(_, operations): &(_, Vec<_>)| !operations.is_empty())
        .collect()
}

pub(super) fn actions_section(page: &ServerPage) -> impl IntoView + use<> {
    let kinds = kinds_of(page.view.operations);
    let free = |operation: &Operation| reason(page, *operation).is_none();
    let offers = |(_, operations): &(_, Vec<_>)| operations.iter().any(free);
    let open = kinds.iter().position(offers).unwrap_or(0);
    let kinds: Vec<_> = kinds
        .into_iter()
        .enumerate()
        .map(|(place, (title, operations))| kind(page, title, &operations, place == open))
        .collect();
    let role = role(page);
    view! {
        <section class="server-actions" aria-labelledby="operations">
            <h2 id="operations">"Actions"</h2>
            {role}
            {package(page)}
            {kinds}
            {credentials(page)}
        </section>
    }
}

/// What the role does not allow, said once for all buttons.
fn role(page: &ServerPage) -> Option<impl IntoView + use<>> {
    let missing = [Right::Operate, Right::Manage].into_iter();
    let missing = missing.filter(|right| !page.principal.may(*right));
    let words: Vec<_> = missing
        .map(|right| view! { <p>{page.principal.reason(right)}</p> })
        .collect();
    (!words.is_empty()).then(|| view! { <Notice>{words}</Notice> })
}

fn kind(
    page: &ServerPage,
    title: &'static str,
    operations: &[Operation],
    open: bool,
) -> impl IntoView + use<> {
    let rows: Vec<_> = operations
        .iter()
        .map(|operation| row(page, *operation))
        .collect();
    view! {
        <details class="server-kind" open=open>
            <summary>{title}</summary>
            <ul role="list">{rows}</ul>
        </details>
    }
}

fn row(page: &ServerPage, operation: Operation) -> impl IntoView + use<> {
    let server = page.view.server.id.to_string();
    let reason = reason(page, operation);
    let asks = reason.is_none().then(|| asks(page, operation));
    let id = format!("do-{}", operation.word());
    view! {
        <li>
            <form method="post" action=urls::operate(&page.scope)>
                <FormScope/>
                <input type="hidden" name="operation" value=operation.word()/>
                <input type="hidden" name="server" value=server/>
                {asks}
                <Button label=operation.verb() id disabled_reason=reason/>
            </form>
            <p class="server-words">{operation.consequence()}</p>
        </li>
    }
}

/// Why the operation is not offered, from the table that the server enforces.
fn reason(page: &ServerPage, operation: Operation) -> Option<String> {
    if let Some(blocked) = page.blocked(operation.right()) {
        return Some(blocked);
    }
    let state = page.view.blocked.get(&operation);
    let nowhere = operation == Operation::Restore && page.view.groups.is_empty();
    state
        .map(ToString::to_string)
        .or_else(|| nowhere.then(|| "The groups to restore to are not known just now.".to_owned()))
}

/// What an operation has to know.
fn asks(page: &ServerPage, operation: Operation) -> AnyView {
    match operation {
        Operation::CreateSnapshot => {
            let hint = format!("{} to {}", SNAPSHOT_DAYS.start(), SNAPSHOT_DAYS.end());
            let field = FieldSpec::new("days", "days", "Keep for")
                .unit("days")
                .hint(hint);
            view! { <NumberInput field value=DAYS.to_string() whole=true/> }.into_any()
        }
        Operation::Restore => {
            let groups = page.view.groups.iter();
            let choices = groups.map(|(id, path)| ChoiceOption::new(id.as_str(), path.as_str()));
            let field = FieldSpec::new("restore-group", "group", "Into group");
            view! { <Select field choices=choices.collect() blank="Choose a group"/> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The way to the packages, with this server chosen.
fn package(page: &ServerPage) -> Option<impl IntoView + use<>> {
    let server = &page.view.server;
    let state = page.view.no_package.as_ref().map(ToString::to_string);
    let right = Right::RunPackages;
    let blocked = (!page.principal.may(right)).then(|| page.principal.reason(right).to_owned());
    let reason = blocked.or(state);
    page.view.has_packages.then(|| view! {
        <div class="server-kind">
            <h3>"Packages"</h3>
            <form method="post" action=urls::choose(&page.scope)>
                <FormScope/>
                <input type="hidden" name="server" value=server.id.to_string()/>
                <Button label="Run a package here" icon=Icon::Package id="run-package" disabled_reason=reason/>
            </form>
            <p class="server-words">"Leads to the packages. Nothing runs before you have reviewed it."</p>
        </div>
    })
}

/// The root password, behind a button of its own.
fn credentials(page: &ServerPage) -> impl IntoView + use<> {
    let server = &page.view.server;
    let state = || page.view.no_credentials.as_ref().map(ToString::to_string);
    let reason = page.blocked(Right::Manage).or_else(state);
    view! {
        <div class="server-kind">
            <h3>"Root password"</h3>
            <form method="post" action=urls::server_credentials(&page.scope, &server.id)>
                <FormScope/>
                <Button label="Show root password" icon=Icon::Key id="reveal" disabled_reason=reason/>
            </form>
            <p class="server-words">
                "Shown once, on a page of its own. That you asked for it is written down."
            </p>
        </div>
    }
}
