//! The share links of a run: those there are, and a form that makes one.

use crate::components::{
    Breadcrumbs, Button, ButtonKind, CheckboxList, ChoiceOption, CopyButton, EmptyState, Fact,
    FieldSpec, FormScope, Icon, Look, Notice, NoticeKind, PageHeader, PropertyList, RadioGroup,
    StatusBadge, TableWrap, Time, grouped,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::run::Run;
use slipway_domain::share::{ShareLife, ShareLink};
use slipway_domain::urls::{self, RunFilter};

/// What the page shows.
pub struct SharesPage {
    /// The run.
    pub run: Run,
    /// Its links, newest first, each with why the viewer may not revoke it.
    pub links: Vec<(ShareLink, Option<&'static str>)>,
    /// Why the viewer may not make one; absent where they may.
    pub blocked: Option<&'static str>,
    /// A link just made: its whole address, shown this once.
    pub fresh: Option<String>,
    /// The present.
    pub now: Timestamp,
}

/// The page.
pub fn shares_page(page: &SharesPage) -> impl IntoView + use<> {
    let run = &page.run;
    let levels = vec![
        (
            "Runs".to_owned(),
            urls::runs(&run.scope(), &RunFilter::default()),
        ),
        (
            format!("{} {}", run.number, run.title),
            urls::run(&run.scope(), run.number),
        ),
    ];
    view! {
        <Breadcrumbs levels=levels/>
        <PageHeader
            title="Share links"
            context="Whoever has such a link sees how the run goes, without an account, until it expires or is revoked."
        />
        {page.fresh.clone().map(fresh)}
        {form(page)}
        {links(page)}
    }
}

/// The one time that a link is seen: the portal keeps no more than its hash.
fn fresh(address: String) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Ok title="The link is ready">
            <p id="fresh-hint">"Copy it now: it is not shown again."</p>
            <div class="field-row share-fresh">
                <input
                    class="input input-mono"
                    type="text"
                    readonly=true
                    aria-label="Share link"
                    aria-describedby="fresh-hint"
                    value=address.clone()
                    autofocus=true
                />
                <CopyButton text=address label="Copy link"/>
            </div>
        </Notice>
    }
}

fn form(page: &SharesPage) -> impl IntoView + use<> {
    let lives = ShareLife::ALL
        .map(|life| ChoiceOption::new(life.word(), life.label()).chosen(life == ShareLife::Day));
    // Values are those of a package.
    let values = page.run.plan.action.package().map(|_| {
        let values = ChoiceOption::new("yes", "Show the values the run was started with")
            .hint("Never the secrets: they are kept nowhere.");
        let field = FieldSpec::new("values", "values", "Also show").optional(true);
        view! { <CheckboxList field choices=vec![values]/> }
    });
    let action = urls::shares(&page.run.scope(), page.run.number);
    let noun = page.run.plan.noun().one();
    let shown = format!(
        "what is run, its state and counters; for each {noun} its name, state, times and the cloud's message"
    );
    let facts = vec![
        Fact::new("Shown", shown),
        Fact::new("Never shown", "addresses, the account, people, secrets"),
    ];
    view! {
        <section>
            <h2>"New link"</h2>
            <PropertyList facts=facts/>
            <form class="form" method="post" action=action>
                <FormScope/>
                <RadioGroup field=FieldSpec::new("life", "life", "Opens for") choices=lives.to_vec()/>
                {values}
                <div class="run-actions">
                    <Button
                        label="Make a link"
                        kind=ButtonKind::Primary
                        icon=Icon::Share
                        disabled_reason=page.blocked
                    />
                </div>
            </form>
        </section>
    }
}

fn links(page: &SharesPage) -> impl IntoView + use<> {
    if page.links.is_empty() {
        return view! {
            <section>
                <h2>"Links"</h2>
                <EmptyState title="No links yet" text="Nobody without an account can see this run." icon=Icon::Share/>
            </section>
        }
        .into_any();
    }
    let rows: Vec<_> = page
        .links
        .iter()
        .map(|(link, blocked)| row(page, link, *blocked))
        .collect();
    view! {
        <section>
            <h2>"Links"</h2>
            <TableWrap label="Share links">
                <table class="table table-tall">
                    <thead>
                        <tr>
                            <th scope="col" class="table-status">"State"</th>
                            <th scope="col">"Made by"</th>
                            <th scope="col">"Made"</th>
                            <th scope="col">"Expires"</th>
                            <th scope="col">"Values"</th>
                            <th scope="col" class="table-num">"Opened"</th>
                            <th scope="col">"Last opened"</th>
                            <th scope="col" class="table-actions"><span class="hush">"Revoke"</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableWrap>
        </section>
    }
    .into_any()
}

fn state(link: &ShareLink, now: Timestamp) -> (Look, &'static str) {
    if link.revoked_at.is_some() {
        (Look::Bad, "revoked")
    } else if link.is_open(now) {
        (Look::Ok, "open")
    } else {
        (Look::NotStarted, "expired")
    }
}

fn row(
    page: &SharesPage,
    link: &ShareLink,
    blocked: Option<&'static str>,
) -> impl IntoView + use<> {
    let now = page.now;
    let (look, word) = state(link, now);
    let used = link.last_used_at.map(|at| view! { <Time at=at now=now/> });
    let action = urls::share_revoke(&page.run.scope(), page.run.number, &link.id);
    let id = format!("revoke-{}", link.id);
    let revoke = link.is_open(now).then(|| {
        view! {
            <form method="post" action=action>
                <FormScope/>
                <Button label="Revoke" icon=Icon::Close id=id disabled_reason=blocked/>
            </form>
        }
    });
    view! {
        <tr>
            <td class="table-status"><StatusBadge look=look word=word/></td>
            <th scope="row" class="table-main"><bdi translate="no">{link.created_by.clone()}</bdi></th>
            <td data-label="Made"><Time at=link.created_at now=now/></td>
            <td data-label="Expires"><Time at=link.expires_at now=now/></td>
            <td data-label="Values">{if link.shows_values { "shown" } else { "not shown" }}</td>
            <td class="table-num" data-label="Opened">{times(link.uses)}</td>
            <td data-label=link.last_used_at.map(|_| "Last")>{used}</td>
            <td class="table-actions">{revoke}</td>
        </tr>
    }
}

fn times(uses: u64) -> String {
    match uses {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        n => format!("{} times", grouped(n)),
    }
}
