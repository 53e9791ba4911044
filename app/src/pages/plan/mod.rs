//! The review: everything a run will do, before it does it.
//!
//! What stands here is what the plan's hash covers. A plan whose package or servers changed
//! meanwhile is replaced by a fresh one, which shows the difference first.

mod call;
mod difference;
mod servers;
mod values;

use crate::components::{
    ActionBar, Breadcrumbs, Button, ButtonKind, Fact, Icon, LinkButton, Notice, NoticeKind,
    PageHeader, PropertyList, Time, at_most, grouped,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::AccountAlias;
use slipway_domain::plan::{PlanBody, Rollout};
use slipway_domain::urls::{self, PackageFilter};
use slipway_portal::review::Plan;

/// What the page shows.
pub struct PlanPage {
    /// The account acted on.
    pub account: AccountAlias,
    /// The plan.
    pub plan: Plan,
    /// The plan that it replaces, because something changed before it ran.
    pub was: Option<PlanBody>,
    /// Whether its secrets are still at hand.
    pub can_run: bool,
    /// Base address of the cloud's API.
    pub api: String,
    /// Why the visitor may not run packages, where they may not.
    pub barred: Option<String>,
    /// The present moment.
    pub now: Timestamp,
}

/// The page.
pub fn plan_page(page: &PlanPage) -> impl IntoView + use<> {
    let body = &page.plan.body;
    let package = &body.package;
    let levels = vec![
        (
            "Packages".to_owned(),
            urls::packages(&page.account, &PackageFilter::default()),
        ),
        (
            package.name.clone(),
            urls::package(&page.account, &package.id),
        ),
    ];
    let (at, now) = (page.plan.created_at, page.now);
    let context = view! { <span>"Reviewed "<Time at now/>". Nothing has run yet."</span> };
    let context = page.plan.run.is_none().then(|| context.into_any());
    let context =
        context.unwrap_or_else(|| view! { <span>"Reviewed "<Time at now/></span> }.into_any());
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=format!("Review: {}", package.name) context/>
        {notices(page)}
        {page.was.as_ref().map(|was| difference::section(was, body))}
        <PropertyList facts=facts(body)/>
        {values::section(body)}
        {servers::section(body)}
        {call::section(body, &page.account, &page.api)}
        {deeds(page)}
    }
}

fn facts(body: &PlanBody) -> Vec<Fact> {
    let package = view! {
        <bdi>{body.package.name.clone()}</bdi>" "
        <code class="muted">{body.package.id.to_string()}</code>
    };
    vec![
        Fact::new("Package", package.into_any()),
        Fact::new("Servers", servers::count_words(body)),
        Fact::new("Rollout", rollout_words(body)),
    ]
}

fn rollout_words(body: &PlanBody) -> String {
    let calls = body.batches().len();
    let at_once = match (calls, body.rollout) {
        (1, _) => "1 call".to_owned(),
        (n, Rollout::PerServer) if n > 8 => {
            format!("{} calls, at most 8 under way at once", grouped(n as u64))
        }
        (n, _) => format!("{} calls", grouped(n as u64)),
    };
    format!("{}: {at_once}.", body.rollout.words())
}

fn notices(page: &PlanPage) -> Vec<AnyView> {
    let run = page.plan.run.as_ref().map(|run| {
        let href = urls::run(&page.account, run);
        view! {
            <Notice kind=NoticeKind::Ok title="This plan has become a run">
                <a href=href>"Open the run"</a>" to follow it. A plan runs once; change it to run it again."
            </Notice>
        }
        .into_any()
    });
    let erased = (page.plan.run.is_none() && !page.can_run).then(|| {
        view! {
            <Notice kind=NoticeKind::Warn title="The secrets of this plan are erased">
                "They are kept for 30 minutes, and only until the plan is changed or replaced. Choose Change, enter them again and review once more; everything else is kept."
            </Notice>
        }
        .into_any()
    });
    let unanswered = page.plan.body.unanswered().into_iter().map(|parameter| {
        let label = at_most(parameter.label().to_owned(), 80);
        view! {
            <Notice kind=NoticeKind::Warn title="The package asks for more">
                "“"<bdi>{label}</bdi>"” is required and has no value. Choose Change and answer it."
            </Notice>
        }
        .into_any()
    });
    run.into_iter().chain(erased).chain(unanswered).collect()
}

/// The one form with both deeds: to run what stands here, or to go back to the form.
fn deeds(page: &PlanPage) -> impl IntoView + use<> {
    let plan = &page.plan;
    let edit = urls::plan_edit(&page.account, &plan.id);
    let note = "Checked once more when you press it; if anything has changed, you see that first.";
    let main = match &plan.run {
        Some(run) => {
            let href = urls::run(&page.account, run);
            view! { <LinkButton label="Open the run" kind=ButtonKind::Primary icon=Icon::Runs href/> }.into_any()
        }
        None => run_button(page),
    };
    let note = plan.run.is_none().then_some(note);
    view! {
        <form method="post" action=urls::plan_run(&page.account, &plan.id)>
            <input type="hidden" name="hash" value=plan.hash.clone()/>
            <input type="hidden" name="key" value=plan.id.clone()/>
            <ActionBar note=note>
                {main}
                <Button label="Change" icon=Icon::Edit formaction=edit/>
            </ActionBar>
        </form>
    }
}

fn run_button(page: &PlanPage) -> AnyView {
    let count = page.plan.body.servers.len();
    let label = match count {
        1 => "Run on 1 server".to_owned(),
        many => format!("Run on {} servers", grouped(many as u64)),
    };
    let reason = page.barred.clone().or_else(|| why_not(page));
    view! { <Button label kind=ButtonKind::Primary icon=Icon::Play id="run" disabled_reason=reason/> }.into_any()
}

/// Why the plan itself may not run.
fn why_not(page: &PlanPage) -> Option<String> {
    if !page.can_run {
        return Some("Its secrets are erased.".to_owned());
    }
    let unanswered = !page.plan.body.unanswered().is_empty();
    unanswered.then(|| "The package now requires a value that this plan does not have.".to_owned())
}
