//! What cannot be seen in a value is refused as empty, or shown wherever the value stands.

use super::cloud::Cloud;
use super::{control, open, page_of, planned, refusal, run, with};
use crate::support::{Portal, location};

const ID: &str = "abababababababababababababababab";
const CATALOGUE: &str = r#"[{"id":"abababababababababababababababab","name":"Texts","parameters":[
  {"variable":"t","name":"Text","type":"string","defaultValue":" begun"},
  {"variable":"n","name":"Network","type":"network","required":false}]}]"#;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_can_be_seen_is_nothing() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let (_, posts) = open(&admin, &page_of(ID)).await;
    for value in [
        "\u{200b}",
        "\u{feff}",
        "\u{202e}",
        "\u{ad}",
        "\u{34f}",
        "\u{3164}",
        " \u{a0}\r\n",
    ] {
        let told = refusal(&admin, ID, with(posts.clone(), "t", &[value])).await;
        assert!(
            told.contains("is required: enter a value."),
            "{value:?}: {told}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn blanks_and_line_ends_are_shown_and_kept_exactly() {
    let cloud = Cloud::start(CATALOGUE).await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    let (html, posts) = open(&admin, &page_of(ID)).await;
    assert!(
        html.contains("begins with a space, which is kept."),
        "{html}"
    );
    for (value, sign, words) in [
        ("  two", "··", "begins with 2 spaces, which is kept."),
        ("\nline", "↵", "begins with a line end, which is kept."),
        ("end\r\n", "↵", "ends with a line end, which is kept."),
        (
            "ta\u{200b}b\t",
            "U+200B",
            "holds U+200B (zero width space) and ends with a tab, which is kept.",
        ),
        (
            "</textarea><script>x</script> ",
            "·",
            "ends with a space, which is kept.",
        ),
    ] {
        let kept = value.replace("\r\n", "\n");
        let filled = with(posts.clone(), "t", &[value]);
        let draft = refusal(&admin, ID, with(filled.clone(), "nope", &["x"])).await;
        assert!(draft.contains(words), "form: no {words} in {draft}");
        assert!(!draft.contains("<script>x"), "{draft}");

        let plan = planned(&admin, ID, filled).await;
        let shown = admin.page(&plan).await.replace("<!>", "");
        let mark = format!("data-sign=\"{sign}\"");
        assert!(
            shown.contains(&mark) && shown.contains(words),
            "review: {words} in {shown}"
        );

        let back = location(&admin.post(&format!("{plan}/edit"), &[]).await);
        let (html, posts) = open(&admin, &back).await;
        assert!(html.contains(words), "Change: no {words} in {html}");
        let held = posts.iter().find(|(name, _)| *name == control("t"));
        assert_eq!(
            held.map(|(_, text)| text),
            Some(&kept),
            "the form holds it as it was"
        );

        let run = run(&admin, &plan).await;
        let page = admin.page(&run).await.replace("<!>", "");
        assert!(
            page.contains(&mark) && page.contains(words),
            "run: {words} in {page}"
        );
        assert_eq!(cloud.ran().pop().expect("a call")["t"], kept.as_str());
    }
}
