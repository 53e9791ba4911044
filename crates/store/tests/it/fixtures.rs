//! Things to keep, and time and chance that tests decide.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use slipway_domain::action::RunKind;
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::package::{Package, Visibility};
use slipway_domain::plan::{PlanBody, PlannedTarget, Rollout};
use slipway_domain::run::{
    Batch, BatchState, Outcome, OutcomeState, Run, RunDetail, RunNumber, RunState, Target,
};
use slipway_domain::{
    AccountAlias, Clock, CloudName, DataCenterId, Entropy, PackageId, RunId, Secret, ServerId,
};
use slipway_store::vault::{SecretKey, Vault};
use slipway_store::{Idempotency, NewRun, Plan, Store};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Text that breaks careless quoting, escaping and cutting.
pub(crate) const HOSTILE: &str =
    "Ünï'\"; DROP TABLE runs; -- \\ % _ <b> \u{0} \u{202e} 𝄞 \n\r\t ?1 :a $b é\u{301}";

/// A moment `seconds` after the fixtures' first one.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// A clock that stands still until it is moved.
pub(crate) struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(at(0))))
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Bytes that differ with every draw and every `seed`.
pub(crate) struct Chance {
    seed: u64,
    drawn: AtomicU64,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Arc<Self> {
        let drawn = AtomicU64::new(0);
        Arc::new(Self { seed, drawn })
    }
}

impl Entropy for Chance {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(32) {
            let draw = self.drawn.fetch_add(1, Ordering::Relaxed);
            let block = Sha256::digest([self.seed.to_be_bytes(), draw.to_be_bytes()].concat());
            part.copy_from_slice(&block[..part.len()]);
        }
    }
}

/// The vault whose key is made from `seed`.
pub(crate) fn vault(seed: u64) -> Vault {
    let chance = Chance::new(seed);
    Vault::new(SecretKey::generate(chance.as_ref()), chance)
}

/// A vault with the key of `seed` that still opens what the key of `previous` sealed.
pub(crate) fn renewed_vault(seed: u64, previous: u64) -> Vault {
    let key = |seed| SecretKey::generate(Chance::new(seed).as_ref());
    Vault::renewed(key(seed), Some(key(previous)), Chance::new(seed))
}

pub(crate) fn cloud() -> CloudName {
    CloudName::new("demo")
}

pub(crate) fn account() -> AccountAlias {
    AccountAlias::new("SLIP")
}

pub(crate) fn run_id(number: u32) -> RunId {
    RunId::new(format!("01k{number:023}"))
}

/// A package run on `servers` servers, with one value of `text`.
pub(crate) fn body(servers: u32, text: &str) -> PlanBody {
    PlanBody {
        action: Action::Package(PackageAction {
            package: Package {
                id: PackageId::new("08dc3134966b11e4b51f4e2c1e5d46b0"),
                name: text.to_owned(),
                visibility: Some(Visibility::Public),
                description: text.to_owned(),
                parameters: Vec::new(),
                supported_os: vec!["ubuntu14_64Bit".to_owned()],
                problem: None,
            },
            values: BTreeMap::from([(text.to_owned(), text.to_owned())]),
            secrets: vec!["password".to_owned()],
            chosen: BTreeMap::new(),
            notices: Vec::new(),
        }),
        targets: (0..servers).map(planned).collect(),
        left_out: Vec::new(),
        rollout: Rollout::default(),
    }
}

fn planned(number: u32) -> PlannedTarget {
    PlannedTarget {
        target: Target::Server(ServerId::new(format!("va1slipweb{number:04}"))),
        name: format!("VA1SLIPWEB{number:04}"),
        data_center: Some(DataCenterId::new("va1")),
        notes: Vec::new(),
    }
}

/// A run as it stands when it was just submitted, `number` seconds after the first moment.
pub(crate) fn detail(number: u32, servers: u32) -> RunDetail {
    RunDetail {
        run: Run {
            id: run_id(number),
            // What a store gives where they are made in their order.
            number: RunNumber::new(number.into()),
            kind: RunKind::Package,
            cloud: cloud(),
            account: account(),
            started_by: "ada".to_owned(),
            title: format!("Install {number}"),
            plan: body(servers, "plain"),
            state: RunState::Live,
            rollout: slipway_domain::run::RolloutStanding::default(),
            created_at: at(number.into()),
            finished_at: None,
            version: 1,
            repeats: None,
        },
        batches: (0..servers).map(batch).collect(),
        outcomes: (0..servers).map(outcome).collect(),
    }
}

pub(crate) fn batch(number: u32) -> Batch {
    Batch {
        number,
        state: BatchState::Pending,
        attempt: 1,
        sent_at: None,
        jobs: Vec::new(),
    }
}

pub(crate) fn outcome(number: u32) -> Outcome {
    let planned = planned(number);
    Outcome {
        target: planned.target,
        name: planned.name,
        built: None,
        data_center: planned.data_center,
        batch: number,
        job: None,
        state: OutcomeState::Waiting,
        message: None,
        queued_at: None,
        executing_at: None,
        ended_at: None,
    }
}

/// [`outcome`] in another state.
pub(crate) fn outcome_in(number: u32, state: OutcomeState) -> Outcome {
    Outcome {
        state,
        ..outcome(number)
    }
}

/// A submit of [`detail`], under a key of its own and without a plan.
pub(crate) fn new_run(number: u32, servers: u32) -> NewRun {
    NewRun {
        detail: detail(number, servers),
        plan: None,
        token: Secret::new(format!("token-{number}")),
        idempotency: idempotency("ada", &format!("key-{number}")),
        audit: begun(number),
    }
}

/// What the audit chain says of [`new_run`].
pub(crate) fn begun(number: u32) -> AuditEvent {
    AuditEvent {
        at: at(0),
        cloud: cloud().to_string(),
        account: account().to_string(),
        user: "ada".to_owned(),
        action: AuditAction::Run,
        subject: run_id(number).to_string(),
    }
}

/// What the audit chain says of something that was done `seconds` after the first moment.
pub(crate) fn row(action: AuditAction, seconds: i64) -> AuditEvent {
    AuditEvent {
        at: at(seconds),
        action,
        subject: HOSTILE.to_owned(),
        ..begun(1)
    }
}

/// What the audit chain of the fixtures' account says, the oldest first.
pub(crate) async fn audited(store: &Store) -> Vec<AuditEvent> {
    assert_eq!(store.audit.verify().await.unwrap().broken, None);
    let (cloud, account) = (cloud().to_string(), account().to_string());
    let rows = store.audit.newest(&cloud, &account, 1_000).await.unwrap();
    rows.into_iter().rev().map(|row| row.event).collect()
}

pub(crate) fn idempotency(owner: &str, key: &str) -> Idempotency {
    Idempotency {
        owner: owner.to_owned(),
        key: key.to_owned(),
    }
}

/// A plan that `ada` reviewed at `created_at`.
pub(crate) fn plan(id: &str, created_at: Timestamp) -> Plan {
    let body = body(2, "plain");
    Plan {
        id: id.to_owned(),
        owner: "ada".to_owned(),
        cloud: cloud(),
        account: account(),
        hash: body.hash(),
        body,
        repeats: Some(run_id(9)),
        created_at,
        run: None,
    }
}

/// Secret values of a plan.
pub(crate) fn secrets(value: &str) -> BTreeMap<String, Secret> {
    BTreeMap::from([("password".to_owned(), Secret::new(value))])
}
