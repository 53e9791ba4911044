//! Clouds of kinds that are not CenturyLink's, beside one that is: every page with each. Nothing empty
//! is shown, nothing is offered that the cloud does not offer, and nothing is said that only another
//! kind of cloud knows.

use crate::steps::{confirmation, finished};
use crate::support::{Browser, Portal, location};
use http::Method;
use slipway_cloud::{Adopted, Driver, Inventory, Observation, Reading};
use slipway_domain::operation::Operation;
use slipway_domain::package::Package;
use slipway_domain::run::{Handle, JobStatus, Target};
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::urls::routes;
use slipway_domain::{CloudName, DeploymentId, ExecutionId, GroupId, PackageId, Secret, ServerId};
use slipway_portal::Grant;
use slipway_portal::runs::adopt::adopt;
use slipway_portal::sign_in::{SignIn, sign_in};
use slipway_scripted::{Asked, Scripted};
use slipway_server::http::router;
use std::net::Ipv4Addr;
use std::sync::Arc;

/// Words that only one kind of cloud knows.
const FOREIGN: [&str; 5] = ["data center", "Data center", "CenturyLink", "VA1", "SLIP"];

fn server(name: &str) -> Server {
    Server {
        id: ServerId::new(name),
        name: name.to_owned(),
        description: String::new(),
        data_center: None,
        group: GroupId::new(""),
        group_path: String::new(),
        os: "debian13".to_owned(),
        os_name: "Debian 13".to_owned(),
        status: ServerStatus::Active,
        power: Some(PowerState::Started),
        in_maintenance: false,
        ips: Vec::new(),
        cpu: 0,
        memory_mb: 0,
        storage_gb: 0,
        modified: None,
        custom: String::new(),
        offers: slipway_domain::offered_actions::OfferedActions::default(),
    }
}

fn package() -> Package {
    Package {
        id: PackageId::new("tidy"),
        name: "Tidy up".to_owned(),
        visibility: None,
        description: "Removes what nobody needs.".to_owned(),
        parameters: Vec::new(),
        supported_os: vec!["debian13".to_owned()],
        problem: None,
    }
}

/// The clouds, and a portal of all; one more lists servers that nothing can be done to.
struct Kinds {
    portal: Portal,
    /// Runs only.
    bare: Arc<Scripted>,
    /// Servers without places, and packages.
    listing: Arc<Scripted>,
}

impl Kinds {
    async fn start() -> Self {
        let bare = Arc::new(Scripted::default().that_cancels().that_adopts());
        let inventory = Inventory {
            servers: vec![server("web-1"), server("web-2")],
            ..Inventory::default()
        };
        let listing = Scripted::default()
            .that_cancels()
            .with_operations(&[Operation::PowerOn, Operation::Reboot, Operation::Reset])
            .that_forbids(Operation::Reset);
        let listing = listing.with_inventory(inventory.clone());
        let listing = Arc::new(listing.with_packages(vec![package()]));
        let looking = Scripted::default().with_operations(&[]);
        let looking = Arc::new(looking.with_inventory(inventory));
        let drivers: [(&str, Arc<dyn Driver>); 3] = [
            ("Bare", bare.clone()),
            ("Listing", listing.clone()),
            ("Looking", looking),
        ];
        let portal = Portal::configured("", |pace| {
            let named = drivers.into_iter();
            pace.drivers = named
                .map(|(name, driver)| (CloudName::new(name), driver))
                .collect();
            pace.timings.poll_min = std::time::Duration::from_millis(100);
        });
        Self {
            portal: portal.await,
            bare,
            listing,
        }
    }

    /// Something is started without the portal, and its run adopted: its handle, and the page.
    async fn adopted(&self) -> (Handle, String) {
        let (id, handle) = (ExecutionId::new("e-7"), Handle::new("scripted:1:e-7"));
        let started = Adopted {
            handle: handle.clone(),
            job: id.to_string(),
            target: Target::Deployment(DeploymentId::new("shop")),
            name: "shop".to_owned(),
            title: "install".to_owned(),
            queued_at: None,
            began_at: None,
            is_over: false,
        };
        self.bare.script().executions.insert(id.clone(), started);
        let ada = acting(&self.portal, "Bare").await;
        let run = adopt(&self.portal.running.portal, &ada, &id).await;
        run.expect("adopted");
        (handle, "/Bare/MAIN/runs/1".to_owned())
    }

    async fn signed_in(&self, cloud: &str) -> Browser<'_> {
        let browser = self.portal.stranger();
        let answer = browser.sign_in_to(cloud, "ada", "slipway", "/").await;
        assert_eq!(answer.status(), 303, "{cloud}");
        browser
    }
}

/// Somebody who acts without a browser.
async fn acting(portal: &Portal, cloud: &str) -> Grant {
    let attempt = SignIn {
        cloud: CloudName::new(cloud),
        user: "ada".to_owned(),
        password: Secret::new("slipway"),
        address: Ipv4Addr::LOCALHOST.into(),
    };
    let signed_in = sign_in(&portal.running.portal, attempt).await;
    signed_in.expect("signed in")
}

