//! Drafts, plans and their secrets.

use super::Database;
use crate::fixtures::{HOSTILE, at, body, new_run, plan, run_id, secrets};
use slipway_domain::PackageId;
use slipway_domain::plan::Pace;
use slipway_store::{Draft, DraftKind, NewRun, Plan};
use std::collections::BTreeMap;

fn draft(id: &str, seconds: i64) -> Draft {
    Draft {
        id: id.to_owned(),
        owner: "ada".to_owned(),
        kind: DraftKind::Package(PackageId::new("{08DC3134-966B-11E4-B51F-4E2C1E5D46B0}")),
        form: HOSTILE.to_owned(),
        created_at: at(seconds),
    }
}

pub(crate) async fn drafts_are_their_owners(db: &impl Database) {
    let drafts = db.open().await.drafts;
    drafts.put(&draft("a", 0)).await.unwrap();
    assert_eq!(drafts.get("a", "ada").await.unwrap(), Some(draft("a", 0)));
    assert_eq!(drafts.get("a", "bob").await.unwrap(), None);
    assert_eq!(drafts.get("b", "ada").await.unwrap(), None);
    for kind in [DraftKind::NewServer, DraftKind::Page, DraftKind::Servers] {
        let draft = Draft {
            kind: kind.clone(),
            ..draft(&kind.to_string(), 0)
        };
        drafts.put(&draft).await.unwrap();
        assert_eq!(drafts.get(&draft.id, "ada").await.unwrap(), Some(draft));
    }
}

pub(crate) async fn drafts_are_purged(db: &impl Database) {
    let drafts = db.open().await.drafts;
    for (id, seconds) in [("old", 0), ("edge", 10)] {
        drafts.put(&draft(id, seconds)).await.unwrap();
    }
    assert_eq!(drafts.purge_before(at(10)).await.unwrap(), 1);
    assert_eq!(drafts.get("old", "ada").await.unwrap(), None);
    assert!(drafts.get("edge", "ada").await.unwrap().is_some());
}

pub(crate) async fn plans_are_their_owners(db: &impl Database) {
    let plans = db.open().await.plans;
    let body = body(3, HOSTILE);
    let kept = Plan {
        hash: body.hash(),
        body,
        ..plan("p", at(0))
    };
    plans.put(&kept, &secrets("s")).await.unwrap();
    let read = plans.get("p", "ada").await.unwrap().unwrap();
    assert_eq!(read.body.hash(), read.hash);
    assert_eq!(read, kept);
    assert_eq!(plans.get("p", "bob").await.unwrap(), None);
    assert_eq!(plans.get("q", "ada").await.unwrap(), None);
}

pub(crate) async fn plans_are_replaced_as_they_were_shown(db: &impl Database) {
    let store = db.open().await;
    let kept = plan("p", at(0));
    store.plans.put(&kept, &secrets("s")).await.unwrap();
    let mut other = kept.clone();
    other.body.rollout.pace = Pace::AtMost(2);
    other.hash = other.body.hash();
    assert_ne!(other.hash, kept.hash);
    let replaced = async |plan: &Plan, was: &str| {
        let replaced = store.plans.replace_body(plan, was).await;
        replaced.unwrap()
    };
    let strangers = Plan {
        owner: "bob".to_owned(),
        ..other.clone()
    };
    assert!(!replaced(&strangers, &kept.hash).await);
    assert!(!replaced(&other, "another").await);
    assert!(replaced(&other, &kept.hash).await);
    assert!(!replaced(&kept, &kept.hash).await, "it was replaced before");
    let read = store.plans.get("p", "ada").await.unwrap();
    assert_eq!(read, Some(other.clone()));
    let secrets = store.plans.secrets("p").await.unwrap();
    assert!(secrets.is_some_and(|secrets| !secrets.is_empty()));
    let mut run = new_run(1, 3);
    run.plan = Some("p".to_owned());
    run.detail.run.plan = kept.body.clone();
    store.runs.create(&run).await.unwrap();
    let read = store.plans.get("p", "ada").await.unwrap().unwrap();
    assert_eq!(read.body, kept.body, "as it was confirmed");
    assert_eq!(read.hash, other.hash, "as it was shown");
    assert!(!replaced(&kept, &other.hash).await, "it has become a run");
}

pub(crate) async fn secrets_are_kept_until_erased(db: &impl Database) {
    let plans = db.open().await.plans;
    let (none, some) = (BTreeMap::new(), secrets(HOSTILE));
    plans.put(&plan("some", at(0)), &some).await.unwrap();
    plans.put(&plan("none", at(0)), &none).await.unwrap();
    assert_eq!(plans.secrets("some").await.unwrap(), Some(some));
    assert_eq!(plans.secrets("none").await.unwrap(), Some(none));
    assert_eq!(plans.secrets("unknown").await.unwrap(), None);
    for _ in 0..2 {
        plans.erase_secrets("some").await.unwrap();
        assert_eq!(plans.secrets("some").await.unwrap(), None);
    }
    plans.erase_secrets("unknown").await.unwrap();
    assert!(plans.get("some", "ada").await.unwrap().is_some());
}

/// Three plans: an old one, an old one that became a run, and one reviewed at 10 s.
async fn three_plans(store: &slipway_store::Store) {
    for (id, seconds) in [("old", 0), ("used", 0), ("edge", 10)] {
        let plan = plan(id, at(seconds));
        store.plans.put(&plan, &secrets(id)).await.unwrap();
    }
    let run = NewRun {
        plan: Some("used".to_owned()),
        ..new_run(1, 1)
    };
    store.runs.create(&run).await.unwrap();
}

pub(crate) async fn unconfirmed_secrets_are_erased(db: &impl Database) {
    let store = db.open().await;
    three_plans(&store).await;
    let plans = store.plans;
    assert_eq!(plans.erase_unconfirmed_before(at(10)).await.unwrap(), 1);
    assert_eq!(plans.erase_unconfirmed_before(at(10)).await.unwrap(), 0);
    assert_eq!(plans.secrets("old").await.unwrap(), None);
    assert_eq!(plans.secrets("used").await.unwrap(), Some(secrets("used")));
    assert_eq!(plans.secrets("edge").await.unwrap(), Some(secrets("edge")));
}

pub(crate) async fn only_unused_plans_are_purged(db: &impl Database) {
    let store = db.open().await;
    three_plans(&store).await;
    let plans = store.plans;
    assert_eq!(plans.purge_before(at(10)).await.unwrap(), 1);
    assert_eq!(plans.get("old", "ada").await.unwrap(), None);
    assert!(plans.get("edge", "ada").await.unwrap().is_some());
    let used = plans.get("used", "ada").await.unwrap().unwrap();
    assert_eq!(used.run, Some(run_id(1)));
}
