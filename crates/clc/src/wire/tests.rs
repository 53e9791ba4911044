//! Nothing that is JSON of the right outermost shape may fail to decode, whatever stands inside.

use super::account::{DataCenter, Login};
use super::group::Group;
use super::operation::entries;
use super::package::Package;
use super::server::Server;
use super::{Loose, decode};
use serde_json::{Value, json};
use slipway_domain::{AccountAlias, DataCenterId};

/// Stands for a number that is too large for any float.
const TOO_LARGE: &str = "\"too large\"";

/// Whatever might stand where something else is promised.
fn oddities() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-7),
        json!(1.5),
        json!(u64::MAX),
        json!(1e300),
        json!("too large"),
        json!(""),
        json!("text"),
        json!([]),
        json!([null, 1, "x", [[]], {}]),
        json!({}),
        json!({"id": {"id": []}}),
    ]
}

/// `whole` with every part in turn replaced by every oddity.
fn mutations(whole: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for place in places(whole, "") {
        for odd in oddities() {
            let mut changed = whole.clone();
            if let Some(part) = changed.pointer_mut(&place) {
                *part = odd;
            }
            all.push(changed);
        }
    }
    all
}

/// The JSON pointers of all parts below the whole.
fn places(value: &Value, above: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, part)| (format!("{above}/{index}"), part))
            .collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, part)| (format!("{above}/{key}"), part))
            .collect(),
        _ => Vec::new(),
    };
    below
        .into_iter()
        .flat_map(|(place, part)| {
            let deeper = places(part, &place);
            std::iter::once(place).chain(deeper)
        })
        .collect()
}

fn survives<T: serde::de::DeserializeOwned>(whole: &Value, then: impl Fn(T)) {
    for changed in mutations(whole) {
        // No value of ours holds a number that is too large.
        let json = changed.to_string().replace(TOO_LARGE, "-1e400");
        match decode(json.as_bytes()) {
            Ok(value) => then(value),
            Err(why) => panic!("{why}: {json}"),
        }
    }
}

fn server() -> Value {
    json!({"id": "a1", "name": "A1", "description": "", "groupId": "g", "locationId": "CA1",
        "osType": "O", "os": "o", "status": "active", "details": {
            "ipAddresses": [{"internal": "1", "public": "2"}], "secondaryIPAddresses": [],
            "cpu": 1, "memoryMB": 1, "storageGB": 1, "powerState": "started",
            "inMaintenanceMode": false},
        "changeInfo": {"modifiedDate": "x"}})
}

#[test]
fn servers_and_groups_survive_any_oddity() {
    survives(&server(), |server: Server| {
        drop(server.into_entity(None));
    });
    let tree = json!({"id": "r", "name": "R", "type": "default", "servers": [server()],
        "groups": [{"id": "g", "name": "G", "groups": [], "servers": [server()]}]});
    survives(&tree, |group: Group| {
        let found = group.into_tree(&DataCenterId::new("ca1"));
        assert!(found.servers.len() <= 2);
    });
}

#[test]
fn packages_survive_any_oddity() {
    let package = json!({"id": "p", "name": "P", "visibility": "public", "description": "",
        "parameters": [{"variable": "v", "name": "n", "type": "option", "defaultValue": "",
            "required": true, "regex": "", "hint": "", "options": [{"name": "n", "value": "v"}]}],
        "supportedOSTypes": ["a"]});
    survives(&package, |package: Package| drop(package.into_entity(1)));
    survives(&json!([package]), |list: Vec<Loose<Package>>| {
        assert_eq!(list.len(), 1);
    });
}

#[test]
fn the_rest_survives_any_oddity() {
    let login = json!({"userName": "u", "accountAlias": "A", "locationAlias": "V",
        "roles": ["r"], "bearerToken": "t"});
    survives(&login, |_: Login| {});
    let center = json!({"id": "c", "name": "C", "links": [{"rel": "group", "href": "/v2/x/y"}]});
    survives(&center, |center: DataCenter| {
        drop(center.into_entity(&AccountAlias::new("SLIP")));
    });
    let answer = json!([{"server": "a", "isQueued": true, "errorMessage": "m",
        "links": [{"rel": "status", "href": "/v2/x", "id": "1"}]}]);
    for changed in mutations(&answer) {
        for entry in entries(changed.to_string().as_bytes())
            .into_iter()
            .flatten()
        {
            drop(entry.said());
        }
    }
}

#[test]
fn half_a_character_costs_nothing_else() {
    let body = br#"[{"id":"a","name":"cut\ud83d"},{"id":"b"}]"#;
    let list: Vec<Loose<Package>> = decode(body).unwrap();
    let names = list
        .into_iter()
        .map(|entry| entry.0.unwrap().name.or_empty());
    assert_eq!(names.collect::<Vec<_>>(), ["cut\u{fffd}", ""]);
}

#[test]
fn a_tree_too_deep_to_be_true_is_refused_and_not_followed() {
    let deep = |levels: usize| {
        let tree = format!(
            "{}{}",
            r#"{"id":"a","groups":["#.repeat(levels),
            "]}".repeat(levels)
        );
        decode::<Group>(tree.as_bytes()).map(|group| group.into_tree(&DataCenterId::new("x")))
    };
    assert_eq!(deep(60).unwrap().groups.len(), 60);
    assert!(deep(100_000).is_err());
}

#[test]
fn reasons_quote_nothing() {
    for body in ["{\"id\": secret}", "\"secret\"", "[{\"secret\": ", ""] {
        let reason = decode::<Server>(body.as_bytes()).err().unwrap();
        assert!(
            !reason.contains("secret") && reason.contains("line"),
            "{reason}"
        );
    }
}
