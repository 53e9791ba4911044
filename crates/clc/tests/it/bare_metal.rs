//! Machines of their own: how they are told, asked for to the letter, and built.

use crate::fake::{Answer, Fake, auth};
use crate::golden_build::some_server;
use crate::simulated::{end, signed_in};
use serde_json::{Value, json};
use slipway_clc::ClcClient;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::bare_metal::{Availability, BareMetal};
use slipway_domain::hardware::ServerKind;
use slipway_domain::money::Money;
use slipway_domain::new_server::{NewServer, Source};
use slipway_domain::run::JobStatus;
use slipway_domain::{DataCenterId, Secret, ServerId};

async fn machines(body: &str) -> BareMetal {
    let fake = Fake::always(Answer::json(200, body)).await;
    let (client, center) = (fake.client(), DataCenterId::new("DE1"));
    let found = client.bare_metal_capabilities(&auth(), &center).await;
    assert_eq!(
        fake.asked()[0].target,
        "/v2/datacenters/ALTD/de1/bareMetalCapabilities"
    );
    found.unwrap()
}

/// A machine of its own, with everything that the cloud passes over left out.
fn machine(configuration: &str, os: &str) -> NewServer {
    NewServer {
        source: Source::BareMetal {
            configuration: configuration.to_owned(),
            os: os.to_owned(),
        },
        kind: ServerKind::BareMetal,
        cpu: None,
        memory_gb: None,
        storage: None,
        ..some_server()
    }
}

#[tokio::test]
async fn machines_are_read_as_the_documentation_shows_them() {
    let disk = json!({"capacityGB": 2000, "speedRpm": 7200, "type": "Hdd"});
    let body = json!({
        "skus": [{"id": "f24b", "hourlyRate": 1.65, "availability": "none ",
            "memory": [{"capacityGB": 32}, {"capacityGB": 32}],
            "processor": {"coresPerSocket": 6, "description": "Some processor", "sockets": 2},
            "storage": [disk, disk]}],
        "operatingSystems": [{"type": "redHat6_64Bit", "description": "RedHat 6", "hourlyRatePerSocket": 0.075}],
    });
    let found = machines(&body.to_string()).await;
    let sku = &found.configurations[0];
    assert_eq!(
        (sku.id.as_str(), sku.processor.as_str()),
        ("f24b", "Some processor")
    );
    assert_eq!(
        sku.size(),
        "2 × 6 cores, 64 GB of memory, 2 × 2000 GB HDD at 7200 rpm"
    );
    assert_eq!(sku.availability, Availability::None);
    assert_eq!(sku.hourly, Some(Money::of(1.65)));
    let system = &found.systems[0];
    assert_eq!(
        (system.os.as_str(), system.description.as_str()),
        ("redHat6_64Bit", "RedHat 6")
    );
    assert_eq!(system.hourly_per_socket, Some(Money::of(0.075)));
}

#[tokio::test]
async fn odd_machines_cost_only_themselves() {
    let body = r#"{"SKUS":[7,{"hourlyRate":1},{"id":"a","memory":"16","processor":null,"storage":[null,{"capacityGB":"5"}]}],
        "operatingSystems":[{"description":"none"},{"TYPE":"x"}],"more":{}}"#;
    let found = machines(body).await;
    assert_eq!(found.configurations.len(), 1);
    let odd = &found.configurations[0];
    assert_eq!(
        (odd.processor.as_str(), odd.memory_gb, odd.hourly),
        ("a", 0, None)
    );
    assert_eq!(odd.availability, Availability::Unknown);
    assert_eq!((odd.disks.len(), odd.disks[0].size_gb), (1, 5));
    assert_eq!(found.systems[0].description, "x");
    assert_eq!(machines("{}").await, BareMetal::default());
}

#[tokio::test]
async fn an_order_says_what_counts_for_a_machine_and_nothing_else() {
    let fake = Fake::always(Answer::empty(500)).await;
    let server = NewServer {
        network: Some("n".to_owned()),
        primary_dns: Some("10.0.0.1".to_owned()),
        password: Some(Secret::new("Canary-Own-1")),
        ..machine("f24b", "centOS6_64Bit")
    };
    let lost = fake.client().create_server(&auth(), &server).await;
    assert_eq!(lost.unwrap_err().word(), "outcome_unknown");
    let body: Value = serde_json::from_str(&fake.asked()[0].body).unwrap();
    let expected = json!({
        "name": "new", "description": "", "groupId": "g", "primaryDns": "10.0.0.1",
        "networkId": "n", "password": "Canary-Own-1", "type": "bareMetal", "customFields": [],
        "configurationId": "f24b", "osType": "centOS6_64Bit",
    });
    assert_eq!(body, expected);
}

/// A machine in Frankfurt, of which some are free.
async fn wanted(client: &ClcClient, auth: &Auth) -> NewServer {
    let here = DataCenterId::new("de1");
    let offer = client.deployment_capabilities(auth, &here).await.unwrap();
    assert!(offer.bare_metal);
    let found = client.bare_metal_capabilities(auth, &here).await.unwrap();
    let mut configurations = found.configurations.iter();
    let free = configurations.find(|one| one.availability == Availability::High);
    let beside = ServerId::new("de1slipapi01");
    NewServer {
        name: "iron".to_owned(),
        group: client.server(auth, &beside).await.unwrap().group,
        ..machine(&free.unwrap().id, &found.systems[0].os)
    }
}

#[tokio::test]
async fn a_machine_is_built_as_it_was_wanted() {
    let (client, auth) = signed_in("admin").await;
    let server = wanted(&client, &auth).await;
    let created = client.create_server(&auth, &server).await.unwrap();
    assert_eq!(
        end(&client, &auth, &created.job).await,
        JobStatus::Succeeded
    );
    let found = client.server_by_uuid(&auth, &created.uuid).await.unwrap();
    assert_eq!(found.server.name, "DE1SLIPIRON01");
    assert_eq!(found.kind, ServerKind::BareMetal);
    assert!(
        found
            .processor_words
            .is_some_and(|words| words.contains("Xeon"))
    );
    let wrong = NewServer {
        source: Source::BareMetal {
            configuration: "nothing".to_owned(),
            os: "nothing".to_owned(),
        },
        ..server
    };
    let refused = client.create_server(&auth, &wrong).await.unwrap_err();
    let CloudError::Refused { fields, .. } = refused else {
        panic!("{refused:?}");
    };
    let fields: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["body.configurationId", "body.osType"]);
}
