//! Commits of which nobody says whether they happened: no call is made before that is known.

use super::world::{World, job, key, states};
use crate::failing::{Fault, Faults};
use slipway_cloud::{Observation, Reading};
use slipway_domain::plan::Rollout;
use slipway_domain::run::{JobStatus, OutcomeState, RunDetail, RunState};
use slipway_scripted::Scripted;
use slipway_store::RunChange;
use std::time::Duration;

async fn world() -> (World, Faults) {
    let faults = Faults::default();
    let over = faults.clone();
    let world = World::over(Scripted::default().that_cancels(), |store| over.over(store)).await;
    (world, faults)
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_note_may_have_been_kept_is_made_once() {
    use Fault::{Kept, NotKept};
    for faults_to_come in [
        vec![Kept],
        vec![NotKept],
        vec![NotKept, Kept],
        vec![Kept, NotKept],
        vec![Kept, Kept, Kept],
    ] {
        let (world, faults) = world().await;
        faults.come(faults_to_come.clone());
        let run = world.start(&["w1"], Rollout::default()).await;
        let detail = world.until_all(&run, OutcomeState::Executing).await;
        assert_eq!(faults.left(), 0, "{faults_to_come:?}");
        let asked = world.cloud.script().submits_asked().len();
        assert_eq!(asked, 1, "{faults_to_come:?}");
        assert_eq!(detail.batches[0].attempt, 1);
        world.pass(Duration::from_mins(2)).await;
        assert_eq!(world.cloud.script().submits_asked(), [&key(&run, 0, 1)]);
        assert_eq!(states(&detail), [("w1", OutcomeState::Executing)]);
    }
}

#[tokio::test(start_paused = true)]
async fn no_call_is_made_while_nobody_knows_whether_it_is_written_down() {
    let (world, faults) = world().await;
    // However long: the first was kept, and nobody hears of it.
    faults.come(std::iter::once(Fault::Kept).chain([Fault::NotKept; 20]));
    let run = world.start(&["w1"], Rollout::default()).await;
    world.until(&run, |_| faults.left() < 15).await;
    while faults.left() > 0 {
        assert!(world.cloud.script().submits_asked().is_empty());
        world.pass(Duration::from_millis(500)).await;
    }
    world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(world.cloud.script().submits_asked(), [&key(&run, 0, 1)]);
}

#[tokio::test(start_paused = true)]
async fn what_somebody_asks_for_is_recorded_once_or_not_at_all() {
    for (come, rows) in [
        (vec![Fault::Kept], 1),
        (vec![Fault::NotKept], 1),
        (vec![Fault::Kept, Fault::NotKept, Fault::Kept], 1),
    ] {
        let (world, faults) = world().await;
        let run = world.start(&["w1"], Rollout::default()).await;
        world.until_all(&run, OutcomeState::Executing).await;
        faults.come(come);
        let cancelled = tokio::spawn(world.cancel(&run, "cancel"));
        world.until(&run, |_| cancelled.is_finished()).await;
        assert_eq!(cancelled.await.unwrap(), Ok(()));
        assert_eq!(world.recorded("cancel").await, rows);
    }
}

/// A version that nobody here tried to write is somebody else's, also where it is the next one: what is
/// read then is kept by whoever takes the run over.
#[tokio::test(start_paused = true)]
async fn what_somebody_else_changed_is_not_taken_for_a_change_of_our_own() {
    let (world, _) = world().await;
    let run = world.start(&["w1", "w2"], Rollout::default()).await;
    world.until_all(&run, OutcomeState::Executing).await;
    let runs = &world.portal.store().runs;
    let change = RunChange::default();
    runs.record(&run, None, &change).await.unwrap();
    let succeeded = Reading::Heard(Observation::of(JobStatus::Succeeded));
    world.cloud.hears(&job(&run, 0, "w1"), succeeded);
    let first = |detail: &RunDetail| {
        let mut outcomes = detail.outcomes.iter();
        outcomes.any(|one| one.name == "w1" && one.state == OutcomeState::Succeeded)
    };
    let kept = world.until(&run, first).await;
    assert_eq!(kept.run.state, RunState::Live);
}
