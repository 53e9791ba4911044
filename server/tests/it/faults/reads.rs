//! Pages and posts that read the cloud, cold and warm, and the same again once it is well.

use super::cloud::{Fault, Read};
use super::stage::{
    PASSWORD, Seen, Stage, TYPED, confirm, post_form, review_path, until, until_over,
};
use super::table::{self, Row, of};
use crate::steps::hidden;
use crate::support::{Browser, location};
use slipway_simulator::packages::SHOWCASE;

const SERVER: &str = "va1slipweb01";

fn form_path() -> String {
    format!("/Demo/SLIP/packages/{SHOWCASE}")
}

async fn get(admin: &Browser<'_>, path: &str) -> Seen {
    Seen::of(admin.get(path).await).await
}

async fn check_value(admin: &Browser<'_>, variable: &str, value: &str) -> Seen {
    let pairs = [
        ("account", "SLIP"),
        ("package", SHOWCASE),
        ("variable", variable),
        ("value", value),
    ];
    Seen::of(admin.post("/api/check-value", &pairs).await).await
}

/// Where the cloud said when to come back, the portal says so too.
fn passes_on(cell: &str, fault: Fault, seen: &Seen) {
    let expected = (fault.reading() == Read::Busy && seen.status == 503).then_some("1");
    assert_eq!(seen.retry_after.as_deref(), expected, "{cell}");
}

pub(super) async fn signing_in(stage: &Stage, fault: Fault) {
    let stranger = stage.portal.stranger();
    stage
        .cloud
        .inject(fault, "/v2/authentication/login", None)
        .await;
    let seen = Seen::of(
        stranger
            .sign_in("admin", "slipway", "/Demo/SLIP/servers")
            .await,
    )
    .await;
    of(&table::SIGNING_IN, fault.reading()).check("sign in", &seen);
    passes_on("sign in", fault, &seen);
    stage.cloud.heal().await;
    if fault == Fault::Late {
        return;
    }
    assert!(seen.says("value=\"admin\""), "the name is kept");
    assert!(!seen.says("value=\"slipway\""), "the password is not");
    assert_eq!(hidden(&seen.text, "next"), "/Demo/SLIP/servers");
    let page = get(&stranger, "/Demo/SLIP/servers").await;
    assert_eq!(page.status, 303, "nobody is signed in");
    let signed_in = stranger
        .sign_in("admin", "slipway", "/Demo/SLIP/servers")
        .await;
    assert_eq!(location(&signed_in), "/Demo/SLIP/servers");
}

pub(super) async fn cold(stage: &Stage, fault: Fault) {
    let read = fault.reading();
    let pages: [(String, &Row); 4] = [
        ("/Demo/SLIP/packages".to_owned(), &table::PACKAGES_COLD),
        (form_path(), &table::FORM_COLD),
        ("/Demo/SLIP/inventory.json".to_owned(), &table::PICKER_COLD),
        ("/Demo/SLIP/servers".to_owned(), &table::SERVERS_COLD),
    ];
    for (path, row) in &pages {
        let admin = stage.admin().await;
        stage.cloud.inject_reads(fault).await;
        let seen = get(&admin, path).await;
        of(row, read).check(path, &seen);
        passes_on(path, fault, &seen);
        if !matches!(read, Read::Fine | Read::SignedOut | Read::Missing) {
            assert!(seen.says(&format!("href=\"{path}\"")), "a way to try again");
        }
        if read == Read::SignedOut {
            assert_eq!(hidden(&seen.text, "next"), *path);
        }
        stage.cloud.heal().await;
    }
    let admin = stage.admin().await;
    stage.cloud.inject_reads(fault).await;
    let seen = check_value(&admin, "SLIP.Showcase.Tag", "aaa").await;
    of(&table::CHECK_COLD, read).check("check cold", &seen);
    stage.cloud.heal().await;
    review_cold(stage, fault).await;
}

