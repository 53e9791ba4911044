//! The list as a file: exactly what the filter leaves, in its order, whatever the pages.

use super::ids;
use crate::support::{Browser, Portal};
use reqwest::Response;
use serde_json::Value;

/// The rows of a CSV as RFC 4180 has them.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'), "a line ends with both");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !quoted, "it is whole");
    rows
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    let value = answer.headers().get(name).expect(name);
    value.to_str().expect("text")
}

async fn shown(browser: &Browser<'_>, query: &str) -> Vec<String> {
    let mut shown = Vec::new();
    for page in 1..=2 {
        let html = browser
            .page(&format!("/Demo/SLIP/servers?{query}&page={page}"))
            .await;
        if page == 1 || !html.contains("rel=\"next\"") {
            shown.extend(ids(&html).into_iter().map(str::to_owned));
        }
        if !html.contains("rel=\"next\"") {
            break;
        }
    }
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_holds_what_the_filter_leaves_in_the_order_shown() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    for query in [
        "",
        "sort=-memory",
        "q=web&power=started&sort=-cpu",
        "q=canary",
        "q=nothing-is-called-so",
    ] {
        let expected = match query {
            "q=nothing-is-called-so" => Vec::new(),
            query => shown(&viewer, query).await,
        };
        let csv = viewer
            .get(&format!("/Demo/SLIP/servers.csv?{query}&page=2"))
            .await;
        assert_eq!(header(&csv, "content-type"), "text/csv; charset=utf-8");
        let name = header(&csv, "content-disposition");
        assert!(
            name.starts_with("attachment; filename=\"servers-SLIP-20"),
            "{name}"
        );
        let bytes = csv.bytes().await.expect("a file");
        assert!(
            bytes.starts_with(b"\xEF\xBB\xBF\"id\",\"name\","),
            "it says that it is UTF-8"
        );
        let csv = rows(std::str::from_utf8(&bytes).expect("UTF-8"));
        assert!(csv.iter().all(|row| row.len() == 15), "{query}");
        let own: Vec<&str> = csv[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(own, expected, "CSV of {query}");
        let json = viewer
            .get(&format!("/Demo/SLIP/servers.json?{query}"))
            .await;
        assert_eq!(header(&json, "content-type"), "application/json");
        let json: Vec<Value> = json_of(json).await;
        let own: Vec<&str> = json.iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(own, expected, "JSON of {query}");
        let only = viewer
            .get(&format!("/Demo/SLIP/servers.json?{query}&only=id"))
            .await;
        let only: Vec<String> = json_of(only).await;
        assert_eq!(only, expected, "ids of {query}");
    }
}

async fn json_of<T: serde::de::DeserializeOwned>(answer: Response) -> T {
    serde_json::from_str(&answer.text().await.expect("text")).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_stays_text_in_a_spreadsheet() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let csv = viewer.page("/Demo/SLIP/servers.csv?q=canary").await;
    let csv = rows(&csv);
    assert!(csv.len() > 1, "there are hostile servers");
    let json: Vec<Value> = json_of(viewer.get("/Demo/SLIP/servers.json?q=canary").await).await;
    for (row, one) in csv[1..].iter().zip(&json) {
        for cell in row {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!formula, "{cell}");
        }
        let description = one["description"].as_str().unwrap_or_default();
        let plain = row[12].strip_prefix('\'').unwrap_or(&row[12]);
        assert_eq!(plain, description, "nothing is lost");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_spreadsheets_pass_over_does_not_hide_a_formula() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for (number, hidden) in [
        "\u{A0}=1+1",
        "\u{200B}@SUM(A1)",
        "＝1+1",
        "\u{FEFF}-1",
        "\u{3000}＋1",
    ]
    .into_iter()
    .enumerate()
    {
        let path = "/Demo/SLIP/servers/va1slipweb01/edit";
        let description = format!("{hidden} cell{number}");
        let answer = admin.post(path, &[("description", &description)]).await;
        assert_eq!(answer.status(), 303, "{description}");
        let words = format!("/Demo/SLIP/servers?q=cell{number}");
        crate::steps::until(&admin, &words, "VA1SLIPWEB01").await;
        let csv = rows(&admin.page("/Demo/SLIP/servers.csv?q=va1slipweb01").await);
        let cell = &csv[1][12];
        assert!(
            cell.starts_with('\'') && cell.contains(&format!("cell{number}")),
            "{cell:?}"
        );
    }
}
