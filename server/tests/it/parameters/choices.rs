//! Options: which one is meant, and that it is still meant after every way back.

use super::cloud::Cloud;
use super::{choice, chosen, open, page_of, planned, refusal, run, with};
use crate::support::{Portal, location};

const ID: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const CATALOGUE: &str = r#"[{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","name":"Choices","visibility":"private",
 "parameters":[
  {"variable":"list","name":"List","type":"multiSelect","required":true,"options":[
    {"name":"Nothing","value":""},{"name":"Web","value":"web"},{"name":"Mail","value":"mail"}]},
  {"variable":"one","name":"One","type":"option","required":true,"options":[
    {"name":"Neither","value":""},{"name":"Yes","value":"1"}]},
  {"variable":"twins","name":"Twins","type":"option","required":false,"options":[
    {"name":"Small","value":"1"},{"name":"Tiny","value":"1"},{"name":"Large","value":"2"}]},
  {"variable":"joined","name":"Joined","type":"multiSelect","required":false,"options":[
    {"name":"A","value":"a"},{"name":"A and B","value":"a,b"},{"name":"C","value":"c"}]},
  {"variable":"bool","name":"Bool","type":"option","required":true,"defaultValue":"True","options":[
    {"value":true},{"value":false}]},
  {"variable":"gone","name":"Gone","type":"option","required":false,"defaultValue":"maybe","options":[
    {"value":"yes"},{"value":"no"}]}
 ]}]"#;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_chosen_is_no_choice_and_an_empty_value_is_one() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let (html, posts) = open(&admin, &page_of(ID)).await;
    for variable in ["list", "one", "twins", "joined", "gone"] {
        let chosen = chosen(&html, variable);
        assert!(
            chosen.is_empty() || chosen == ["None"],
            "{variable}: {chosen:?}"
        );
    }
    let told = refusal(&admin, ID, posts.clone()).await;
    assert!(
        told.contains("is required: choose at least one of Nothing, Web, Mail."),
        "{told}"
    );
    assert!(
        told.contains("is required: choose one of Neither, Yes."),
        "{told}"
    );

    let pick = |variable: &str, label: &str| choice(&html, variable, label);
    for (list, one, expected) in [
        (vec!["Web"], "Neither", ("web", "")),
        (vec!["Nothing"], "Yes", ("", "1")),
        (vec!["Nothing", "Web"], "Yes", (",web", "1")),
    ] {
        let list: Vec<String> = list.iter().map(|label| pick("list", label)).collect();
        let list: Vec<&str> = list.iter().map(String::as_str).collect();
        let filled = with(posts.clone(), "list", &list);
        let filled = with(filled, "one", &[&pick("one", one)]);
        let plan = planned(&admin, ID, filled).await;
        run(&admin, &plan).await;
        let ran = cloud.ran().pop().expect("a call");
        assert_eq!(
            (&ran["list"], &ran["one"]),
            (&expected.0.into(), &expected.1.into())
        );
        assert_eq!(ran.get("twins"), None, "nothing was chosen there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_is_chosen_again_on_every_way_back() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let (html, posts) = open(&admin, &page_of(ID)).await;
    let pick = |variable: &str, label: &str| choice(&html, variable, label);
    let filled = with(posts, "list", &[&pick("list", "Nothing"), "web"]);
    let filled = with(filled, "one", &[&pick("one", "Neither")]);
    let filled = with(filled, "twins", &[&pick("twins", "Tiny")]);
    let filled = with(filled, "joined", &["a,b", "c"]);
    let assert_kept = |html: &str, way: &str| {
        assert_eq!(chosen(html, "list"), ["Nothing", "Web"], "{way}");
        assert_eq!(chosen(html, "one"), ["Neither"], "{way}");
        assert_eq!(chosen(html, "twins"), ["Tiny"], "{way}");
        assert_eq!(chosen(html, "joined"), ["A and B", "C"], "{way}");
    };

    // Refused for something else.
    let refused = refusal(&admin, ID, with(filled.clone(), "bool", &[])).await;
    assert_kept(&refused, "a refused form");

    let plan = planned(&admin, ID, filled).await;
    let shown = admin.page(&plan).await.replace("<!>", "");
    for words in [">A and B</bdi>", ">Tiny</bdi>", "contains that itself"] {
        assert!(shown.contains(words), "no {words} in {shown}");
    }
    let back = location(&admin.post(&format!("{plan}/edit"), &[]).await);
    assert_kept(&open(&admin, &back).await.0, "Change");

    let run = run(&admin, &plan).await;
    let ran = cloud.ran().pop().expect("a call");
    assert_eq!(
        (&ran["joined"], &ran["twins"]),
        (&"a,b,c".into(), &"1".into())
    );
    let again = location(
        &admin
            .post(&format!("{run}/again"), &[("state", "all")])
            .await,
    );
    // Nothing has to be typed: it leads to the review, and from there back into the form.
    let again = location(&admin.post(&format!("{again}/edit"), &[]).await);
    let (html, posts) = open(&admin, &again).await;
    assert_kept(&html, "Run again");
    let plan = planned(&admin, ID, posts).await;
    super::run(&admin, &plan).await;
    assert_eq!(cloud.ran().pop(), Some(ran), "the same is sent again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_default_that_is_no_option_is_told_beside_the_field() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let (html, _) = open(&admin, &page_of(ID)).await;
    let html = html.replace("&quot;", "\"");
    assert_eq!(chosen(&html, "bool"), ["true"]);
    for words in [
        "writes its default as \"True\", which is taken as \"true\".",
        "default \"maybe\" is not among the options, so it is not chosen.",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
}
