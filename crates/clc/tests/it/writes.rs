//! What is sent to build and change servers, to the letter, and that none of its secrets comes
//! back in an error, nor is it ever sent twice.

use crate::fake::{Answer, Fake, auth};
use crate::golden_build::some_server;
use serde_json::{Value, json};
use slipway_cloud::{CloudError, Fault};
use slipway_domain::custom_field::CustomFieldChoice;
use slipway_domain::hardware::NewDisk;
use slipway_domain::new_server::{BuildPackage, DiskChange, NewServer, ServerChange, Source};
use slipway_domain::statistics::Sampling;
use slipway_domain::{GroupId, PackageId, Secret, ServerId};
use std::collections::BTreeMap;

const SECRETS: [&str; 3] = ["Canary-Own-1", "Canary-Source-1", "Canary-Package-1"];

/// A copy with a secret in every place there is.
fn secretive() -> NewServer {
    NewServer {
        source: Source::Server {
            id: ServerId::new("VA1ALTDX01"),
            password: Some(Secret::new(SECRETS[1])),
        },
        password: Some(Secret::new(SECRETS[0])),
        ttl: Some("2030-01-02T03:04:05.678Z".parse().unwrap()),
        disks: vec![NewDisk {
            path: None,
            size_gb: 3,
        }],
        packages: vec![BuildPackage {
            id: PackageId::new("{AB-CD}"),
            values: BTreeMap::from([("a.b".to_owned(), "1".to_owned())]),
            secrets: BTreeMap::from([("pw".to_owned(), Secret::new(SECRETS[2]))]),
            chosen: BTreeMap::new(),
            notices: Vec::new(),
        }],
        ..some_server()
    }
}

fn body(fake: &Fake) -> Value {
    serde_json::from_str(&fake.asked()[0].body).unwrap()
}

#[tokio::test]
async fn a_creation_says_what_is_wanted_and_nothing_else() {
    let fake = Fake::always(Answer::empty(500)).await;
    let client = fake.client();
    let lost = client.create_server(&auth(), &secretive()).await;
    assert_eq!(lost.unwrap_err().word(), "outcome_unknown");
    let asked = fake.asked();
    assert_eq!(asked.len(), 1, "it is sent once, whatever comes of it");
    assert_eq!((asked[0].method.as_str(), asked[0].target.as_str()), {
        ("POST", "/v2/servers/ALTD")
    });
    let expected = json!({
        "name": "new", "description": "", "groupId": "g", "sourceServerId": "va1altdx01",
        "sourceServerPassword": SECRETS[1], "isManagedOS": false, "password": SECRETS[0],
        "cpu": 1, "memoryGB": 2, "type": "standard", "storageType": "standard",
        "customFields": [], "additionalDisks": [{"sizeGB": 3, "type": "raw"}],
        "ttl": "2030-01-02T03:04:05Z",
        "packages": [{"packageId": "abcd", "parameters": {"a.b": "1", "pw": SECRETS[2]}}],
    });
    assert_eq!(body(&fake), expected);
}

#[tokio::test]
async fn changes_are_a_list_of_members() {
    let fake = Fake::always(Answer::empty(204)).await;
    let changes = [
        ServerChange::Cpu(2),
        ServerChange::MemoryGb(4),
        ServerChange::Disks(vec![
            DiskChange::Keep {
                id: "0:0".to_owned(),
                size_gb: 1,
            },
            DiskChange::Add(NewDisk {
                path: Some("/data".to_owned()),
                size_gb: 7,
            }),
        ]),
        ServerChange::Password {
            current: Secret::new("old"),
            new: Secret::new("new"),
        },
        ServerChange::Description("x".to_owned()),
        ServerChange::Group(GroupId::new("AB")),
        ServerChange::CustomFields(vec![CustomFieldChoice {
            id: "f".to_owned(),
            value: "1".to_owned(),
        }]),
    ];
    let (client, auth) = (fake.client(), auth());
    let server = ServerId::new("VA1X01");
    let lost = client.change_server(&auth, &server, &changes);
    // Some of it takes a job, and none is named.
    let unknown = CloudError::OutcomeUnknown {
        fault: Fault::Senseless,
        message: None,
    };
    assert_eq!(lost.await.unwrap_err(), unknown);
    let set = |member: &str, value: Value| json!({"op": "set", "member": member, "value": value});
    let expected = json!([
        set("cpu", json!(2)),
        set("memory", json!(4)),
        set(
            "disks",
            json!([{"diskId": "0:0", "sizeGB": 1},
            {"path": "/data", "sizeGB": 7, "type": "partitioned"}])
        ),
        set("password", json!({"current": "old", "password": "new"})),
        set("description", json!("x")),
        set("groupId", json!("ab")),
        set("customFields", json!([{"id": "f", "value": "1"}])),
    ]);
    assert_eq!(body(&fake), expected);
    assert_eq!(fake.asked()[0].method, "PATCH");
}

