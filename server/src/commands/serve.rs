//! `slipway serve`: put everything together, listen, and stop in good order.

use super::data::{DataFolder, previous_key};
use super::stop::stop_signal;
use super::{Failure, demo, recorder, say};
use crate::cli::Serve;
use crate::handles;
use crate::http::streams::Streams;
use crate::http::{AppState, router};
use crate::listen::{self, Limits};
use crate::settings::{CloudKind, ConfiguredCloud, Settings};
use crate::site::Site;
use crate::system::{SystemClock, SystemEntropy};
use slipway_app::pages::sign_in::DemoAccounts;
use slipway_clc::{ClcClient, ClcDriver};
use slipway_cloud::{Driver, Manners};
use slipway_cloudify::{CloudifyClient, CloudifyDriver};
use slipway_domain::{Clock, CloudName, Entropy};
use slipway_portal::actions::writes;
use slipway_portal::clouds::Clouds;
use slipway_portal::runs::engine;
use slipway_portal::upkeep::housekeeping;
use slipway_portal::{Cloud, CloudSettings, Parts, Portal, Timings};
use slipway_store::vault::Vault;
use slipway_upstream::{Breaker, Observer, Timeouts};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch as signal;
use tokio::task::JoinHandle;

/// How long open requests may take to end once the program is asked to stop.
const DRAIN: Duration = Duration::from_secs(8);

/// A portal that listens.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// The use-cases behind it.
    pub portal: Portal,
    stop: signal::Sender<bool>,
    serving: JoinHandle<std::io::Result<()>>,
    watcher: engine::Watcher,
    /// Keeps the lock, and a temporary data folder, until the end.
    _data: DataFolder,
}

impl Running {
    /// Stops listening, lets open requests end for a while, gives leases back.
    ///
    /// # Errors
    /// What the listener says.
    pub async fn stop(self) -> std::io::Result<()> {
        let _ = self.stop.send(true);
        let drained = tokio::time::timeout(DRAIN, self.serving);
        let written = tokio::time::timeout(DRAIN, self.portal.writes_ended());
        let ((), served, written) = tokio::join!(self.watcher.shutdown(), drained, written);
        if written.is_err() {
            tracing::warn!("writes were cut off; what became of them is not known");
        }
        stop_drivers(&self.portal).await;
        match served {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => Err(std::io::Error::other(error)),
            Err(_) => {
                tracing::warn!("open requests were cut off");
                Ok(())
            }
        }
    }
}

/// Serves until the program is asked to stop.
pub(super) async fn serve(options: Serve) -> Result<(), Failure> {
    let stop = stop_signal()?;
    let running = start(&options).await?;
    announce(&options, &running);
    stop.await;
    tracing::info!("stopping");
    running.stop().await?;
    Ok(())
}

fn announce(options: &Serve, running: &Running) {
    let port = running.address.port();
    say(&format!("Slipway is ready at http://localhost:{port}\n"));
    let accounts = options.demo.then(demo::accounts);
    for DemoAccounts { cloud, accounts } in accounts.into_iter().flatten() {
        let accounts = accounts.join("\n  ");
        say(&format!("Accounts of {cloud}:\n  {accounts}\n"));
    }
}

/// What the settings do not name: where the time comes from and how long things last.
pub struct Pace {
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// How long things take and last.
    pub timings: Timings,
    /// How clouds of the kind `clc` want to be treated.
    pub manners: Manners,
    /// How those of the kind `cloudify` do.
    pub cloudify_manners: Manners,
    /// Clouds that the settings do not name, with the code that speaks with each.
    pub drivers: Vec<(CloudName, Arc<dyn Driver>)>,
    /// How long to wait for a cloud.
    pub timeouts: Timeouts,
    /// When to stop asking one that does not answer.
    pub breaker: Breaker,
    /// What connections may take.
    pub limits: Limits,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            timings: Timings::default(),
            manners: ClcDriver::MANNERS,
            cloudify_manners: CloudifyDriver::MANNERS,
            drivers: Vec::new(),
            timeouts: Timeouts::default(),
            breaker: Breaker::default(),
            limits: Limits::default(),
        }
    }
}

/// Starts a portal; it listens when this returns.
///
/// # Errors
/// Names the setting, file or address that cannot be used.
pub async fn start(options: &Serve) -> Result<Running, Failure> {
    start_at(options, Pace::default()).await
}

/// Starts a portal that lives by another clock or at another pace.
///
/// # Errors
/// As [`start`].
pub async fn start_at(options: &Serve, pace: Pace) -> Result<Running, Failure> {
    let mut settings = Settings::load(options)?;
    let (stop, stopping) = signal::channel(false);
    if options.demo {
        demo::start(options, &mut settings, wait_for(stopping.clone())).await?;
    }
    if settings.clouds.is_empty() && pace.drivers.is_empty() {
        return Err("clouds: none is configured; add a [[clouds]] section, or try --demo".into());
    }
    warn_about_exposure(&settings);
    let mut data = DataFolder::open(&settings)?;
    let mut limits = pace.limits.clone();
    handles::fit(&mut limits);
    let portal = portal(&settings, &mut data, options.demo, pace).await?;
    writes::close_cut_off(&portal)
        .await
        .map_err(|error| format!("the database cannot be written: {error}"))?;
    start_drivers(&portal).await?;
    let watcher = engine::spawn(portal.clone());
    housekeeping::spawn(portal.clone(), stopping.clone());
    let listener = bind(settings.http.listen).await?;
    let address = listener.local_addr()?;
    settings.http.listens_at(address);
    let state = AppState {
        portal: portal.clone(),
        site: Arc::new(Site::embedded()),
        http: Arc::new(settings.http),
        streams: Streams::default(),
        metrics: recorder::recorder()?,
        stopping: stopping.clone(),
    };
    if !state.site.is_built() {
        tracing::warn!("this program was built without its browser files; pages have no style");
    }
    let serving = serve_on(listener, state, limits, stopping);
    Ok(Running {
        address,
        portal,
        stop,
        serving,
        watcher,
        _data: data,
    })
}

