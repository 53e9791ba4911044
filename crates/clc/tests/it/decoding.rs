//! Answers as the cloud sent them, as its documentation has them, and as nobody should send
//! them: what can be used is used.

use crate::fake::{Answer, Fake, auth};
use slipway_clc::GroupTree;
use slipway_cloud::CloudError;
use slipway_domain::group::GroupKind;
use slipway_domain::package::{Package, ParameterType, Visibility};
use slipway_domain::run::JobStatus;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::{DataCenterId, GroupId, Secret, ServerId};

async fn server(body: &str) -> Result<Server, CloudError> {
    let fake = Fake::always(Answer::json(200, body)).await;
    fake.client().server(&auth(), &ServerId::new("x")).await
}

async fn tree(body: &str) -> GroupTree {
    let fake = Fake::always(Answer::json(200, body)).await;
    let (client, auth) = (fake.client(), auth());
    let (data_center, root) = (DataCenterId::new("CA1"), GroupId::new("r"));
    let tree = client.groups_detailed(&auth, &data_center, &root).await;
    assert_eq!(
        fake.asked()[0].target,
        "/v2/groups/ALTD/r?serverDetail=detailed"
    );
    tree.unwrap()
}

async fn packages(body: &str) -> Vec<Package> {
    let fake = Fake::always(Answer::json(200, body)).await;
    fake.client().packages(&auth()).await.unwrap()
}

#[tokio::test]
async fn a_sign_in_gives_who_and_where() {
    let body = r#"{"userName":"me.altd","accountAlias":"ALTD","locationAlias":"VA1",
        "roles":["ServerAdmin",null,7,"NewRole"],"bearerToken":"ey.J0","extra":{"a":[1]}}"#;
    let fake = Fake::always(Answer::json(200, body)).await;
    let login = fake.client().login("me", &Secret::new("pw")).await.unwrap();
    assert_eq!(login.user, "me.altd");
    assert_eq!(login.account.as_str(), "ALTD");
    assert_eq!(login.home, Some(DataCenterId::new("va1")));
    assert_eq!(login.roles, ["ServerAdmin", "7", "NewRole"]);
    assert_eq!(login.token, Secret::new("ey.J0"));
    assert_eq!(login.auth().account, login.account);
    assert_eq!(fake.asked()[0].body, r#"{"username":"me","password":"pw"}"#);
    for body in [r#"{"accountAlias":"A"}"#, r#"{"bearerToken":"t"}"#, "{}"] {
        let fake = Fake::always(Answer::json(200, body)).await;
        let login = fake.client().login("me", &Secret::new("pw")).await;
        assert_eq!(login.unwrap_err().word(), "not_understood", "{body}");
    }
}

#[tokio::test]
async fn a_server_becomes_a_slim_record() {
    let body = r#"{"id":"de1altdweb598","name":"DE1ALTDWEB598","description":"web","groupId":"0712",
        "isTemplate":false,"locationId":"DE1","osType":"CentOS 6 64-bit","os":"centOS6_64Bit",
        "status":"active","details":{"ipAddresses":[{"internal":"10.0.0.1"},
        {"public":"66.1.1.1","internal":"10.0.0.2"}],"secondaryIPAddresses":[{"internal":"10.9.0.1"}],
        "cpu":2,"inMaintenanceMode":true,"memoryMB":2048,"powerState":"paused","storageGB":23},
        "changeInfo":{"createdDate":"2015-06-11T23:00:38Z","modifiedDate":"2016-02-16T08:35:52Z"}}"#;
    let server = server(body).await.unwrap();
    assert_eq!(server.id, ServerId::new("DE1ALTDWEB598"));
    assert_eq!(server.name, "DE1ALTDWEB598");
    assert_eq!(server.data_center, Some(DataCenterId::new("de1")));
    assert_eq!(server.group, GroupId::new("0712"));
    assert_eq!(server.ips, ["10.0.0.1", "10.0.0.2", "10.9.0.1", "66.1.1.1"]);
    assert_eq!(
        (server.cpu, server.memory_mb, server.storage_gb),
        (2, 2_048, 23)
    );
    assert_eq!(server.power, Some(PowerState::Paused));
    assert_eq!(server.status, ServerStatus::Active);
    assert_eq!(server.os, "centOS6_64Bit");
    assert_eq!(server.os_name, "CentOS 6 64-bit");
    assert!(server.in_maintenance);
    assert_eq!(server.modified.unwrap(), "2016-02-16T08:35:52Z");
}

