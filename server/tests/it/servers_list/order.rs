//! Numbers inside names sort as numbers wherever servers are listed, and searches find letters
//! however they are composed.

use super::ids;
use crate::steps::{finished, open_page, plan, run, share, until};
use crate::support::{Portal, location};
use serde_json::Value;
use slipway_simulator::packages::ALWAYS_FAILS;

/// The numbers that stand behind `VA1SLIPWEB` in a text, in order, each once.
fn numbers(html: &str) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    for rest in html.split("VA1SLIPWEB").skip(1) {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse()
            && !found.contains(&number)
        {
            found.push(number);
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn names_sort_as_people_count_in_every_list() {
    let portal = Portal::start_with(|options| options.servers = Some(1_500)).await;
    let admin = portal.signed_in("admin").await;
    let json = admin
        .page("/Demo/SLIP/servers.json?q=va1slipweb*&status=active")
        .await;
    let all = numbers(&json);
    assert!(all.is_sorted(), "JSON: {all:?}");
    let place = all.iter().position(|number| *number > 10).expect("eleven");
    let last = all
        .last()
        .filter(|number| **number > 99)
        .expect("more than a hundred");
    // By bytes the longer number would come first.
    let some = [all[place + 1], *last, all[place]];
    let mut expected = some.to_vec();
    expected.sort_unstable();
    let csv = numbers(&admin.page("/Demo/SLIP/servers.csv?q=va1slipweb*").await);
    assert!(csv.is_sorted(), "CSV: {csv:?}");
    let listed = numbers(&admin.page("/Demo/SLIP/servers?q=va1slipweb*&page=2").await);
    assert!(listed.is_sorted() && listed.len() > 1, "list: {listed:?}");
    let picker = admin.page("/Demo/SLIP/inventory.json").await;
    let picker: Value = serde_json::from_str(&picker).expect("JSON");
    let picker = numbers(&picker["names"].to_string());
    assert!(
        picker.is_sorted() && picker.contains(last),
        "picker: {picker:?}"
    );
    let names: Vec<String> = some.iter().map(|n| format!("va1slipweb{n:02}")).collect();
    let names = names.join(" ");
    let reviewed = plan(&admin, ALWAYS_FAILS, &names).await;
    let html = open_page(&admin, &reviewed).await;
    let section = html.split("id=\"plan-servers\"").nth(1).expect("servers");
    assert_eq!(numbers(section), expected, "review");
    let run = run(&admin, ALWAYS_FAILS, &names).await;
    let rows = |html: &str| {
        let rows = html.split("<tbody").nth(1).expect("rows");
        numbers(rows)
    };
    // What came out stands above, in a table of its own.
    let over = finished(&admin, &run).await;
    let own = over.split("id=\"run-rows\"").nth(1).expect("rows");
    assert_eq!(numbers(own), expected, "run");
    let (token, _) = share(&admin, &run).await;
    let shared = portal.stranger().page(&format!("/s/{token}")).await;
    assert_eq!(rows(&shared), expected, "shared page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_star_stands_for_any_characters_of_a_name() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let found = |html: &str| ids(html).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let plain = found(&viewer.page("/Demo/SLIP/servers?q=va1slipweb").await);
    assert!(plain.len() > 2);
    for (query, expected) in [
        ("va1slipweb*", plain.clone()),
        ("VA1*web*", plain.clone()),
        ("web*", plain.clone()),
        ("w*b*", plain.clone()),
        ("slipweb*", Vec::new()),
        ("*slipweb01", vec!["va1slipweb01".to_owned()]),
    ] {
        let html = viewer.page(&format!("/Demo/SLIP/servers?q={query}")).await;
        let mut own = found(&html);
        own.retain(|id| id.starts_with("va1") || expected.contains(id));
        assert_eq!(own, expected, "{query}");
    }
    let html = viewer.page("/Demo/SLIP/servers").await;
    assert!(html.contains("web*"), "the field says so");
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_found_however_they_are_composed() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for (kept, asked) in [
        ("Gr\u{f6}\u{df}e", "gro\u{308}\u{df}e"),
        ("Cafe\u{301}", "caf\u{e9}"),
    ] {
        let path = "/Demo/SLIP/servers/va1slipweb01/edit";
        location(&admin.post(path, &[("description", kept)]).await);
        let query: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
        let html = until(
            &admin,
            &format!("/Demo/SLIP/servers?q={query}"),
            "VA1SLIPWEB01",
        )
        .await;
        assert_eq!(ids(&html), ["va1slipweb01"], "{kept} by {asked}");
    }
}
