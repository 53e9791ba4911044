//! A page of one cloud posts into that cloud or nowhere: tabs outlive sign-ins, and two clouds may know
//! an account by the same alias.

use super::stage::Stage;
use super::table::ROUTES;
use crate::faults::cloud::Cloud;
use crate::form_page::{Fields, fields, typed};
use crate::steps::{hidden, sent};
use crate::support::{Browser, Portal, location};
use http::Method;
use jiff::SignedDuration;
use slipway_domain::urls::routes;
use slipway_simulator::packages::{ALWAYS_FAILS, SHOWCASE};
use std::path::Path;

/// Posts that no page of a cloud makes.
const OF_NO_CLOUD: [&str; 4] = [
    routes::SIGN_IN,
    routes::THEME,
    "/api/check-value",
    "/api/check-parameter",
];

pub(super) struct Two {
    pub(super) demo: Cloud,
    pub(super) twin: Cloud,
    pub(super) portal: Portal,
}

impl Two {
    /// Two clouds with the same accounts.
    pub(super) async fn set() -> Self {
        Self::with("").await
    }

    /// The same with more settings for the first.
    pub(super) async fn with(more: &str) -> Self {
        let (demo, twin) = (Cloud::start().await, Cloud::start().await);
        let cloud = |name: &str, cloud: &Cloud| {
            let url = cloud.url();
            format!("[[clouds]]\nname = \"{name}\"\nkind = \"clc\"\nurl = \"{url}\"\n")
        };
        let settings = cloud("Demo", &demo) + more + &cloud("Twin", &twin);
        let portal = Portal::configured(&settings, |_| {}).await;
        Self { demo, twin, portal }
    }

    /// So many hours go by in which a page is looked at once in each: none of them is an idle end.
    pub(super) async fn hours(&self, browser: &Browser<'_>, hours: usize) {
        for _ in 0..hours {
            self.portal.clock.leap(SignedDuration::from_hours(1));
            browser.get("/Demo/SLIP/runs").await;
        }
    }

    /// Calls that either cloud was asked for that change something.
    async fn writes(&self) -> usize {
        let mut writes = 0;
        for cloud in [&self.demo, &self.twin] {
            let requests = cloud.requests().await;
            let written = requests.iter().filter(|request| {
                let text = |name: &str| request[name].as_str().unwrap_or_default();
                text("method") != "GET" && !text("path").ends_with("/login")
            });
            writes += written.count();
        }
        writes
    }
}

/// Ends the session, and begins one that opens nothing but the twin.
async fn only_twin(browser: &Browser<'_>) {
    browser.post("/sign-out", &[]).await;
    let there = browser.sign_in_to("Twin", "admin", "slipway", "").await;
    assert_eq!(location(&there), "/Twin/SLIP/home");
}

async fn send(browser: &Browser<'_>, path: &str, fields: &Fields) -> (u16, String) {
    let pairs = fields.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    sent(browser, path, &pairs.collect::<Vec<_>>()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_post_of_another_clouds_page_is_refused() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let before = stage.state(&portal, &admin).await;
    let mut posts = 0;
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        if OF_NO_CLOUD.contains(&route.pattern) {
            continue;
        }
        let path = stage.path(route.pattern, "SLIP");
        for place in [
            "form-cloud=Elsewhere&form-account=SLIP",
            "form-cloud=Demo&form-account=OTHR",
            "form-cloud=demo&form-account=SLIP",
            "form-cloud=&form-account=OTHR",
            "form-cloud=Elsewhere",
        ] {
            let request = admin
                .posting(&path)
                .header("content-type", "application/x-www-form-urlencoded");
            let body = format!("{place}&{}", stage.body(route.body));
            let answer = request.body(body).send().await.expect("an answer");
            assert_eq!(answer.status(), 409, "{path} of {place}");
            let text = answer.text().await.expect("text");
            assert!(
                text.contains("You are not signed in there now"),
                "{path}: {text}"
            );
        }
        posts += 1;
    }
    assert!(posts > 15, "{posts}");
    let asked = [
        ("cloud", "Elsewhere"),
        ("account", "SLIP"),
        ("package", ALWAYS_FAILS),
        ("variable", "none"),
        ("value", "1"),
    ];
    let answer = admin.post("/api/check-value", &asked).await;
    assert_eq!(answer.status(), 409, "a question of another cloud's page");
    assert_eq!(before, stage.state(&portal, &admin).await);
}

/// Each form of each page says where it belongs, and is taken there.
#[tokio::test(flavor = "multi_thread")]
async fn every_form_says_its_cloud_and_account() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let stage = Stage::set(&admin).await;
    let mut forms = 0;
    let mut pages: Vec<String> = ROUTES
        .iter()
        .filter(|route| route.method == Method::GET)
        .map(|route| stage.path(route.pattern, "SLIP"))
        .collect();
    pages.push(format!("/Demo/SLIP/runs/{}", stage.over));
    pages.push(format!("/Demo/SLIP/runs/{}?confirm=stop", stage.live));
    for page in pages {
        if page.starts_with("/s/") || page.ends_with("/events") {
            continue;
        }
        let answer = admin.get(&page).await;
        let html = answer.text().await.expect("text");
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            let tag = form.split('>').next().unwrap_or_default();
            if !tag.contains("method=\"post\"") || tag.contains("\"/theme\"") {
                continue;
            }
            let form = format!("<form{form}");
            assert_eq!(hidden(&form, "form-cloud"), "Demo", "{page}: {tag}");
            assert_eq!(hidden(&form, "form-account"), "SLIP", "{page}: {tag}");
            forms += 1;
        }
    }
    assert!(forms > 40, "{forms}");
}

