//! What the engine tells whoever watches the program itself.

use super::world::{World, job};
use metrics_exporter_prometheus::PrometheusBuilder;
use slipway_cloud::{Observation, Reading};
use slipway_domain::plan::Rollout;
use slipway_domain::run::{JobStatus, OutcomeState};
use slipway_scripted::Scripted;

/// The value of a metric.
fn value(text: &str, name: &str) -> Option<f64> {
    let mut lines = text.lines();
    let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    value.map(|value| value.parse().unwrap())
}

#[tokio::test(start_paused = true)]
async fn runs_and_jobs_are_counted_while_they_are_followed() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let metrics = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let watched = || {
        let text = metrics.render();
        let named = |what| value(&text, &format!("slipway_watched_{what}"));
        (named("runs").unwrap(), named("jobs").unwrap())
    };
    let world = World::new(Scripted::default()).await;
    let one = world.start(&["w1", "w2", "w3"], Rollout::default()).await;
    world.until_all(&one, OutcomeState::Executing).await;
    let two = world.start(&["w4"], Rollout::default()).await;
    world.until_all(&two, OutcomeState::Executing).await;
    assert_eq!(watched(), (2.0, 4.0));
    let ended = |run, batch, name| {
        let succeeded = Reading::Heard(Observation::of(JobStatus::Succeeded));
        world.cloud.hears(&job(run, batch, name), succeeded);
    };
    ended(&one, 0, "w1");
    let first = |detail: &slipway_domain::run::RunDetail| detail.outcomes[0].state.is_end();
    world.until(&one, first).await;
    world.passes_until(|| watched() == (2.0, 3.0)).await;
    ended(&two, 0, "w4");
    world.until_all(&two, OutcomeState::Succeeded).await;
    world.passes_until(|| watched() == (1.0, 2.0)).await;
    ended(&one, 1, "w2");
    ended(&one, 2, "w3");
    world.until_all(&one, OutcomeState::Succeeded).await;
    world.passes_until(|| watched() == (0.0, 0.0)).await;
    let readings = value(&metrics.render(), "slipway_watch_delay_seconds_count");
    assert!(readings >= Some(4.0), "{readings:?}");
}
