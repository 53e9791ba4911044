//! What an execution writes: shown, filtered, read on, kept as a file.

use super::plain;
use super::stage::{LIST, Stage};
use serde_json::Value;

/// What stands in the lines of a log on a page, in their order.
fn lines(html: &str) -> Vec<String> {
    let list = html.split("id=\"log-lines\"").nth(1).expect("a log");
    let list = list.split("</ol>").next().unwrap_or_default();
    let items = list.split("<li").skip(1);
    let texts = items.filter_map(|item| item.rsplit("<bdi>").next()?.split("</bdi>").next());
    texts.map(str::to_owned).collect()
}

fn link<'a>(html: &'a str, words: &str) -> &'a str {
    let before = html.split(&format!(">{words}</a>")).next().expect("words");
    let href = before.rsplit("href=\"").next().expect("a link");
    href.split('"').next().expect("an address")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_is_read_from_its_end_and_back_to_its_beginning() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let texts: Vec<String> = (0..450).map(|number| format!("line {number:03}")).collect();
    for part in texts.chunks(150) {
        let part: Vec<_> = part.iter().map(|text| ("info", text.as_str())).collect();
        stage.writes(&id, &part).await;
        stage.pass(1).await;
    }
    let vic = stage.user("vic").await;
    let page = plain(&vic, &format!("{LIST}/{id}")).await;
    let end = lines(&page);
    assert_eq!(end.len(), 120);
    assert!(end.contains(&"line 449".to_owned()), "{end:?}");
    let mut all = end.clone();
    let mut at = page;
    while at.contains(">Earlier</a>") {
        let earlier = link(&at, "Earlier").replace("&amp;", "&");
        at = plain(&vic, &earlier).await;
        let mut part = lines(&at);
        part.append(&mut all);
        all = part;
        assert!(all.len() < 2_000, "it comes to an end");
    }
    let ours: Vec<_> = all
        .iter()
        .filter(|text| text.starts_with("line "))
        .collect();
    assert_eq!(
        ours,
        texts.iter().collect::<Vec<_>>(),
        "each once, in its order"
    );
    let first = all.first().map(String::as_str);
    assert_eq!(first, Some("Starting 'slow' workflow execution"));
    let later = link(&at, "Later").replace("&amp;", "&");
    assert!(
        lines(&plain(&vic, &later).await).len() > 100,
        "and on again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_reads_on_from_where_it_is() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    stage.writes(&id, &[("info", "before")]).await;
    let vic = stage.user("vic").await;
    let page = plain(&vic, &format!("{LIST}/{id}")).await;
    let of = |name: &str| {
        let value = page.split(&format!("{name}=\"")).nth(1).expect(name);
        value.split('"').next().expect(name).replace("&amp;", "&")
    };
    let (address, next) = (of("data-reads"), of("data-next"));
    stage.writes(&id, &[("error", "<b>after</b>")]).await;
    let told = vic.page(&format!("{address}?after={next}")).await;
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let lines = told["lines"].as_array().expect("lines");
    let after: Vec<_> = lines
        .iter()
        .filter(|line| line["text"] == "<b>after</b>")
        .collect();
    assert_eq!(after.len(), 1, "{told}");
    assert_eq!(after[0]["level"], "error");
    assert_eq!(told["more"], false);
    let again = vic
        .page(&format!(
            "{address}?after={}",
            told["next"].as_str().expect("text")
        ))
        .await;
    let again: Value = serde_json::from_str(&again).expect("JSON");
    assert_eq!(again["next"], told["next"], "nothing is new");
    let page = plain(&vic, &format!("{LIST}/{id}")).await;
    assert!(!page.contains("<b>after</b>") && page.contains("&lt;b&gt;after&lt;/b&gt;"));
    let odd = vic.get(&format!("{address}?after=banana")).await;
    assert_eq!(odd.status(), 404, "a cursor that the cloud does not know");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_leaves_what_fits_it_and_the_first_error_is_found() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let info: Vec<_> = (0..300).map(|_| ("info", "all is well")).collect();
    stage.writes(&id, &info).await;
    stage.pass(1).await;
    stage
        .writes(
            &id,
            &[("warning", "it is hot"), ("error", "port 443 is in use")],
        )
        .await;
    stage.pass(1).await;
    stage.writes(&id, &info).await;
    let vic = stage.user("vic").await;
    let at = async |query: &str| plain(&vic, &format!("{LIST}/{id}?{query}")).await;
    assert_eq!(lines(&at("level=error").await), ["port 443 is in use"]);
    assert_eq!(
        lines(&at("level=warning").await),
        ["it is hot", "port 443 is in use"]
    );
    assert_eq!(lines(&at("find=443+is").await), ["port 443 is in use"]);
    assert_eq!(lines(&at("kind=workflow_started").await).len(), 1);
    let none = at("node=nosuch").await;
    assert!(lines(&none).is_empty() && none.contains("Nothing of this part fits the filter."));
    let all = at("level=banana").await;
    assert_eq!(lines(&all).len(), 120, "nonsense is left out");
    let first = at("from=first-error").await;
    let found = lines(&first);
    let error = found.iter().position(|text| text == "port 443 is in use");
    let error = error.expect("the error");
    assert!(
        error > 0 && found[..error].contains(&"all is well".to_owned()),
        "what led to it"
    );
    assert_eq!(first.matches("id=\"first-error\"").count(), 1);
    let file = vic
        .page(&format!("{LIST}/{id}/log.txt?level=warning"))
        .await;
    assert_eq!(file.lines().count(), 2, "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_holds_every_line_once() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let texts: Vec<String> = (0..2_500)
        .map(|number| format!("line {number:04}"))
        .collect();
    for part in texts.chunks(500) {
        let part: Vec<_> = part.iter().map(|text| ("debug", text.as_str())).collect();
        stage.writes(&id, &part).await;
        stage.pass(1).await;
    }
    let vic = stage.user("vic").await;
    let answer = vic.get(&format!("{LIST}/{id}/log.txt")).await;
    assert_eq!(answer.status(), 200);
    let name = answer.headers()["content-disposition"]
        .to_str()
        .expect("text");
    assert!(name.contains(&format!("execution-{id}.txt")), "{name}");
    let file = answer.text().await.expect("text");
    let ours = file.lines().filter_map(|line| line.rsplit(": ").next());
    let ours: Vec<_> = ours.filter(|text| text.starts_with("line ")).collect();
    assert_eq!(ours, texts.iter().map(String::as_str).collect::<Vec<_>>());
}
