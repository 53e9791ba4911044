//! Adopting: what was started elsewhere becomes a run without a call, and goes on like any other.

use super::world::{World, message, states};
use crate::facets::execution as told;
use slipway_cloud::{Adopted, Execution, Observation, Reading};
use slipway_domain::action::RunKind;
use slipway_domain::run::{Handle, JobStatus, OutcomeState, RunState, Target};
use slipway_domain::share::ShareLife;
use slipway_domain::{AppError, DeploymentId, ExecutionId};
use slipway_portal::runs::adopt::{self, adopt};
use slipway_portal::runs::again::{Wanted, again};
use slipway_portal::runs::share::{self, Opening};
use slipway_portal::runs::{self, cancel};
use slipway_portal::{Grant, executions};
use slipway_scripted::{Asked, Scripted};

const EXECUTION: &str = "e-7";

fn handle() -> Handle {
    Handle::new("scripted:1:e-7")
}

fn execution() -> ExecutionId {
    ExecutionId::new(EXECUTION)
}

fn hears(world: &World, status: JobStatus) {
    let reading = Reading::Heard(Observation::of(status));
    world.cloud.hears(&handle(), reading);
}

/// Whether the cloud says that it has ended.
fn ended(world: &World, is_over: bool) {
    let mut script = world.cloud.script();
    script.executions.get_mut(&execution()).unwrap().is_over = is_over;
}

/// A world in which somebody started something elsewhere.
async fn world() -> World {
    let world = World::new(Scripted::default().that_cancels().that_adopts()).await;
    let adopted = Adopted {
        handle: handle(),
        job: EXECUTION.to_owned(),
        target: Target::Deployment(DeploymentId::new("shop")),
        name: "shop".to_owned(),
        title: "install".to_owned(),
        queued_at: None,
        began_at: Some(world.portal.now()),
        is_over: false,
    };
    let mut script = world.cloud.script();
    script.executions.insert(execution(), adopted);
    drop(script);
    world
}

#[tokio::test(start_paused = true)]
async fn what_was_started_elsewhere_is_followed_without_a_call() {
    let world = world().await;
    let ada = world.signed_in("ada").await;
    let run = adopt(&world.portal, &ada, &execution()).await.unwrap();
    let detail = world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(detail.run.kind, RunKind::Execution);
    assert_eq!(detail.run.title, "install of shop");
    assert_eq!(detail.run.started_by, "ada");
    hears(&world, JobStatus::Failed);
    let end = world.until(&run, |detail| detail.run.state.is_over()).await;
    assert_eq!(states(&end), [("shop", OutcomeState::Failed)]);
    assert_eq!(end.run.state, RunState::Finished);
    assert!(world.cloud.script().submits_asked().is_empty());
    let asked = Asked::Adopt(execution(), "token of ada".into());
    assert!(world.cloud.script().asked.contains(&asked));
    assert_eq!(world.audited("adopt").await, [run.to_string()]);
}

#[tokio::test(start_paused = true)]
async fn what_goes_on_after_its_end_is_followed_by_a_further_run() {
    let world = world().await;
    let ada = world.signed_in("ada").await;
    let id = execution();
    let ask = || adopt(&world.portal, &ada, &id);
    assert_eq!(
        adopt::run_of(&world.portal, &ada, &execution()).await,
        Ok(None)
    );
    let first = ask().await.unwrap();
    hears(&world, JobStatus::Failed);
    let end = world
        .until(&first, |detail| detail.run.state.is_over())
        .await;
    ended(&world, true);
    assert_eq!(ask().await, Ok(first.clone()), "nothing is new");
    ended(&world, false);
    hears(&world, JobStatus::Executing);
    let second = ask().await.unwrap();
    assert_ne!(second, first, "it was resumed");
    assert_eq!(ask().await, Ok(second.clone()), "followed once");
    let detail = world.until_all(&second, OutcomeState::Executing).await;
    assert_eq!(detail.run.repeats, Some(first.clone()));
    let now = adopt::run_of(&world.portal, &ada, &execution())
        .await
        .unwrap();
    assert_eq!(now.map(|run| run.id), Some(second));
    let before = runs::detail(&world.portal, &ada, &first).await.unwrap();
    assert_eq!(states(&before), states(&end), "an end is not taken back");
}

