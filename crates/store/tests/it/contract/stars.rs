//! Packages that people starred.

use super::Database;
use crate::fixtures::{HOSTILE, at};
use slipway_domain::PackageId;
use slipway_store::Star;

fn star(package: &str, seconds: i64) -> Star {
    Star {
        package: PackageId::new(package),
        name: format!("{package} {HOSTILE}").replace('\0', ""),
        at: at(seconds),
    }
}

pub(crate) async fn stars_are_their_owners(db: &impl Database) {
    let stars = db.open().await.stars;
    assert!(stars.put("ada", &star("b", 1), 3).await.unwrap());
    assert!(stars.put("ada", &star("a", 2), 3).await.unwrap());
    // The first time counts.
    assert!(stars.put("ada", &star("b", 3), 3).await.unwrap());
    assert!(stars.put("bob", &star("c", 4), 3).await.unwrap());
    let kept = [star("b", 1), star("a", 2)];
    assert_eq!(stars.list("ada").await.unwrap(), kept);
    assert_eq!(stars.list("bob").await.unwrap(), [star("c", 4)]);
    assert_eq!(stars.list("eve").await.unwrap(), []);
    stars.remove("bob", &PackageId::new("a")).await.unwrap();
    stars.remove("ada", &PackageId::new("b")).await.unwrap();
    assert_eq!(stars.list("ada").await.unwrap(), [star("a", 2)]);
}

pub(crate) async fn nobody_has_more_stars_than_there_may_be(db: &impl Database) {
    let stars = db.open().await.stars;
    for (package, kept) in [("a", true), ("b", true), ("c", false), ("b", true)] {
        let put = stars.put("ada", &star(package, 1), 2).await.unwrap();
        assert_eq!(put, kept, "{package}");
    }
    assert_eq!(stars.list("ada").await.unwrap().len(), 2);
}
