//! The use-cases in the order people meet them, and what they refuse.

use crate::support::World;
use slipway_domain::package::Package;
use slipway_domain::parameters::control_name;
use slipway_domain::run::RunState;
use slipway_domain::share::ShareLife;
use slipway_domain::{AppError, CloudName, PackageId, Secret};
use slipway_portal::actions::package::{self, Reviewed};
use slipway_portal::packages::catalogue;
use slipway_portal::packages::form::{self, Posted};
use slipway_portal::plans;
use slipway_portal::runs::share::Opening;
use slipway_portal::runs::submit::{self, Submitted};
use slipway_portal::runs::{self, engine, share};
use slipway_portal::sign_in::{self, SignIn};
use slipway_portal::upkeep::cache::Freshness;
use slipway_portal::{Grant, Portal};
use slipway_simulator::packages;
use std::time::Duration;

pub(crate) async fn grant(portal: &Portal, user: &str) -> Grant {
    let attempt = SignIn {
        cloud: CloudName::new("demo"),
        user: user.to_owned(),
        password: Secret::new("slipway"),
        address: std::net::Ipv4Addr::LOCALHOST.into(),
    };
    sign_in::sign_in(portal, attempt).await.unwrap()
}

async fn package(portal: &Portal, grant: &Grant, id: &str) -> Package {
    catalogue::one(portal, grant, &PackageId::new(id), Freshness::Recent)
        .await
        .unwrap()
}

/// Posts a form with one password (where the package asks for it) and some servers.
async fn post(portal: &Portal, grant: &Grant, id: &str, names: &str) -> Reviewed {
    let package = package(portal, grant, id).await;
    let separator = ",";
    let defaults = form::Form::fresh(&package, separator).values;
    let mut pairs: Vec<(String, String)> = defaults
        .into_iter()
        .flat_map(|(variable, values)| {
            values
                .into_iter()
                .map(move |value| (control_name(&variable), value))
        })
        .collect();
    for secret in package
        .parameters
        .iter()
        .filter(|parameter| parameter.is_secret())
    {
        pairs.push((control_name(&secret.variable), "Canary-55e0c2".to_owned()));
    }
    pairs.push(("names".to_owned(), names.to_owned()));
    package::review(portal, grant, &package, Posted::from_pairs(&package, pairs))
        .await
        .unwrap()
}

pub(crate) async fn planned(
    portal: &Portal,
    grant: &Grant,
    id: &str,
    names: &str,
) -> slipway_store::Plan {
    match post(portal, grant, id, names).await {
        Reviewed::Plan(plan) => plans::plan(portal, grant, &plan).await.unwrap(),
        Reviewed::Draft(draft) => {
            let package = package(portal, grant, id).await;
            let form = form::open(portal, grant, &package, Some(&draft))
                .await
                .unwrap();
            panic!("refused: {:?} {:?}", form.errors, form.server_errors)
        }
    }
}

