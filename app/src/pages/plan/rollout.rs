//! The part of a review in which its rollout is chosen.

use super::PlanPage;
use super::servers::target_words;
use crate::components::{Button, Icon, grouped};
use leptos::prelude::*;
use slipway_domain::plan::{Rollout, Stage, rollout_controls as controls};
use slipway_domain::run::Noun;
use slipway_domain::server_form::Problem;
use slipway_domain::urls;

/// Stages up to this many are drawn one by one.
const DRAWN: usize = 12;

/// What stands in the form.
#[derive(Default)]
pub struct RolloutForm {
    pairs: Vec<(String, String)>,
    problems: Vec<Problem>,
}

impl RolloutForm {
    /// That of a plan.
    pub fn of(rollout: &Rollout) -> Self {
        let pairs = rollout.fields().into_iter();
        Self {
            pairs: pairs
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            problems: Vec::new(),
        }
    }

    /// One that was posted.
    pub fn typed(pairs: Vec<(String, String)>, problems: Vec<Problem>) -> Self {
        Self { pairs, problems }
    }

    fn text(&self, name: &str) -> &str {
        let mut found = self.pairs.iter().filter(|(key, _)| key == name);
        found.next().map_or("", |(_, value)| value)
    }

    fn is(&self, name: &str, word: &str) -> bool {
        self.text(name) == word
    }

    fn problem(&self, name: &str) -> Option<&str> {
        let mut problems = self.problems.iter();
        let problem = problems.find(|problem| problem.control == name)?;
        Some(&problem.message)
    }
}