/// The portal was started again while somebody typed: it does not know the package any more.
async fn review_cold(stage: &Stage, fault: Fault) {
    let admin = stage.admin().await;
    stage.cloud.inject_reads(fault).await;
    let seen = Seen::of(post_form(&admin, SERVER).await).await;
    of(&table::REVIEW_COLD, fault.reading()).check("review cold", &seen);
    passes_on("review cold", fault, &seen);
    stage.cloud.heal().await;
    if fault == Fault::Late {
        return;
    }
    assert!(!seen.text.contains(PASSWORD), "no secret travels back");
    let (greeting, names) = ("p[SLIP.Showcase.Greeting][]", "names");
    if fault == Fault::Unauthorised {
        assert_eq!(hidden(&seen.text, &format!("resume.{greeting}")), TYPED);
        assert_eq!(hidden(&seen.text, &format!("resume.{names}")), SERVER);
        return;
    }
    assert_eq!(hidden(&seen.text, names), SERVER);
    let pairs = [
        (greeting, hidden(&seen.text, greeting)),
        (names, hidden(&seen.text, names)),
        ("p[SLIP.Showcase.Workers][]", "4".to_owned()),
        ("p[SLIP.Showcase.Environment][]", "stage".to_owned()),
        ("do", "review".to_owned()),
    ];
    let again = pairs
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    // The servers stay unread for what follows.
    stage
        .cloud
        .inject(Fault::Failing, "/v2/datacenters/*", None)
        .await;
    let draft = location(&admin.post(&review_path(), &again).await);
    let page = admin.page(&draft).await;
    assert!(page.contains(TYPED) && page.contains(SERVER), "{draft}");
    stage.cloud.heal().await;
}

/// The package is known; the servers are not.
pub(super) async fn half_warm(stage: &Stage, fault: Fault) {
    let read = fault.reading();
    let centers = ["/v2/datacenters/*", "/v2/groups/*"];
    stage.admin().await.page(&form_path()).await;
    for step in ["check", "find", "review"] {
        let admin = stage.admin().await;
        for path in centers {
            stage.cloud.inject(fault, path, None).await;
        }
        match step {
            "check" => {
                let seen = check_value(&admin, "SLIP.Showcase.Master", "nobody").await;
                let row = &table::CHECK_SERVER;
                if fault != Fault::Late {
                    of(row, read).check(step, &seen);
                }
            }
            "find" => {
                let pairs = [("search", "web"), ("names", SERVER), ("do", "find")];
                let answer = admin.post(&review_path(), &pairs).await;
                let draft = location(&answer);
                let seen = get(&admin, &draft).await;
                let row = &table::FIND;
                if read == Read::SignedOut {
                    assert_eq!(seen.status, 401, "{}", seen.text);
                    assert!(
                        hidden(&seen.text, "next")
                            .starts_with(draft.split('#').next().unwrap_or_default())
                    );
                } else {
                    of(row, read).check(step, &seen);
                    assert!(seen.says(SERVER), "the names are kept");
                }
            }
            _ => {
                let answer = post_form(&admin, SERVER).await;
                let seen = match read {
                    Read::SignedOut => Seen::of(answer).await,
                    _ => get(&admin, &location(&answer)).await,
                };
                of(&table::REVIEW, read).check(step, &seen);
                assert!(
                    seen.says(TYPED) && seen.says(SERVER),
                    "nothing typed is lost"
                );
                assert!(!seen.says(PASSWORD));
            }
        }
        stage.cloud.heal().await;
    }
}

