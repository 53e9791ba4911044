//! What a review says of a change of hardware: before and after, line by line.

use super::{PlanPage, servers};
use crate::components::{Fact, Name, Notice, NoticeKind, TableHead, TableWrap};
use leptos::prelude::*;
use slipway_domain::action::{ChangeAction, Difference};
use slipway_domain::plan::PlanBody;
use slipway_domain::urls::{self, ServerFilter};

pub(super) fn levels(page: &PlanPage) -> Vec<(String, String)> {
    let all = urls::servers(&page.scope, &ServerFilter::default());
    let one = page.plan.body.targets.first().and_then(|planned| {
        let href = urls::server(&page.scope, planned.target.server()?);
        Some((planned.name.clone(), href))
    });
    let all = ("Servers".to_owned(), all);
    std::iter::once(all).chain(one).collect()
}

pub(super) fn facts(body: &PlanBody) -> Vec<Fact> {
    vec![
        Fact::new("Operation", ChangeAction::TITLE),
        Fact::new("Servers", servers::count_words(body)),
    ]
}

/// What follows, and each difference.
pub(super) fn change_section(action: &ChangeAction) -> impl IntoView + use<> {
    let rows: Vec<_> = action.differences().into_iter().map(row).collect();
    let (kind, words) = if action.deletes() {
        (
            NoticeKind::Warn,
            "Deletes disks with all that is on them, for good: nothing brings them back. The cloud may restart the server.",
        )
    } else {
        (
            NoticeKind::Info,
            "Nothing on the server is deleted. Depending on its operating system the cloud may restart it.",
        )
    };
    view! {
        <Notice kind title=ChangeAction::TITLE>{words}</Notice>
        <section aria-labelledby="plan-change">
            <h2 id="plan-change">"What becomes different"</h2>
            <TableWrap label="Differences">
                <table class="table">
                    <TableHead columns=&[("What", ""), ("Before", ""), ("After", "")]/>
                    <tbody>{rows}</tbody>
                </table>
            </TableWrap>
        </section>
    }
}

fn row(difference: Difference) -> impl IntoView {
    let before = if difference.before.is_empty() {
        "–".to_owned()
    } else {
        difference.before
    };
    let after = view! { <Name text=difference.after/> };
    let after = if difference.deletes {
        view! { <strong>{after}</strong> }.into_any()
    } else {
        after.into_any()
    };
    view! {
        <tr>
            <th scope="row" class="table-main"><Name text=difference.what/></th>
            <td data-label="Before"><Name text=before/></td>
            <td data-label="After">{after}</td>
        </tr>
    }
}