#[tokio::test]
async fn odd_values_cost_no_server() {
    let bare = server(r#"{"ID":"A1"}"#).await.unwrap();
    assert_eq!((bare.name.as_str(), bare.cpu), ("A1", 0));
    assert_eq!(bare.status, ServerStatus::Other("unknown".to_owned()));
    assert_eq!((bare.power, bare.ips.len()), (None, 0));
    let odd = r#"{"id":"a1","name":null,"description":7,"status":"ACTIVE","details":
        {"ipAddresses":[null,"x",{"internal":null,"public":"1.2.3.4"},{"internal":"1.2.3.4"}],
        "cpu":"4","memoryMB":1024.0,"storageGB":"-1","powerState":["x"],"inMaintenanceMode":"TRUE"},
        "changeInfo":"never","id":null,"groupId":{"a":1}}"#;
    let odd = server(odd).await.unwrap();
    assert_eq!((odd.cpu, odd.memory_mb, odd.storage_gb), (4, 1_024, 0));
    assert_eq!(odd.ips, ["1.2.3.4"]);
    assert_eq!((odd.description.as_str(), odd.in_maintenance), ("7", true));
    let building = server(r#"{"id":"a1","status":"underConstruction","details":null}"#).await;
    assert_eq!(building.unwrap().status, ServerStatus::UnderConstruction);
    for broken in [r#"{"name":"x"}"#, "[]", "null"] {
        let error = server(broken).await.unwrap_err();
        assert_eq!(error.word(), "not_understood", "{broken}");
    }
}

#[tokio::test]
async fn text_may_carry_a_mark_or_a_broken_byte() {
    let body = b"\xef\xbb\xbf{\"id\":\"a1\",\"description\":\"caf\xe9\"}".to_vec();
    let fake = Fake::always(Answer::Http(200, String::new(), body)).await;
    let server = fake.client().server(&auth(), &ServerId::new("a1")).await;
    assert_eq!(server.unwrap().description, "caf\u{fffd}");
}

#[tokio::test]
async fn a_tree_becomes_flat_lists_with_paths() {
    let tree = tree(
        r#"{"id":"R","name":"CA1 Hardware","type":"default","servers":[{"id":"top"}],"groups":[
            {"id":"A","name":"Web","type":"default","groups":[
                {"id":"B","name":"Blue","type":"mystery","servers":[
                    {"id":"S1","groupId":"other","locationId":"CA2"},null,{"name":"no id"},{"id":"S2"}]},
                "odd",{"name":"no id","servers":[{"id":"lost"}]}]},
            {"id":"C","name":"Archive","type":"archive","servers":null,"groups":null}],
         "links":[{"rel":"self"}]}"#,
    )
    .await;
    let groups: Vec<_> = tree
        .groups
        .iter()
        .map(|g| (g.id.as_str(), g.path.as_str()))
        .collect();
    let expected = [
        ("r", ""),
        ("a", "Web"),
        ("b", "Web / Blue"),
        ("c", "Archive"),
    ];
    assert_eq!(groups, expected);
    assert_eq!(tree.groups[2].kind, GroupKind::Other("mystery".to_owned()));
    assert_eq!(tree.groups[3].kind, GroupKind::Archive);
    assert_eq!(tree.groups[2].parent, Some(GroupId::new("a")));
    assert_eq!((tree.groups[0].parent.as_ref(), tree.skipped), (None, 4));
    let servers: Vec<_> = tree
        .servers
        .iter()
        .map(|s| (s.id.as_str(), s.group_path.as_str()))
        .collect();
    assert_eq!(
        servers,
        [("top", ""), ("s1", "Web / Blue"), ("s2", "Web / Blue")]
    );
    assert_eq!(tree.servers[1].group, GroupId::new("other"));
    assert_eq!(tree.servers[1].data_center, Some(DataCenterId::new("ca2")));
    assert_eq!(tree.servers[2].group, GroupId::new("b"));
    assert_eq!(tree.servers[2].data_center, Some(DataCenterId::new("ca1")));
}

