//! What the pages tell, and what they offer to whom.

use super::{between, group, made, open_page, root, rows, sent};
use crate::support::Portal;

#[tokio::test(flavor = "multi_thread")]
async fn data_centers_tell_their_servers_and_groups() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let html = open_page(&viewer, "/Demo/SLIP/groups").await;
    assert!(html.contains("32 groups in 3 data centers"), "{html}");
    let va1 = between(&html, "id=\"center-va1\"", "</section>");
    for words in [
        "US East (Sterling)",
        "All 20 servers",
        "/Demo/SLIP/servers?dc=va1&amp;status=active&amp;power=started\"",
        "11 groups",
    ] {
        assert!(va1.contains(words), "no {words} in {va1}");
    }
    let names: Vec<String> = rows(va1).into_iter().map(|(_, name)| name).collect();
    let expected = [
        "Default Group",
        "Production",
        "Application",
        "Databases",
        "Web",
        "Staging",
        "Windows",
        "Directory",
        "Files",
        "Archive",
        "Templates",
    ];
    assert_eq!(names, expected, "each group before those in it");
    // Whoever may only look is told why, and has no way in.
    assert!(
        html.contains("id=\"b-create-a-group\" aria-disabled=\"true\""),
        "{html}"
    );
    assert!(!html.contains("/Demo/SLIP/groups/new"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_tells_what_is_in_it_and_what_it_costs() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = group(&admin, "va1", "Production").await;
    let html = open_page(&admin, &path).await;
    let own = rows(between(&html, "id=\"groups\"", "</section>"));
    assert_eq!(own.len(), 3, "{own:?}");
    let servers = between(&html, "id=\"servers\"", "</section>");
    assert!(
        servers.contains("/Demo/SLIP/servers/va1slipweb01"),
        "{servers}"
    );
    let count = servers.matches("<tr>").count() - 1;
    assert!(
        html.contains(&format!("{count} servers in it and below")),
        "{html}"
    );
    let cost = between(&html, "id=\"cost\"", "</section>");
    for words in [
        "Whole month",
        "Month so far",
        "This hour",
        "every 5 minutes",
    ] {
        assert!(cost.contains(words), "no {words} in {cost}");
    }
    assert!(
        cost.contains(&format!("Server by server: {count} servers")),
        "{cost}"
    );
    // The table of groups adds up to the whole.
    let amount = |text: &str| text.replace(',', "").parse::<f64>().expect("an amount");
    let whole = amount(between(
        between(cost, "Whole month", "</div>"),
        "<dd>",
        "</dd>",
    ));
    let table = between(cost, "Cost by group", "</table>");
    let parts = table.split("data-label=\"Whole month\"").skip(1);
    let sum: f64 = parts.map(|part| amount(between(part, ">", "</td>"))).sum();
    assert!(
        whole > 0.0 && (whole - sum).abs() < 0.05,
        "{whole} and {sum}"
    );
    let begins = between(&html, "id=\"defaults\"", "</section>");
    assert!(
        begins.contains("172.17.1.26") && begins.contains("from above"),
        "{begins}"
    );
    let about = between(&html, "id=\"about\"", "</section>");
    assert!(about.contains("Everything customers see"), "{about}");
}

#[tokio::test(flavor = "multi_thread")]
async fn costs_are_asked_for_once_in_five_minutes() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = group(&admin, "va1", "Windows").await;
    let figures = |html: String| between(&html, "id=\"cost\"", "<p class=\"meta\"").to_owned();
    let before = figures(open_page(&admin, &path).await);
    // Another group in it would stand in a fresh estimate.
    made(&admin, &path, "Not asked again").await;
    assert_eq!(before, figures(open_page(&admin, &path).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_and_links_decide_what_is_offered() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = group(&admin, "va1", "Staging").await;
    let blocked = |html: &str, id: &str| html.contains(&format!("id=\"{id}\" aria-disabled"));
    let html = open_page(&admin, &path).await;
    for id in [
        "do-reboot",
        "do-create-snapshot",
        "group-archive",
        "group-delete",
        "create-below",
    ] {
        assert!(
            html.contains(&format!("id=\"{id}\"")) && !blocked(&html, id),
            "{id}: {html}"
        );
    }
    assert!(
        !html.contains("id=\"group-restore\""),
        "it is not in the archive"
    );
    let html = open_page(&portal.signed_in("operator").await, &path).await;
    assert!(!blocked(&html, "do-reboot"));
    for id in [
        "do-create-snapshot",
        "group-archive",
        "group-delete",
        "create-below",
    ] {
        assert!(blocked(&html, id), "{id}: {html}");
    }
    let html = open_page(&portal.signed_in("viewer").await, &path).await;
    for id in ["do-reboot", "group-delete", "create-below"] {
        assert!(blocked(&html, id), "{id}: {html}");
    }
    assert!(!html.contains(&format!("{path}/edit")), "{html}");
    // A data center's own groups stay as they are, whoever asks.
    for fixed in [
        root(&admin, "va1").await,
        group(&admin, "va1", "Archive").await,
    ] {
        let html = open_page(&admin, &fixed).await;
        assert!(blocked(&html, "group-delete"), "{html}");
        assert!(
            html.contains("one of the data center's own groups"),
            "{html}"
        );
        let order = [("operation", "delete")];
        let (status, text) = sent(&admin, &format!("{fixed}/order"), &order).await;
        assert_eq!(status, 409, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_stay_text_everywhere() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let names = [
        "<script>window.__canary=1</script>",
        "\"><img src=x onerror=window.__canary=1>",
        "\u{202e}txet</option></select></textarea><style>*{}</style>",
        "a / b & 'c' {{7*7}} %2e%2e",
    ];
    let mut parent = group(&admin, "ca1", "Research").await;
    for name in names {
        parent = made(&admin, &parent, name).await;
        let order = [("operation", "delete")];
        let (status, plan) = sent(&admin, &format!("{parent}/order"), &order).await;
        assert_eq!(status, 303, "{plan}");
        let pages = [
            parent.clone(),
            format!("{parent}/edit"),
            format!("{parent}/defaults"),
            plan,
            "/Demo/SLIP/groups".to_owned(),
            "/Demo/SLIP/groups/new".to_owned(),
        ];
        for page in pages {
            let html = open_page(&admin, &page).await;
            for alive in [
                "<script>window",
                "<img",
                "<style>*",
                "</option></select></textarea>",
            ] {
                assert!(!html.contains(alive), "{alive} in {page}");
            }
        }
    }
    // What nobody could type is not asked for.
    let bent = made(&admin, &parent, "\u{202e}bent").await;
    let (_, plan) = sent(&admin, &format!("{bent}/order"), &[("operation", "delete")]).await;
    let html = open_page(&admin, &plan).await;
    assert!(html.contains("the beginning of the group's id"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_group_is_not_found_and_not_asked_for() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for id in [
        "nosuch",
        "..%2F..%2Fx",
        "%3Cscript%3E",
        "a%20b",
        &"x".repeat(65),
    ] {
        for rest in ["", "/edit", "/defaults"] {
            let answer = admin.get(&format!("/Demo/SLIP/groups/{id}{rest}")).await;
            assert_eq!(answer.status(), 404, "{id}{rest}");
        }
        let (status, _) = sent(
            &admin,
            &format!("/Demo/SLIP/groups/{id}/order"),
            &[("operation", "delete")],
        )
        .await;
        assert_eq!(status, 404, "{id}");
    }
}
