//! Lists as people paste them: what names a server is found, what does not is told once and left
//! out with one press.

use crate::steps::{hidden, open_page};
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::ALWAYS_FAILS;
use std::collections::{BTreeMap, BTreeSet};

fn review() -> String {
    format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review")
}

/// Where a form with these names leads.
async fn posted(admin: &Browser<'_>, names: &str, button: &str) -> String {
    location(
        &admin
            .post(&review(), &[("names", names), ("do", button)])
            .await,
    )
}

/// The servers of a plan.
async fn planned(admin: &Browser<'_>, plan: &str) -> BTreeSet<String> {
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
    let html = open_page(admin, plan).await;
    let list = html.split("id=\"plan-servers\"").nth(1).expect("servers");
    let list = list.split("</section>").next().unwrap_or_default();
    let names = list.split("<bdi").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let name = rest.split('<').next()?;
        attributes
            .contains("class=\"name\"")
            .then(|| name.to_owned())
    });
    names.collect()
}

/// Names by what follows data center and account.
async fn by_end(admin: &Browser<'_>) -> BTreeMap<String, Vec<String>> {
    let json = admin.page("/Demo/SLIP/servers.json").await;
    let all: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    let mut ends: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in all.iter().filter_map(|one| one["name"].as_str()) {
        if let Some((_, end)) = name.split_once("SLIP") {
            ends.entry(end.to_owned())
                .or_default()
                .push(name.to_owned());
        }
    }
    ends
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_found_however_they_are_pasted() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let json = admin.page("/Demo/SLIP/servers.json?q=va1slipweb01").await;
    let ip = json.split("\"ips\":[\"").nth(1).expect("an address");
    let ip = ip.split('"').next().unwrap_or_default();
    let both = BTreeSet::from(["VA1SLIPWEB01".to_owned(), "VA1SLIPWEB02".to_owned()]);
    let csv = admin.page("/Demo/SLIP/servers.csv?q=va1slipweb").await;
    let mut rows = csv.lines().filter(|row| row.contains("VA1SLIPWEB0"));
    let mut row = || {
        let row = rows.next().expect("a row");
        // Something in a description that is a server too.
        row.replacen(
            "\"active\",",
            "\"active\",\"for va1slipdb01,\r\nand VA1SLIPDB02\",",
            1,
        )
    };
    let (one, other) = (row(), row());
    for text in [
        "\"va1slipweb01\", “VA1SLIPWEB02”".to_owned(),
        "• va1slipweb01\n• va1slipweb02".to_owned(),
        "1. [va1slipweb01]\n2. (va1slipweb02)".to_owned(),
        "- [x] va1slipweb01\n- [ ] va1slipweb02".to_owned(),
        "va1slipweb01.example.com.\nVA1SLIPWEB02.corp.example.com".to_owned(),
        "va1slipweb[01–02]".to_owned(),
        "ｖａ１ｓｌｉｐｗｅｂ［０１‑０２］".to_owned(),
        "\u{FEFF}va1slip\u{200B}web01\u{A0}va1slipweb02".to_owned(),
        format!("{ip}, va1slipweb02"),
        format!("{one}\r\n{other}\r\n"),
        format!(
            "{}\r\n{one}\r\n{other}\r\n",
            csv.lines().next().unwrap_or_default()
        ),
        "Name\tNote\nva1slipweb01\tspare for va1slipdb01\nva1slipweb02\tva1slipdb02".to_owned(),
        "va1slipweb01\t4 GB\tspare for va1slipdb01\nva1slipweb02\t4 GB\t".to_owned(),
    ] {
        let plan = posted(&admin, &text, "review").await;
        assert!(plan.starts_with("/Demo/SLIP/plans/"), "{text}");
        assert_eq!(planned(&admin, &plan).await, both, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_known_without_what_the_cloud_puts_before_them() {
    let portal = Portal::start_with(|options| options.servers = Some(400)).await;
    let admin = portal.signed_in("admin").await;
    let ends = by_end(&admin).await;
    let only = ends
        .iter()
        .find(|(_, names)| names.len() == 1)
        .expect("one");
    let plan = posted(&admin, &only.0.to_lowercase(), "review").await;
    assert_eq!(
        planned(&admin, &plan).await,
        only.1.iter().cloned().collect()
    );
    let plan = posted(&admin, &format!("{}.example.com", only.0), "review").await;
    assert_eq!(
        planned(&admin, &plan).await,
        only.1.iter().cloned().collect()
    );
    let several = ends
        .iter()
        .find(|(_, names)| names.len() > 1)
        .expect("several");
    let draft = posted(&admin, several.0, "review").await;
    let html = open_page(&admin, &draft).await;
    assert!(
        html.contains(&format!("{} may be any of", several.0)),
        "{html}"
    );
    for name in several.1 {
        assert!(html.contains(name.as_str()), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_server_is_told_once_and_left_out_with_one_press() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let names = "va1slipweb01, nosuch99\nNOSUCH99 va1slipweb02 nosuch98";
    let draft = posted(&admin, names, "review").await;
    assert!(draft.contains("draft="), "{draft}");
    let html = open_page(&admin, &draft).await;
    let told = "Not found in this account: nosuch99, nosuch98.";
    assert!(html.contains(told), "{html}");
    let button = html
        .split("id=\"names-leave-out\"")
        .nth(1)
        .expect("a button");
    let button = button.split("</button>").next().unwrap_or_default();
    assert!(button.contains("value=\"leave-out\""), "{button}");
    assert!(!button.contains("hidden"), "{button}");
    assert!(
        button.contains("Leave out 2 that are no servers"),
        "{button}"
    );
    let plan = posted(&admin, names, "leave-out").await;
    let both = BTreeSet::from(["VA1SLIPWEB01".to_owned(), "VA1SLIPWEB02".to_owned()]);
    assert_eq!(planned(&admin, &plan).await, both);
    // With nothing left there is nothing to review.
    let draft = posted(&admin, "nosuch99", "leave-out").await;
    let html = open_page(&admin, &draft).await;
    assert!(html.contains("Choose at least one server"), "{html}");
    assert!(!html.contains("nosuch99"), "{html}");
}

const SELECTION: &str = "0123456789abcdef";

#[tokio::test(flavor = "multi_thread")]
async fn orders_name_the_selection_they_are_made_of_until_they_end() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let over = format!("over={SELECTION}");
    let ordered = [
        ("operation", "start-maintenance"),
        ("server", "va1slipweb01"),
        ("selection", SELECTION),
    ];
    let answer = admin.post("/Demo/SLIP/servers/operate", &ordered).await;
    let plan = location(&answer);
    assert!(plan.ends_with(&format!("?selection={SELECTION}")), "{plan}");
    let html = open_page(&admin, &plan).await;
    assert!(
        html.contains(&format!("href=\"/Demo/SLIP/servers?{over}\"")),
        "Cancel ends it: {html}"
    );
    let (hash, key) = (hidden(&html, "hash"), hidden(&html, "key"));
    let selection = hidden(&html, "selection");
    let fields = [("hash", &*hash), ("key", &*key), ("selection", &*selection)];
    let path = plan.split('?').next().unwrap_or_default();
    let run = location(&admin.post(&format!("{path}/run"), &fields).await);
    assert!(run.ends_with(&over), "{run}");
    assert_eq!(admin.get(&run).await.status(), 200);

    // The same by way of the packages.
    let chosen = [("server", "va1slipweb01"), ("selection", SELECTION)];
    let packages = location(&admin.post("/Demo/SLIP/servers/choose", &chosen).await);
    let html = open_page(&admin, &packages).await;
    assert!(
        html.contains(&format!("href=\"/Demo/SLIP/packages?{over}\"")),
        "dropping ends it: {html}"
    );
    let choice = packages.split("for=").nth(1).expect("a choice");
    let form = open_page(
        &admin,
        &format!("/Demo/SLIP/packages/{ALWAYS_FAILS}?for={choice}"),
    )
    .await;
    assert_eq!(hidden(&form, "selection"), SELECTION);
    let posted = [
        ("server", "nosuch99"),
        ("selection", SELECTION),
        ("do", "review"),
    ];
    let draft = location(&admin.post(&review(), &posted).await);
    assert_eq!(
        hidden(&open_page(&admin, &draft).await, "selection"),
        SELECTION
    );
    let posted = [
        ("server", "va1slipweb01"),
        ("selection", SELECTION),
        ("do", "review"),
    ];
    let plan = location(&admin.post(&review(), &posted).await);
    assert!(plan.ends_with(&format!("?selection={SELECTION}")), "{plan}");
    let html = open_page(&admin, &plan).await;
    assert!(html.contains(&over), "Cancel ends it: {html}");
    let path = plan.split('?').next().unwrap_or_default();
    let edited = location(
        &admin
            .post(&format!("{path}/edit"), &[("selection", SELECTION)])
            .await,
    );
    assert_eq!(
        hidden(&open_page(&admin, &edited).await, "selection"),
        SELECTION
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_name_of_a_selection_goes_nowhere() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for bad in [
        "",
        "x",
        "\"><script>",
        "0123456789abcdeg",
        "0123456789abcdef0",
    ] {
        let ordered = [
            ("operation", "start-maintenance"),
            ("server", "va1slipweb01"),
            ("selection", bad),
        ];
        let plan = location(&admin.post("/Demo/SLIP/servers/operate", &ordered).await);
        assert!(!plan.contains('?'), "{plan}");
    }
}