#[tokio::test]
async fn a_package_is_read_in_either_spelling() {
    let body = r#"[
        {"id":"ce2236dcb96b4df3a3baa762a2d81a0d","name":"One","visibility":"Public","description":"d",
         "parameters":[{"variable":"T3.x","name":"X","type":"MULTISELECT","required":false,
            "defaultValue":5,"regex":"^a$","hint":"<b>h</b>","options":[{"name":"N","value":"v"},
            {"value":8},{"name":"only"},null,{}]},
            {"variable":"y","type":"network","regex":"","hint":null},
            {"variable":"t3.server.NAME","type":"string"},
            {"name":"no variable"}],
         "supportedOSTypes":["centOS6_64Bit",null]},
        {"ID":"{CE2236DC-B96B-4DF3-A3BA-A762A2D81A0E}","visibility":"odd",
         "supportedOsTypes":["a"],"supportedOSTypes":null},
        {"name":"no id"}, 3]"#;
    let packages = packages(body).await;
    let problems: Vec<_> = packages.iter().map(|p| p.problem.as_deref()).collect();
    let [first, None, Some("it has no id"), Some(third)] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    let unread = "its parameter 4 cannot be read: it has no variable";
    assert_eq!(*first, Some(unread));
    assert!(
        third.starts_with("its manifest is not understood: "),
        "{third}"
    );
    let (one, two) = (&packages[0], &packages[1]);
    assert_eq!(one.visibility, Some(Visibility::Public));
    assert_eq!(one.supported_os, ["centOS6_64Bit"]);
    assert_eq!(one.parameters.len(), 2);
    let (x, y) = (&one.parameters[0], &one.parameters[1]);
    assert_eq!((&x.kind, x.required), (&ParameterType::MultiSelect, false));
    assert_eq!(x.default_value.as_deref(), Some("5"));
    let options: Vec<_> = x
        .options
        .iter()
        .map(|o| (o.name.as_str(), o.value.as_str()))
        .collect();
    assert_eq!(options, [("N", "v"), ("8", "8"), ("only", "only")]);
    assert_eq!((&y.kind, y.required), (&ParameterType::Network, true));
    assert_eq!((y.regex.as_ref(), y.hint.as_ref()), (None, None));
    assert_eq!(two.id.as_str(), "ce2236dcb96b4df3a3baa762a2d81a0e");
    assert_eq!(
        (two.visibility, two.supported_os.as_slice()),
        (None, &["a".to_owned()][..])
    );
}

#[tokio::test]
async fn the_queue_speaks_in_either_case() {
    for (body, expected) in [
        (r#"{"status":"notStarted"}"#, JobStatus::NotStarted),
        (r#"{"Status":"RESUMED"}"#, JobStatus::Resumed),
        (r#"{"status":"foobar"}"#, JobStatus::Unknown),
        (r#"{"status":null,"Status":"failed"}"#, JobStatus::Failed),
    ] {
        let fake = Fake::always(Answer::json(200, body)).await;
        let status = fake.client().job_status(&auth(), "va1-1").await;
        assert_eq!(status.unwrap(), expected);
    }
}

#[tokio::test]
async fn an_inventory_survives_a_data_center_that_fails() {
    let fake = Fake::new(|asked, _| match asked.target.as_str() {
        "/v2/datacenters/ALTD?groupLinks=true" => Answer::json(
            200,
            r#"[{"id":"CA1","name":"Vancouver","links":[{"rel":"group","href":"/v2/groups/altd/r1"}]},
                {"id":"de1","links":[]},{"id":"gb1","links":[{"rel":"group","id":"r3"}]},{}]"#,
        ),
        "/v2/datacenters/ALTD/de1?groupLinks=true" => {
            Answer::json(200, r#"{"id":"de1","links":[{"rel":"Group","id":"R2"}]}"#)
        }
        "/v2/groups/ALTD/r1?serverDetail=detailed" => {
            Answer::json(200, r#"{"id":"r1","servers":[{"id":"ca1a"}]}"#)
        }
        "/v2/groups/ALTD/r2?serverDetail=detailed" => {
            Answer::json(200, r#"{"id":"r2","servers":[{"id":"de1a"},{}]}"#)
        }
        _ => Answer::json(500, r#"{"message":"An error has occurred."}"#),
    })
    .await;
    let inventory = fake.client().inventory(&auth()).await.unwrap();
    let names: Vec<_> = inventory
        .data_centers
        .iter()
        .map(|d| d.name.as_str())
        .collect();
    assert_eq!(names, ["Vancouver", "DE1", "GB1"]);
    let servers: Vec<_> = inventory.servers.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(
        (servers.as_slice(), inventory.skipped),
        (&["ca1a", "de1a"][..], 1)
    );
    let (data_center, problem) = &inventory.problems[0];
    assert_eq!(
        (data_center.as_str(), problem.word()),
        ("gb1", "unavailable")
    );
    assert_eq!((inventory.groups.len(), inventory.problems.len()), (2, 1));
}

#[tokio::test]
async fn an_inventory_ends_with_the_token() {
    let fake = Fake::new(|asked, _| {
        if asked.target.starts_with("/v2/datacenters") {
            let link = r#"{"rel":"group","id":"r"}"#;
            Answer::json(200, format!(r#"[{{"id":"ca1","links":[{link}]}}]"#))
        } else {
            Answer::empty(401)
        }
    })
    .await;
    let error = fake.client().inventory(&auth()).await.unwrap_err();
    assert_eq!(error, CloudError::NotSignedIn);
}

#[tokio::test]
async fn a_large_answer_is_decoded_whole() {
    let servers: Vec<_> = (0..5_000)
        .map(|n| {
            format!(
                r#"{{"id":"va1altd{n:05}","description":"{}"}}"#,
                "x".repeat(200)
            )
        })
        .collect();
    let body = format!(r#"{{"id":"r","servers":[{}]}}"#, servers.join(","));
    assert_eq!(tree(&body).await.servers.len(), 5_000);
}
