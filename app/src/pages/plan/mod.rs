//! The review: everything a run will do, before it does it.
//!
//! What stands here is what the plan's hash covers. A plan whose package or servers changed
//! meanwhile is replaced by a fresh one, which shows the difference first.

mod call;
mod change;
mod confirm;
mod create;
mod difference;
mod group;
mod last_good;
mod operation;
mod rollout;
mod servers;
mod values;
pub(super) mod workflow;

pub use rollout::RolloutForm;
pub(super) use rollout::carried_rollout;

use crate::components::{
    Breadcrumbs, Fact, Notice, NoticeKind, PageHeader, PropertyList, Time, at_most, grouped,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::plan::PlanBody;
use slipway_domain::urls::{self, PackageFilter, SelectionId};
use slipway_portal::plans::last_good::LastGood;
use slipway_portal::plans::{Plan, Preview};

/// What the page shows.
pub struct PlanPage {
    /// The account acted on.
    pub scope: Scope,
    /// The plan.
    pub plan: Plan,
    /// The plan that it replaces, because something changed before it ran.
    pub was: Option<PlanBody>,
    /// The last run of its package that ended well on any of its servers.
    pub last_good: Option<LastGood>,
    /// Whether its secrets are still at hand.
    pub can_run: bool,
    /// The first call as it would be sent.
    pub preview: Preview,
    /// Why the person may not do this, where they may not.
    pub blocked: Option<String>,
    /// The names that servers to be built are likely to get.
    pub expected: Vec<String>,
    /// Whether something was typed that does not confirm it.
    pub not_confirmed: bool,
    /// What stands in the form of its rollout.
    pub rollout: RolloutForm,
    /// The selection in the list of servers that it was made of.
    pub selection: Option<SelectionId>,
    /// The present moment.
    pub now: Timestamp,
}

impl PlanPage {
    /// What is about to happen, for the page's title.
    pub fn title(&self) -> String {
        let body = &self.plan.body;
        match &body.action {
            Action::Create(action) => create::title(action, self),
            _ => format!("Review: {}", body.title()),
        }
    }
}

/// The page.
pub fn plan_page(page: &PlanPage) -> impl IntoView + use<> {
    let body = &page.plan.body;
    let (levels, facts, section) = match &body.action {
        Action::Package(action) => (
            levels(page, action),
            facts(body, action),
            values::values_section(action).into_any(),
        ),
        Action::Operation(action) => (
            operation::levels(page),
            operation::facts(action, body),
            operation::consequence(action).into_any(),
        ),
        Action::Change(action) => (
            change::levels(page),
            change::facts(body),
            change::change_section(action).into_any(),
        ),
        Action::Group(action) => (
            group::levels(page, action),
            group::facts(action, body),
            group::consequence(action).into_any(),
        ),
        Action::Create(action) => (
            operation::levels(page),
            create::facts(action, page),
            create::create_section(action).into_any(),
        ),
        Action::Workflow(action) => (
            workflow::levels(page),
            workflow::facts(body, action),
            workflow::values_section(action).into_any(),
        ),
        // It is not reviewed: it was started elsewhere.
        Action::Execution(_) => (Vec::new(), Vec::new(), ().into_any()),
    };
    let (at, now) = (page.plan.created_at, page.now);
    let context = view! { <span>"Reviewed "<Time at now/>". Nothing has run yet."</span> };
    let context = page.plan.run.is_none().then(|| context.into_any());
    let context =
        context.unwrap_or_else(|| view! { <span>"Reviewed "<Time at now/></span> }.into_any());
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=page.title() context/>
        {notices(page)}
        {page.was.as_ref().map(|was| difference::difference_section(was, body))}
        <PropertyList facts/>
        {last_good::last_good_section(page)}
        {section}
        {servers::servers_section(body)}
        {servers::left_out(body)}
        {call::call_section(body, page.preview.clone())}
        {confirm::form(page)}
    }
}

fn levels(page: &PlanPage, action: &PackageAction) -> Vec<(String, String)> {
    let package = &action.package;
    let all = urls::packages(&page.scope, &PackageFilter::default());
    let one = urls::package(&page.scope, &package.id);
    vec![("Packages".to_owned(), all), (package.name.clone(), one)]
}

fn facts(body: &PlanBody, action: &PackageAction) -> Vec<Fact> {
    let package = view! {
        <bdi translate="no">{action.package.name.clone()}</bdi>" "
        <code class="muted" translate="no">{action.package.id.to_string()}</code>
    };
    vec![
        Fact::new("Package", package.into_any()),
        Fact::new("Servers", servers::count_words(body)),
        Fact::new("Rollout", rollout_words(body)),
    ]
}

fn rollout_words(body: &PlanBody) -> String {
    let calls = match body.batches().len() {
        1 => "1 call".to_owned(),
        calls => format!("{} calls", grouped(calls as u64)),
    };
    let pace = body.pace().map(|pace| format!("; {pace}"));
    let pace = pace.unwrap_or_default();
    format!("{}: {calls}{pace}.", body.rollout_label())
}

fn notices(page: &PlanPage) -> Vec<AnyView> {
    let run = page.plan.run.as_ref().map(|run| {
        let href = urls::run(&page.scope, run);
        // Only what has a form can be changed here.
        let again = match page.plan.body.action {
            Action::Package(_) | Action::Create(_) | Action::Workflow(_) => {
                " to follow it. A plan runs once; change it to run it again."
            }
            Action::Operation(_) | Action::Group(_) | Action::Change(_) | Action::Execution(_) => {
                " to follow it. A plan runs once."
            }
        };
        view! {
            <Notice kind=NoticeKind::Ok title="This plan has become a run">
                <a href=href>"Open the run"</a>{again}
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
    let package = page.plan.body.action.package();
    let unanswered = package.map(PackageAction::unanswered).unwrap_or_default();
    let unanswered = unanswered.into_iter().map(|parameter| {
        let label = at_most(parameter.label().to_owned(), 80);
        view! {
            <Notice kind=NoticeKind::Warn title="The package asks for more">
                "“"<bdi>{label}</bdi>"” is required and has no value. Choose Change and answer it."
            </Notice>
        }
        .into_any()
    });
    let unfit = workflow::unfit(&page.plan.body).into_iter();
    let all = run.into_iter().chain(erased).chain(unanswered);
    all.chain(unfit).collect()
}
