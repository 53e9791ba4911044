//! Home: what needs a person, what goes on, what they did last, and what they use.

use crate::inventory::{self, Inventory};
use crate::packages::catalogue;
use crate::portal::Portal;
use crate::runs::again;
use crate::runs::share::starting_right;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::{CachedValue, Freshness};
use jiff::Timestamp;
use slipway_domain::action::Action;
use slipway_domain::principal::Right;
use slipway_domain::run::{HoldReason, OutcomeState, RunDetail, RunState};
use slipway_domain::server::PowerState;
use slipway_domain::{AppError, AppResult, DataCenterId, PackageId};
use slipway_store::{RunQuery, RunSummary, Star};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Runs of each list that are looked at.
const LOOKED_AT: u64 = 50;
/// Of a person's own runs.
const OWN: u64 = 12;
/// Of those, the most that are shown.
const LAST: usize = 6;
/// The most decisions that are shown.
const DUE: usize = 5;
/// The most packages that are shown.
const PACKAGES: usize = 8;
/// The most packages that a person may star.
const STARS: u64 = 50;
/// How long the page waits for servers that nobody has read yet.
const WAITS: Duration = Duration::from_millis(700);

/// What the page shows.
pub struct Home {
    /// Runs that wait for a person, the oldest first.
    pub due: Vec<Due>,
    /// How many there are of these in all.
    pub due_count: usize,
    /// Other runs that go on, newest first.
    pub running: Vec<RunSummary>,
    /// The newest of the person's runs that are over.
    pub last: Vec<LastRun>,
    /// Whether anything has ever run in the account.
    pub has_run: bool,
    /// Their packages, where the cloud has any: starred ones, then those that they ran.
    pub packages: Option<Vec<OwnPackage>>,
    /// How many packages the account has, as far as that was read.
    pub package_count: Option<usize>,
    /// The servers by state, where the cloud lists any and they were read in time.
    pub servers: Option<Servers>,
    /// When the cloud last answered.
    pub answered: Option<Answered>,
}

/// A run that waits for a person.
pub struct Due {
    /// The run.
    pub run: RunSummary,
    /// What it waits for.
    pub why: Waits,
}

/// What a run waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Somebody who says what becomes of so many targets whose call got no reply.
    NoReply(u32),
    /// Somebody who says how its rollout goes on, with so many targets that are not sent yet.
    Held(HoldReason, u32),
    /// Somebody who signs in again: the cloud takes its token no more.
    Token,
    /// Somebody who may start it, for so many targets that are not sent yet.
    Starter(u32),
}

/// A run of the person's that is over.
pub struct LastRun {
    /// The run.
    pub run: RunSummary,
    /// On what it can be run again, if on anything.
    pub again: Option<Again>,
}

/// On what a run can be run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// On those that ended so; on all without it.
    pub state: Option<OutcomeState>,
    /// How many they are.
    pub count: u32,
}

/// A package that the person starred or ran.
pub struct OwnPackage {
    /// Which one.
    pub id: PackageId,
    /// What it is called.
    pub name: String,
    /// Whether it is starred.
    pub starred: bool,
    /// When they last ran it, as far as that is one of their newest runs.
    pub ran_at: Option<Timestamp>,
}

/// The servers of an account by state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Servers {
    /// By where they stand; one line without a place, where they stand in none.
    pub places: Vec<(Option<DataCenterId>, States)>,
}

/// How many servers stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct States {
    /// Switched on.
    pub started: u32,
    /// Switched off.
    pub stopped: u32,
    /// Neither, or nobody says.
    pub other: u32,
}

impl States {
    /// All of them.
    pub const fn total(self) -> u32 {
        self.started + self.stopped + self.other
    }
}

/// When the cloud last answered.
pub struct Answered {
    /// How long ago that was.
    pub age: Duration,
    /// Why it does not answer since.
    pub failure: Option<AppError>,
}

