//! How busy servers are, as it is told of one.

use serde_json::{Value, json};

use crate::clc::support::{Client, keys, list};

const SERVERS: &str = "/v2/servers/SLIP";

/// A client on whose cloud no time passes by itself, and what time it is there.
async fn frozen() -> (Client, jiff::Timestamp) {
    let client = Client::new().await;
    client.post("/_sim/clock", &json!({"freeze": true})).await;
    let now = client.read("/_sim/clock").await["now"].clone();
    (client, now.as_str().unwrap().parse().unwrap())
}

fn hourly(server: &str, now: jiff::Timestamp, hours: i64) -> String {
    let start = now - jiff::SignedDuration::from_hours(hours);
    let window = format!("START={start}&end={now}&sampleinterval=01:00:00");
    format!("{SERVERS}/{server}/statistics?Type=HOURLY&{window}")
}

#[tokio::test]
async fn the_latest_measurement_has_everything() {
    let (client, _) = frozen().await;
    let path = format!("{SERVERS}/va1slipapp01/statistics/?type=Latest");
    let told = client.read(&path).await;
    assert_eq!(told[0]["name"], "VA1SLIPAPP01");
    let stats = list(&told[0]["stats"]);
    assert_eq!(stats.len(), 1);
    assert_eq!(
        keys(&stats[0]),
        [
            "timestamp",
            "cpu",
            "cpuPercent",
            "memoryMB",
            "memoryPercent",
            "networkReceivedKBps",
            "networkTransmittedKBps",
            "diskUsageTotalCapacityMB",
            "diskUsage",
            "guestDiskUsage"
        ]
    );
    assert_eq!(client.read(&path).await, told);
}

#[tokio::test]
async fn hours_are_told_alike_whenever_they_are_asked_for() {
    let (client, now) = frozen().await;
    let day = client.read(&hourly("va1slipapp01", now, 24)).await;
    assert_eq!(day[0]["name"], "va1slipapp01");
    let day = list(&day[0]["stats"]).to_vec();
    assert!((24..=25).contains(&day.len()), "{}", day.len());
    let half = client.read(&hourly("va1slipapp01", now, 12)).await;
    let half = list(&half[0]["stats"]);
    assert!(half.len() < day.len() && day.ends_with(half));
    let percent = |stat: &Value| stat["cpuPercent"].as_f64().unwrap();
    assert!(
        day.iter()
            .all(|stat| (0.0..=100.0).contains(&percent(stat)))
    );
    let mut below_zero = 0;
    for server in client.servers("va1").await {
        let id = server["id"].as_str().unwrap();
        let told = client.read(&hourly(id, now, 12)).await;
        let runs = server["details"]["powerState"] == "started" && server["status"] == "active";
        assert_eq!(!list(&told[0]["stats"]).is_empty(), runs, "{id}");
        below_zero += told.to_string().matches(":-0.0").count();
    }
    assert!(below_zero > 0);
}

#[tokio::test]
async fn only_hours_are_told_to_the_end_of_the_window() {
    let (client, now) = frozen().await;
    let hour = now.as_second() - now.as_second().rem_euclid(3600);
    let at = |seconds: i64| jiff::Timestamp::from_second(hour - 7200 + seconds).unwrap();
    let group = client.tree("va1").await["id"].as_str().unwrap().to_owned();
    for (query, end, stamps) in [
        ("type=hourly&sampleInterval=01:00:00", 3600, 2),
        ("type=hourly&sampleInterval=00:01:00:00", 5400, 2),
        ("type=realtime&sampleInterval=00:00:05:00", 900, 3),
        ("type=REALTIME&sampleInterval=00:05:00", 901, 4),
        ("Type=realtime&sampleInterval=00:00:15:00", 1800, 2),
    ] {
        let window = format!("{query}&start={}&end={}", at(0), at(end));
        for place in [
            format!("{SERVERS}/va1slipapp01"),
            format!("/v2/groups/SLIP/{group}"),
        ] {
            let told = client.read(&format!("{place}/statistics?{window}")).await;
            let servers = list(&told).iter().map(|one| list(&one["stats"]));
            let running: Vec<_> = servers.filter(|stats| !stats.is_empty()).collect();
            assert!(!running.is_empty());
            for stats in running {
                assert_eq!(stats.len(), stamps, "{place} {window}: {stats:?}");
                assert_eq!(stats[0]["timestamp"], at(0).to_string());
            }
        }
    }
}

#[tokio::test]
async fn odd_windows_are_refused() {
    let (client, now) = frozen().await;
    for query in [
        "type=weekly".to_owned(),
        "type=hourly&start=soon".to_owned(),
        "sampleInterval=00:05:00".to_owned(),
        format!("start={now}&end={now}"),
        "start=2015-07-23T15:00:00&end=2015-07-23T17:00:00".to_owned(),
        "type=realtime&sampleInterval=00:01:00".to_owned(),
    ] {
        let path = format!("{SERVERS}/va1slipapp01/statistics?{query}");
        let answer = client.get(&path).await;
        assert_eq!(answer.status, 400, "{query}: {}", answer.text);
        assert!(answer.json()["message"].is_string());
    }
    let unknown = format!("{SERVERS}/nobody/statistics?type=latest");
    assert_eq!(client.get(&unknown).await.status, 404);
    let usual = client
        .read(&format!("{SERVERS}/va1slipapp01/statistics"))
        .await;
    assert!(list(&usual[0]["stats"]).len() > 20);
}
