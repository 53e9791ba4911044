//! Requests as the old libraries for this interface send them, over a real connection: forms where one expects JSON, keys
//! and ids in any case, slashes at the end, keys that nobody knows and nulls.

use serde_json::{Value, json};

use crate::port::Port;

/// The id of the group called `name`, somewhere below a group.
fn group<'a>(above: &'a Value, name: &str) -> Option<&'a str> {
    let here = (above["name"] == name).then(|| above["id"].as_str());
    let mut below = above["groups"].as_array()?.iter();
    here.flatten()
        .or_else(|| below.find_map(|below| group(below, name)))
}

async fn default_group(port: &Port) -> String {
    let center = port.read("/v2/datacenters/slip/VA1/?GroupLinks=TRUE").await;
    let links = center["links"].as_array().unwrap().iter();
    let root = links.clone().find(|link| link["rel"] == "group").unwrap();
    let root = root["id"].as_str().unwrap().to_uppercase();
    let tree = port.read(&format!("/v2/groups/Slip/{root}/")).await;
    group(&tree, "Default Group").unwrap().to_owned()
}

async fn step(port: &Port, seconds: f64) {
    let body = json!({"advanceSeconds": seconds});
    let answer = port.ask("POST", "/_sim/clock", &body).await.unwrap();
    assert_eq!(answer.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_that_sends_forms_is_understood() {
    let mut port = Port::open().await;
    let login = "Username=ADMIN&Password=slipway";
    let login = port.form("POST", "/v2/authentication/login/", login).await;
    assert_eq!(login.status, 200, "{login:?}");
    let token = login.json()["bearerToken"].as_str().unwrap().to_owned();
    port.token = token;
    let parent = default_group(&port).await;
    let form = format!("name=My+group&description=for+%C3%A4ll&parentGroupId={parent}");
    let made = port.form("POST", "/v2/groups/SLIP/", &form).await;
    assert_eq!(made.status, 201, "{made:?}");
    let made = made.json();
    assert_eq!(
        (&made["name"], &made["description"]),
        (&json!("My group"), &json!("for äll"))
    );
    let path = "/v2/operations/SLIP/servers/createSnapshot";
    let form = "snapshotExpirationDays=7&serverIds=VA1SLIPWEB01";
    let queued = port.form("POST", path, form).await;
    assert_eq!(
        (queued.status, &queued.json()[0]["isQueued"]),
        (200, &json!(true))
    );
    let networks = port.read("/v2-experimental/networks/slip/va1/").await;
    let network = networks[0]["id"].as_str().unwrap();
    let path = format!("/v2-experimental/networks/SLIP/VA1/{network}");
    let renamed = port.form("PUT", &path, "name=test&description=x").await;
    assert_eq!((renamed.status, renamed.body.len()), (204, 0));
    assert_eq!(port.read(&path).await["name"], "test");
    assert!(port.close().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_with_spellings_of_its_own_is_understood() {
    let port = Port::open().await;
    let parent = default_group(&port).await;
    let body = json!({"Name": "Pascal", "Description": null, "ParentGroupId": parent.to_uppercase(),
        "CustomFields": null, "ServerCount": 0, "Links": [{"Rel": "self"}]});
    let made = port.ask("POST", "/v2/groups/sLiP", &body).await.unwrap();
    assert_eq!(made.status, 201, "{made:?}");
    let location = made.header("location").unwrap().to_owned();
    let steps = json!([{"Op": "Set", "Member": "NAME", "Value": "Camel", "Path": null}]);
    let path = location.to_uppercase().replace("/V2/GROUPS", "/v2/groups") + "/";
    let patched = port.ask("PATCH", &path, &steps).await.unwrap();
    assert_eq!((patched.status, patched.body.len()), (204, 0));
    assert_eq!(patched.header("content-type"), None);
    assert_eq!(port.read(&location).await["name"], "Camel");
    let body = json!({"CPU": "2", "MemoryGB": 4, "NetworkId": null, "Extra": {}});
    let defaults = format!("{location}/defaults/");
    let set = port.ask("POST", &defaults, &body).await.unwrap();
    assert_eq!((set.status, &set.json()["cpu"]["value"]), (200, &json!(2)));
    let body = json!({"Ports": [{"Protocol": "tcp", "Port": 80, "PortTo": null}],
        "SourceRestrictions": null, "InternalIPAddress": null});
    let path = "/v2/servers/slip/VA1SLIPAPP01/publicIPAddresses/";
    let given = port.ask("POST", path, &body).await.unwrap();
    assert_eq!(
        (given.status, &given.json()["rel"]),
        (202, &json!("status"))
    );
    let gone = port.ask("DELETE", &location, &Value::Null).await.unwrap();
    assert_eq!(gone.status, 202, "{gone:?}");
    step(&port, 30.0).await;
    let found = port.get(&location).await.unwrap();
    assert_eq!((found.status, found.body.len()), (404, 0));
    assert!(port.close().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_absolute_link_leads_back_to_who_was_asked() {
    let port = Port::open().await;
    let networks = port.read("/v2-experimental/networks/SLIP/va1").await;
    let spare = networks.as_array().unwrap().last().unwrap();
    let body = json!({"networkId": spare["id"]});
    let path = "/v2/servers/SLIP/va1slipapp01/networks";
    let added = port.ask("POST", path, &body).await.unwrap();
    let uri = added.json()["uri"].as_str().unwrap().to_owned();
    // The helper calls every host x.
    let status = uri.strip_prefix("http://x/").unwrap();
    step(&port, 60.0).await;
    let told = port.read(&format!("/{status}")).await;
    assert_eq!(told, json!({"status": "succeeded"}));
    assert!(port.close().await);
}
