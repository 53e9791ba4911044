//! Where the rollout of a run stands while there is something left to send: what goes, what comes next,
//! why it is held, and what can be done about it, each with its consequence.

use super::RunPage;
use crate::components::{Button, ButtonKind, FormScope, Icon, Segment, SegmentBar, Time, grouped};
use crate::islands::run_live::words::{SHOWN, state_look};
use leptos::prelude::*;
use slipway_domain::plan::{Pace, Portion};
use slipway_domain::run::{Counts, Hold, HoldReason, Noun, Tally};
use slipway_domain::urls;
use slipway_portal::runs::rollout::RolloutView;

/// Stages up to this many are drawn one by one; of more, those around the one under way.
const DRAWN: usize = 6;

/// The part; the island takes over its content where the rollout stands elsewhere.
pub(super) fn rollout(page: &RunPage) -> impl IntoView + use<> {
    let content = page.rollout.as_ref().map(|rollout| content(page, rollout));
    view! { <div id="run-rollout">{content}</div> }
}

fn content(page: &RunPage, rollout: &RolloutView) -> impl IntoView + use<> {
    let run = page.run();
    let stop = run.plan.rollout.stop_above;
    let stop = stop.map(|limit| stop_words(limit, rollout.tally, page.noun()));
    let is_staged = rollout.stages.len() > 1;
    view! {
        <section class="run-rollout" aria-labelledby="run-rollout-title">
            <h2 class="hush" id="run-rollout-title">"Rollout"</h2>
            {match run.rollout.hold {
                Some(hold) => held(page, rollout, hold).into_any(),
                None => view! { <p>{going(page, rollout)}</p> }.into_any(),
            }}
            {controls(page, rollout)}
            {is_staged.then(|| stages(page, rollout))}
            {stop.map(|words| view! { <p class="run-hint">{words}</p> })}
        </section>
    }
}

/// What a stage is called: batches are counted, what follows a canary otherwise is all the others.
fn stage_name(page: &RunPage, rollout: &RolloutView, place: usize) -> String {
    let canaries = usize::from(rollout.stages.first().is_some_and(|(one, _)| one.is_canary));
    let is_canary = place < canaries;
    match page.run().plan.rollout.pace {
        _ if is_canary => "Canary".to_owned(),
        Pace::Batches(_) => format!(
            "Batch {} of {}",
            place + 1 - canaries,
            rollout.stages.len() - canaries
        ),
        Pace::AllAtOnce | Pace::AtMost(_) => "The others".to_owned(),
    }
}

/// What goes and what comes next.
fn going(page: &RunPage, rollout: &RolloutView) -> String {
    let unsent = format!("{} not sent yet.", page.targets(rollout.unsent));
    let is_last = rollout.current + 1 >= rollout.stages.len();
    let Some((_, counts)) = rollout.stages.get(rollout.current).filter(|_| !is_last) else {
        return match page.run().plan.rollout.pace {
            Pace::AtMost(limit) => format!("At most {limit} at a time: {unsent}"),
            Pace::AllAtOnce | Pace::Batches(_) => unsent,
        };
    };
    let now = stage_name(page, rollout, rollout.current);
    let open = counts.total() - counts.ended();
    format!("{now}: {open} without an end. What follows begins when they have ended; {unsent}")
}

fn held(page: &RunPage, rollout: &RolloutView, hold: Hold) -> impl IntoView + use<> {
    let unsent = page.targets(rollout.unsent);
    let (title, words) = match hold.reason {
        HoldReason::Paused => (
            "Paused",
            format!("{unsent} not sent yet wait until somebody resumes the run."),
        ),
        HoldReason::Canary => {
            let counts = rollout.stages.first().map(|(_, counts)| *counts);
            let counts = counts.unwrap_or_default();
            let good = format!("{} of {} succeeded", counts.succeeded, counts.total());
            (
                "The canary has ended",
                format!("{good}. {unsent} wait for you to go on or to stop."),
            )
        }
        HoldReason::Failures => (
            "Sending stopped by itself",
            format!(
                "{} of {} finished have failed. {unsent} not sent yet wait for you to go on all the same, or to stop.",
                rollout.tally.failed, rollout.tally.finished
            ),
        ),
    };
    let (since, now) = (hold.since, page.now);
    view! {
        <p><strong class="badge badge-warn">{title}</strong>" "<Time at=since now/>". "{words}</p>
        <p class="run-hint">"Nobody resuming it within 24 hours ends the rollout: what was not sent then never is, and its secrets are erased."</p>
    }
}

