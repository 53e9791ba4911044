//! What new servers in a group begin with stands in the form, says so, and never takes the place
//! of what a person typed.

use super::{NEW, REVIEW, choice, filled, open_page, post};
use crate::steps::hidden;
use crate::support::{Browser, Portal, location};

const TEMPLATE: &str = "WIN2012R2DTC-64";

/// The group of VA1 whose path is `path`.
async fn group(browser: &Browser<'_>, path: &str) -> String {
    choice(
        &open_page(browser, &format!("{NEW}?dc=va1")).await,
        "group",
        path,
    )
}

/// Gives new servers in a group these to begin with.
async fn set(browser: &Browser<'_>, group: &str, defaults: &[(&str, &str)]) {
    let path = format!("/Demo/SLIP/groups/{group}/defaults");
    let answer = browser.post(&path, defaults).await;
    assert_eq!(answer.status(), 303, "{defaults:?}");
}

/// A network of VA1.
async fn network(browser: &Browser<'_>) -> String {
    let html = open_page(browser, &format!("{NEW}?dc=va1")).await;
    choice(&html, "network", "vlan_")
}

/// The form's remarks on what it filled by itself, as a browser posts them again.
fn remarks(html: &str) -> Vec<(String, String)> {
    let found = html.split("name=\"begun[").skip(1).map(|rest| {
        let (control, rest) = rest.split_once(']').expect("a control");
        let tag = rest.split('>').next().unwrap_or_default();
        let value = tag.split("value=\"").nth(1).unwrap_or_default();
        let value = value.split('"').next().unwrap_or_default();
        (format!("begun[{control}]"), value.to_owned())
    });
    found.collect()
}

fn assert_holds(html: &str, control: &str, value: &str) {
    let field = format!("name=\"{control}\" value=\"{value}\"");
    assert!(html.contains(&field), "no {field} in {html}");
}

/// What stands below a field to help.
fn hint<'a>(html: &'a str, control: &str) -> &'a str {
    let start = format!("id=\"{control}-hint\"");
    let hint = html.split(&start).nth(1).unwrap_or_default();
    hint.split("</div>").next().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_opened_from_a_group_begins_with_its_defaults() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let (above, web) = (
        group(&admin, "Production<").await,
        group(&admin, "Web").await,
    );
    let network = network(&admin).await;
    set(&admin, &above, &[("cpu", "6"), ("memory", "")]).await;
    let own = [
        ("memory", "24"),
        ("template", TEMPLATE),
        ("network", &network),
        ("primary-dns", "10.9.8.7"),
    ];
    set(&admin, &web, &own).await;
    let html = open_page(&admin, &format!("{NEW}?group={web}")).await;
    assert_holds(&html, "cpu", "6");
    assert_holds(&html, "memory", "24");
    assert_holds(&html, "primary-dns", "10.9.8.7");
    for chosen in [TEMPLATE, network.as_str()] {
        let option = format!("<option value=\"{chosen}\" selected");
        assert!(html.contains(&option), "no {option} in {html}");
    }
    for (control, whose) in [
        ("cpu", "a group above"),
        ("memory", "this group"),
        ("template", "this group"),
        ("network", "this group"),
        ("primary-dns", "this group"),
        ("secondary-dns", "a group above"),
    ] {
        let words = format!("From the defaults of {whose}.");
        let hint = hint(&html, control);
        assert!(hint.contains(&words), "{control}: {hint}");
    }
    let plain = open_page(&admin, &format!("{NEW}?dc=va1")).await;
    assert_holds(&plain, "cpu", "1");
    assert!(!plain.contains("From the defaults"), "{plain}");
}

/// Posts what a browser posts of `html`, with `changes`; the form that it leads to.
async fn shown(admin: &Browser<'_>, html: &str, group: &str, changes: &[(&str, &str)]) -> String {
    let remarks = remarks(html);
    let mut form = filled(group, changes);
    form.extend(remarks.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let path = post(admin, &form).await;
    assert!(path.contains("draft="), "{path}");
    open_page(admin, &path).await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_group_fills_what_nobody_typed_and_nothing_else() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let (web, staging) = (group(&admin, "Web").await, group(&admin, "Staging").await);
    set(&admin, &web, &[("cpu", "6"), ("memory", "24")]).await;
    let own = [("cpu", "8"), ("memory", "32"), ("template", TEMPLATE)];
    set(&admin, &staging, &own).await;
    let html = open_page(&admin, &format!("{NEW}?group={web}")).await;
    let dns = hidden(&html, "begun[primary-dns]");
    // Memory was typed, the first name server emptied, the rest left as it was.
    let changes = [
        ("cpu", "6"),
        ("memory", "25"),
        ("primary-dns", ""),
        ("secondary-dns", &hidden(&html, "begun[secondary-dns]")),
        ("template", ""),
        ("do", "group-defaults"),
    ];
    let html = shown(&admin, &html, &staging, &changes).await;
    assert_holds(&html, "cpu", "8");
    assert_holds(&html, "memory", "25");
    assert_holds(&html, "primary-dns", "");
    assert!(hint(&html, "memory").contains("The default of this group is 32."));
    assert!(
        hint(&html, "primary-dns").contains(&format!("The default of a group above is {dns}."))
    );
    assert!(html.contains(&format!("<option value=\"{TEMPLATE}\" selected")));
    // Going back leaves what was typed as it is, and follows the group with the rest.
    let changes = [
        ("cpu", "8"),
        ("memory", "25"),
        ("primary-dns", ""),
        ("template", TEMPLATE),
        ("do", "row"),
    ];
    let html = shown(&admin, &html, &web, &changes).await;
    assert_holds(&html, "cpu", "6");
    assert_holds(&html, "memory", "25");
    assert_holds(&html, "primary-dns", "");
    assert!(!html.contains(&format!("<option value=\"{TEMPLATE}\" selected")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_reviewed_goes_back_into_the_form_as_it_was() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let web = group(&admin, "Web").await;
    set(&admin, &web, &[("cpu", "6"), ("memory", "24")]).await;
    let plan = location(&admin.post(REVIEW, &filled(&web, &[])).await);
    let back = location(&admin.post(&format!("{plan}/edit"), &[]).await);
    let html = open_page(&admin, &back).await;
    assert_holds(&html, "cpu", "2");
    assert_holds(&html, "primary-dns", "");
    assert!(hint(&html, "cpu").contains("The default of this group is 6."));
    assert_eq!(remarks(&html), []);
}
