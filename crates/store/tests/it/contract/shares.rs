//! Share links.

use super::Database;
use crate::fixtures::{HOSTILE, at, audited, new_run, row, run_id};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::share::ShareLink;
use slipway_store::Store;

fn link(id: &str, run: u32, created: i64) -> ShareLink {
    ShareLink {
        id: id.to_owned(),
        run: run_id(run),
        created_by: HOSTILE.to_owned(),
        created_at: at(created),
        expires_at: at(created + 100),
        revoked_at: None,
        uses: 0,
        last_used_at: None,
        shows_values: id == "a",
    }
}

fn shared() -> AuditEvent {
    row(AuditAction::Share, 0)
}

fn revoked(seconds: i64) -> AuditEvent {
    row(AuditAction::Revoke, seconds)
}

/// A database with two runs; the first has links `a` (older) and `b`, the second has `c`.
async fn with_links(db: &impl Database) -> Store {
    let store = db.open().await;
    for number in [1, 2] {
        store.runs.create(&new_run(number, 1)).await.unwrap();
    }
    for (link, hash) in [
        (link("a", 1, 0), 1),
        (link("b", 1, 5), 2),
        (link("c", 2, 9), 3),
    ] {
        store
            .shares
            .create(&link, &[hash; 32], &shared())
            .await
            .unwrap();
    }
    store
}

pub(crate) async fn links_are_listed_newest_first(db: &impl Database) {
    let shares = with_links(db).await.shares;
    let listed = shares.list(&run_id(1)).await.unwrap();
    assert_eq!(listed, [link("b", 1, 5), link("a", 1, 0)]);
    assert_eq!(shares.list(&run_id(3)).await.unwrap(), []);
    assert!(
        shares
            .create(&link("d", 3, 0), &[4; 32], &shared())
            .await
            .is_err()
    );
    assert!(
        shares
            .create(&link("d", 1, 0), &[1; 32], &shared())
            .await
            .is_err()
    );
}

pub(crate) async fn links_are_found_by_their_hash(db: &impl Database) {
    let shares = with_links(db).await.shares;
    let found = shares.by_token(&[1; 32]).await.unwrap();
    assert_eq!(found, Some(link("a", 1, 0)));
    assert_eq!(shares.by_token(&[9; 32]).await.unwrap(), None);
    assert!(shares.revoke(&run_id(1), "a", &revoked(10)).await.unwrap());
    let closed = shares.by_token(&[1; 32]).await.unwrap().unwrap();
    assert_eq!(closed.revoked_at, Some(at(10)));
}

pub(crate) async fn links_are_revoked_once(db: &impl Database) {
    let store = with_links(db).await;
    let (shares, made) = (&store.shares, audited(&store).await.len());
    let (one, two) = (run_id(1), run_id(2));
    assert!(!shares.revoke(&two, "a", &revoked(10)).await.unwrap());
    assert!(!shares.revoke(&one, "unknown", &revoked(10)).await.unwrap());
    assert!(shares.revoke(&one, "a", &revoked(10)).await.unwrap());
    assert!(!shares.revoke(&one, "a", &revoked(11)).await.unwrap());
    assert!(!shares.revoke(&one, "b", &revoked(105)).await.unwrap());
    assert!(shares.revoke(&one, "b", &revoked(104)).await.unwrap());
    let listed = shares.list(&one).await.unwrap();
    let times: Vec<_> = listed.iter().map(|link| link.revoked_at).collect();
    assert_eq!(times, [Some(at(104)), Some(at(10))]);
    // There is a row of what was done, and of nothing else.
    let rows = audited(&store).await;
    assert_eq!(rows[made..], [revoked(10), revoked(104)]);
}

pub(crate) async fn uses_are_counted(db: &impl Database) {
    let shares = with_links(db).await.shares;
    for seconds in [20, 30, 25] {
        shares.count_use("a", at(seconds)).await.unwrap();
    }
    shares.count_use("unknown", at(1)).await.unwrap();
    let used = shares.by_token(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((used.uses, used.last_used_at), (3, Some(at(30))));
    let other = shares.by_token(&[2; 32]).await.unwrap().unwrap();
    assert_eq!((other.uses, other.last_used_at), (0, None));
}
