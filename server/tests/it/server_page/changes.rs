//! Changing a server: at once, or as a run.

use super::{WEB, between, open_page, until};
use crate::steps::{confirmation, sent};
use crate::support::{Browser, Portal, location};

async fn edit(browser: &Browser<'_>, pairs: &[(&str, &str)]) -> (u16, String) {
    sent(browser, &format!("{WEB}/edit"), pairs).await
}

async fn hardware(browser: &Browser<'_>, pairs: &[(&str, &str)]) -> (u16, String) {
    sent(browser, &format!("{WEB}/hardware"), pairs).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_description_is_saved_at_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let (status, to) = edit(&admin, &[("description", "Mine <b>now</b>")]).await;
    assert_eq!(
        (status, to.as_str()),
        (303, "/Demo/SLIP/servers/va1slipweb01?note=saved")
    );
    let html = open_page(&admin, &to).await;
    assert!(html.contains("The cloud took the change."), "{html}");
    assert!(html.contains("Mine &lt;b&gt;now&lt;/b&gt;"), "{html}");
    // Found by its new words, and by those alone.
    until(&admin, "/Demo/SLIP/servers?q=mine", "VA1SLIPWEB01").await;
    let (_, to) = edit(&admin, &[("description", "Mine <b>now</b>")]).await;
    assert_eq!(to, "/Demo/SLIP/servers/va1slipweb01?note=same");
    assert!(
        open_page(&admin, &to)
            .await
            .contains("nothing was sent to the cloud")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_moves_to_another_group_of_its_data_center() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let html = open_page(&admin, &format!("{WEB}/edit")).await;
    let select = between(&html, "name=\"group\"", "</select>");
    assert!(!select.contains("Archive"), "{select}");
    assert!(!select.contains("Frankfurt"), "{select}");
    let option = select
        .split("<option")
        .find(|option| option.contains("Staging"))
        .expect("another group");
    let group = between(option, "value=\"", "\"").to_owned();
    let description = "Moved";
    let moved = [("description", description), ("group", group.as_str())];
    let (status, to) = edit(&admin, &moved).await;
    assert_eq!(status, 303);
    let html = open_page(&admin, &to).await;
    assert!(html.contains("Staging") && html.contains("Moved"), "{html}");
    let (status, html) = edit(&admin, &[("description", "x"), ("group", "elsewhere")]).await;
    assert_eq!(status, 422);
    assert!(
        html.contains("This group is not in the server's data center"),
        "{html}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn custom_fields_are_checked_and_saved() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let html = open_page(&admin, &format!("{WEB}/edit")).await;
    let name = |label: &str| {
        let field = html.split(label).nth(1).expect("the field");
        format!("field[{}]", between(field, "name=\"field[", "]"))
    };
    let (approved, kind, backed) = (name("Approved by"), name("Type<"), name("Backed up"));
    let description = between(&html, "id=\"description\"", "</textarea>");
    let (_, description) = description.split_once(">\n").expect("what it is now");
    let mut pairs = vec![
        ("description", description),
        ("fields", "1"),
        (approved.as_str(), "Ada"),
        (kind.as_str(), "1"),
        (backed.as_str(), "true"),
    ];
    let (status, to) = edit(&admin, &pairs).await;
    assert_eq!(status, 303, "{to}");
    let shown = open_page(&admin, &to).await;
    let shown = between(&shown, "id=\"custom-fields\"", "</section>");
    for words in ["Ada", "Premium", "Backed up"] {
        assert!(shown.contains(words), "{shown}");
    }
    pairs[3].1 = "9";
    let (status, html) = edit(&admin, &pairs).await;
    assert_eq!(status, 422);
    assert!(html.contains("It is not one of the choices"), "{html}");
    assert!(html.contains("value=\"Ada\""), "what was typed is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn more_processors_are_reviewed_and_become_a_run() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let wish = [("cpu", "3"), ("memory", "4")];
    let (status, plan) = hardware(&admin, &wish).await;
    assert_eq!(status, 303, "{plan}");
    let html = open_page(&admin, &plan).await;
    let row = between(&html, "id=\"plan-change\"", "</section>");
    assert!(
        row.contains("CPU") && row.contains(">2<") && row.contains(">3<"),
        "{row}"
    );
    assert!(!row.contains("Memory"), "{row}");
    for words in [
        "Review: Change hardware of VA1SLIPWEB01",
        "Nothing on the server is deleted.",
        "curl -X PATCH",
        "/v2/servers/SLIP/va1slipweb01",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    let (hash, key) = confirmation(&admin, &plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = location(&admin.post(&format!("{plan}/run"), &confirm).await);
    until(&admin, &run, "The server succeeded in").await;
    let html = open_page(&admin, WEB).await;
    let facts = between(&html, "id=\"hardware\"", "</section>");
    assert!(facts.contains("<dd>3</dd>"), "{facts}");
    assert!(
        html.contains(&format!("href=\"{run}\"")),
        "the run is listed"
    );
    // The same once more has nothing left to do.
    let again = admin
        .post(&format!("{run}/again"), &[("state", "all")])
        .await;
    assert_eq!(again.status(), 409);
    let text = again.text().await.expect("text");
    assert!(
        text.contains("The server is as this change made it."),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_meanwhile_is_shown_before_anything_runs() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let (_, first) = hardware(&admin, &[("cpu", "3"), ("memory", "5")]).await;
    let (_, second) = hardware(&admin, &[("cpu", "3"), ("memory", "4")]).await;
    let (hash, key) = confirmation(&admin, &second).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = location(&admin.post(&format!("{second}/run"), &confirm).await);
    until(&admin, &run, "The server succeeded in").await;
    let (hash, key) = confirmation(&admin, &first).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let fresh = location(&admin.post(&format!("{first}/run"), &confirm).await);
    assert!(fresh.contains("/plans/"), "{fresh}");
    let html = open_page(&admin, &fresh).await;
    assert!(html.contains("hardware was changed meanwhile"), "{html}");
    let rows = between(&html, "id=\"plan-change\"", "</section>");
    assert!(rows.contains("Memory") && !rows.contains("CPU"), "{rows}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_hardware_is_refused_at_its_fields_and_kept() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let wrong = [
        ("cpu", "17"),
        ("memory", "two"),
        ("size[0:0]", "0"),
        ("remove[0:0]", "on"),
        ("add-size[1]", "5000"),
        ("add-kind[1]", "partitioned"),
        ("add-path[1]", "/home"),
    ];
    let (status, html) = hardware(&admin, &wrong).await;
    assert_eq!(status, 422);
    assert!(html.contains("answers have to change"), "{html}");
    for words in [
        "It takes a whole number from 1 to 16.",
        "It takes a whole number from 1 to 128.",
        "It takes a whole number from 1 to 1024.",
        "The operating system keeps this place for itself",
        "value=\"17\"",
        "value=\"two\"",
        "value=\"5000\"",
        "value=\"/home\"",
        "href=\"#cpu\"",
        "href=\"#add-path-1\"",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    let (status, to) = hardware(&admin, &[("cpu", "2"), ("memory", "4")]).await;
    assert_eq!(
        (status, to.as_str()),
        (303, "/Demo/SLIP/servers/va1slipweb01?note=same")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_is_deleted_only_when_its_server_is_named() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let html = open_page(&admin, &format!("{WEB}/edit")).await;
    let disk = between(&html, "name=\"remove[", "]").to_owned();
    let remove = format!("remove[{disk}]");
    let wish = [("cpu", "2"), ("memory", "4"), (remove.as_str(), "on")];
    let (status, plan) = hardware(&admin, &wish).await;
    assert_eq!(status, 303, "{plan}");
    let html = open_page(&admin, &plan).await;
    assert!(html.contains("deleted, with all that is on it"), "{html}");
    assert!(html.contains("Type VA1SLIPWEB01"), "{html}");
    let (hash, key) = confirmation(&admin, &plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let refused = admin.post(&format!("{plan}/run"), &confirm).await;
    assert_eq!(refused.status(), 422);
    let typed = [confirm[0], confirm[1], ("typed", "va1slipweb01")];
    let run = location(&admin.post(&format!("{plan}/run"), &typed).await);
    until(&admin, &run, "The server succeeded in").await;
    let html = open_page(&admin, WEB).await;
    let disks = between(&html, "id=\"disks\"", "</section>");
    assert!(!disks.contains(&format!(">{disk}<")), "{disks}");
}