/// A rollout that was chosen at a review before stays chosen in the form that it is changed in.
pub(in crate::pages) fn carried_rollout(rollout: &Rollout) -> Vec<AnyView> {
    let fields = rollout.fields().into_iter();
    let field = |(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any();
    fields.map(field).collect()
}

/// The part; nothing where all goes in one call, or there is only one target.
pub(super) fn fields(page: &PlanPage) -> Option<impl IntoView + use<>> {
    let body = &page.plan.body;
    if page.plan.run.is_some() || page.blocked.is_some() || !body.can_be_staged() {
        return None;
    }
    let form = &page.rollout;
    let noun = body.noun();
    let all = format!("All {} at once", target_words(body));
    let apply = urls::plan_rollout(&page.scope, &page.plan.id);
    Some(view! {
        <fieldset class="fieldset rollout">
            <legend class="fieldset-legend">"Rollout"</legend>
            {pace(form, controls::ALL, all, ().into_any())}
            {pace(form, controls::AT_MOST, "At most so many at a time".to_owned(), view! {
                {number(form, controls::LIMIT, &format!("{} at a time", noun.title().1))}
            }.into_any())}
            {pace(form, controls::BATCHES, "In batches, each after the one before".to_owned(), view! {
                <span class="muted">"of"</span>
                {number(form, controls::BATCH, "Size of a batch")}
                {unit(form, controls::BATCH_UNIT, "What the size of a batch counts", noun)}
            }.into_any())}
            {tick(form, controls::CANARY, "A canary first", view! {
                {number(form, controls::CANARY_TARGETS, &format!("{} of the canary", noun.title().1))}
                <span class="muted">"then"</span>
                {then(form)}
            }.into_any())}
            {tick(form, controls::STOP, "Stop sending when more than", view! {
                {number(form, controls::STOP_ABOVE, "Failures that stop it")}
                {unit(form, controls::STOP_UNIT, "What the failures count", noun)}
                <span class="muted">"of the finished have failed"</span>
            }.into_any())}
            <div class="rollout-plan">
                {stages(&body.rollout, body.targets.len())}
                <Button label="Update the rollout" icon=Icon::Repeat formaction=apply unchecked=true/>
            </div>
        </fieldset>
    })
}

fn pace(
    form: &RolloutForm,
    word: &'static str,
    label: String,
    more: AnyView,
) -> impl IntoView + use<> {
    let chosen = form.text(controls::PACE);
    let checked = chosen == word || (chosen.is_empty() && word == controls::ALL);
    line("radio", controls::PACE, word, checked, label, more)
}

fn tick(
    form: &RolloutForm,
    name: &'static str,
    label: &str,
    more: AnyView,
) -> impl IntoView + use<> {
    let checked = form.is(name, controls::YES);
    line(
        "checkbox",
        name,
        controls::YES,
        checked,
        label.to_owned(),
        more,
    )
}

fn line(
    kind: &'static str,
    name: &'static str,
    value: &'static str,
    checked: bool,
    label: String,
    more: AnyView,
) -> impl IntoView {
    let id = format!("{name}-{value}");
    view! {
        <div class="choice">
            <input type=kind id=id.clone() name=name value=value checked=checked/>
            <label for=id>{label}</label>
            <div class="rollout-more">{more}</div>
        </div>
    }
}

fn number(form: &RolloutForm, name: &'static str, label: &str) -> impl IntoView + use<> {
    let problem = form.problem(name).map(str::to_owned);
    let described = problem.as_ref().map(|_| format!("{name}-error"));
    let invalid = problem.as_ref().map(|_| "true");
    let (value, label) = (form.text(name).to_owned(), label.to_owned());
    let error = problem.map(|words| {
        view! {
            <p class="field-error" id=format!("{name}-error")>{Icon::Problem.svg()}<span>{words}</span></p>
        }
    });
    view! {
        <input
            class="input input-number"
            type="text"
            inputmode="numeric"
            id=name
            name=name
            value=value
            autocomplete="off"
            aria-label=label
            aria-describedby=described
            aria-invalid=invalid
        />
        {error}
    }
}

fn select(
    name: &'static str,
    label: &'static str,
    choices: [(&'static str, &'static str, bool); 2],
) -> impl IntoView {
    let options = choices.map(|(value, words, selected)| {
        view! { <option value=value selected=selected>{words}</option> }
    });
    view! {
        <select class="input input-select rollout-unit" name=name aria-label=label autocomplete="off">
            {options.into_iter().collect::<Vec<_>>()}
        </select>
    }
}

fn unit(
    form: &RolloutForm,
    name: &'static str,
    label: &'static str,
    noun: Noun,
) -> impl IntoView + use<> {
    let percent = form.is(name, controls::PERCENT);
    select(
        name,
        label,
        [
            (controls::TARGETS, noun.many(), !percent),
            (controls::PERCENT, "percent", percent),
        ],
    )
}

fn then(form: &RolloutForm) -> impl IntoView + use<> {
    let goes_on = form.is(controls::THEN, controls::GO_ON);
    select(
        controls::THEN,
        "After the canary",
        [
            (controls::ASK, "ask me", !goes_on),
            (controls::GO_ON, "go on if all succeed", goes_on),
        ],
    )
}

/// What goes one after the other, as the plan stands.
fn stages(rollout: &Rollout, all: usize) -> Option<impl IntoView + use<>> {
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    if rollout.is_plain() {
        return None;
    }
    let stages = rollout.stages(all);
    let more = stages.len().saturating_sub(DRAWN);
    let drawn: Vec<_> = stages.iter().take(DRAWN).copied().map(stage).collect();
    let more = (more > 0).then(|| {
        let words = format!("and {} more", grouped(more as u64));
        view! { <li class="stage-more">{words}</li> }
    });
    let most = rollout.most_under_way(all);
    let words = format!("At most {} under way together.", grouped(most.into()));
    Some(view! {
        <ol class="stages" aria-label="Stages of the rollout">{drawn}{more}</ol>
        <p class="field-hint">{words}</p>
    })
}

fn stage(stage: Stage) -> impl IntoView {
    let name = stage.is_canary.then_some("Canary of ");
    view! { <li>{name}{grouped(stage.targets.into())}</li> }
}
