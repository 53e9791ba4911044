//! The comparison itself: it sees every way in which an answer can be of another kind.

use serde_json::{Value, json};

use crate::clc::golden_shape::{differences, shape};

fn recorded() -> Value {
    json!({
        "id": "va1altdweb01", "name": "VA1ALTDWEB01", "locationId": "VA1", "sizeGB": 1.0, "cpu": 1, "flag": true,
        "createdDate": "2015-06-17T19:17:14Z", "status": "active", "fields": [],
        "links": [{"rel": "self", "href": "/v2/servers/altd/va1altdweb01", "id": "va1altdweb01", "verbs": ["GET"]}],
        "billed": {"5ffda89a8ce6444baa8d28b9d1581e6d": {"cost": 0.5}}
    })
}

fn simulated() -> Value {
    json!({
        "id": "wa1slipdb07", "name": "WA1SLIPDB07", "locationId": "WA1", "sizeGB": 2.5, "cpu": 8, "flag": false,
        "createdDate": "2026-01-01T00:00:00Z", "status": "active", "fields": [{"any": 1}],
        "links": [{"rel": "self", "href": "/v2/servers/slip/wa1slipdb07", "id": "wa1slipdb07", "verbs": ["GET"]}],
        "billed": {"00000000000000000000000000000000": {"cost": 1.5}, "ffffffffffffffffffffffffffffffff": {"cost": 0.0}}
    })
}

fn compared(ours: &Value) -> Vec<String> {
    differences(&shape(&recorded(), "altd"), &shape(ours, "slip"), |_| false)
}

#[test]
fn answers_of_one_kind_do_not_differ() {
    assert_eq!(compared(&simulated()), Vec::<String>::new());
}

#[test]
fn every_other_difference_is_seen_once() {
    let changes: [(&str, Value); 13] = [
        ("/id", json!("WA1SLIPDB07")),
        ("/name", json!("wa1slipdb07")),
        ("/locationId", json!("wa1")),
        ("/sizeGB", json!(2)),
        ("/cpu", json!(1.0)),
        ("/cpu", json!("1")),
        ("/flag", json!("true")),
        ("/createdDate", json!("2026-01-01T00:00:00.000Z")),
        ("/status", json!("archived")),
        ("/links/0/href", json!("/v2/servers/SLIP/wa1slipdb07")),
        ("/links/0/verbs", json!(["GET", "PATCH"])),
        ("/links/0/id", json!("WA1SLIPDB07")),
        ("/fields", Value::Null),
    ];
    for (place, value) in changes {
        let mut ours = simulated();
        *ours.pointer_mut(place).unwrap() = value.clone();
        let found = compared(&ours);
        assert!(!found.is_empty(), "{place} as {value}");
        let name = place.rsplit('/').next().unwrap();
        assert!(found[0].contains(name), "{place} as {value}: {found:?}");
    }
}

#[test]
fn missing_and_additional_members_and_links_are_seen() {
    for name in ["id", "flag", "billed", "links"] {
        let mut ours = simulated();
        ours.as_object_mut().unwrap().remove(name);
        assert!(compared(&ours)[0].contains("missing"), "{name}");
    }
    let mut ours = simulated();
    ours["surplus"] = json!(1);
    assert_eq!(compared(&ours), [".surplus was not recorded: an integer"]);
    let mut ours = simulated();
    let link = json!({"rel": "delete", "href": "/v2/servers/slip/wa1slipdb07"});
    ours["links"].as_array_mut().unwrap().push(link);
    assert!(compared(&ours)[0].contains("links[delete]"));
    let mut ours = simulated();
    ours["links"] = json!([]);
    assert!(compared(&ours)[0].contains("links[self] is missing"));
}