/// Everything works, and what was known is shown with its age when the cloud fails again.
pub(super) async fn warm(stage: &Stage, fault: Fault) {
    let read = fault.reading();
    let healthy = stage.admin().await;
    let plan = stage.plan(&healthy, SERVER).await;
    let pages: [(&str, &Row); 2] = [
        ("/Demo/SLIP/packages", &table::PACKAGES_STALE),
        ("/Demo/SLIP/servers", &table::SERVERS_STALE),
    ];
    for (path, row) in pages {
        let admin = stage.admin().await;
        until(&admin, path, "fresh data", |seen| {
            seen.status == 200 && !seen.says("notice-warn")
        })
        .await;
        // Not the groups: a reading under way would then fail for some data centers only.
        for list in ["/v2/packages/*", "/v2/datacenters/*"] {
            stage.cloud.inject(fault, list, None).await;
        }
        let screen = of(row, read);
        let seen = until(&admin, path, screen.says, |seen| {
            seen.status == screen.status && seen.says(screen.says) && seen.says(screen.to_do)
        })
        .await;
        screen.check(path, &seen);
        if screen.status == 200 {
            assert!(
                seen.says("Showcase") || seen.says("60 servers in 3 data centers"),
                "{path}"
            );
            assert!(
                fault == Fault::Late || seen.says(" ago") || seen.says("just now"),
                "its age in words"
            );
        }
        stage.cloud.heal().await;
    }
    let admin = stage.admin().await;
    stage.cloud.inject(fault, "*", None).await;
    from_the_store(&admin, &plan).await;
    stage.cloud.heal().await;
    stage.cloud.inject_reads(fault).await;
    let seen = Seen::of(confirm(&admin, &plan).await).await;
    of(&table::CONFIRM, read).check("confirm", &seen);
    passes_on("confirm", fault, &seen);
    stage.cloud.heal().await;
    if fault != Fault::Late {
        assert_eq!(stage.cloud.executions(SERVER).await, [], "nothing has run");
        confirm_after(&admin, &plan, fault, &seen).await;
    }
    let run = location(&confirm(&stage.admin().await, &plan).await);
    let over = until_over(&stage.admin().await, &run).await;
    assert!(over.says("succeeded"), "{}", over.text);
    assert_eq!(stage.cloud.executions(SERVER).await.len(), 1);
    again(stage, &run, fault).await;
}

/// Pages of what the portal keeps itself stay as they are whatever the cloud does.
async fn from_the_store(admin: &Browser<'_>, plan: &str) {
    for (path, words) in [(plan, TYPED), ("/Demo/SLIP/runs", "Runs")] {
        let seen = get(admin, path).await;
        assert_eq!(seen.status, 200, "{path}");
        assert!(seen.says(words) && !seen.says("notice-warn"), "{path}");
    }
}

/// The way back to the plan, which is as it was: its secrets too.
async fn confirm_after(admin: &Browser<'_>, plan: &str, fault: Fault, seen: &Seen) {
    if fault == Fault::Unauthorised {
        assert_eq!(hidden(&seen.text, "next"), plan);
        let signed_in = admin.sign_in("admin", "slipway", plan).await;
        assert_eq!(location(&signed_in), plan);
    } else {
        assert!(seen.says(&format!("href=\"{plan}\"")), "{}", seen.text);
    }
    let page = admin.page(plan).await;
    assert!(!page.contains("The secrets of this plan are erased"));
}

/// Running again needs nothing of the cloud but what is known already.
async fn again(stage: &Stage, run: &str, fault: Fault) {
    let admin = stage.admin().await;
    stage.cloud.inject_reads(fault).await;
    let form = location(
        &admin
            .post(&format!("{run}/again"), &[("state", "all")])
            .await,
    );
    let seen = get(&admin, &form).await;
    stage.cloud.heal().await;
    if fault == Fault::Unauthorised {
        // A refresh in the background ends the sign-in before this page or after it.
        if seen.status == 401 {
            assert_eq!(hidden(&seen.text, "next"), form);
        }
        admin.sign_in("admin", "slipway", &form).await;
    } else {
        assert_eq!(seen.status, 200, "{}", seen.text);
    }
    let page = admin.page(&form).await;
    assert!(page.contains(TYPED) && page.contains(SERVER), "{form}");
}