/// What the pages of today show is not all that they will: no form is written without it.
#[test]
fn no_form_is_written_that_does_not_say_where_it_belongs() {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where it lies");
    let root = Path::new(&package).join("../app/src");
    let mut bare = Vec::new();
    search(&root, &mut bare);
    bare.sort();
    // Signing in and the theme are of no cloud; what is posted again says it among its fields.
    assert_eq!(bare, ["error.rs", "shell.rs", "sign_in.rs"]);
}

fn search(folder: &Path, bare: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            search(&path, bare);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("source");
        for form in text.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            let posts = form.contains("method=\"post\"");
            if posts && !form.contains("<FormScope/>") {
                let name = path.file_name().unwrap_or_default();
                bare.push(name.to_string_lossy().into_owned());
            }
        }
    }
}

/// What a form says of its page is no field of the package.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_taken_as_its_page_draws_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let page = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}");
    let review = format!("{page}/review");
    let mut form = typed(
        fields(&admin.page(&page).await, &review),
        &[("names", "va1slipweb01")],
    );
    form.push(("do".to_owned(), "review".to_owned()));
    let (status, plan) = send(&admin, &review, &form).await;
    assert_eq!(status, 303, "{plan}");
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
    let run = format!("{plan}/run");
    let confirm = fields(&admin.page(&plan).await, &run);
    let (status, run) = send(&admin, &run, &confirm).await;
    assert_eq!(status, 303, "{run}");
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
}

/// Two tabs: the first shows a form of Demo, in the second somebody signs in to its twin.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_waits_for_the_cloud_that_it_was_typed_for() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    let group = {
        let html = browser.page("/Demo/SLIP/groups/new").await;
        crate::form_page::option(&html, "parent", "Research")
    };
    let package = format!("/Demo/SLIP/packages/{SHOWCASE}");
    for (page, action, values) in [
        (
            package.clone(),
            format!("{package}/review"),
            vec![("p[SLIP.Showcase.Greeting][]", "Typed by a person")],
        ),
        (
            "/Demo/SLIP/servers/va1slipweb01/edit".to_owned(),
            "/Demo/SLIP/servers/va1slipweb01/edit".to_owned(),
            vec![("description", "Typed by a person")],
        ),
        (
            "/Demo/SLIP/groups/new".to_owned(),
            "/Demo/SLIP/groups/new".to_owned(),
            vec![("name", "Typed by a person"), ("parent", group.as_str())],
        ),
    ] {
        browser.sign_in_to("Demo", "admin", "slipway", "").await;
        let filled = typed(fields(&browser.page(&page).await, &action), &values);
        only_twin(&browser).await;
        let (status, html) = send(&browser, &action, &filled).await;
        assert_eq!(status, 409, "{action}: {html}");
        for words in [
            "account SLIP of the cloud Demo",
            "nothing was done",
            "Typed by a person",
        ] {
            assert!(html.contains(words), "{action}: no {words} in {html}");
        }
        let chosen = html
            .split("<option")
            .find(|option| option.contains("selected"));
        assert!(
            chosen.is_some_and(|option| option.contains("Demo")),
            "{html}"
        );
        // The wrong cloud once more loses nothing.
        let sign_in = |html: &str, cloud: &str| {
            let values = [("user", "admin"), ("password", "slipway"), ("cloud", cloud)];
            typed(fields(html, "/sign-in"), &values)
        };
        let (status, again) = send(&browser, "/sign-in", &sign_in(&html, "Twin")).await;
        assert_eq!(status, 409, "{again}");
        assert!(again.contains("Typed by a person"), "{again}");
        let (status, to) = send(&browser, "/sign-in", &sign_in(&again, "Demo")).await;
        assert_eq!(status, 303, "{to}");
        let form = browser.page(&to).await;
        assert!(form.contains("Typed by a person"), "{form}");
        assert!(form.contains("Your form is as you left it"), "{form}");
    }
    assert_eq!(two.writes().await, 0);
}

/// Buttons have nothing typed, but what they do is worse in the wrong place.
#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_one_cloud_does_nothing_in_the_other() {
    let two = Two::set().await;
    let browser = two.portal.signed_in("admin").await;
    let plan = crate::steps::plan(&browser, ALWAYS_FAILS, "va1slipweb01").await;
    let mut pressed = Vec::new();
    for (page, action) in [
        (plan.clone(), format!("{plan}/run")),
        (
            "/Demo/SLIP/servers".to_owned(),
            "/Demo/SLIP/servers/operate".to_owned(),
        ),
        ("/Demo/SLIP/servers".to_owned(), "/sign-out".to_owned()),
    ] {
        let mut form = fields(&browser.page(&page).await, &action);
        if action.ends_with("operate") {
            form.push(("server".to_owned(), "va1slipweb01".to_owned()));
            form.push(("operation".to_owned(), "reboot".to_owned()));
        }
        pressed.push((action, form));
    }
    only_twin(&browser).await;
    for (action, form) in &pressed {
        let (status, html) = send(&browser, action, form).await;
        assert_eq!(status, 409, "{action}: {html}");
        if action == "/sign-out" {
            // The page of the present sign-in has a form of its own to that.
            assert!(
                html.contains("name=\"form-cloud\" value=\"Demo\""),
                "{html}"
            );
            continue;
        }
        let kept = fields(&html, action);
        for field in form {
            assert!(kept.contains(field), "{action}: {field:?} of {kept:?}");
        }
    }
    assert_eq!(two.writes().await, 0);
    assert_eq!(
        browser.get("/Twin/SLIP/packages").await.status(),
        200,
        "still signed in"
    );
    // Where they belong they are taken.
    browser.sign_in_to("Demo", "admin", "slipway", "").await;
    for (action, form) in &pressed {
        let (status, to) = send(&browser, action, form).await;
        assert_eq!(status, 303, "{action}: {to}");
    }
}
