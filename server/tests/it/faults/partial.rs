//! One data center of several that fails: the others stay, its servers stand in as they were
//! where that is known, and nobody is told that a server is gone which just cannot be seen.

use super::cloud::{Fault, Read};
use super::stage::{Seen, Stage, TYPED, confirm, post_form, until, until_over};
use crate::steps::between;
use crate::support::{Browser, location};

const SERVERS: &str = "/Demo/SLIP/servers";
const ALL: &str = "60 servers in 3 data centers";

/// What the notice about the data center says besides its name.
const fn why(read: Read) -> Option<&'static str> {
    match read {
        Read::NotAllowed => Some("Your roles in the cloud do not allow this."),
        Read::Missing => Some("What was asked of the cloud was not found."),
        Read::Busy => Some("The cloud is busy and asks to try again in 1 second."),
        Read::Silent => Some("The cloud does not answer."),
        Read::Senseless => Some("The cloud's answer could not be understood."),
        Read::SignedOut | Read::Fine => None,
    }
}

pub(super) async fn one_data_center(fault: Fault) {
    let Some(why) = why(fault.reading()) else {
        return;
    };
    let warm = Stage::set(fault).await;
    let admin = warm.admin().await;
    admin.page(SERVERS).await;
    let center = warm.cloud.one_center().await;
    let cold = warm.twin(fault).await;
    warm.cloud.inject(fault, &center, None).await;

    let someone = cold.signed_in("admin").await;
    let seen = Seen::of(someone.get(SERVERS).await).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    assert!(seen.says(why) && !seen.says(ALL), "{}", seen.text);
    let name = between(&seen.text, "Servers of ", " are missing").to_lowercase();
    let server = format!("{name}slipweb01");
    let draft = location(&post_form(&someone, &server).await);
    let page = someone.page(&draft).await;
    let unread =
        format!("The servers of {name} could not be read just now; try again in a moment.");
    assert!(page.contains(&unread), "no {unread:?} in {page}");
    assert!(page.contains(TYPED) && page.contains(&server));
    warm.cloud.heal().await;
    whole(&someone).await;

    whole(&admin).await;
    let plan = warm.plan(&admin, &server).await;
    warm.cloud.inject(fault, &center, None).await;
    let passes = !matches!(fault.reading(), Read::NotAllowed | Read::Missing);
    let words = if passes {
        format!("Servers of {} are shown as they were ", name.to_uppercase())
    } else {
        format!("Servers of {} are missing", name.to_uppercase())
    };
    let seen = until(&admin, SERVERS, &words, |seen| seen.says(&words)).await;
    assert!(seen.says(why), "{}", seen.text);
    assert_eq!(seen.says(ALL), passes, "{}", seen.text);
    let seen = Seen::of(confirm(&admin, &plan).await).await;
    // What was known of the data center before is no ground to act on.
    assert!(seen.says(why) && !seen.says("no longer"), "{}", seen.text);
    assert!(seen.says("the page you came from is kept."));
    assert_eq!(warm.cloud.executions(&server).await.len(), 0);
    warm.cloud.heal().await;
    whole(&admin).await;
    let run = location(&confirm(&admin, &plan).await);
    let over = until_over(&admin, &run).await;
    assert!(over.says("1 succeeded"), "{}", over.text);
    assert_eq!(warm.cloud.executions(&server).await.len(), 1);
}

/// Waits until every server is read again.
async fn whole(admin: &Browser<'_>) {
    let well = |seen: &Seen| seen.says(ALL) && !seen.says("notice-warn");
    until(admin, SERVERS, "all servers", well).await;
}
