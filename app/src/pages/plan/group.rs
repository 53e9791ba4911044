//! What a review says of a whole group: what follows, and everything that goes with it by name.

use super::PlanPage;
use super::servers::servers_words;
use crate::components::{Fact, Name, Notice, NoticeKind, grouped};
use leptos::prelude::*;
use slipway_domain::action::{Action, GroupAction, GroupOperation};
use slipway_domain::operation::TargetGroup;
use slipway_domain::plan::PlanBody;
use slipway_domain::urls::{self, ServerFilter};

/// Names up to this many stand open.
const OPEN: usize = 60;

pub(super) fn levels(page: &PlanPage, action: &GroupAction) -> Vec<(String, String)> {
    let scope = &page.scope;
    vec![
        (
            "Servers".to_owned(),
            urls::servers(scope, &ServerFilter::default()),
        ),
        ("Groups".to_owned(), urls::groups(scope)),
        (action.name.clone(), urls::group(scope, &action.group.id)),
    ]
}

pub(super) fn facts(action: &GroupAction, body: &PlanBody) -> Vec<Fact> {
    let path = |group: &TargetGroup| view! { <Name text=group.path.clone()/> }.into_any();
    let mut facts = vec![
        Fact::new("Group", path(&action.group)),
        Fact::new("Takes along", along_words(action, body)),
    ];
    facts.extend(
        action
            .target
            .as_ref()
            .map(|target| Fact::new("Into group", path(target))),
    );
    facts.push(Fact::new(
        "Calls",
        "1 call: the cloud gives one verdict for all of it.",
    ));
    facts
}

/// `2 groups below it and 12 servers`
fn along_words(action: &GroupAction, body: &PlanBody) -> String {
    let groups = match action.below.len() {
        0 => "no other group".to_owned(),
        1 => "1 group below it".to_owned(),
        many => format!("{} groups below it", grouped(many as u64)),
    };
    let servers = match body.servers().count() {
        0 => "no server".to_owned(),
        many => servers_words(many),
    };
    format!("{groups} and {servers}")
}

pub(super) fn consequence(action: &GroupAction) -> impl IntoView + use<> {
    let kind = match action.operation {
        GroupOperation::Delete | GroupOperation::Archive => NoticeKind::Warn,
        GroupOperation::Restore => NoticeKind::Info,
    };
    let words = action.operation.consequence();
    view! {
        <Notice kind title=action.operation.verb()>{words}</Notice>
        {below(action)}
    }
}

/// The groups that go with it; its servers are listed as those of any plan.
fn below(action: &GroupAction) -> Option<impl IntoView + use<>> {
    if action.below.is_empty() {
        return None;
    }
    let items: Vec<_> = action
        .below
        .iter()
        .map(|group| view! { <li><Name text=group.path.clone()/></li> })
        .collect();
    let list = view! { <ul class="plan-groups" role="list">{items}</ul> };
    let body = if action.below.len() <= OPEN {
        list.into_any()
    } else {
        let words = format!("Show all {} groups", grouped(action.below.len() as u64));
        view! { <details><summary>{words}</summary>{list}</details> }.into_any()
    };
    Some(view! {
        <section aria-labelledby="plan-groups">
            <h2 id="plan-groups">"Groups below it"</h2>
            {body}
        </section>
    })
}

/// What is different about the group itself, as sentences.
pub(super) fn changes(was: &PlanBody, is: &PlanBody) -> Vec<String> {
    let (Action::Group(old), Action::Group(new)) = (&was.action, &is.action) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    if old.group.path != new.group.path {
        let (old, new) = (&old.group.path, &new.group.path);
        changes.push(format!("The group is now “{new}”; it was “{old}”."));
    }
    let has =
        |groups: &[TargetGroup], group: &TargetGroup| groups.iter().any(|one| one.id == group.id);
    let fresh = new.below.iter().filter(|group| !has(&old.below, group));
    changes.extend(fresh.map(|group| format!("The group “{}” was added below it.", group.path)));
    let gone = old.below.iter().filter(|group| !has(&new.below, group));
    changes.extend(gone.map(|group| format!("The group “{}” is no longer below it.", group.path)));
    for group in &new.below {
        let before = old.below.iter().find(|before| before.id == group.id);
        let renamed =
            before.filter(|before| before.path != group.path && old.group.path == new.group.path);
        changes.extend(renamed.map(|before| {
            format!(
                "The group “{}” below it is now “{}”.",
                before.path, group.path
            )
        }));
    }
    match (&old.target, &new.target) {
        (Some(old), Some(new)) if old.path != new.path => changes.push(format!(
            "The group that it is restored to is now “{}”; it was “{}”.",
            new.path, old.path
        )),
        _ => {}
    }
    changes
}
