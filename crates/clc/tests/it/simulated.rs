//! The client against the simulator: the journeys from sign-in to a job's end.

use crate::fake::quick;
use slipway_clc::{ClcClient, JobLink, PowerOp, Queued};
use slipway_cloud::{Auth, CloudError, Inventory};
use slipway_domain::run::JobStatus;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::{AccountAlias, AppError, PackageId, Secret, ServerId};
use slipway_simulator::{Options, Simulator, packages};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::net::TcpListener;

/// A simulator of 60 servers on which ten minutes pass in a second.
async fn cloud() -> ClcClient {
    let options = Options {
        servers: 60,
        speed: 600.0,
        seed: 7,
        ..Options::default()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let simulator = Simulator::new(options);
        simulator.serve(listener, std::future::pending()).await
    });
    ClcClient::new(quick(&url)).unwrap()
}

pub(crate) async fn signed_in(user: &str) -> (ClcClient, Auth) {
    let client = cloud().await;
    let login = client.login(user, &Secret::new("slipway")).await.unwrap();
    assert_eq!(login.account.as_str(), "SLIP");
    (client, login.auth())
}

async fn end_of(client: &ClcClient, auth: &Auth, queued: &Queued) -> JobStatus {
    end(client, auth, queued.verdict.as_ref().unwrap()).await
}

/// How a job ends.
pub(crate) async fn end(client: &ClcClient, auth: &Auth, job: &JobLink) -> JobStatus {
    for _ in 0..500 {
        let status = client.job_status(auth, &job.href).await.unwrap();
        if status.is_terminal() {
            return status;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the job never ends");
}

pub(crate) fn usable(inventory: &Inventory) -> Vec<ServerId> {
    let servers = inventory.servers.iter();
    servers
        .filter(|s| s.status == ServerStatus::Active && s.power == Some(PowerState::Started))
        .map(|s| s.id.clone())
        .collect()
}

#[tokio::test]
async fn sign_in_knows_its_people() {
    let client = cloud().await;
    client.check().await.unwrap();
    let login = client
        .login("admin", &Secret::new("slipway"))
        .await
        .unwrap();
    assert!(login.roles.contains(&"AccountAdmin".to_owned()));
    for _ in 0..4 {
        let wrong = client.login("viewer", &Secret::new("wrong")).await;
        assert_eq!(wrong.unwrap_err(), CloudError::BadCredentials);
    }
    let right = client.login("viewer", &Secret::new("slipway")).await;
    assert_eq!(right.unwrap_err(), CloudError::LockedOut);
}

#[tokio::test]
async fn the_inventory_is_complete() {
    let (client, auth) = signed_in("viewer").await;
    let inventory = client.inventory(&auth).await.unwrap();
    assert_eq!((inventory.servers.len(), inventory.skipped), (60, 0));
    assert_eq!(inventory.problems, []);
    let known = client.data_centers(&auth).await.unwrap();
    assert_eq!(inventory.data_centers, known);
    for server in &inventory.servers {
        let data_center = known
            .iter()
            .find(|dc| Some(&dc.id) == server.data_center.as_ref());
        assert!(data_center.is_some(), "{}", server.id);
        let group = inventory.groups.iter().find(|g| g.id == server.group);
        assert_eq!(group.unwrap().path, server.group_path);
    }
    // Archived servers keep their details only when asked for by themselves.
    let active = |server: &&Server| server.status == ServerStatus::Active;
    for server in inventory.servers.iter().filter(active) {
        let mut alone = client.server(&auth, &server.id).await.unwrap();
        alone.group_path.clone_from(&server.group_path);
        assert_eq!(&alone, server);
    }
    let nobody = client.server(&auth, &ServerId::new("va1nobody01")).await;
    assert_eq!(nobody.unwrap_err(), CloudError::NotFound);
}

#[tokio::test]
async fn a_package_runs_to_its_end() {
    let (client, auth) = signed_in("admin").await;
    let packages = client.packages(&auth).await.unwrap();
    let package = packages.iter().find(|p| {
        p.parameters.is_empty() && p.supported_os.iter().any(|os| os.starts_with("centOS"))
    });
    let package = &package.expect("one without parameters for CentOS").id;
    let servers = &usable(&client.inventory(&auth).await.unwrap())[..3];
    let (none, no_secrets) = (BTreeMap::new(), BTreeMap::new());
    let queued = client.execute_package(&auth, servers, package, &none, &no_secrets);
    let queued = queued.await.unwrap();
    let order: Vec<_> = queued.iter().map(|queued| queued.server.clone()).collect();
    assert_eq!(order, servers);
    assert_eq!(
        end_of(&client, &auth, &queued[0]).await,
        JobStatus::Succeeded
    );
    let bad = PackageId::new(packages::ALWAYS_FAILS);
    let queued = client.execute_package(&auth, &servers[..1], &bad, &none, &no_secrets);
    let queued = queued.await.unwrap();
    assert_eq!(end_of(&client, &auth, &queued[0]).await, JobStatus::Failed);
}

#[tokio::test]
async fn some_servers_are_refused_with_the_cloud_s_words() {
    let (client, auth) = signed_in("admin").await;
    let servers = usable(&client.inventory(&auth).await.unwrap());
    let package = PackageId::new(packages::REFUSES_SOME);
    let (none, no_secrets) = (BTreeMap::new(), BTreeMap::new());
    let queued = client.execute_package(&auth, &servers, &package, &none, &no_secrets);
    let queued = queued.await.unwrap();
    assert_eq!(queued.len(), servers.len());
    let refused: Vec<_> = queued
        .iter()
        .filter_map(|q| q.verdict.as_ref().err())
        .collect();
    assert!(!refused.is_empty() && refused.len() < queued.len());
    assert!(refused.iter().any(|words| words.contains("refuses to run")));
}

#[tokio::test]
async fn power_changes_when_the_job_ends() {
    let (client, auth) = signed_in("operator").await;
    let server = usable(&client.inventory(&auth).await.unwrap())[0].clone();
    let servers = [server.clone(), ServerId::new("va1nobody01")];
    let queued = client.power(&auth, PowerOp::PowerOff, &servers).await;
    let queued = queued.unwrap();
    assert!(queued[1].verdict.is_err());
    assert_eq!(
        end_of(&client, &auth, &queued[0]).await,
        JobStatus::Succeeded
    );
    let now = client.server(&auth, &server).await.unwrap();
    assert_eq!(now.power, Some(PowerState::Stopped));
    let queued = client.power(&auth, PowerOp::PowerOff, &servers[1..]).await;
    assert!(queued.unwrap()[0].verdict.is_err());
}

#[tokio::test]
async fn rights_and_accounts_are_the_cloud_s() {
    let (client, auth) = signed_in("viewer").await;
    let servers = usable(&client.inventory(&auth).await.unwrap());
    let power = client.power(&auth, PowerOp::Reboot, &servers[..1]).await;
    let error = power.unwrap_err();
    assert_eq!(error.word(), "not_allowed");
    assert!(matches!(AppError::from(error), AppError::Forbidden(_)));
    let foreign = Auth {
        account: AccountAlias::new("OTHR"),
        ..auth.clone()
    };
    let error = client.packages(&foreign).await.unwrap_err();
    assert!(error.is_refusal(), "{error:?}");
    let stale = Auth {
        token: Secret::new("stale"),
        ..auth
    };
    let error = client.packages(&stale).await.unwrap_err();
    assert_eq!(error, CloudError::NotSignedIn);
    assert_eq!(AppError::from(error), AppError::CredentialEnded);
}
