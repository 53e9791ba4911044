//! A portal with the demo cloud on a free port, and browsers that keep cookies.

use jiff::{SignedDuration, Timestamp};
use reqwest::{Client, RequestBuilder, Response, redirect};
use slipway_domain::Clock;
use slipway_server::cli::Serve;
use slipway_server::commands::{self, Pace, Running};
use sqlx::{Connection, SqliteConnection};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// A portal that listens until it is dropped.
pub(crate) struct Portal {
    pub(crate) running: Running,
    /// The portal's clock, which tests may set forward.
    pub(crate) clock: Arc<LeapingClock>,
    folder: tempfile::TempDir,
}

impl Portal {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A portal whose options or durations differ from the usual ones.
    pub(crate) async fn start_with(change: impl FnOnce(&mut Serve)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut options = Serve {
            demo: true,
            servers: Some(60),
            speed: Some(200.0),
            listen: "127.0.0.1:0".parse().ok(),
            data: Some(folder.path().to_owned()),
            ..Serve::default()
        };
        change(&mut options);
        Self::launch(folder, &options, |_| {}).await
    }

    /// A portal of the cloud at `url`, called Demo too, at another pace.
    pub(crate) async fn of_cloud(url: &str, change: impl FnOnce(&mut Pace)) -> Self {
        Self::configured(&demo_at(url), change).await
    }

    /// The same over what an earlier program kept.
    pub(crate) async fn of_kept(
        database: &Path,
        url: &str,
        change: impl FnOnce(&mut Pace),
    ) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(database, folder.path().join("slipway.sqlite")).expect("copied");
        let options = Self::configure(&folder, &demo_at(url));
        Self::launch(folder, &options, change).await
    }

    /// A portal with these settings, which begin within `[server]`.
    pub(crate) async fn configured(settings: &str, change: impl FnOnce(&mut Pace)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Self::configure(&folder, settings);
        Self::launch(folder, &options, change).await
    }

    /// The same portal started again with other settings: all that was kept is still there.
    pub(crate) async fn restarted(self, settings: &str) -> Self {
        let Self {
            running, folder, ..
        } = self;
        running.stop().await.expect("stopped");
        let options = Self::configure(&folder, settings);
        Self::launch(folder, &options, |_| {}).await
    }

    fn configure(folder: &tempfile::TempDir, settings: &str) -> Serve {
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            std::fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("private");
            path
        };
        write("key", "Nothing+is+kept+for+longer+than+a+test+runs=");
        let config = write(
            "settings.toml",
            &format!("[server]\nsecret_key_file = \"key\"\n{settings}"),
        );
        Serve {
            listen: "127.0.0.1:0".parse().ok(),
            data: Some(folder.path().to_owned()),
            config: Some(config),
            ..Serve::default()
        }
    }

    async fn launch(
        folder: tempfile::TempDir,
        options: &Serve,
        change: impl FnOnce(&mut Pace),
    ) -> Self {
        let clock = Arc::new(LeapingClock::default());
        let mut pace = Pace {
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            ..Pace::default()
        };
        change(&mut pace);
        let running = commands::start_at(options, pace).await;
        Self {
            running: running.expect("the portal starts"),
            clock,
            folder,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address)
    }

    /// A session cookie of this value, as a browser sends it.
    pub(crate) fn cookie(&self, value: &str) -> String {
        format!("slipway-{}={value}", self.running.address.port())
    }

    /// The database file.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("slipway.sqlite")
    }

    /// How many rows each table holds.
    pub(crate) async fn rows(&self) -> Vec<(String, i64)> {
        let url = format!("sqlite:{}?mode=ro", self.database().display());
        let mut database = SqliteConnection::connect(&url).await.expect("the database");
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut database)
            .await
            .expect("tables");
        assert!(tables.iter().any(|table| table == "sessions"), "{tables:?}");
        let mut rows = Vec::new();
        for table in tables {
            let count = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM \"{table}\""));
            let count = sqlx::query_scalar(count).fetch_one(&mut database).await;
            rows.push((table, count.expect("a count")));
        }
        rows
    }

    /// Somebody with an empty cookie jar, who follows no redirect by themselves.
    pub(crate) fn stranger(&self) -> Browser<'_> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls())
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()
            .expect("a client");
        Browser {
            client,
            portal: self,
        }
    }

    pub(crate) async fn signed_in(&self, user: &str) -> Browser<'_> {
        let browser = self.stranger();
        let answer = browser.sign_in(user, "slipway", "").await;
        assert_eq!(answer.status(), 303, "{user} signs in");
        browser
    }
}

/// The settings of one cloud.
pub(crate) fn demo_at(url: &str) -> String {
    format!("[[clouds]]\nname = \"Demo\"\nkind = \"clc\"\nurl = \"{url}\"\n")
}

/// The real time and what it was set forward by.
#[derive(Default)]
pub(crate) struct LeapingClock {
    ahead: AtomicI64,
}

impl LeapingClock {
    pub(crate) fn leap(&self, by: SignedDuration) {
        self.ahead.fetch_add(by.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for LeapingClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "runs and leases go on in real time between two leaps"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.ahead.load(Ordering::SeqCst))
    }
}

/// No test speaks TLS, but the client wants to be told how it would.
pub(crate) fn tls() -> rustls::ClientConfig {
    let provider = rustls::crypto::ring::default_provider();
    rustls::ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .expect("protocol versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

/// A browser as the portal sees it.
pub(crate) struct Browser<'a> {
    pub(crate) client: Client,
    pub(crate) portal: &'a Portal,
}

impl Browser<'_> {
    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client
            .get(self.portal.url(path))
            .send()
            .await
            .expect("an answer")
    }

    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("text")
    }

    /// A post as a browser begins it on one of the portal's own pages.
    pub(crate) fn posting(&self, path: &str) -> RequestBuilder {
        self.client
            .post(self.portal.url(path))
            .header("sec-fetch-site", "same-origin")
    }

    /// Posts a form as a browser does from one of the portal's own pages.
    pub(crate) async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Response {
        let request = self.posting(path).form(pairs);
        request.send().await.expect("an answer")
    }

    pub(crate) async fn sign_in(&self, user: &str, password: &str, next: &str) -> Response {
        self.sign_in_to("Demo", user, password, next).await
    }

    pub(crate) async fn sign_in_to(
        &self,
        cloud: &str,
        user: &str,
        password: &str,
        next: &str,
    ) -> Response {
        let pairs = [
            ("cloud", cloud),
            ("user", user),
            ("password", password),
            ("next", next),
        ];
        self.post("/sign-in", &pairs).await
    }
}

/// Where a redirect leads.
pub(crate) fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), 303, "a redirect");
    let header = answer.headers().get("location").expect("a location");
    header.to_str().expect("text").to_owned()
}
