//! Workflows from their form to their run: what changed between review and press is seen first.

use super::world::{World, states};
use slipway_cloud::Deployment;
use slipway_domain::action::Action;
use slipway_domain::run::{OutcomeState, RunState};
use slipway_domain::workflow::{ValueKind, Workflow, WorkflowForm, WorkflowParameter};
use slipway_domain::{AppError, AppResult, DeploymentId};
use slipway_portal::actions::workflow::{offers, review, start_form};
use slipway_portal::actions::{Destination, FormResult, edit};
use slipway_portal::runs::submit::{Confirming, Submitted, submit};
use slipway_portal::{Grant, plans};
use slipway_scripted::Scripted;

fn number(name: &str, default: Option<&str>) -> WorkflowParameter {
    WorkflowParameter {
        name: name.to_owned(),
        kind: ValueKind::Integer,
        item: None,
        description: String::new(),
        required: default.is_none(),
        default: default.map(str::to_owned),
        constraints: Vec::new(),
    }
}

fn deployment(id: &str, parameters: Vec<WorkflowParameter>) -> Deployment {
    let scale = Workflow {
        name: "scale".to_owned(),
        parameters,
        available: true,
    };
    Deployment {
        id: DeploymentId::new(id),
        name: id.to_uppercase(),
        blueprint: None,
        labels: Vec::new(),
        state: None,
        installed: None,
        latest: None,
        latest_workflow: Some("heal".to_owned()),
        is_busy: false,
        needs_attention: false,
        created_at: None,
        workflows: vec![scale],
    }
}

fn ids() -> Vec<DeploymentId> {
    ["a", "b"].map(DeploymentId::new).to_vec()
}

fn by_one() -> Vec<WorkflowParameter> {
    vec![number("by", Some("1"))]
}

async fn world() -> World {
    let both = ["a", "b"].map(|id| deployment(id, by_one()));
    World::new(Scripted::default().with_workflows(both.to_vec(), Vec::new())).await
}

impl World {
    fn deployments_are(&self, deployments: Vec<Deployment>) {
        self.cloud.script().deployments = Some(deployments);
    }

    /// The plan of a form that says this of both.
    async fn planned(&self, grant: &Grant, by: &str) -> String {
        let start = start_form(&self.portal, grant, "scale", &ids())
            .await
            .unwrap();
        let form = WorkflowForm {
            values: [("by".to_owned(), by.to_owned())].into(),
            ..WorkflowForm::fresh(&start.workflow.parameters, ids())
        };
        match review(&self.portal, grant, &start, form).await.unwrap() {
            FormResult::Done(plan) => plan,
            _ => panic!("it was refused"),
        }
    }

    async fn pressed(&self, grant: &Grant, plan: &str) -> AppResult<Submitted> {
        let kept = plans::plan(&self.portal, grant, plan).await.unwrap();
        let confirming = Confirming {
            hash: &kept.hash,
            key: plan,
            typed: "",
            fields: &[],
        };
        submit(&self.portal, grant, plan, confirming).await
    }

