//! Writes that are no runs: begun once, ended once, found by their key.

use super::Database;
use crate::fixtures::{HOSTILE, at, audited, row};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_store::{Write, WriteEnd, WriteKey};

fn write(owner: &str, key: &str, second: i64) -> Write {
    Write {
        key: WriteKey {
            owner: owner.to_owned(),
            key: key.to_owned(),
        },
        begun: AuditEvent {
            at: at(second),
            cloud: "demo".to_owned(),
            account: "SLIP".to_owned(),
            user: HOSTILE.to_owned(),
            action: AuditAction::CreateGroup,
            subject: HOSTILE.to_owned(),
        },
        end: None,
    }
}

fn ended(action: AuditAction) -> AuditEvent {
    row(action, 9)
}

pub(crate) async fn writes_and_their_rows_are_kept_together(db: &impl Database) {
    let store = db.open().await;
    let (one, other) = (write("ada", "form-1", 3), write("ada", "form-2", 4));
    for first in [true, false] {
        assert_eq!(store.writes.begin(&one).await.unwrap(), first);
        assert_eq!(store.writes.begin(&other).await.unwrap(), first);
    }
    let done = WriteEnd::Done(HOSTILE.to_owned());
    for (end, action) in [
        (&done, AuditAction::WriteDone),
        (&WriteEnd::Unknown, AuditAction::WriteUnanswered),
    ] {
        store
            .writes
            .end(&one.key, end, &ended(action))
            .await
            .unwrap();
        let refused = ended(AuditAction::WriteRefused);
        store.writes.forget(&other.key, &refused).await.unwrap();
    }
    // The first end counts, in the chain too.
    let rows = [
        one.begun,
        other.begun,
        ended(AuditAction::WriteDone),
        ended(AuditAction::WriteRefused),
    ];
    assert_eq!(audited(&store).await, rows);
}

pub(crate) async fn a_write_begins_and_ends_once(db: &impl Database) {
    let writes = db.open().await.writes;
    let one = write("ada", "form-1", 3);
    assert!(writes.begin(&one).await.unwrap());
    assert!(!writes.begin(&one).await.unwrap());
    assert_eq!(writes.get(&one.key).await.unwrap().as_ref(), Some(&one));
    let done = WriteEnd::Done(HOSTILE.to_owned());
    writes
        .end(&one.key, &done, &ended(AuditAction::WriteDone))
        .await
        .unwrap();
    writes
        .end(&one.key, &WriteEnd::Unknown, &ended(AuditAction::WriteDone))
        .await
        .unwrap();
    let kept = writes.get(&one.key).await.unwrap().unwrap();
    assert_eq!(kept.end, Some(done));
    assert!(!writes.begin(&one).await.unwrap());
    // Another program on the same data finds it too.
    let again = db.open().await.writes;
    assert_eq!(again.get(&one.key).await.unwrap(), Some(kept));
}

pub(crate) async fn owners_have_their_own_writes(db: &impl Database) {
    let writes = db.open().await.writes;
    let (ada, bob) = (write("ada", "same", 3), write("bob", "same", 4));
    assert!(writes.begin(&ada).await.unwrap() && writes.begin(&bob).await.unwrap());
    assert_eq!(writes.open().await.unwrap(), [ada.clone(), bob.clone()]);
    writes
        .end(&ada.key, &WriteEnd::Unknown, &ended(AuditAction::WriteDone))
        .await
        .unwrap();
    assert_eq!(writes.open().await.unwrap(), [bob]);
}

pub(crate) async fn writes_are_forgotten(db: &impl Database) {
    let writes = db.open().await.writes;
    let (old, new) = (write("ada", "old", 3), write("ada", "new", 9));
    for one in [&old, &new] {
        assert!(writes.begin(one).await.unwrap());
    }
    assert_eq!(writes.purge_before(at(9)).await.unwrap(), 1);
    assert_eq!(writes.get(&old.key).await.unwrap(), None);
    writes
        .forget(&new.key, &ended(AuditAction::WriteRefused))
        .await
        .unwrap();
    assert_eq!(writes.get(&new.key).await.unwrap(), None);
    assert!(writes.begin(&new).await.unwrap());
}