#[tokio::test]
async fn a_plan_becomes_one_run_however_often_it_is_confirmed() {
    let world = World::new(200.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let admin = grant(&portal, "admin").await;
    let plan = planned(
        &portal,
        &admin,
        packages::SHOWCASE,
        "va1slipweb01, va1slipapp01",
    )
    .await;
    let confirm = || submit::submit(&portal, &admin, &plan.id, confirming(&plan.hash, &plan.id));
    let (one, two) = tokio::join!(confirm(), confirm());
    let (Submitted::Run(run), Submitted::Run(same)) = (one.unwrap(), two.unwrap()) else {
        panic!("both lead to a run")
    };
    assert_eq!(run, same);
    for _ in 0..200 {
        if runs::detail(&portal, &admin, &run).await.unwrap().run.state == RunState::Finished {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let detail = runs::detail(&portal, &admin, &run).await.unwrap();
    assert_eq!(detail.run.state, RunState::Finished);
    assert_eq!(
        world.executions().await,
        2,
        "one call for each of two servers"
    );
    assert_eq!(
        world.store.plans.secrets(&plan.id).await.unwrap(),
        None,
        "secrets are erased"
    );
    assert!(!format!("{detail:?}").contains("Canary-55e0c2"));
}

#[tokio::test]
async fn what_changed_since_the_review_is_shown_instead_of_run() {
    let world = World::new(50.0).await;
    let timings = slipway_portal::Timings {
        packages_fresh: Duration::ZERO,
        ..crate::support::short_lives()
    };
    let portal = world.portal_with(timings);
    let admin = grant(&portal, "admin").await;
    let plan = planned(&portal, &admin, packages::MANIFEST_CHANGES, "va1slipweb01").await;
    let confirmed = confirming(&plan.hash, &plan.id);
    // The manifest is another one with each reading.
    let led = submit::submit(&portal, &admin, &plan.id, confirmed).await;
    let Ok(Submitted::Changed { plan: fresh }) = led else {
        panic!("{led:?}");
    };
    let fresh = plans::plan(&portal, &admin, &fresh).await.unwrap();
    assert_ne!(fresh.hash, plan.hash);
    assert_eq!(world.executions().await, 0, "nothing has run");
}

#[tokio::test]
async fn a_confirmation_of_something_else_is_refused() {
    let world = World::new(50.0).await;
    let portal = world.portal();
    let admin = grant(&portal, "admin").await;
    let plan = planned(&portal, &admin, packages::SHOWCASE, "va1slipweb01").await;
    let wrong = submit::submit(&portal, &admin, &plan.id, confirming("0000", "k1")).await;
    assert!(matches!(wrong, Err(AppError::Conflict(_))), "{wrong:?}");
    let viewer = grant(&portal, "viewer").await;
    let theirs = submit::submit(&portal, &viewer, &plan.id, confirming(&plan.hash, "k2")).await;
    assert!(matches!(theirs, Err(AppError::Forbidden(_))), "{theirs:?}");
    assert!(matches!(
        plans::plan(&portal, &viewer, &plan.id).await,
        Err(AppError::NotFound { .. })
    ));
    world.store.plans.erase_secrets(&plan.id).await.unwrap();
    let late = submit::submit(&portal, &admin, &plan.id, confirming(&plan.hash, "k3")).await;
    assert!(
        matches!(late, Err(AppError::Conflict(text)) if text.contains("secret")),
        "late"
    );
    assert_eq!(world.executions().await, 0);
}

#[tokio::test]
async fn unknown_names_block_and_empty_lists_are_refused() {
    let world = World::new(50.0).await;
    let portal = world.portal();
    let admin = grant(&portal, "admin").await;
    for (names, expected) in [
        ("", "at least one server"),
        ("va1slipweb01 nosuch", "nosuch"),
        ("web[9-1]", "web[9-1]"),
    ] {
        let Reviewed::Draft(draft) = post(&portal, &admin, packages::ALWAYS_FAILS, names).await
        else {
            panic!("{names:?} must not pass")
        };
        let package = package(&portal, &admin, packages::ALWAYS_FAILS).await;
        let form = form::open(&portal, &admin, &package, Some(&draft))
            .await
            .unwrap();
        assert_eq!(form.names, names);
        assert!(
            form.server_errors.join(" ").contains(expected),
            "{:?}",
            form.server_errors
        );
        let other = grant(&portal, "viewer").await;
        let not_theirs = form::open(&portal, &other, &package, Some(&draft))
            .await
            .unwrap();
        assert_ne!(
            not_theirs.server_errors, form.server_errors,
            "a draft is its owner's"
        );
    }
}

#[tokio::test]
async fn a_share_link_opens_until_it_is_revoked_and_every_step_is_audited() {
    let world = World::new(200.0).await;
    let portal = world.portal();
    let _watcher = engine::spawn(portal.clone());
    let admin = grant(&portal, "admin").await;
    let plan = planned(&portal, &admin, packages::ALWAYS_FAILS, "va1slipweb01").await;
    let led = submit::submit(&portal, &admin, &plan.id, confirming(&plan.hash, &plan.id))
        .await
        .unwrap();
    let Submitted::Run(run) = led else {
        panic!("a run")
    };

    let viewer = grant(&portal, "viewer").await;
    let refused = share::create(&portal, &viewer, &run, ShareLife::Day, false).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))));
    let fresh = share::create(&portal, &admin, &run, ShareLife::Hour, false)
        .await
        .unwrap();
    let token = fresh.token.expose().to_owned();
    assert_eq!(
        share::open(&portal, &token, Opening::Counted)
            .await
            .unwrap()
            .detail
            .run
            .id,
        run
    );
    assert!(
        share::open(&portal, "guess", Opening::Counted)
            .await
            .is_err()
    );
    share::revoke(&portal, &admin, &run, &fresh.link.id)
        .await
        .unwrap();
    assert!(matches!(
        share::open(&portal, &token, Opening::Counted).await,
        Err(AppError::NotFound { .. })
    ));

    let rows = world.store.audit.newest("demo", "SLIP", 20).await.unwrap();
    let actions: Vec<_> = rows
        .iter()
        .rev()
        .map(|row| row.event.action.word())
        .collect();
    assert_eq!(actions, ["sign-in", "run", "sign-in", "share", "revoke"]);
    assert_eq!(world.store.audit.verify().await.unwrap().broken, None);
    assert!(!format!("{rows:?}").contains(&token));
}

#[tokio::test]
async fn a_token_that_ended_asks_for_a_new_sign_in() {
    let world = World::new(50.0).await;
    let portal = world.portal();
    let admin = grant(&portal, "admin").await;
    world.expire_tokens().await;
    for _ in 0..2 {
        let answer = catalogue::all(&portal, &admin, Freshness::Now).await;
        assert!(matches!(answer, Err(AppError::CredentialEnded)));
    }
    let again = grant(&portal, "admin").await;
    assert!(
        catalogue::all(&portal, &again, Freshness::Now)
            .await
            .is_ok()
    );
}

/// A confirming post that types nothing.
pub(crate) fn confirming<'a>(hash: &'a str, key: &'a str) -> submit::Confirming<'a> {
    let typed = "";
    submit::Confirming {
        hash,
        key,
        typed,
        fields: &[],
    }
}
