//! Servers that are chosen first and a package that is found for them after that.

use super::ids;
use crate::steps::{confirmation, finished};
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::{ALWAYS_FAILS, SHOWCASE};

const CHOOSE: &str = "/Demo/SLIP/servers/choose";

/// Posts a choice; the path of the packages it leads to.
async fn chosen(browser: &Browser<'_>, pairs: &[(&str, &str)]) -> String {
    let packages = location(&browser.post(CHOOSE, pairs).await);
    assert!(
        packages.starts_with("/Demo/SLIP/packages?for="),
        "{packages}"
    );
    assert!(packages.len() < 80, "however many they are: {packages}");
    packages
}

async fn open_page(browser: &Browser<'_>, path: &str) -> String {
    browser.page(path).await.replace("<!>", "")
}

/// Where the packages page leads for a package.
fn form_of(packages: &str, package: &str) -> String {
    let links = packages.split("href=\"").skip(1);
    let mut links = links.filter_map(|rest| rest.split('"').next());
    let found = links.find(|href| href.contains(&format!("/packages/{package}")));
    found.expect("a link to the package").to_owned()
}

/// The button that leads to the packages.
fn button(html: &str) -> &str {
    let at = html.find("id=\"run-package\"").expect("the button");
    let from = html[..at].rfind("<button").expect("a button");
    html[from..].split("</button>").next().unwrap_or_default()
}

