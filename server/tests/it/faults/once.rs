//! Writes that are no runs: each form writes once, whoever hangs up and however often it is posted,
//! and how it ended is written down.

use super::cloud::{Cloud, Fault};
use super::stage::{Seen, Stage};
use crate::steps::{hidden, sent};
use crate::support::{Browser, Portal, demo_at, location};
use serde_json::{Value, json};
use slipway_domain::audit::AuditAction;
use std::time::Duration;

const NEW: &str = "/Demo/SLIP/groups/new";
const SERVER: &str = "/Demo/SLIP/servers/va1slipweb01/edit";

/// A form that takes effect at once, and how its call reaches the cloud.
struct Form {
    page: String,
    pairs: Vec<(&'static str, String)>,
    method: &'static str,
    path: &'static str,
    began: AuditAction,
}

/// The path of a group in a healthy cloud.
async fn group(admin: &Browser<'_>, name: &str) -> String {
    let html = admin.page("/Demo/SLIP/groups").await.replace("<!>", "");
    let mut rows = html.split("groups-row").skip(1);
    let row = rows.find(|row| row.contains(&format!(">{name}</bdi>")));
    let path = row.and_then(|row| row.split("href=\"").nth(1));
    let path = path.and_then(|path| path.split('"').next());
    path.expect("the group").to_owned()
}

async fn forms(admin: &Browser<'_>) -> [Form; 4] {
    let research = group(admin, "Research").await;
    let monitoring = group(admin, "Monitoring").await;
    let id = research.rsplit('/').next().unwrap_or_default().to_owned();
    [
        Form {
            page: NEW.to_owned(),
            pairs: vec![("name", "Once".to_owned()), ("parent", id)],
            method: "POST",
            path: "/v2/groups/slip",
            began: AuditAction::CreateGroup,
        },
        Form {
            page: format!("{monitoring}/edit"),
            pairs: vec![("name", "Watching".to_owned())],
            method: "PATCH",
            path: "/v2/groups/*",
            began: AuditAction::ChangeGroup,
        },
        Form {
            page: format!("{research}/defaults"),
            pairs: vec![("cpu", "7".to_owned())],
            method: "POST",
            path: "/v2/groups/*/defaults",
            began: AuditAction::ChangeGroup,
        },
        Form {
            page: SERVER.to_owned(),
            pairs: vec![("description", "Described once".to_owned())],
            method: "PATCH",
            path: "/v2/servers/*",
            began: AuditAction::ChangeServer,
        },
    ]
}

impl Form {
    /// What is posted from the form as it is drawn now.
    async fn drawn(&self, admin: &Browser<'_>) -> Vec<(String, String)> {
        let html = admin.page(&self.page).await;
        let key = ("form-key".to_owned(), hidden(&html, "form-key"));
        let typed = self.pairs.iter();
        let mut pairs: Vec<_> = typed.map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
        pairs.push(key);
        pairs
    }

    async fn post(&self, admin: &Browser<'_>, pairs: &[(String, String)]) -> reqwest::Response {
        let request = admin.posting(&self.page).form(pairs);
        request.send().await.expect("an answer")
    }

    /// Posts and hangs up before the cloud can have answered.
    async fn post_and_hang_up(&self, admin: &Browser<'_>, pairs: &[(String, String)]) {
        let request = admin.posting(&self.page).form(pairs);
        let request = request.timeout(Duration::from_millis(500));
        let answer = request.send().await;
        assert!(answer.is_err_and(|error| error.is_timeout()));
    }

    async fn inject(&self, cloud: &Cloud, mut fault: Value, count: Option<u32>) {
        fault["method"] = self.method.into();
        cloud.inject_rule(fault, self.path, count).await;
    }