/// Reads what the page shows.
///
/// # Errors
/// `Internal`, `NotFound` where the settings no longer name the cloud.
pub async fn home(portal: &Portal, grant: &Grant) -> AppResult<Home> {
    grant.principal.require(Right::Read)?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let (live, paused, own, servers) = tokio::join!(
        listed(portal, grant, Some(RunState::Live), false),
        listed(portal, grant, Some(RunState::Paused), false),
        listed(portal, grant, None, true),
        servers(portal, grant),
    );
    let (live, paused, own) = (live?, paused?, own?);
    let seen = live.len() + paused.len() + own.len();
    let has_run = seen > 0 || !listed(portal, grant, None, false).await?.is_empty();
    let (mut due, running) = sorted(portal, live, paused);
    let due_count = due.len();
    due.truncate(DUE);
    let mut details = Vec::new();
    for run in &own {
        if let Some(detail) = portal.run_detail(&run.id).await? {
            details.push(detail);
        }
    }
    let packages = if cloud.lists_packages() {
        Some(packages(portal, grant, &details).await?)
    } else {
        None
    };
    let key = Portal::cache_key(&grant.principal);
    let known = cloud.packages.peek(&key);
    let last = last(portal, grant, own, &details);
    Ok(Home {
        due,
        due_count,
        running,
        last,
        has_run,
        packages,
        package_count: known.map(|known| known.value.len()),
        servers: servers.as_ref().map(|known| by_state(&known.value)),
        answered: answered(portal, grant)?,
    })
}

async fn listed(
    portal: &Portal,
    grant: &Grant,
    state: Option<RunState>,
    mine: bool,
) -> AppResult<Vec<RunSummary>> {
    let principal = &grant.principal;
    let query = RunQuery {
        started_by: mine.then(|| principal.user.clone()),
        state,
        limit: match (mine, state) {
            (true, _) => OWN,
            (false, Some(_)) => LOOKED_AT,
            (false, None) => 1,
        },
        ..RunQuery::of(principal.cloud.clone(), principal.account.clone())
    };
    Ok(portal.store().runs.list(&query).await?.runs)
}

/// What waits for a person, oldest first, and what goes on by itself.
fn sorted(
    portal: &Portal,
    live: Vec<RunSummary>,
    paused: Vec<RunSummary>,
) -> (Vec<Due>, Vec<RunSummary>) {
    let (mut due, mut running) = (Vec::new(), Vec::new());
    for run in live.into_iter().chain(paused) {
        let held = portal.hub().progress(&run.id).map_or(0, |told| told.held);
        let why = match run.state {
            _ if run.counts.no_reply > 0 => Some(Waits::NoReply(run.counts.no_reply)),
            RunState::Paused => Some(Waits::Token),
            _ if run.hold.is_some() => {
                let waiting = run.counts.waiting;
                run.hold.map(|reason| Waits::Held(reason, waiting))
            }
            _ if held > 0 => Some(Waits::Starter(held)),
            _ => None,
        };
        match why {
            Some(why) => due.push(Due { run, why }),
            None => running.push(run),
        }
    }
    due.sort_by(|a, b| a.run.id.cmp(&b.run.id));
    (due, running)
}

fn last(
    portal: &Portal,
    grant: &Grant,
    own: Vec<RunSummary>,
    details: &[Arc<RunDetail>],
) -> Vec<LastRun> {
    let over = own.into_iter().filter(|run| run.state.is_over());
    let last = over.take(LAST).map(|run| {
        let detail = details.iter().find(|detail| detail.run.id == run.id);
        let again = detail.and_then(|detail| can_repeat(portal, grant, detail));
        LastRun { run, again }
    });
    last.collect()
}

/// On what a run can be run again: those that did not go well, or all of them.
fn can_repeat(portal: &Portal, grant: &Grant, detail: &RunDetail) -> Option<Again> {
    let action = &detail.run.plan.action;
    let principal = &grant.principal;
    let may = principal.may(action.right()) && principal.may(starting_right(detail.run.kind));
    if !may || matches!(action, Action::Execution(_)) {
        return None;
    }
    let blocked = again::blocked_buckets(portal, grant, detail);
    let open = |state: OutcomeState| !blocked.iter().any(|(bucket, _)| *bucket == state);
    let count = |state: OutcomeState| {
        let ended = detail.outcomes.iter().filter(|one| one.state == state);
        u32::try_from(ended.count()).unwrap_or(u32::MAX)
    };
    let bad = [
        OutcomeState::Failed,
        OutcomeState::Refused,
        OutcomeState::Unknown,
        OutcomeState::Cancelled,
    ];
    let failed = bad.into_iter().find(|state| count(*state) > 0);
    match failed {
        Some(state) => open(state).then(|| Again {
            state: Some(state),
            count: count(state),
        }),
        None => open(OutcomeState::Succeeded).then(|| Again {
            state: None,
            count: count(OutcomeState::Succeeded),
        }),
    }
}