/// What is said of a button: the texts that describe it.
fn described(html: &str, button: &str) -> String {
    let ids = button
        .split("aria-describedby=\"")
        .nth(1)
        .expect("a description");
    let ids = ids.split('"').next().unwrap_or_default().split(' ');
    let text = |id: &str| {
        let rest = html.split(&format!(" id=\"{id}\"")).nth(1);
        let text = rest.and_then(|rest| rest.split(['>', '<']).nth(1));
        text.expect("the description").to_owned()
    };
    ids.map(text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn ticked_servers_stand_in_the_form_of_the_package_that_is_found_for_them() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let list = admin.page("/Demo/SLIP/servers").await;
    assert!(button(&list).contains("formaction=\"/Demo/SLIP/servers/choose\""));
    let ticked = [
        ("server", "va1slipweb02"),
        ("server", "VA1SLIPWEB01"),
        ("server", "va1slipweb01"),
        // What stands in the bar beside them is not meant by it.
        ("days", "7"),
        ("matching", "q=web"),
    ];
    let packages = chosen(&admin, &ticked).await;
    let html = open_page(&admin, &packages).await;
    assert!(html.contains("For 2 chosen servers"), "{html}");
    assert!(html.contains("VA1SLIPWEB01, VA1SLIPWEB02"), "{html}");

    // The choice is carried through search and filters.
    let choice = packages.split("for=").nth(1).expect("a choice");
    let field = format!("name=\"for\" value=\"{choice}\"");
    assert!(html.contains(&field), "{html}");
    let found = open_page(&admin, &format!("{packages}&q=always&visibility=public")).await;
    assert!(found.contains("For 2 chosen servers"), "{found}");
    let without = format!("href=\"/Demo/SLIP/packages?visibility=public&amp;for={choice}\"");
    assert!(found.contains(&without), "{found}");
    let none = open_page(&admin, &format!("{packages}&q=nosuchpackage")).await;
    let all = format!("href=\"/Demo/SLIP/packages?for={choice}\"");
    assert!(none.contains(&all), "{none}");
    let dropped = "id=\"drop-choice\" href=\"/Demo/SLIP/packages?q=nosuchpackage\"";
    assert!(none.contains(dropped), "{none}");

    let form = form_of(&html, ALWAYS_FAILS);
    assert_eq!(
        form,
        format!("/Demo/SLIP/packages/{ALWAYS_FAILS}?for={choice}")
    );
    let html = open_page(&admin, &form).await;
    assert!(html.contains("For 2 chosen servers"), "{html}");
    assert_eq!(ids(&html), ["va1slipweb01", "va1slipweb02"]);
    let review = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review");
    // Nothing else is chosen for them: the plan has what the form posts, here one less.
    let posted = [("server", "va1slipweb02"), ("do", "review")];
    let plan = location(&admin.post(&review, &posted).await);
    let html = open_page(&admin, &plan).await;
    assert!(html.contains("VA1SLIPWEB02") && !html.contains("VA1SLIPWEB01"));

    // It can be taken up again, for another package, and is nowhere once it is dropped.
    let html = open_page(
        &admin,
        &form_of(&open_page(&admin, &packages).await, SHOWCASE),
    )
    .await;
    assert_eq!(ids(&html), ["va1slipweb01", "va1slipweb02"]);
    let html = open_page(&admin, "/Demo/SLIP/packages").await;
    assert!(!html.contains("chosen server"), "{html}");
    assert!(!form_of(&html, ALWAYS_FAILS).contains('?'));
}

#[tokio::test(flavor = "multi_thread")]
async fn several_hundred_that_match_are_chosen_as_they_are_now() {
    let portal = Portal::start_with(|options| options.servers = Some(700)).await;
    let admin = portal.signed_in("admin").await;
    let all = admin
        .page("/Demo/SLIP/servers.json?power=started&status=active&only=id")
        .await;
    let all: Vec<String> = serde_json::from_str(&all).expect("ids");
    assert!(all.len() > 300, "{}", all.len());
    let matching = [
        ("all", "1"),
        ("matching", "power=started&status=active&page=2"),
    ];
    let packages = chosen(&admin, &matching).await;
    let html = open_page(&admin, &packages).await;
    let words = format!("For {} chosen servers", all.len());
    assert!(html.contains(&words), "{html}");
    assert!(
        html.contains(&format!("and {} more", all.len() - 6)),
        "{html}"
    );
    let html = open_page(&admin, &form_of(&html, ALWAYS_FAILS)).await;
    let (mut here, mut meant) = (
        ids(&html),
        all.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    here.sort_unstable();
    meant.sort_unstable();
    assert_eq!(here, meant);
    let mut posted: Vec<(&str, &str)> = here.iter().map(|id| ("server", *id)).collect();
    posted.push(("do", "review"));
    let review = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review");
    let plan = location(&admin.post(&review, &posted).await);
    let html = open_page(&admin, &plan).await;
    assert!(
        html.contains(&format!("{} servers", all.len())),
        "{html:.4000}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_and_groups_lead_to_it_from_their_pages() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let html = open_page(&admin, "/Demo/SLIP/servers/va1slipweb03").await;
    assert!(button(&html).contains("Run a package here"), "{html}");
    let packages = chosen(&admin, &[("server", "va1slipweb03")]).await;
    let html = open_page(&admin, &packages).await;
    assert!(html.contains("For 1 chosen server<"), "{html}");

    let groups = admin.page("/Demo/SLIP/groups").await;
    let row = groups.split("groups-row").find(|row| row.contains(">Web<"));
    let group = row.and_then(|row| row.split("/Demo/SLIP/groups/").nth(1));
    let group = group
        .and_then(|rest| rest.split('"').next())
        .expect("a group");
    let html = open_page(&admin, &format!("/Demo/SLIP/groups/{group}")).await;
    let words = button(&html)
        .split("Run a package on ")
        .nth(1)
        .expect("words");
    let count: usize = words
        .split(' ')
        .next()
        .expect("a number")
        .parse()
        .expect("a number");
    let matching = format!("group={group}&status=active");
    assert!(html.contains(&matching.replace('&', "&amp;")), "{html}");
    let packages = chosen(&admin, &[("all", "1"), ("matching", &matching)]).await;
    let html = open_page(
        &admin,
        &form_of(&open_page(&admin, &packages).await, ALWAYS_FAILS),
    )
    .await;
    assert_eq!(ids(&html).len(), count);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_run_packages_is_told_why() {
    let portal = Portal::start().await;
    for user in ["viewer", "operator"] {
        let browser = portal.signed_in(user).await;
        let groups = browser.page("/Demo/SLIP/groups").await;
        let group = groups.split("groups-row").find(|row| row.contains(">Web<"));
        let group = group
            .and_then(|row| row.split("href=\"").nth(1))
            .expect("a link");
        let group = group.split('"').next().unwrap_or_default();
        for page in [
            "/Demo/SLIP/servers",
            "/Demo/SLIP/servers/va1slipweb03",
            group,
        ] {
            let html = open_page(&browser, page).await;
            let button = button(&html);
            let what = format!("{user} {page}: {button}");
            assert!(button.contains("aria-disabled=\"true\""), "{what}");
            assert!(!button.contains("type=\"submit\""), "{what}");
            let words = described(&html, button);
            assert!(words.contains("may not run packages"), "{what}: {words}");
        }
        let answer = browser.post(CHOOSE, &[("server", "va1slipweb03")]).await;
        assert_eq!(answer.status(), 403, "{user}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_no_choice() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for pairs in [
        &[][..],
        &[("server", " ")],
        &[("all", "1"), ("matching", "q=nosuchserver")],
    ] {
        let answer = admin.post(CHOOSE, pairs).await;
        assert_eq!(answer.status(), 422, "{pairs:?}");
        let html = answer.text().await.expect("text");
        assert!(html.contains("Choose at least one server"), "{html}");
        assert!(
            html.contains("href=\"/Demo/SLIP/servers\""),
            "the way back: {html}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_is_its_choosers_alone_and_is_missed_when_it_is_gone() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let packages = chosen(&admin, &[("server", "va1slipweb03")]).await;
    let choice = packages.split("for=").nth(1).expect("a choice");
    let gone = "The servers you had chosen are no longer kept";
    for (user, account, choice) in [
        ("viewer", "SLIP", choice),
        ("other", "OTHR", choice),
        ("admin", "SLIP", "nosuchchoice"),
        ("admin", "SLIP", "<script>"),
    ] {
        let browser = portal.signed_in(user).await;
        let path = format!("/Demo/{account}/packages?for={choice}");
        let html = open_page(&browser, &path).await;
        assert!(html.contains(gone), "{user}: {html}");
        assert!(
            !html.to_lowercase().contains("va1slipweb03"),
            "{user}: {html}"
        );
        assert!(!html.contains("for=<script>"), "{html}");
    }
    let form = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}?for=nosuchchoice");
    let html = open_page(&admin, &form).await;
    assert!(html.contains(gone), "{html}");
    assert_eq!(ids(&html), [""; 0]);
    // A draft of a package is no choice, nor a choice a draft.
    let html = open_page(
        &admin,
        &format!("/Demo/SLIP/packages/{ALWAYS_FAILS}?draft={choice}"),
    )
    .await;
    assert_eq!(ids(&html), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_went_meanwhile_is_named_and_kept_until_it_is_given_up() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let servers = [("server", "va1slipweb01"), ("server", "va1slipweb02")];
    let packages = chosen(&admin, &servers).await;
    delete(&admin, "va1slipweb02").await;
    let told = "Not found in this account: va1slipweb02.";
    let html = open_page(&admin, &packages).await;
    assert!(html.contains("For 2 chosen servers"), "{html}");
    assert!(html.contains(told), "{html}");
    let html = open_page(&admin, &form_of(&html, ALWAYS_FAILS)).await;
    assert!(html.contains(told), "{html}");
    assert_eq!(ids(&html), ["va1slipweb01", "va1slipweb02"]);
    let review = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review");
    let posted = [servers[0], servers[1], ("do", "review")];
    let back = location(&admin.post(&review, &posted).await);
    assert!(back.contains("?draft="), "{back}");
    let html = open_page(&admin, &back).await;
    assert!(html.contains(told), "{html}");
    let plan = location(&admin.post(&review, &[servers[0], ("do", "review")]).await);
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
}

/// Deletes a server for good, and sees that it is gone.
async fn delete(admin: &Browser<'_>, server: &str) {
    let order = [("operation", "delete"), ("server", server)];
    let plan = location(&admin.post("/Demo/SLIP/servers/operate", &order).await);
    let (hash, key) = confirmation(admin, &plan).await;
    let name = server.to_uppercase();
    let confirm = [("hash", hash.as_str()), ("key", &key), ("typed", &name)];
    let run = location(&admin.post(&format!("{plan}/run"), &confirm).await);
    let html = finished(admin, &run).await;
    assert!(html.contains("succeeded"), "{html}");
    admin.get("/Demo/SLIP/servers?refresh=1").await;
    let html = admin.page(&format!("/Demo/SLIP/servers?q={server}")).await;
    assert!(html.contains("No server matches"), "{html}");
}
