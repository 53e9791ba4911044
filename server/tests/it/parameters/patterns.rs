//! A pattern that cannot be checked says so beside its field before anything is posted, and on
//! the review; it stands in nobody's way.

use super::cloud::Cloud;
use super::{open, page_of, planned, refusal, with};
use crate::support::{Portal, location};

const ID: &str = "ffffffffffffffffffffffffffffffff";
const CATALOGUE: &str = r#"[{"id":"ffffffffffffffffffffffffffffffff","name":"Patterns","parameters":[
  {"variable":"balanced","name":"Balanced","type":"string","regex":"^(?:(?<o>\\()|(?<-o>\\))|a)*$"},
  {"variable":"broken","name":"Broken","type":"string","required":false,"regex":"a**"},
  {"variable":"vowels","name":"Vowels","type":"string","regex":"^[a-z-[aeiou]]+$"},
  {"variable":"dashed","name":"Dashed","type":"string","regex":"^[\\w-\\.]+$"}]}]"#;

const BALANCED: &str = "The pattern cannot be checked here, because it uses balancing groups.";
const BROKEN: &str = "The pattern cannot be checked here, because it is not a valid pattern.";

#[tokio::test(flavor = "multi_thread")]
async fn it_is_said_before_and_at_the_review_and_the_rest_is_checked() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let (html, posts) = open(&admin, &page_of(ID)).await;
    for words in [BALANCED, BROKEN] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    assert_eq!(html.matches("cannot be checked here").count(), 2, "{html}");
    let filled = with(posts, "balanced", &["nothing like it"]);
    let filled = with(filled, "vowels", &["abc"]);
    let filled = with(filled, "dashed", &["a-b.c"]);
    let told = refusal(&admin, ID, filled.clone()).await;
    assert!(told.contains("One answer has to change"), "{told}");
    assert!(told.contains(BALANCED), "{told}");
    let plan = planned(&admin, ID, with(filled, "vowels", &["xyz"])).await;
    let shown = admin.page(&plan).await.replace("<!>", "");
    assert!(
        shown.contains("could not be checked, so it is not enforced"),
        "{shown}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_said_for_packages_of_new_servers_too() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let form = [("add-package", ID), ("do", "add")];
    let draft = location(&admin.post("/Demo/SLIP/servers/new/review", &form).await);
    let html = admin
        .page(draft.split('#').next().unwrap_or_default())
        .await
        .replace("<!>", "");
    for words in [BALANCED, BROKEN] {
        assert!(html.contains(words), "no {words} in {html}");
    }
}