async fn packages(
    portal: &Portal,
    grant: &Grant,
    details: &[Arc<RunDetail>],
) -> AppResult<Vec<OwnPackage>> {
    let stars = portal.store().stars.list(&grant.principal.owner()).await?;
    let ran = details.iter().filter_map(|detail| {
        let action = detail.run.plan.action.package()?;
        Some((&action.package, detail.run.created_at))
    });
    // Newest first, so that the first of each counts.
    let mut ran_at = BTreeMap::new();
    let mut recent = Vec::new();
    for (package, at) in ran {
        if !ran_at.contains_key(&package.id) {
            ran_at.insert(package.id.clone(), at);
            recent.push(package);
        }
    }
    let starred = |id: &PackageId| stars.iter().any(|star| star.package == *id);
    let own = stars.iter().map(|star| OwnPackage {
        id: star.package.clone(),
        name: star.name.clone(),
        starred: true,
        ran_at: ran_at.get(&star.package).copied(),
    });
    let recent = recent.into_iter().filter(|package| !starred(&package.id));
    let recent = recent.map(|package| OwnPackage {
        id: package.id.clone(),
        name: package.name.clone(),
        starred: false,
        ran_at: ran_at.get(&package.id).copied(),
    });
    Ok(own.chain(recent).take(PACKAGES).collect())
}

/// The servers, where they are there in a moment. They are read on for the next page where they are
/// not.
async fn servers(portal: &Portal, grant: &Grant) -> Option<CachedValue<Inventory>> {
    portal
        .cloud_of(&grant.principal)
        .ok()
        .filter(|cloud| cloud.lists_servers())?;
    let (own, whose) = (portal.clone(), grant.clone());
    let reading =
        tokio::spawn(async move { inventory::inventory(&own, &whose, Freshness::Recent).await });
    tokio::time::timeout(WAITS, reading).await.ok()?.ok()?.ok()
}

fn by_state(inventory: &Inventory) -> Servers {
    let mut places: BTreeMap<Option<&DataCenterId>, States> = BTreeMap::new();
    for server in &inventory.servers {
        let states = places.entry(server.data_center.as_ref()).or_default();
        match server.power {
            Some(PowerState::Started) => states.started += 1,
            Some(PowerState::Stopped) => states.stopped += 1,
            Some(PowerState::Paused) | None => states.other += 1,
        }
    }
    let places = places.into_iter();
    Servers {
        places: places
            .map(|(place, states)| (place.cloned(), states))
            .collect(),
    }
}

/// The newest answer of what is kept of a cloud.
fn answered(portal: &Portal, grant: &Grant) -> AppResult<Option<Answered>> {
    let cloud = portal.cloud_of(&grant.principal)?;
    let key = Portal::cache_key(&grant.principal);
    let servers = cloud.inventories.peek(&key);
    let servers = servers.map(|known| (known.age(), known.failure.clone()));
    let packages = cloud.packages.peek(&key);
    let packages = packages.map(|known| (known.age(), known.failure.clone()));
    let newest = [servers, packages].into_iter().flatten();
    let newest = newest.min_by_key(|(age, _)| *age);
    Ok(newest.map(|(age, failure)| Answered { age, failure }))
}

/// Stars a package of the account for the person, or takes the star back.
///
/// # Errors
/// `NotFound`, `Conflict` where they have as many as there may be, `Internal`, or what the cloud
/// answers.
pub async fn star(portal: &Portal, grant: &Grant, id: &PackageId, starred: bool) -> AppResult<()> {
    grant.principal.require(Right::Read)?;
    let (stars, owner) = (&portal.store().stars, grant.principal.owner());
    if !starred {
        return Ok(stars.remove(&owner, id).await?);
    }
    let package = catalogue::one(portal, grant, id, Freshness::Recent).await?;
    let star = Star {
        package: package.id,
        name: package.name,
        at: portal.now(),
    };
    if stars.put(&owner, &star, STARS).await? {
        return Ok(());
    }
    Err(AppError::Conflict(format!(
        "You have starred {STARS} packages, which is the most there may be. Take a star back first."
    )))
}

/// The packages that the person starred.
///
/// # Errors
/// `Internal`.
pub async fn starred(portal: &Portal, grant: &Grant) -> AppResult<BTreeSet<PackageId>> {
    let stars = portal.store().stars.list(&grant.principal.owner()).await?;
    Ok(stars.into_iter().map(|star| star.package).collect())
}
