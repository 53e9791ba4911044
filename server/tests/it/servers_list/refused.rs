//! An order that none of its servers can take.

use crate::support::Portal;
use reqwest::StatusCode;
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_fits_no_server_says_each_reason_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let list = admin
        .page("/Demo/SLIP/servers.json?power=stopped&status=active")
        .await;
    let list: Vec<Value> = serde_json::from_str(&list).expect("a list");
    assert!(list.len() > 1, "some stand still: {list:?}");
    let text = |server: &Value, key: &str| server[key].as_str().expect("a text").to_owned();
    let ids: Vec<String> = list.iter().map(|server| text(server, "id")).collect();
    let mut order = vec![("operation", "shut-down")];
    order.extend(ids.iter().map(|id| ("server", id.as_str())));
    let answer = admin.post("/Demo/SLIP/servers/operate", &order).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = answer.text().await.expect("a page");
    assert_eq!(html.matches("It is stopped already.").count(), 1, "{html}");
    let count = format!("{} servers (", list.len());
    assert!(html.contains(&count), "{count} in {html}");
    assert!(html.contains(&text(&list[0], "name")), "{html}");
}