fn filled(pattern: &str, cloud: &str) -> String {
    let filled = [
        ("{cloud}", cloud),
        ("{account}", "MAIN"),
        ("{package}", "tidy"),
        ("{server}", "web-1"),
    ];
    let path = filled
        .iter()
        .fold(pattern.to_owned(), |path, (name, value)| {
            path.replace(name, value)
        });
    path.replace(['{', '}'], "")
}

/// What a page says to people, without what its scripts and its drawing need.
fn foreign(html: &str) -> Vec<&'static str> {
    let words = FOREIGN.into_iter();
    words.filter(|word| html.contains(word)).collect()
}

#[tokio::test]
async fn every_page_is_one_of_its_cloud() {
    let kinds = Kinds::start().await;
    let mut wrong = Vec::new();
    for cloud in ["Bare", "Listing", "Looking"] {
        let browser = kinds.signed_in(cloud).await;
        let routes = router::routes();
        let scoped = routes
            .iter()
            .filter(|route| route.path.starts_with(routes::SCOPED));
        for route in scoped {
            let path = filled(route.path, cloud);
            let answer = match route.method {
                Method::GET => browser.get(&path).await,
                _ => browser.post(&path, &[]).await,
            };
            let status = answer.status().as_u16();
            if status >= 500 {
                wrong.push(format!("{} {path}: {status}", route.method));
            }
            let html = answer.text().await.expect("text");
            for word in foreign(&html) {
                let said = html.split(word).next().unwrap_or_default();
                let before: String = said.chars().rev().take(80).collect();
                let before: String = before.chars().rev().collect();
                wrong.push(format!("{} {path}: {before}{word}", route.method));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kinds.bare.script().submits_asked().is_empty());
}

#[tokio::test]
async fn sections_are_those_that_the_cloud_has() {
    let kinds = Kinds::start().await;
    let sections = |html: &str| {
        let rail = html.split("rail-nav").nth(1).unwrap_or_default();
        let rail = rail.split("</nav>").next().unwrap_or_default().to_owned();
        ["Packages", "Runs", "Servers"].map(|section| rail.contains(&format!(">{section}<")))
    };
    let bare = kinds.signed_in("Bare").await;
    let first = location(&bare.get("/").await);
    assert_eq!(first, "/Bare/MAIN/home");
    let html = bare.page(&first).await;
    assert_eq!(sections(&html), [false, true, false]);
    assert!(!html.contains("Choose a package"), "{html}");
    for missing in ["packages", "servers", "groups"] {
        let answer = bare.get(&format!("/Bare/MAIN/{missing}")).await;
        assert_eq!(answer.status(), 404, "{missing}");
    }
    let listing = kinds.signed_in("Listing").await;
    let first = location(&listing.get("/").await);
    assert_eq!(first, "/Listing/MAIN/home");
    let html = listing.page(&first).await;
    assert_eq!(sections(&html), [true, true, true]);
    let servers = listing.page("/Listing/MAIN/servers").await;
    assert!(servers.contains("web-2"), "{servers}");
    // Of what it does not tell there is no column; what has no page is no link.
    for missing in [
        "sort=cpu",
        "sort=memory",
        "sort=group",
        "/groups",
        "/servers/web-2",
    ] {
        assert!(!servers.contains(missing), "{missing}: {servers}");
    }
    let packages = listing.page("/Listing/MAIN/packages").await;
    let form = listing.page("/Listing/MAIN/packages/tidy").await;
    for html in [packages, form] {
        assert!(
            !html.to_lowercase().contains("of unknown visibility"),
            "{html}"
        );
        assert!(!html.contains(">Visibility<"), "{html}");
    }
    let groups = listing.page("/Listing/MAIN/groups").await;
    assert!(groups.contains("No groups"), "{groups}");
    assert!(!groups.contains("Create a group"), "{groups}");
}

#[tokio::test]
async fn a_package_runs_and_is_cancelled_in_a_cloud_without_places() {
    let kinds = Kinds::start().await;
    let browser = kinds.signed_in("Listing").await;
    let form = browser.page("/Listing/MAIN/packages/tidy").await;
    assert!(foreign(&form).is_empty(), "{form}");
    let review = [("names", "web-1 web-2"), ("do", "review")];
    let plan = browser
        .post("/Listing/MAIN/packages/tidy/review", &review)
        .await;
    let plan = location(&plan);
    let html = browser.page(&plan).await;
    assert!(html.contains("Tidy up in MAIN on web-1"), "{html}");
    assert!(!html.contains("curl"), "{html}");
    assert!(foreign(&html).is_empty(), "{html}");
    let (hash, key) = confirmation(&browser, &plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = location(&browser.post(&format!("{plan}/run"), &confirm).await);

    let asking = browser.page(&format!("{run}?confirm=cancel")).await;
    for way in slipway_scripted::WAYS {
        assert!(asking.contains(way.label), "{asking}");
        assert!(asking.contains(way.consequence), "{asking}");
    }
    let refused = browser.post(&format!("{run}/cancel"), &[]).await;
    assert_eq!(refused.status(), 422);
    let cancelled = browser
        .post(&format!("{run}/cancel"), &[("way", "kill")])
        .await;
    assert_eq!(location(&cancelled), run);
    let asked = kinds.listing.script().asked.clone();
    let asked = asked.iter().filter_map(|asked| match asked {
        Asked::Cancel(job, way, token) => Some((job.clone(), way.clone(), token.clone())),
        _ => None,
    });
    let asked: Vec<_> = asked.collect();
    let of_ada = |(_, way, token): &&(String, String, String)| {
        (way.as_str(), token.as_str()) == ("kill", "token of ada")
    };
    assert_eq!(asked.iter().filter(of_ada).count(), 2, "{asked:?}");
    for (job, _, _) in &asked {
        let ended = Reading::Heard(Observation::of(JobStatus::Cancelled));
        let handle = Handle::new(job);
        kinds.listing.hears(&handle, ended);
    }
    finished(&browser, &run).await;
    let html = browser.page(&run).await;
    assert!(html.contains("2 cancelled"), "{html}");
    assert!(!html.contains("Cancel…"), "{html}");
    assert!(foreign(&html).is_empty(), "{html}");
}

#[tokio::test]
async fn a_run_of_what_was_started_elsewhere_has_a_page_without_a_plan_or_a_way_to_repeat_it() {
    let kinds = Kinds::start().await;
    let (handle, run) = kinds.adopted().await;

    let browser = kinds.signed_in("Bare").await;
    let html = browser.page(&run).await;
    for said in [
        "install of shop",
        "started elsewhere, followed since",
        "Cancel…",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    let ended = Reading::Heard(Observation::of(JobStatus::Failed));
    kinds.bare.hears(&handle, ended);
    finished(&browser, &run).await;
    let html = browser.page(&run).await;
    assert!(html.contains("1 failed"), "{html}");
    for empty in ["Run again", "Values (", "one call per"] {
        assert!(!html.contains(empty), "{empty}: {html}");
    }
    assert!(foreign(&html).is_empty(), "{html}");
    assert!(kinds.bare.script().submits_asked().is_empty());
    let again = browser
        .post(&format!("{run}/again"), &[("state", "all")])
        .await;
    assert_eq!(again.status(), 409);
}

#[tokio::test]
async fn an_unknown_end_is_asked_about_once_more_and_known_later() {
    let kinds = Kinds::start().await;
    let (handle, run) = kinds.adopted().await;
    let browser = kinds.signed_in("Bare").await;
    browser.post(&format!("{run}/stop"), &[]).await;
    let html = browser.page(&run).await;
    assert!(html.contains("The cloud may know by now."), "{html}");
    let ended = Reading::Heard(Observation::of(JobStatus::Succeeded));
    kinds.bare.hears(&handle, ended);
    let asked = browser.post(&format!("{run}/ask-again"), &[]).await;
    assert_eq!(location(&asked), format!("{run}?asked=1"));
    let html = browser.page(&location(&asked)).await;
    assert!(html.contains("Known later: it succeeded."), "{html}");
    assert!(!html.contains("The cloud may know by now."), "{html}");
    let html = browser.page(&run).await;
    assert!(html.contains("1 succeeded"), "{html}");
}

#[tokio::test]
async fn what_may_be_done_in_which_state_is_for_the_driver_to_say() {
    let kinds = Kinds::start().await;
    let browser = kinds.signed_in("Listing").await;
    for (operation, status) in [("reset", 422), ("power-on", 422), ("reboot", 303)] {
        let order = [("operation", operation), ("server", "web-1")];
        let answer = browser.post("/Listing/MAIN/servers/operate", &order).await;
        assert_eq!(answer.status(), status, "{operation}");
    }
}

#[tokio::test]
async fn only_what_the_cloud_does_to_servers_is_shown_and_taken() {
    let kinds = Kinds::start().await;
    let browser = kinds.signed_in("Listing").await;
    let list = browser.page("/Listing/MAIN/servers").await;
    for operation in Operation::ALL {
        let there = [Operation::PowerOn, Operation::Reboot, Operation::Reset].contains(&operation);
        let button = format!("value=\"{}\"", operation.word());
        assert_eq!(list.contains(&button), there, "{operation:?}: {list}");
    }
    let order = [("operation", "archive"), ("server", "web-1")];
    let answer = browser.post("/Listing/MAIN/servers/operate", &order).await;
    assert_eq!(answer.status(), 422);
    let html = answer.text().await.expect("text");
    assert!(
        html.contains("cannot be done to servers of this cloud"),
        "{html}"
    );

    let looking = kinds.signed_in("Looking").await;
    let list = looking.page("/Looking/MAIN/servers").await;
    assert!(list.contains("web-2"), "{list}");
    for missing in [
        "type=\"checkbox\" name=\"server\"",
        "id=\"operate\"",
        "run-package",
    ] {
        assert!(!list.contains(missing), "{missing}: {list}");
    }
}