/// Lets every driver begin what goes on beside calls; where one cannot, the others end again.
async fn start_drivers(portal: &Portal) -> Result<(), Failure> {
    for (started, cloud) in portal.clouds().iter().enumerate() {
        if let Err(failure) = cloud.driver.start().await {
            for before in portal.clouds().iter().take(started) {
                before.driver.stop().await;
            }
            return Err(format!("cloud {}: {failure}", cloud.settings.name).into());
        }
    }
    Ok(())
}

async fn stop_drivers(portal: &Portal) {
    for cloud in portal.clouds().iter() {
        if tokio::time::timeout(DRAIN, cloud.driver.stop())
            .await
            .is_err()
        {
            tracing::warn!(cloud = %cloud.settings.name, "its driver did not stop in time");
        }
    }
}

async fn bind(listen: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(listen)
        .await
        .map_err(|error| format!("--listen {listen}: {error}").into())
}

fn serve_on(
    listener: TcpListener,
    state: AppState,
    limits: Limits,
    stopping: signal::Receiver<bool>,
) -> JoinHandle<std::io::Result<()>> {
    let trusted = state.http.trusted_proxies.clone();
    let serving = listen::serve(listener, router::router(state), limits, trusted, stopping);
    tokio::spawn(serving)
}

async fn wait_for(mut stopping: signal::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

fn warn_about_exposure(settings: &Settings) {
    if !settings.http.listen.ip().is_loopback() && !settings.http.is_https() {
        tracing::warn!(
            listen = %settings.http.listen,
            "listening beyond this machine without https: sign-ins can be read on the way; set public_url to an https address behind a proxy"
        );
    }
}

async fn portal(
    settings: &Settings,
    data: &mut DataFolder,
    demo: bool,
    pace: Pace,
) -> Result<Portal, Failure> {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let key = data.key(settings, demo)?;
    let vault = Vault::renewed(key, previous_key(settings)?, Arc::clone(&entropy));
    let database = data.database(settings);
    data.refuse_lost(&database)?;
    data.lock(&database)?;
    let store = slipway_store::sqlite::open(&database, vault)
        .await
        .map_err(|error| format!("database {}: {error}", database.display()))?;
    data.remember(&database)?;
    let mut clouds = Vec::new();
    for cloud in &settings.clouds {
        let driver = driver(cloud, &pace, Some(Arc::new(UpstreamMetrics)))?;
        clouds.push(Cloud::new(cloud.settings.clone(), driver, &pace.timings));
    }
    for (name, driver) in pace.drivers {
        let settings = CloudSettings::named(name);
        clouds.push(Cloud::new(settings, driver, &pace.timings));
    }
    Ok(Portal::new(Parts {
        store,
        clouds: Clouds::new(clouds),
        clock: pace.clock,
        entropy,
        timings: pace.timings,
    }))
}

/// What speaks with a cloud.
pub(super) fn driver(
    configured: &ConfiguredCloud,
    pace: &Pace,
    observer: Option<Arc<dyn Observer>>,
) -> Result<Arc<dyn Driver>, Failure> {
    let cloud = &configured.settings;
    let config = slipway_upstream::Config {
        ca_file: cloud.ca_file.clone(),
        proxy: cloud.proxy.clone(),
        entropy: Some(Arc::new(SystemEntropy)),
        observer,
        timeouts: pace.timeouts.clone(),
        breaker: pace.breaker.clone(),
        ..slipway_upstream::Config::new(cloud.name.clone(), cloud.url.clone())
    };
    let unfit = |error| format!("cloud {}: {error}", cloud.name);
    Ok(match configured.kind {
        CloudKind::Clc => {
            let client = ClcClient::new(config).map_err(unfit)?;
            Arc::new(ClcDriver::with_manners(client, pace.manners.clone()))
        }
        CloudKind::Cloudify => {
            let client = CloudifyClient::new(config).map_err(unfit)?;
            let manners = pace.cloudify_manners.clone();
            Arc::new(CloudifyDriver::with_manners(client, manners))
        }
    })
}

struct UpstreamMetrics;

impl Observer for UpstreamMetrics {
    fn call(&self, endpoint: &'static str, outcome: &'static str, elapsed: Duration) {
        let labels = [("endpoint", endpoint), ("outcome", outcome)];
        metrics::counter!("slipway_upstream_calls_total", &labels).increment(1);
        metrics::histogram!("slipway_upstream_seconds", &labels[..1]).record(elapsed.as_secs_f64());
    }
}