#[tokio::test(start_paused = true)]
async fn the_same_execution_is_the_same_run_for_everybody() {
    let world = world().await;
    let (ada, bob) = (world.signed_in("ada").await, world.signed_in("bob").await);
    let first = adopt(&world.portal, &ada, &execution()).await.unwrap();
    assert_eq!(
        adopt(&world.portal, &bob, &execution()).await,
        Ok(first.clone())
    );
    hears(&world, JobStatus::Succeeded);
    world.until_all(&first, OutcomeState::Succeeded).await;
    ended(&world, true);
    assert_eq!(adopt(&world.portal, &bob, &execution()).await, Ok(first));
    assert_eq!(world.audited("adopt").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn only_who_may_start_such_runs_adopts_and_only_what_there_is() {
    let world = world().await;
    let viewer = world.signed_in("viewer").await;
    let refused = adopt(&world.portal, &viewer, &execution()).await;
    assert!(
        matches!(refused, Err(AppError::Forbidden(_))),
        "{refused:?}"
    );
    let asks = |asked: &Asked| matches!(asked, Asked::Adopt(..));
    assert!(!world.cloud.script().asked.iter().any(asks));
    let ada = world.signed_in("ada").await;
    let unknown = adopt(&world.portal, &ada, &ExecutionId::new("e-8")).await;
    assert!(
        matches!(unknown, Err(AppError::NotFound { .. })),
        "{unknown:?}"
    );

    let other = World::new(Scripted::default()).await;
    let ada = other.signed_in("ada").await;
    let unoffered = adopt(&other.portal, &ada, &execution()).await;
    assert!(
        matches!(unoffered, Err(AppError::NotFound { .. })),
        "{unoffered:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn it_is_shared_taken_over_and_cancelled_like_any_other() {
    let mut world = world().await;
    let ada = world.signed_in("ada").await;
    let run = adopt(&world.portal, &ada, &execution()).await.unwrap();
    world.until_all(&run, OutcomeState::Executing).await;
    let fresh = share::create(&world.portal, &ada, &run, ShareLife::ALL[0], true).await;
    let token = fresh.unwrap().token;
    let shared = share::open(&world.portal, token.expose(), Opening::Counted).await;
    assert_eq!(shared.unwrap().detail.run.id, run);

    world.restart().await;
    let ways = cancel::ways(&world.portal, &world.detail(&run).await.run);
    assert!(!ways.is_empty());
    let bob = world.signed_in("bob").await;
    let cancelled = cancel::cancel(&world.portal, &bob, &run, "kill").await;
    assert_eq!(cancelled, Ok(()));
    let job = Asked::Cancel(handle().to_string(), "kill".into(), "token of bob".into());
    assert!(world.cloud.script().asked.contains(&job));
    hears(&world, JobStatus::Cancelled);
    let end = world.until(&run, |detail| detail.run.state.is_over()).await;
    assert_eq!(states(&end), [("shop", OutcomeState::Cancelled)]);
    assert!(world.cloud.script().submits_asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn its_watching_can_be_stopped_and_it_cannot_be_run_again() {
    let world = world().await;
    let ada = world.signed_in("ada").await;
    let run = adopt(&world.portal, &ada, &execution()).await.unwrap();
    world.until_all(&run, OutcomeState::Executing).await;
    runs::stop(&world.portal, &ada, &run).await.unwrap();
    let end = world.detail(&run).await;
    assert_eq!(states(&end), [("shop", OutcomeState::Unknown)]);
    assert!(message(&end, "shop").starts_with("Watching was stopped"));
    let again = again(&world.portal, &ada, &run, Wanted::default()).await;
    assert!(matches!(again, Err(AppError::Conflict(_))), "{again:?}");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_read_of_an_execution_of_theirs_is_shown_to_nobody_else() {
    let theirs = Execution {
        creator: Some("ada".to_owned()),
        ..told(EXECUTION, "shop")
    };
    let cloud = Scripted::default().with_workflows(Vec::new(), vec![theirs]);
    let world = World::new(cloud).await;
    let (ada, viewer) = (
        world.signed_in("ada").await,
        world.signed_in("viewer").await,
    );
    let view = async |grant: &Grant| {
        let view = executions::view(&world.portal, grant, &execution()).await;
        view.map(|view| view.told.execution.workflow.clone())
    };
    assert_eq!(view(&ada).await.as_deref(), Ok("install"));
    let refused = view(&viewer).await;
    assert!(
        matches!(refused, Err(AppError::NotFound { .. })),
        "{refused:?}"
    );
}
