//! The configured clouds: their drivers, caches and the limiters that bound what is sent to them.

use crate::bus::Message;
use crate::inventory::Inventory;
use crate::settings::{CloudSettings, Timings};
use crate::upkeep::cache::Cache;
use slipway_cloud::{Driver, Inventories, Manners, Packages, Rules, Servers, Workflows};
use slipway_domain::bill::Bill;
use slipway_domain::package::Package;
use slipway_domain::{AccountAlias, AppError, AppResult, GroupId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What inventory and packages depend on: clouds filter by account and by role.
pub type CacheKey = (AccountAlias, Vec<String>);

/// One configured cloud.
pub struct Cloud {
    /// Its settings.
    pub settings: CloudSettings,
    /// The code that speaks with it.
    pub driver: Arc<dyn Driver>,
    /// Servers per account and role set.
    pub inventories: Arc<Cache<CacheKey, Inventory>>,
    /// Packages per account and role set.
    pub packages: Arc<Cache<CacheKey, Vec<Package>>>,
    /// Estimated costs per account, role set and group.
    pub bills: Arc<Cache<(CacheKey, GroupId), Bill>>,
    limiters: Mutex<HashMap<AccountAlias, Arc<Limiter>>>,
}

/// What bounds the calls to one account: submits under way and readings per second.
pub struct Limiter {
    /// Permits for calls under way.
    pub calls: tokio::sync::Semaphore,
    interval: std::time::Duration,
    next_reading: tokio::sync::Mutex<tokio::time::Instant>,
}

impl Limiter {
    fn new(manners: &Manners) -> Self {
        let readings = manners.readings_per_second.max(1);
        Self {
            calls: tokio::sync::Semaphore::new(manners.calls_at_once),
            interval: std::time::Duration::from_secs(1) / readings,
            next_reading: tokio::sync::Mutex::new(tokio::time::Instant::now()),
        }
    }

    /// Waits for this account's next reading slot; slots are evenly spaced, so that many jobs
    /// stretch their intervals instead of bursting.
    pub async fn reading_slot(&self) {
        let slot = {
            let mut next = self.next_reading.lock().await;
            let slot = (*next).max(tokio::time::Instant::now());
            *next = slot + self.interval;
            slot
        };
        tokio::time::sleep_until(slot).await;
    }
}

impl Cloud {
    /// A cloud with empty caches.
    pub fn new(settings: CloudSettings, driver: Arc<dyn Driver>, timings: &Timings) -> Self {
        Self {
            settings,
            driver,
            inventories: Arc::new(Cache::with_gaps(
                timings.inventory_fresh,
                |inventory: &Inventory| !inventory.problems.is_empty(),
            )),
            packages: Arc::new(Cache::new(timings.packages_fresh)),
            bills: Arc::new(Cache::new(timings.bills_fresh)),
            limiters: Mutex::default(),
        }
    }

    /// How it wants to be treated.
    pub fn manners(&self) -> &Manners {
        self.driver.jobs().manners()
    }

    /// What may be done there in which state, and why not.
    pub fn rules(&self) -> &dyn Rules {
        self.driver.rules()
    }

    /// Whether there is a list of its packages.
    pub fn lists_packages(&self) -> bool {
        self.driver.packages().is_some()
    }

    /// Whether there is a list of its servers.
    pub fn lists_servers(&self) -> bool {
        self.driver.inventories().is_some()
    }

    /// Whether it tells about single servers and groups, which then have pages of their own.
    pub fn shows_servers(&self) -> bool {
        self.driver.servers().is_some()
    }

    /// Whether its servers stand in places, such as data centers.
    pub fn has_places(&self) -> bool {
        let inventories = self.driver.inventories();
        inventories.is_some_and(Inventories::has_places)
    }

    /// Whether it executes workflows, and tells of it.
    pub fn lists_executions(&self) -> bool {
        self.driver.workflows().is_some()
    }

    /// Its workflows and their executions.
    ///
    /// # Errors
    /// `NotFound` where this kind of cloud has none.
    pub fn workflows(&self) -> AppResult<&dyn Workflows> {
        let offered = self.driver.workflows();
        offered.ok_or_else(no_such_page)
    }

    /// Its servers and groups.
    ///
    /// # Errors
    /// `NotFound` where this kind of cloud has none.
    pub fn inventory(&self) -> AppResult<&dyn Inventories> {
        let offered = self.driver.inventories();
        offered.ok_or_else(no_such_page)
    }

    /// Its packages.
    ///
    /// # Errors
    /// `NotFound` where this kind of cloud has none.
    pub fn packages(&self) -> AppResult<&dyn Packages> {
        let offered = self.driver.packages();
        offered.ok_or_else(no_such_page)
    }

    /// Its single servers and groups.
    ///
    /// # Errors
    /// `NotFound` where this kind of cloud has none.
    pub fn servers(&self) -> AppResult<&dyn Servers> {
        let offered = self.driver.servers();
        offered.ok_or_else(no_such_page)
    }

    /// The limiter of an account.
    pub fn limiter(&self, account: &AccountAlias) -> Arc<Limiter> {
        let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        limiters
            .entry(account.clone())
            .or_insert_with(|| Arc::new(Limiter::new(self.manners())))
            .clone()
    }
}

/// Nothing leads to a page of what a kind of cloud does not offer; whoever asks typed its address.
fn no_such_page() -> AppError {
    AppError::not_found("This page")
}

/// The clouds by name, in the order of the settings.
#[derive(Clone)]
pub struct Clouds(Arc<Vec<Arc<Cloud>>>);

impl Clouds {
    /// From the settings' list.
    pub fn new(clouds: Vec<Cloud>) -> Self {
        Self(Arc::new(clouds.into_iter().map(Arc::new).collect()))
    }

    /// Finds one.
    ///
    /// # Errors
    /// `NotFound` where no cloud has that name (any more).
    pub fn get(&self, name: &slipway_domain::CloudName) -> AppResult<&Arc<Cloud>> {
        self.0
            .iter()
            .find(|cloud| cloud.settings.name == *name)
            .ok_or_else(|| AppError::not_found("Cloud"))
    }

    /// Takes a message of the bus: what was read of servers may no longer be how they are.
    pub(crate) fn hear(&self, message: &Message) {
        if let Message::ServersChanged(scope) = message
            && let Ok(cloud) = self.get(&scope.cloud)
        {
            cloud
                .inventories
                .outdate(|(account, _)| *account == scope.account);
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Cloud>> {
        self.0.iter()
    }
}
