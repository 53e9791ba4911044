//! A manager with thousands of executions, some of them under way.

use slipway_simulator::Options;

use super::client::Client;

#[tokio::test]
async fn five_thousand_executions_are_paged_to_the_last() {
    let client = Client::with(Options::default());
    client.freeze().await;
    let total = client.read("executions?_size=0").await["metadata"]["pagination"]["total"]
        .as_u64()
        .unwrap();
    assert!(total >= 5_000, "{total}");
    let mut seen = std::collections::BTreeSet::new();
    let mut last = String::new();
    for offset in (0..total).step_by(1_000) {
        let path = format!(
            "executions?_size=1000&_offset={offset}&_sort=created_at&_include=id,created_at"
        );
        let page = client.read(&path).await;
        for item in page["items"].as_array().unwrap() {
            let created = item["created_at"].as_str().unwrap().to_owned();
            assert!(created >= last, "in order");
            last = created;
            seen.insert(item["id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(seen.len() as u64, total, "each once");
    let summary = client.read("summary/executions?_target_field=status").await;
    let counts = summary["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["executions"].as_u64().unwrap());
    assert_eq!(counts.sum::<u64>(), total);
}

#[tokio::test]
async fn some_executions_go_on_and_tell_more_and_more() {
    let client = Client::with(Options::default());
    client.freeze().await;
    let running = client
        .read("executions?status=started&_include=id,deployment_id")
        .await;
    let running = running["items"].as_array().unwrap().clone();
    assert_eq!(running.len(), 3);
    for execution in running {
        let id = execution["id"].as_str().unwrap();
        let path = format!("events?execution_id={id}&_size=0");
        let before = client.read(&path).await["metadata"]["pagination"]["total"]
            .as_u64()
            .unwrap();
        client.advance(120.0).await;
        let after = client.read(&path).await["metadata"]["pagination"]["total"]
            .as_u64()
            .unwrap();
        assert!(after > before, "{execution}: {before}, {after}");
    }
}
