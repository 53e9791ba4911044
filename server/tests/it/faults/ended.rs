//! A session that ends while a form is typed: the sign-in form holds all of it but secrets, the
//! form stands there again afterwards, and nothing is sent to the cloud on the way.

use super::cloud::Fault;
use super::stage::{PASSWORD, Stage};
use crate::form_page::{Fields, fields, option, typed};
use crate::steps::{confirmation, hidden, sent};
use crate::support::Browser;
use jiff::SignedDuration;

const SERVER: &str = "/Demo/SLIP/servers/va1slipweb01";
const TYPED: &str = "Typed \"late\" <b>&amp; kept</b>";

/// Writes that the cloud was asked for, signing in aside.
async fn writes(stage: &Stage) -> usize {
    let requests = stage.cloud.requests().await;
    let reads_or_signs_in = |method: &str, path: &str| method == "GET" || path.ends_with("/login");
    let written = requests.iter().filter(|request| {
        let text = |name: &str| request[name].as_str().unwrap_or_default();
        !reads_or_signs_in(text("method"), text("path"))
    });
    written.count()
}

fn end_session(stage: &Stage) {
    stage.portal.clock.leap(SignedDuration::from_hours(9));
}

async fn send(admin: &Browser<'_>, path: &str, fields: &Fields) -> (u16, String) {
    let pairs = fields.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    sent(admin, path, &pairs.collect::<Vec<_>>()).await
}

/// Signs in on the form that stands in `html`, with everything that it carries; where it leads.
async fn sign_in(admin: &Browser<'_>, html: &str) -> String {
    let signing = |password| {
        let values = [("user", "admin"), ("password", password)];
        typed(fields(html, "/sign-in"), &values)
    };
    let (status, refused) = send(admin, "/sign-in", &signing("wrong")).await;
    assert_eq!(status, 422, "{refused}");
    let carried = |html: &str| {
        let mut all = fields(html, "/sign-in");
        all.retain(|(name, _)| name.starts_with("carr"));
        all
    };
    assert_eq!(
        carried(&refused),
        carried(html),
        "a wrong password loses nothing"
    );
    let (status, to) = send(admin, "/sign-in", &signing("slipway")).await;
    assert_eq!(status, 303, "{to}");
    to
}

/// What a person filled in: each time that a form is drawn it gets a key of its own.
fn content(mut fields: Fields) -> Fields {
    fields.retain(|(name, _)| name != "form-key");
    fields
}

/// Types `values` into the form on `page` that posts to `action`, past the end of the session; the
/// page that shows it once more.
async fn carried(stage: &Stage, page: &str, action: &str, values: &[(&str, &str)]) -> String {
    let admin = stage.admin().await;
    let before = writes(stage).await;
    let filled = typed(fields(&admin.page(page).await, action), values);
    end_session(stage);
    let mut posted = filled.clone();
    for (name, value) in [
        ("secret", "token"),
        ("token", PASSWORD),
        ("password", PASSWORD),
    ] {
        posted.push((name.to_owned(), value.to_owned()));
    }
    let (status, html) = send(&admin, action, &posted).await;
    assert_eq!(status, 401, "{action}: {html}");
    assert!(html.contains("your session has ended"), "{action}: {html}");
    for (name, value) in &filled {
        let carried = (format!("resume.{name}"), value.clone());
        assert!(
            fields(&html, "/sign-in").contains(&carried),
            "{action}: no {carried:?} in {html}"
        );
    }
    assert!(!html.contains(PASSWORD), "{action}: {html}");
    let to = sign_in(&admin, &html).await;
    let again = admin.page(&to).await.replace("<!>", "");
    assert!(
        again.contains("Your form is as you left it"),
        "{action}: {again}"
    );
    assert!(!again.contains(PASSWORD), "{action}: {again}");
    assert_eq!(content(fields(&again, action)), content(filled), "{action}");
    assert_eq!(writes(stage).await, before, "{action}: nothing is sent");
    // No other page takes it for its own.
    let other = format!("{SERVER}/edit?{}", to.split_once('?').expect("a draft").1);
    if to != other {
        let other = admin.page(&other).await;
        assert!(
            !other.contains("Your form is as you left it"),
            "{action}: {other}"
        );
    }
    again
}

/// The path of a group that can be changed.
async fn group(admin: &Browser<'_>, name: &str) -> String {
    let html = admin.page("/Demo/SLIP/groups/new").await;
    format!("/Demo/SLIP/groups/{}", option(&html, "parent", name))
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_a_server_stand_there_again_after_signing_in() {
    let stage = Stage::set(Fault::Late).await;
    let page = format!("{SERVER}/edit");
    let html = stage.admin().await.page(&page).await;
    let group = option(&html, "group", "Staging");
    let about = [("description", TYPED), ("group", group.as_str())];
    let again = carried(&stage, &page, &page, &about).await;
    let hardware = format!("{SERVER}/hardware");
    let untouched = fields(&again, &hardware);
    assert_eq!(
        untouched,
        fields(&html, &hardware),
        "the other form is as it was"
    );
    let machine = [
        ("cpu", "many"),
        ("memory", "7"),
        ("add-size[0]", "20"),
        ("add-kind[0]", "partitioned"),
        ("add-path[0]", "/data"),
    ];
    let again = carried(&stage, &page, &hardware, &machine).await;
    assert_eq!(
        content(fields(&again, &page)),
        content(fields(&html, &page))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_groups_stand_there_again_after_signing_in() {
    let stage = Stage::set(Fault::Late).await;
    let admin = stage.admin().await;
    let (staging, research) = (
        group(&admin, "Staging").await,
        group(&admin, "Research").await,
    );
    let parent = research.rsplit('/').next().expect("an id");
    let new = "/Demo/SLIP/groups/new";
    let made = [
        ("name", TYPED),
        ("description", "One\nand two"),
        ("parent", parent),
    ];
    let html = carried(&stage, new, new, &made).await;
    let edit = format!("{staging}/edit");
    carried(
        &stage,
        &edit,
        &edit,
        &[("name", ""), ("description", TYPED)],
    )
    .await;
    let defaults = format!("{staging}/defaults");
    let begin = [("cpu", "99"), ("primary-dns", "ns1.example.com")];
    carried(&stage, &defaults, &defaults, &begin).await;
    // What stands there again is a form like any other.
    let (status, to) = send(&stage.admin().await, new, &fields(&html, new)).await;
    assert_eq!(status, 303, "{to}");
    assert!(to.ends_with("?note=created"), "{to}");
}

/// What was seen and confirmed is to be seen and confirmed once more.
#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_is_not_carried() {
    let stage = Stage::set(Fault::Late).await;
    let admin = stage.admin().await;
    let plan = stage.plan(&admin, "va1slipweb01").await;
    let (hash, key) = confirmation(&admin, &plan).await;
    end_session(&stage);
    let pairs = [
        ("hash", hash.clone()),
        ("key", key.clone()),
        ("typed", TYPED.to_owned()),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let (status, html) = send(&admin, &format!("{plan}/run"), &pairs).await;
    assert_eq!(status, 401, "{html}");
    assert!(html.contains("Nothing was submitted"), "{html}");
    assert_eq!(hidden(&html, "next"), plan);
    for nothing in ["carr", "name=\"key\"", hash.as_str()] {
        assert!(!html.contains(nothing), "{nothing} in {html}");
    }
    assert_eq!(sign_in(&admin, &html).await, plan);
    assert_eq!(confirmation(&admin, &plan).await, (hash, key));
    assert_eq!(writes(&stage).await, 0);
}