/// The four buttons, with what each does.
fn controls(page: &RunPage, rollout: &RolloutView) -> impl IntoView + use<> {
    let run = page.run();
    let action = urls::run_rollout(&run.scope(), run.number);
    let is_held = run.rollout.hold.is_some();
    let blocked = page.blocked.map(str::to_owned);
    let unsent = page.targets(rollout.unsent);
    let under_way = page.live.counts.total() - page.live.counts.ended() - rollout.unsent;
    let first = if is_held {
        let label = match run.rollout.hold.map(|hold| hold.reason) {
            Some(HoldReason::Canary | HoldReason::Failures) => format!("Go on with {unsent}"),
            _ => "Resume".to_owned(),
        };
        view! { <Button label kind=ButtonKind::Primary icon=Icon::Play name="do" value="resume" id="run-resume" disabled_reason=blocked.clone()/> }.into_any()
    } else {
        view! { <Button label="Pause" icon=Icon::Pause name="do" value="pause" id="run-pause" disabled_reason=blocked.clone()/> }.into_any()
    };
    let first_words = if is_held {
        "Going on sends what is left, as planned."
    } else {
        "Pause sends nothing more until somebody resumes it; what is under way goes on."
    };
    let going_on = match under_way {
        0 => String::new(),
        some => format!(
            "; the {} under way are followed to their end",
            grouped(some.into())
        ),
    };
    let words = format!(
        "{first_words} Stop sending ends the rollout: {unsent} are never started{going_on}. Stop watching, above, also leaves those under way unknown."
    );
    view! {
        <form class="run-actions" method="post" action=action>
            <FormScope/>
            {first}
            <Button label="Stop sending" icon=Icon::Stop name="do" value="stop-sending" id="run-stop-sending" disabled_reason=blocked/>
        </form>
        <p class="run-hint">{words}</p>
    }
}

fn stop_words(limit: Portion, tally: Tally, noun: Noun) -> String {
    let share = match (limit, tally.finished) {
        (Portion::Percent(_), 1..) => {
            let percent = u64::from(tally.failed) * 100 / u64::from(tally.finished);
            format!(", {percent} %")
        }
        _ => String::new(),
    };
    format!(
        "Stops by itself when more than {} of the finished have failed. Now {} of {}{share}.",
        limit.words(noun),
        tally.failed,
        tally.finished
    )
}

/// The stages, those around the one under way where there are many.
fn stages(page: &RunPage, rollout: &RolloutView) -> impl IntoView + use<> {
    let count = rollout.stages.len();
    let is_held = page.run().rollout.hold.is_some();
    let first = rollout
        .current
        .saturating_sub(1)
        .min(count.saturating_sub(DRAWN));
    let drawn = (first..count.min(first + DRAWN)).filter_map(|place| {
        let (_, counts) = rollout.stages.get(place)?;
        let standing =
            (place == rollout.current).then_some(if is_held { ", next" } else { ", now" });
        let name = stage_name(page, rollout, place);
        Some(stage_item(name, standing, *counts))
    });
    let left = count - count.min(first + DRAWN);
    let more = |number: usize, where_: &str| {
        (number > 0).then(|| {
            let words = format!("{} more {where_}", grouped(number as u64));
            view! { <li class="stage-more muted">{words}</li> }
        })
    };
    let before = more(first, "before");
    let after = more(left, "after");
    view! { <ol class="run-stages" aria-label="Stages of the rollout">{before}{drawn.collect::<Vec<_>>()}{after}</ol> }
}

/// `standing` is said of the stage that is under way, or would be.
fn stage_item(
    name: String,
    standing: Option<&'static str>,
    counts: Counts,
) -> impl IntoView + use<> {
    let segments = SHOWN.map(|state| {
        Segment::new(
            state_look(state, false),
            state.word(),
            counts.get(state).into(),
        )
    });
    view! {
        <li aria-current=standing.map(|_| "step")>
            <p>{name}{standing}</p>
            <SegmentBar segments=segments.to_vec()/>
        </li>
    }
}
