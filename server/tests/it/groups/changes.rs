//! Making, renaming, moving and describing groups: at once, or refused at the field.

use super::{between, group, id, made, open_page, rows, sent};
use crate::support::Portal;

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_made_renamed_and_moved_and_shows_at_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let production = group(&admin, "va1", "Production").await;
    let staging = group(&admin, "va1", "Staging").await;
    let new = open_page(
        &admin,
        &format!("/Demo/SLIP/groups/new?in={}", id(&production)),
    )
    .await;
    let select = between(&new, "name=\"parent\"", "</select>");
    let chosen = select
        .split("<option")
        .find(|option| option.contains("selected"));
    assert!(
        chosen.is_some_and(|option| option.contains("VA1 / Production")),
        "{select}"
    );
    for no in ["Archive", "Templates"] {
        assert!(!select.contains(no), "nothing is made in {no}");
    }

    let pairs = [
        ("name", " Canary "),
        ("description", "First\r\nsecond"),
        ("parent", id(&production)),
    ];
    let (status, to) = sent(&admin, "/Demo/SLIP/groups/new", &pairs).await;
    assert_eq!(status, 303, "{to}");
    assert!(to.ends_with("?note=created"), "{to}");
    let html = open_page(&admin, &to).await;
    assert!(
        html.contains(">Created<") && html.contains("First\nsecond"),
        "{html}"
    );
    let path = to.trim_end_matches("?note=created");
    let list = open_page(&admin, "/Demo/SLIP/groups").await;
    assert!(
        rows(&list).contains(&(path.to_owned(), "Canary".to_owned())),
        "{list}"
    );

    // Moved and renamed in one go.
    let edit = format!("{path}/edit");
    let change = [
        ("name", "Canary two"),
        ("description", "First\r\nsecond"),
        ("parent", id(&staging)),
    ];
    let (status, to) = sent(&admin, &edit, &change).await;
    assert_eq!(
        (status, to.as_str()),
        (303, format!("{path}?note=saved").as_str())
    );
    let html = open_page(&admin, &to).await;
    let crumbs = between(&html, "aria-label=\"Breadcrumbs\"", "</nav>");
    assert!(
        crumbs.contains("Staging") && !crumbs.contains("Production"),
        "{crumbs}"
    );
    assert!(
        html.contains("<h1 class=\"head-title\"><bdi>Canary two"),
        "{html}"
    );
    // The same again is nothing to send.
    let (_, to) = sent(&admin, &edit, &change).await;
    assert_eq!(to, format!("{path}?note=same"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_stands_at_its_field_with_what_was_typed() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let long = "x".repeat(101);
    let research = group(&admin, "ca1", "Research").await;
    let archive = group(&admin, "ca1", "Archive").await;
    for (name, parent, field, words) in [
        ("", id(&research), "name", "A group needs a name."),
        (
            &long,
            id(&research),
            "name",
            "It has 101 characters; at most 100 are taken.",
        ),
        ("x", "", "parent", "Choose the group that it is to be in."),
        (
            "x",
            "nosuch",
            "parent",
            "This group cannot hold it (any more).",
        ),
        (
            "x",
            id(&archive),
            "parent",
            "This group cannot hold it (any more).",
        ),
    ] {
        let pairs = [
            ("name", name),
            ("description", "Kept <b>"),
            ("parent", parent),
        ];
        let (status, html) = sent(&admin, "/Demo/SLIP/groups/new", &pairs).await;
        assert_eq!(status, 422, "{name} {parent}");
        let error = between(&html, &format!("id=\"{field}-error\""), "</p>");
        assert!(error.contains(words), "{error}");
        assert!(html.contains("Kept &lt;b&gt;"), "{html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_moves_neither_below_itself_nor_to_another_data_center() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let production = group(&admin, "va1", "Production").await;
    let edit = format!("{production}/edit");
    let html = open_page(&admin, &edit).await;
    let select = between(&html, "name=\"parent\"", "</select>");
    assert!(
        select.contains("VA1 (top level)") && select.contains("VA1 / Staging"),
        "{select}"
    );
    assert!(
        !select.contains("Production") && !select.contains("DE1"),
        "{select}"
    );
    let web = group(&admin, "va1", "Web").await;
    let farm = group(&admin, "de1", "Build farm").await;
    for target in [&production, &web, &farm] {
        let pairs = [
            ("name", "Production"),
            ("description", "Everything customers see"),
            ("parent", id(target)),
        ];
        let (status, html) = sent(&admin, &edit, &pairs).await;
        assert_eq!(status, 422, "{target}");
        let error = between(&html, "id=\"parent-error\"", "</p>");
        assert!(error.contains("This group cannot hold it"), "{error}");
    }
    // A data center's own group can be renamed, but has nowhere to go.
    let archive = group(&admin, "va1", "Archive").await;
    let html = open_page(&admin, &format!("{archive}/edit")).await;
    assert!(!html.contains("name=\"parent\""), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn custom_fields_of_a_group_are_kept_and_checked() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let research = group(&admin, "ca1", "Research").await;
    let path = made(&admin, &research, "With fields").await;
    let edit = format!("{path}/edit");
    let html = open_page(&admin, &edit).await;
    let name = |label: &str| {
        let field = html.split(label).nth(1).expect("the field");
        format!("field[{}]", between(field, "name=\"field[", "]"))
    };
    let (approved, kind) = (name("Approved by"), name("Type<"));
    let mut pairs = vec![
        ("name", "With fields"),
        ("parent", id(&research)),
        ("fields", "1"),
        (approved.as_str(), "Ada"),
        (kind.as_str(), "1"),
    ];
    let (status, to) = sent(&admin, &edit, &pairs).await;
    assert_eq!(status, 303, "{to}");
    let about = open_page(&admin, &to).await;
    let about = between(&about, "id=\"about\"", "</section>");
    assert!(
        about.contains("Ada") && about.contains("Premium"),
        "{about}"
    );
    pairs[4].1 = "9";
    let (status, html) = sent(&admin, &edit, &pairs).await;
    assert_eq!(status, 422);
    assert!(html.contains("It is not one of the choices"), "{html}");
    assert!(html.contains("value=\"Ada\""), "what was typed is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn defaults_are_set_and_inherited() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = group(&admin, "va1", "Production").await;
    let form = format!("{path}/defaults");
    let html = open_page(&admin, &form).await;
    let template = between(&html, "name=\"template\"", "</select>");
    let template = template.split("value=\"").nth(2).expect("a template");
    let template = between(template, "", "\"").to_owned();
    let pairs = [
        ("cpu", "4"),
        ("memory", "8"),
        ("template", template.as_str()),
    ];
    let (status, to) = sent(&admin, &form, &pairs).await;
    assert_eq!(
        (status, to.as_str()),
        (303, format!("{path}?note=defaults").as_str())
    );
    let shown = open_page(&admin, &to).await;
    let shown = between(&shown, "id=\"defaults\"", "</section>");
    assert!(
        shown.contains("8 GB") && shown.contains(&template),
        "{shown}"
    );
    let web = open_page(&admin, &group(&admin, "va1", "Web").await).await;
    let web = between(&web, "id=\"defaults\"", "</section>");
    assert!(
        web.contains("8 GB</bdi> <span class=\"muted\">from above"),
        "{web}"
    );
    for (control, wrong) in [("cpu", "17"), ("memory", ""), ("primary-dns", "ns1")] {
        let mut wrongly = vec![
            ("cpu", "4"),
            ("memory", "8"),
            ("template", template.as_str()),
        ];
        wrongly.push((control, wrong));
        let (status, html) = sent(&admin, &form, &wrongly).await;
        assert_eq!(status, 422, "{control}");
        let field = between(&html, &format!("id=\"{control}-error\""), "</p>");
        assert!(field.contains("<span>"), "{control}: {field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_changes_others_see_at_once_whatever_their_role() {
    let portal = Portal::start().await;
    let (admin, viewer) = tokio::join!(portal.signed_in("admin"), portal.signed_in("viewer"));
    let shown = |html: &str| rows(html).iter().any(|(_, name)| name == "Canary");
    assert!(!shown(&open_page(&viewer, "/Demo/SLIP/groups").await));
    let production = group(&admin, "va1", "Production").await;
    made(&admin, &production, "Canary").await;
    assert!(shown(&open_page(&viewer, "/Demo/SLIP/groups").await));
}