#[tokio::test]
async fn what_is_refused_does_not_repeat_secrets() {
    // A cloud that quotes the whole request in its refusal.
    let fake = Fake::new(|asked, _| {
        let state = json!({"body.password": [format!("no: {}", asked.body)]});
        let told = json!({"message": asked.body, "modelState": state});
        Answer::json(400, told.to_string())
    });
    let fake = fake.await;
    let client = fake.client();
    let refused = client.create_server(&auth(), &secretive()).await;
    let first = refused.unwrap_err();
    let changes = [ServerChange::Password {
        current: Secret::new(SECRETS[0]),
        new: Secret::new(SECRETS[1]),
    }];
    let server = ServerId::new("va1x01");
    let refused = client.change_server(&auth(), &server, &changes).await;
    let told = format!("{first:?} {:?}", refused.unwrap_err());
    assert!(told.contains("•••") && told.contains("body.password"));
    for secret in SECRETS {
        assert!(!told.contains(secret), "{secret} came back");
    }
}

#[tokio::test]
async fn a_creation_without_a_name_to_follow_has_an_unknown_outcome() {
    let link = json!({"rel": "status", "href": "/v2/operations/altd/status/va1-1", "id": "va1-1"});
    for (answer, word) in [
        (
            json!({"server": "x", "isQueued": true, "links": [link]}),
            "outcome_unknown",
        ),
        (
            json!({"server": "x", "isQueued": true, "links": []}),
            "outcome_unknown",
        ),
        (
            json!({"server": "x", "isQueued": false, "errorMessage": "No room"}),
            "refused",
        ),
        (json!({}), "outcome_unknown"),
    ] {
        let fake = Fake::always(Answer::json(202, answer.to_string())).await;
        let created = fake.client().create_server(&auth(), &some_server()).await;
        assert_eq!(created.unwrap_err().word(), word, "{answer}");
    }
}

#[tokio::test]
async fn hours_are_asked_for_as_the_cloud_writes_times() {
    let told = json!([{"name": "X", "stats": [{"timestamp": "2", "cpuPercent": "7.5"},
        {"timestamp": "1", "cpuPercent": -0.01, "guestDiskUsage": [7, {"path": "/"}]}, {}, null]}]);
    let fake = Fake::always(Answer::json(200, told.to_string())).await;
    let sampling = Sampling::Hourly {
        start: "2026-11-20T08:00:00.5Z".parse().unwrap(),
        hours: 36,
    };
    let (auth, server) = (auth(), ServerId::new("x"));
    let client = fake.client();
    let found = client.server_statistics(&auth, &server, sampling);
    let found = found.await.unwrap();
    let percents: Vec<_> = found.iter().map(|sample| sample.cpu_percent).collect();
    assert_eq!(percents, [Some(-0.01), Some(7.5)]);
    let expected = "/v2/servers/ALTD/x/statistics?type=hourly&start=2026-11-20T08%3A00%3A00Z\
        &end=2026-11-21T20%3A00%3A00Z&sampleInterval=01%3A00%3A00";
    assert_eq!(fake.asked()[0].target, expected);
}