    /// How often the cloud was asked for it.
    async fn calls(&self, cloud: &Cloud) -> usize {
        let requests = cloud.requests().await;
        let beginning = self
            .path
            .trim_end_matches("/*")
            .trim_end_matches("*/defaults");
        let same = |request: &&Value| {
            let path = request["path"].as_str().unwrap_or_default().to_lowercase();
            request["method"] == self.method
                && path.starts_with(beginning)
                && path.ends_with("/defaults") == self.path.ends_with("/defaults")
        };
        requests.iter().filter(same).count()
    }
}

/// What was done without a run, the oldest first.
async fn audited(portal: &Portal) -> Vec<(AuditAction, String)> {
    let audit = &portal.running.portal.store().audit;
    let rows = audit.newest("Demo", "SLIP", 100).await.expect("rows");
    let rows = rows.into_iter().rev().map(|row| row.event);
    let writes = rows.filter(|event| event.action != AuditAction::SignIn);
    writes.map(|event| (event.action, event.subject)).collect()
}

async fn until_audited(portal: &Portal, action: AuditAction) -> String {
    for _ in 0..200 {
        let rows = audited(portal).await;
        if let Some((_, subject)) = rows.into_iter().find(|(own, _)| *own == action) {
            return subject;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{action:?} is never written down");
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_posts_at_once_write_once_and_get_the_same_answer() {
    let stage = Stage::set(Fault::Late).await;
    let admin = stage.admin().await;
    let forms = forms(&admin).await;
    for form in &forms {
        let pairs = form.drawn(&admin).await;
        form.inject(&stage.cloud, Fault::Late.rule(), None).await;
        let before = form.calls(&stage.cloud).await;
        // Many, so that some come in the moment in which the first begins.
        let posts = (0..20).map(|_| form.post(&admin, &pairs));
        let posts = futures::future::join_all(posts).await;
        let first = location(&posts[0]);
        for answer in &posts {
            assert_eq!(location(answer), first, "{}", form.page);
        }
        // A double click that comes when the first is over.
        assert_eq!(location(&form.post(&admin, &pairs).await), first);
        assert_eq!(form.calls(&stage.cloud).await, before + 1, "{}", form.page);
        stage.cloud.heal().await;
    }
    let rows = audited(&stage.portal).await;
    let actions: Vec<_> = rows.iter().map(|(action, _)| *action).collect();
    let expected: Vec<_> = forms
        .iter()
        .flat_map(|form| [form.began, AuditAction::WriteDone])
        .collect();
    assert_eq!(actions, expected);
    let html = admin.page("/Demo/SLIP/groups").await;
    assert_eq!(html.matches(">Once<").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_form_and_another_content_are_another_write() {
    let stage = Stage::set(Fault::Late).await;
    let admin = stage.admin().await;
    let [form, ..] = forms(&admin).await;
    let mut pairs = form.drawn(&admin).await;
    let first = location(&form.post(&admin, &pairs).await);
    // Somebody goes back and makes one of another name from the same page.
    pairs[0].1 = "Twice".to_owned();
    let second = location(&form.post(&admin, &pairs).await);
    let again = form.drawn(&admin).await;
    let third = location(&form.post(&admin, &again).await);
    assert!(first != second && first != third && second != third);
    assert_eq!(form.calls(&stage.cloud).await, 3);
    // A key is its owner's: what it says to one it does not say to another.
    let without = [("name", "Once"), ("parent", pairs[1].1.as_str())];
    for _ in 0..2 {
        assert_eq!(sent(&admin, NEW, &without).await.0, 303);
    }
    assert_eq!(form.calls(&stage.cloud).await, 5, "no key, no twin");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_up_cancels_nothing_and_the_end_is_written_down() {
    for number in 0..4 {
        let stage = Stage::set(Fault::Late).await;
        let admin = stage.admin().await;
        let mut forms = forms(&admin).await.into_iter();
        let form = forms.nth(number).expect("a form");
        let pairs = form.drawn(&admin).await;
        let slow = json!({"fault": "delay", "seconds": 1.5});
        form.inject(&stage.cloud, slow, None).await;
        form.post_and_hang_up(&admin, &pairs).await;
        let done = until_audited(&stage.portal, AuditAction::WriteDone).await;
        let rows = audited(&stage.portal).await;
        assert_eq!(rows.len(), 2, "{}: {rows:?}", form.page);
        assert_eq!(rows[0].0, form.began);
        stage.cloud.heal().await;
        // Who loads the page again and posts the same is told what became of the first.
        let onwards = location(&form.post(&admin, &pairs).await);
        assert!(onwards.contains(&done), "{onwards} {done}");
        assert!(!onwards.contains("note=same"), "{onwards}");
        assert_eq!(form.calls(&stage.cloud).await, 1, "{}", form.page);
        let html = admin.page(&onwards).await;
        let typed = &form.pairs[0].1;
        assert!(html.contains(typed.as_str()), "{typed} in {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_got_no_answer_is_not_sent_again_by_itself() {
    let stage = Stage::set(Fault::ResetAfter).await;
    let admin = stage.admin().await;
    for form in forms(&admin).await {
        let pairs = form.drawn(&admin).await;
        let before = form.calls(&stage.cloud).await;
        form.inject(&stage.cloud, Fault::ResetAfter.rule(), Some(1))
            .await;
        for _ in 0..2 {
            let seen = Seen::of(form.post(&admin, &pairs).await).await;
            assert_eq!(seen.status, 502, "{}", form.page);
            assert!(seen.says("Nobody knows whether it was"), "{}", seen.text);
            assert!(seen.says("Look at <a href="), "{}", seen.text);
            let typed = &form.pairs[0].1;
            let of_a_line = seen.says(&format!("value=\"{typed}\""));
            assert!(of_a_line || seen.says(&format!("{typed}</textarea>")));
            assert_ne!(hidden(&seen.text, "form-key"), pairs[pairs.len() - 1].1);
        }
        assert_eq!(form.calls(&stage.cloud).await, before + 1, "{}", form.page);
    }
    let rows = audited(&stage.portal).await;
    let lost = rows
        .iter()
        .filter(|(action, _)| *action == AuditAction::WriteUnanswered);
    assert_eq!((rows.len(), lost.count()), (8, 4), "{rows:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_certainly_not_done_can_be_tried_again_with_the_same_form() {
    let stage = Stage::set(Fault::Late).await;
    let admin = stage.admin().await;
    for form in forms(&admin).await {
        let pairs = form.drawn(&admin).await;
        form.inject(&stage.cloud, Fault::Forbidden.rule(), Some(1))
            .await;
        assert_eq!(form.post(&admin, &pairs).await.status(), 403);
        assert_eq!(
            form.post(&admin, &pairs).await.status(),
            303,
            "{}",
            form.page
        );
        let rows = audited(&stage.portal).await;
        let ends: Vec<_> = rows[rows.len() - 4..].iter().map(|(own, _)| *own).collect();
        let (refused, done) = (AuditAction::WriteRefused, AuditAction::WriteDone);
        assert_eq!(ends, [form.began, refused, form.began, done]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_what_a_form_led_to() {
    let cloud = Cloud::start().await;
    let portal = Portal::of_cloud(&cloud.url(), |pace| {
        pace.timeouts.call = Duration::from_secs(30);
    })
    .await;
    let admin = portal.signed_in("admin").await;
    let [made, _, _, described] = forms(&admin).await;
    let pairs = made.drawn(&admin).await;
    let first = location(&made.post(&admin, &pairs).await);
    let others = described.drawn(&admin).await;
    described.inject(&cloud, Fault::Hang.rule(), None).await;
    described.post_and_hang_up(&admin, &others).await;
    drop(admin);
    // The program ends while the cloud is silent.
    let portal = portal.restarted(&demo_at(&cloud.url())).await;
    cloud.heal().await;
    until_audited(&portal, AuditAction::WriteUnanswered).await;
    let admin = portal.signed_in("admin").await;
    assert_eq!(location(&made.post(&admin, &pairs).await), first);
    assert_eq!(made.calls(&cloud).await, 1);
    let seen = Seen::of(described.post(&admin, &others).await).await;
    assert_eq!(seen.status, 502, "{}", seen.text);
    assert!(
        seen.says("Nobody knows whether it was changed"),
        "{}",
        seen.text
    );
    assert_eq!(described.calls(&cloud).await, 1);
}
