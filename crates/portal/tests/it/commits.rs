//! What people start while nobody says whether the store kept it: no call to the cloud is made, and
//! the same post again finds out.

use crate::failing::{Fault, Faults};
use crate::journey::{confirming, grant, planned};
use crate::support::World;
use slipway_domain::AppError;
use slipway_domain::group_form::GroupForm;
use slipway_portal::actions::groups::{create, creating};
use slipway_portal::actions::{FormResult, writes};
use slipway_portal::runs::engine;
use slipway_portal::runs::submit::{Submitted, submit};
use slipway_simulator::packages;
use std::time::Duration;

async fn world() -> (World, Faults) {
    let (mut world, faults) = (World::new(200.0).await, Faults::default());
    world.store = faults.over(&world.store);
    (world, faults)
}

#[tokio::test]
async fn a_run_of_which_nobody_says_whether_it_was_kept_starts_once() {
    for fault in [Fault::Kept, Fault::NotKept] {
        let (world, faults) = world().await;
        let portal = world.portal();
        let _watcher = engine::spawn(portal.clone());
        let admin = grant(&portal, "admin").await;
        let plan = planned(&portal, &admin, packages::ALWAYS_FAILS, "va1slipweb01").await;
        faults.come([fault]);
        let confirm = || submit(&portal, &admin, &plan.id, confirming(&plan.hash, &plan.id));
        let unknown = confirm().await;
        if fault == Fault::NotKept {
            assert_eq!(unknown, Err(AppError::MayHaveBegun));
            tokio::time::sleep(Duration::from_millis(500)).await;
            assert_eq!(
                world.executions().await,
                0,
                "nothing was kept, nothing sent"
            );
            assert!(world.audited("run").await.is_empty());
        }
        let Ok(Submitted::Run(run)) = confirm().await else {
            panic!("the same post leads to the run");
        };
        for _ in 0..100 {
            if world.executions().await > 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(world.executions().await, 1, "{fault:?}");
        assert_eq!(world.audited("run").await, [run.to_string()], "{fault:?}");
    }
}

#[tokio::test]
async fn a_write_of_which_nobody_says_whether_it_was_noted_is_not_carried_out() {
    for fault in [Fault::Kept, Fault::NotKept] {
        let (world, faults) = world().await;
        let portal = world.portal();
        let admin = grant(&portal, "admin").await;
        let parents = creating(&portal, &admin).await.unwrap().parents;
        let form = GroupForm {
            name: "Made once".to_owned(),
            parent: parents[0].id.to_string(),
            ..GroupForm::default()
        };
        let fields = [("form-key".to_owned(), "1".to_owned())];
        let key = writes::of_post(&portal, &admin, "page", &fields);
        let post = || create(&portal, &admin, &form, &key);
        faults.come([fault]);
        let (_, first) = post().await.unwrap();
        assert!(
            matches!(first, FormResult::Trouble(AppError::Internal)),
            "{fault:?}"
        );
        assert_eq!(world.groups_made().await, 0, "{fault:?}");
        let (_, again) = post().await.unwrap();
        match (fault, again) {
            // It was begun, as far as anybody can tell; a person looks.
            (Fault::Kept, FormResult::Trouble(AppError::OutcomeUnknown)) => {
                assert_eq!(world.groups_made().await, 0);
            }
            (Fault::NotKept, FormResult::Done(_)) => {
                assert_eq!(world.groups_made().await, 1);
                assert_eq!(world.audited("create-group").await.len(), 1);
            }
            _ => panic!("{fault:?}"),
        }
    }
}