    /// The plan that took the place of this one.
    async fn changed(&self, grant: &Grant, plan: &str) -> plans::Plan {
        match self.pressed(grant, plan).await.unwrap() {
            Submitted::Changed { plan } => plans::plan(&self.portal, grant, &plan).await.unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_form_starts_an_execution_for_each_deployment() {
    let world = world().await;
    let ada = world.signed_in("operator").await;
    let plan = world.planned(&ada, "3").await;
    let Submitted::Run(run) = world.pressed(&ada, &plan).await.unwrap() else {
        panic!("nothing changed");
    };
    let detail = world.until_all(&run, OutcomeState::Executing).await;
    assert_eq!(detail.run.title, "scale of 2 deployments");
    let executing = OutcomeState::Executing;
    assert_eq!(states(&detail), [("A", executing), ("B", executing)]);
    assert_eq!(world.cloud.script().submits_asked().len(), 2);
    assert_eq!(detail.run.state, RunState::Live);
    let twice = world.pressed(&ada, &plan).await.unwrap();
    assert_eq!(twice, Submitted::Run(run), "the same press, the same run");
}

#[tokio::test(start_paused = true)]
async fn a_workflow_that_changed_is_seen_before_anything_is_started() {
    let world = world().await;
    let ada = world.signed_in("operator").await;
    let plan = world.planned(&ada, "3").await;
    let changed = vec![number("by", Some("2"))];
    world.deployments_are(vec![
        deployment("a", changed.clone()),
        deployment("b", changed),
    ]);
    let fresh = world.changed(&ada, &plan).await;
    let Action::Workflow(action) = &fresh.body.action else {
        panic!("a workflow");
    };
    assert_eq!(action.schema[0].default.as_deref(), Some("2"));
    assert!(action.unfit().is_empty());
    let run = world.pressed(&ada, &fresh.id).await.unwrap();
    assert!(matches!(run, Submitted::Run(_)), "{run:?}");
}

#[tokio::test(start_paused = true)]
async fn what_no_longer_fits_a_changed_workflow_cannot_be_started() {
    let world = world().await;
    let ada = world.signed_in("operator").await;
    let plan = world.planned(&ada, "3").await;
    let more = vec![number("by", Some("1")), number("until", None)];
    world.deployments_are(vec![deployment("a", more.clone()), deployment("b", more)]);
    let fresh = world.changed(&ada, &plan).await;
    let refused = world.pressed(&ada, &fresh.id).await;
    let Err(AppError::Conflict(words)) = refused else {
        panic!("{refused:?}");
    };
    assert!(words.contains("“until” no longer fits it"), "{words}");
    assert!(world.cloud.script().submits_asked().is_empty());
    let edited = edit::edit(&world.portal, &ada, &fresh.id, None)
        .await
        .unwrap();
    assert!(matches!(edited, Destination::Page(..)), "{edited:?}");
}

#[tokio::test(start_paused = true)]
async fn deployments_that_are_gone_or_have_another_workflow_are_left_out() {
    let world = world().await;
    let ada = world.signed_in("operator").await;
    let without = Deployment {
        workflows: Vec::new(),
        ..deployment("b", Vec::new())
    };
    let other = deployment("b", vec![number("by", Some("9"))]);
    let rest = [
        (vec![], "No longer among"),
        (vec![without], "does not have this workflow"),
        (vec![other], "takes other parameters"),
    ];
    for (rest, why) in rest {
        world.cloud.script().deployments = None;
        let plan = world.planned(&ada, "3").await;
        world.deployments_are([vec![deployment("a", by_one())], rest].concat());
        let fresh = world.changed(&ada, &plan).await;
        assert_eq!(fresh.body.targets.len(), 1);
        let note = &fresh.body.left_out[0].notes[0];
        assert!(note.contains(why), "{note}");
    }
    let plan = {
        world.cloud.script().deployments = None;
        world.planned(&ada, "3").await
    };
    world.deployments_are(Vec::new());
    let refused = world.pressed(&ada, &plan).await;
    assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_in_the_way_is_noted_and_is_part_of_what_was_reviewed() {
    let world = world().await;
    let ada = world.signed_in("operator").await;
    let plan = world.planned(&ada, "3").await;
    let busy = Deployment {
        is_busy: true,
        ..deployment("a", by_one())
    };
    let mut unavailable = deployment("b", by_one());
    unavailable.workflows[0].available = false;
    world.deployments_are(vec![busy, unavailable]);
    let fresh = world.changed(&ada, &plan).await;
    let notes: Vec<_> = fresh
        .body
        .targets
        .iter()
        .map(|one| one.notes.join(" "))
        .collect();
    assert!(
        notes[0].starts_with("Is busy with heal: the cloud refuses"),
        "{notes:?}"
    );
    assert!(
        notes[1].starts_with("scale is not available on it"),
        "{notes:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn only_what_all_of_them_have_alike_is_offered() {
    let world = world().await;
    let ada = world.signed_in("viewer").await;
    let offered = offers(&world.portal, &ada, &ids()).await.unwrap();
    assert_eq!(offered.workflows[0].blocked, None);
    world.deployments_are(vec![deployment("a", by_one()), deployment("b", Vec::new())]);
    let offered = offers(&world.portal, &ada, &ids()).await.unwrap();
    let why = offered.workflows[0].blocked.as_deref().unwrap();
    assert_eq!(why, "It takes different parameters on some of them.");
    world.deployments_are(vec![deployment("a", by_one())]);
    let offered = offers(&world.portal, &ada, &ids()).await.unwrap();
    assert_eq!(offered.gone, [DeploymentId::new("b")]);
    let start = start_form(&world.portal, &ada, "scale", &ids()[..1])
        .await
        .unwrap();
    let form = WorkflowForm::fresh(&start.workflow.parameters, ids());
    let refused = review(&world.portal, &ada, &start, form).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))));
}
