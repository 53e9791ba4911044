//! What a group is estimated to cost: together, group by group, and server by server.

use super::GroupPage;
use crate::components::{
    Age, Fact, Middle, Notice, NoticeKind, PropertyList, TableWrap, Time, grouped,
};
use crate::pages::groups::counted;
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::bill::{Bill, Estimate, GroupBill, ServerEstimate};
use slipway_domain::money::Money;
use slipway_domain::natural::natural;
use slipway_domain::urls;
use slipway_portal::upkeep::cache::CachedValue;

/// Servers that are listed, the dearest first.
const SHOWN: usize = 50;

pub(super) fn costs_section(page: &GroupPage) -> impl IntoView + use<> {
    let body = match &page.view.bill {
        Ok(bill) => told(page, bill).into_any(),
        Err(error) => {
            let words = error.to_string();
            view! {
                <Notice kind=NoticeKind::Warn title="The cost is not known just now">
                    {words}" Everything else on this page stands; load it again to ask once more."
                </Notice>
            }
            .into_any()
        }
    };
    view! {
        <section aria-labelledby="cost">
            <h2 id="cost">"Estimated cost"</h2>
            {body}
        </section>
    }
}

fn told(page: &GroupPage, cached: &CachedValue<Bill>) -> impl IntoView + use<> {
    let bill = cached.value.as_ref();
    let stale = cached.failure.as_ref().map(|error| {
        let title =
            view! { <Age before="This is what the cloud said " age=cached.age() now=page.now/> };
        let title = title.into_any();
        let words = error.to_string();
        view! { <Notice kind=NoticeKind::Warn title>{words}</Notice> }
    });
    let sum = bill.sum();
    let facts = vec![
        Fact::new("Whole month", amount(sum.month)),
        Fact::new("Month so far", amount(sum.month_to_date)),
        Fact::new("This hour", amount(sum.hour)),
    ];
    let rare = [
        ("Template licences, of the month", sum.template),
        ("Kept in the archive, a month", sum.archive),
    ];
    let rare = rare
        .into_iter()
        .filter(|(_, money)| *money != Money::default());
    let facts: Vec<Fact> = facts
        .into_iter()
        .chain(rare.map(|(term, money)| Fact::new(term, amount(money))))
        .collect();
    let of = bill
        .date
        .as_ref()
        .and_then(|date| date.parse::<Timestamp>().ok());
    // A simulated cloud at a higher speed is ahead of the clock.
    let of = of.map(|at| view! { " These are of "<Time at=at.min(page.now) now=page.now/>"." });
    view! {
        {stale}
        <PropertyList facts/>
        {groups(page, bill)}
        {servers(page, bill)}
        <p class="meta">
            "In the account's currency, which the cloud does not name. It works the figures out every 5 minutes."
            {of}
        </p>
    }
}

fn amount(money: Money) -> String {
    money.to_string()
}

/// Group by group, where there is more than one with servers.
fn groups(page: &GroupPage, bill: &Bill) -> Option<impl IntoView + use<>> {
    let mut own: Vec<&GroupBill> = bill
        .groups
        .iter()
        .filter(|one| !one.servers.is_empty())
        .collect();
    if own.len() < 2 {
        return None;
    }
    let tree = &page.view.inventory.value.tree;
    let path = |one: &GroupBill| tree.find(&one.group).map(|branch| branch.node.path.clone());
    own.sort_by(|a, b| {
        let (a, b) = (path(a).unwrap_or_default(), path(b).unwrap_or_default());
        natural(&a, &b)
    });
    let rows: Vec<_> = own
        .into_iter()
        .map(|one| {
            let known = path(one).map(|_| urls::group(&page.scope, &one.group));
            let words = path(one).map(|path| page.path_within(&path));
            let words = words.filter(|path| !path.is_empty());
            let words = words.unwrap_or_else(|| one.name.clone());
            let servers = grouped(one.servers.len() as u64);
            let name = view! { <Middle text=words keep=48 href=known/> };
            row(name.into_any(), Some(servers), &one.sum())
        })
        .collect();
    Some(view! {
        <TableWrap label="Cost by group">
            <table class="table">
                {head("Group", true)}
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
    })
}

fn head(first: &'static str, counts: bool) -> impl IntoView {
    let servers = counts.then(|| view! { <th scope="col" class="table-num">"Servers"</th> });
    view! {
        <thead>
            <tr>
                <th scope="col">{first}</th>
                {servers}
                <th scope="col" class="table-num">"Whole month"</th>
                <th scope="col" class="table-num">"So far"</th>
                <th scope="col" class="table-num">"This hour"</th>
            </tr>
        </thead>
    }
}

fn row(name: AnyView, servers: Option<String>, estimate: &Estimate) -> impl IntoView + use<> {
    let servers =
        servers.map(|count| view! { <td class="table-num" data-label="Servers">{count}</td> });
    view! {
        <tr>
            <th scope="row" class="table-main">{name}</th>
            {servers}
            <td class="table-num" data-label="Whole month">{amount(estimate.month)}</td>
            <td class="table-num" data-label="So far">{amount(estimate.month_to_date)}</td>
            <td class="table-num" data-label="This hour">{amount(estimate.hour)}</td>
        </tr>
    }
}

fn servers(page: &GroupPage, bill: &Bill) -> Option<impl IntoView + use<>> {
    let mut all: Vec<&ServerEstimate> = bill.groups.iter().flat_map(|one| &one.servers).collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by(|a, b| {
        let dearest = b.estimate.month.cmp(&a.estimate.month);
        dearest.then_with(|| natural(a.server.as_str(), b.server.as_str()))
    });
    let words = match all.len() {
        count if count <= SHOWN => format!("Server by server: {}", counted(count, "server")),
        count => format!(
            "Server by server: the {SHOWN} dearest of {}",
            grouped(count as u64)
        ),
    };
    let inventory = &page.view.inventory.value;
    let rows: Vec<_> = all
        .into_iter()
        .take(SHOWN)
        .map(|one| {
            let known = inventory.by_id(&one.server);
            let href = known.map(|server| urls::server(&page.scope, &server.id));
            let name = known.map_or_else(
                || one.server.as_str().to_uppercase(),
                |server| server.name.clone(),
            );
            row(
                view! { <Middle text=name keep=28 href/> }.into_any(),
                None,
                &one.estimate,
            )
        })
        .collect();
    Some(view! {
        <details class="groups-all">
            <summary>{words}</summary>
            <TableWrap label="Cost by server">
                <table class="table">
                    {head("Server", false)}
                    <tbody>{rows}</tbody>
                </table>
            </TableWrap>
        </details>
    })
}
