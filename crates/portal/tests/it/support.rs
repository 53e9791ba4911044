//! A world for tests: a simulated cloud on loopback, a store in a temporary file, and portals
//! whose durations are short.

use jiff::{SignedDuration, Timestamp};
use slipway_clc::{ClcClient, ClcDriver, Config};
use slipway_cloud::{Auth, Identity, Manners};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::{AccountAlias, Clock, CloudName, DataCenterId, Entropy, Secret, ServerId};
use slipway_portal::clouds::Clouds;
use slipway_portal::{Cloud, CloudSettings, Parts, Portal, Timings};
use slipway_simulator::{Options, Simulator};
use slipway_store::Store;
use slipway_store::vault::{SecretKey, Vault};
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct WallClock;

impl Clock for WallClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "leases and readings run in real time here"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        std::fs::File::open("/dev/urandom")
            .unwrap()
            .read_exact(bytes)
            .unwrap();
    }
}

/// Durations with which a run is over in a second.
pub(crate) fn short_lives() -> Timings {
    Timings {
        poll_min: Duration::from_millis(40),
        poll_max: Duration::from_millis(200),
        lease: Duration::from_secs(1),
        ..Timings::default()
    }
}

/// A cloud that takes many readings.
pub(crate) fn quick_manners() -> Manners {
    Manners {
        readings_per_second: 200,
        ..ClcDriver::MANNERS
    }
}

/// A cloud and a store that any number of portals may share.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) cloud: CloudName,
    pub(crate) account: AccountAlias,
    pub(crate) address: String,
    _folder: tempfile::TempDir,
}

impl World {
    /// Somebody of the account with this role.
    pub(crate) fn holder(&self, role: &str) -> slipway_domain::Principal {
        slipway_domain::Principal {
            cloud: self.cloud.clone(),
            account: self.account.clone(),
            user: "somebody".into(),
            rights: ClcDriver::new(self.client()).rights(&[role.to_owned()]),
            roles: vec![role.into()],
        }
    }

    /// A cloud whose jobs run `speed` times as fast as the real ones.
    pub(crate) async fn new(speed: f64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let simulator = Simulator::new(Options {
            speed,
            ..Options::default()
        });
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        Self::at(address).await
    }

    /// A cloud that nobody serves.
    pub(crate) async fn unreachable() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::at(listener.local_addr().unwrap().to_string()).await
    }

    /// The cloud that somebody serves at `address`.
    pub(crate) async fn at(address: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let vault = Vault::new(SecretKey::generate(entropy.as_ref()), entropy);
        let path = folder.path().join("test.db");
        Self {
            store: slipway_store::sqlite::open(&path, vault).await.unwrap(),
            cloud: CloudName::new("demo"),
            account: AccountAlias::new("SLIP"),
            address,
            _folder: folder,
        }
    }

    pub(crate) fn client(&self) -> ClcClient {
        ClcClient::new(Config::new(
            self.cloud.clone(),
            format!("http://{}", self.address),
        ))
        .unwrap()
    }

    pub(crate) fn portal(&self) -> Portal {
        self.portal_with(short_lives())
    }

    /// A portal of its own over this world, as a further instance would be.
    pub(crate) fn portal_with(&self, timings: Timings) -> Portal {
        self.portal_of(timings, quick_manners())
    }

    /// The same for a cloud of these manners.
    pub(crate) fn portal_of(&self, timings: Timings, manners: Manners) -> Portal {
        let driver = Arc::new(ClcDriver::with_manners(self.client(), manners));
        let settings = CloudSettings {
            proxy: None,
            name: self.cloud.clone(),
            url: format!("http://{}", self.address),
            aliases: std::collections::BTreeMap::new(),
            ca_file: None,
            full_match: false,
            multi_select_separator: ",".into(),
        };
        Portal::new(Parts {
            store: self.store.clone(),
            clouds: Clouds::new(vec![Cloud::new(settings, driver, &timings)]),
            clock: Arc::new(WallClock),
            entropy: Arc::new(SystemEntropy),
            timings,
        })
    }

    pub(crate) async fn token(&self, user: &str) -> Secret {
        self.client()
            .login(user, &Secret::new("slipway"))
            .await
            .unwrap()
            .token
    }

    /// The first `count` servers of a data center that take packages.
    pub(crate) async fn servers(&self, data_center: &str, count: usize) -> Vec<ServerId> {
        let auth = Auth {
            account: self.account.clone(),
            token: self.token("admin").await,
        };
        let inventory = self.client().inventory(&auth).await.unwrap();
        let usable = inventory.servers.into_iter().filter(|server| {
            server.data_center == Some(DataCenterId::new(data_center))
                && server.status == slipway_domain::server::ServerStatus::Active
                && !server.id.as_str().contains("ref")
        });
        let servers: Vec<_> = usable.map(|server| server.id).take(count).collect();
        assert_eq!(servers.len(), count, "the demo fleet is large enough");
        servers
    }

    /// The subjects of what was recorded under this word.
    pub(crate) async fn audited(&self, word: &str) -> Vec<String> {
        let account = self.account.as_str();
        let rows = self.store.audit.newest(self.cloud.as_str(), account, 100);
        let rows = rows.await.unwrap().into_iter().map(|row| row.event);
        let rows = rows.filter(|event| event.action.word() == word);
        rows.map(|event| event.subject).collect()
    }

    /// Makes every token that was given so far worthless.
    pub(crate) async fn expire_tokens(&self) {
        let answer = self.plain("POST", "/_sim/tokens/expire").await;
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }

    /// How often packages were executed.
    pub(crate) async fn executions(&self) -> usize {
        self.plain("GET", "/_sim/requests")
            .await
            .matches("executePackage")
            .count()
    }

    /// How often the cloud was asked to make a group.
    pub(crate) async fn groups_made(&self) -> usize {
        let log = self.plain("GET", "/_sim/requests").await;
        log.matches(r#""method":"POST","path":"/v2/groups/"#)
            .count()
    }

    async fn plain(&self, method: &str, path: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).await.unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        );
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

/// The present moment and so much more.
pub(crate) fn soon(portal: &Portal, after: Duration) -> Timestamp {
    portal.now() + SignedDuration::try_from(after).unwrap()
}

/// Somebody who asks something of a run, for the audit chain.
pub(crate) fn by(action: AuditAction) -> AuditEvent {
    AuditEvent {
        at: Timestamp::UNIX_EPOCH,
        cloud: "Demo".to_owned(),
        account: "SLIP".to_owned(),
        user: "admin".to_owned(),
        action,
        subject: String::new(),
    }
}
