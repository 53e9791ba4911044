//! What is sent about groups, and what is made of odd answers.

use crate::fake::{Answer, Fake, auth};
use serde_json::{Value, json};
use slipway_cloud::{CloudError, Fault};
use slipway_domain::GroupId;
use slipway_domain::custom_field::CustomFieldChoice;
use slipway_domain::group::{GroupChange, NewDefaults, NewGroup};
use slipway_domain::money::Money;
use slipway_domain::statistics::Sampling;

const JOB: &str = r#"{"rel":"status","href":"/v2/operations/altd/status/va1-7","id":"va1-7"}"#;

fn group() -> GroupId {
    GroupId::new("G1")
}

fn sent(fake: &Fake) -> (String, Value) {
    let asked = fake.asked().pop().unwrap();
    let body = serde_json::from_str(&asked.body).unwrap_or_default();
    (format!("{} {}", asked.method, asked.target), body)
}

#[tokio::test]
async fn changes_are_sent_as_the_cloud_wants_them() {
    let fake = Fake::always(Answer::empty(204)).await;
    let field = CustomFieldChoice {
        id: "f".to_owned(),
        value: "1".to_owned(),
    };
    let changes = [
        GroupChange::Name("n".to_owned()),
        GroupChange::Description("d".to_owned()),
        GroupChange::Parent(GroupId::new("P")),
        GroupChange::CustomFields(vec![field.clone()]),
    ];
    fake.client()
        .change_group(&auth(), &group(), &changes)
        .await
        .unwrap();
    let (target, body) = sent(&fake);
    assert_eq!(target, "PATCH /v2/groups/ALTD/g1");
    let step = |member: &str, value: Value| json!({"op": "set", "member": member, "value": value});
    let fields = json!([{"id": "f", "value": "1"}]);
    assert_eq!(
        body,
        json!([
            step("name", json!("n")),
            step("description", json!("d")),
            step("parentGroupId", json!("p")),
            step("customFields", fields.clone()),
        ])
    );
    let fake = Fake::always(Answer::json(201, r#"{"id":"N"}"#)).await;
    let mut new = NewGroup {
        name: "n".to_owned(),
        description: String::new(),
        parent: GroupId::new("p"),
        custom_fields: Vec::new(),
    };
    let made = fake.client().create_group(&auth(), &new).await.unwrap();
    assert_eq!((made.id.as_str(), made.name.as_str()), ("n", "n"));
    assert_eq!(sent(&fake).1, json!({"name": "n", "parentGroupId": "p"}));
    new.description.push('d');
    new.custom_fields.push(field);
    fake.client().create_group(&auth(), &new).await.unwrap();
    let (target, body) = sent(&fake);
    assert_eq!(target, "POST /v2/groups/ALTD");
    assert_eq!(
        (&body["description"], &body["customFields"]),
        (&json!("d"), &fields)
    );
}

#[tokio::test]
async fn jobs_on_groups_are_named_by_their_links() {
    let fake = Fake::always(Answer::json(202, JOB)).await;
    let (client, auth) = (fake.client(), auth());
    let job = client.delete_group(&auth, &group()).await.unwrap();
    assert_eq!(job.href, "/v2/operations/altd/status/va1-7");
    assert_eq!(sent(&fake).0, "DELETE /v2/groups/ALTD/g1");
    client.archive_group(&auth, &group()).await.unwrap();
    assert_eq!(sent(&fake).0, "POST /v2/groups/ALTD/g1/archive");
    let target = GroupId::new("T");
    let answer = format!(
        r#"{{"isQueued":true,"links":[{{"rel":"self","href":"/v2/groups/altd/g1?AccountAlias=ALTD&identifier=g1"}},{JOB}]}}"#
    );
    let fake = Fake::always(Answer::json(200, answer)).await;
    let restored = fake.client().restore_group(&auth, &group(), &target).await;
    assert_eq!(restored.unwrap().id, "va1-7");
    let (address, body) = sent(&fake);
    assert_eq!(address, "POST /v2/groups/ALTD/g1/restore");
    assert_eq!(body, json!({"targetGroupId": "t"}));
    let answer = r#"{"isQueued":false,"links":[],"errorMessage":"Not now."}"#;
    let fake = Fake::always(Answer::json(200, answer)).await;
    let refused = fake.client().restore_group(&auth, &group(), &target).await;
    assert_eq!(refused.unwrap_err().message().unwrap(), "Not now.");
}

#[tokio::test]
async fn a_write_without_an_answer_has_an_unknown_outcome() {
    for answer in [Answer::Reset, Answer::empty(500)] {
        let fake = Fake::always(answer).await;
        let (client, auth) = (fake.client(), auth());
        let name = [GroupChange::Name("n".to_owned())];
        let unknown = |error: CloudError| matches!(error, CloudError::OutcomeUnknown { .. });
        assert!(unknown(
            client
                .change_group(&auth, &group(), &name)
                .await
                .unwrap_err()
        ));
        assert!(unknown(
            client.delete_group(&auth, &group()).await.unwrap_err()
        ));
        let defaults = NewDefaults::default();
        let set = client.set_group_defaults(&auth, &group(), &defaults).await;
        assert!(unknown(set.unwrap_err()));
        assert_eq!(fake.asked().len(), 3, "each was sent once");
    }
    let fake = Fake::always(Answer::json(201, r#"{"name":"no id"}"#)).await;
    let new = NewGroup {
        name: "n".to_owned(),
        description: String::new(),
        parent: group(),
        custom_fields: Vec::new(),
    };
    let made = fake.client().create_group(&auth(), &new).await;
    let unknown = CloudError::OutcomeUnknown {
        fault: Fault::Senseless,
        message: None,
    };
    assert_eq!(made.unwrap_err(), unknown);
}

#[tokio::test]
async fn defaults_are_read_whatever_their_kind() {
    let body = r#"{"CPU":{"Value":2,"Inherited":"true"},"memoryGB":{"value":"4","inherited":false},
        "networkId":null,"primaryDns":"odd","templateName":{"inherited":true},"more":{}}"#;
    let fake = Fake::always(Answer::json(200, body)).await;
    let found = fake
        .client()
        .group_defaults(&auth(), &group())
        .await
        .unwrap();
    assert_eq!(
        (found.cpu.value.as_deref(), found.cpu.inherited),
        (Some("2"), true)
    );
    assert_eq!(found.memory_gb.value.as_deref(), Some("4"));
    assert_eq!((found.network.value, found.primary_dns.value), (None, None));
    assert_eq!(
        (found.template.value, found.template.inherited),
        (None, true)
    );
    assert_eq!(sent(&fake).0, "GET /v2/groups/ALTD/g1/defaults");
    let wanted = NewDefaults {
        cpu: Some(2),
        template: Some("T".to_owned()),
        ..NewDefaults::default()
    };
    fake.client()
        .set_group_defaults(&auth(), &group(), &wanted)
        .await
        .unwrap();
    assert_eq!(sent(&fake).1, json!({"cpu": 2, "templateName": "T"}));
}

#[tokio::test]
async fn a_bill_survives_odd_entries() {
    let body = r#"{"Date":"2015-07-21T08:32:00.1234567Z","groups":{
        "B":{"name":"b","servers":{"Y":{"monthlyEstimate":"2.5"},"X":{"monthlyEstimate":1,"currentHour":null},"z":7}},
        "a":{"servers":[]},"c":"odd","d":{"name":"d","servers":null}}}"#;
    let fake = Fake::always(Answer::json(200, body)).await;
    let bill = fake
        .client()
        .group_billing(&auth(), &group())
        .await
        .unwrap();
    let groups: Vec<_> = bill
        .groups
        .iter()
        .map(|group| (group.group.as_str(), group.name.as_str()))
        .collect();
    assert_eq!(groups, [("a", "a"), ("b", "b"), ("d", "d")]);
    let servers: Vec<_> = bill.groups[1]
        .servers
        .iter()
        .map(|line| line.server.as_str())
        .collect();
    assert_eq!(servers, ["x", "y"]);
    assert_eq!(bill.sum().month, Money::of(3.5));
    for nothing in ["{}", r#"{"groups":[]}"#] {
        let fake = Fake::always(Answer::json(200, nothing)).await;
        let bill = fake
            .client()
            .group_billing(&auth(), &group())
            .await
            .unwrap();
        assert_eq!(bill.groups, []);
    }
}

#[tokio::test]
async fn statistics_come_server_by_server() {
    let body = r#"[{"name":"VA1A","stats":[
        {"timestamp":"2015-07-23T15:00:00Z","cpuPercent":0.26,"networkReceivedKBps":-0.01},
        {"timestamp":"2015-07-23T14:00:00Z","cpuPercent":"1"},{"cpuPercent":9}]},
        {"name":"va1b","stats":[]},{"stats":[]},7]"#;
    let fake = Fake::always(Answer::json(200, body)).await;
    let (client, auth) = (fake.client(), auth());
    let group = group();
    let found = client.group_statistics(&auth, &group, Sampling::Latest);
    let found = found.await.unwrap();
    let target = "GET /v2/groups/ALTD/g1/statistics?type=latest";
    assert_eq!(sent(&fake).0, target);
    let names: Vec<&str> = found.iter().map(|(server, _)| server.as_str()).collect();
    assert_eq!(names, ["va1a", "va1b"]);
    let samples = &found[0].1;
    assert_eq!((samples.len(), samples[0].cpu_percent), (2, Some(1.0)));
    assert_eq!(samples[1].network_in, Some(-0.01));
    assert!(found[1].1.is_empty());
}
