//! What run pages say and what they keep to themselves, with hostile words from everywhere.

use super::{Pages, RunPage, run_page};
use crate::document::render_bare;
use crate::pages::shared::{SharedPage, shared_document};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::action::{Action, PackageAction, RunKind};
use slipway_domain::live::{LiveRow, LiveRun, Progress};
use slipway_domain::package::{Package, Parameter, ParameterType};
use slipway_domain::plan::{PlanBody, Rollout};
use slipway_domain::run::*;
use slipway_domain::urls::RunView;
use slipway_domain::{AccountAlias, CloudName, DataCenterId, PackageId, RunId, ServerId};
use slipway_portal::runs::Related;
use std::collections::BTreeMap;

const HOSTILE: &str = "</bdi><script>alert(1)</script>\u{202e}{{7*7}}";

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn parameter(variable: &str, kind: ParameterType) -> Parameter {
    Parameter {
        variable: variable.into(),
        name: format!("{variable} {HOSTILE}"),
        kind,
        default_value: None,
        required: true,
        regex: None,
        hint: None,
        options: Vec::new(),
    }
}

fn plan() -> PlanBody {
    PlanBody {
        action: Action::Package(PackageAction {
            package: Package {
                id: PackageId::new("ab"),
                name: HOSTILE.into(),
                visibility: None,
                description: String::new(),
                parameters: vec![
                    parameter("Site", ParameterType::String),
                    parameter("Word", ParameterType::Password),
                ],
                supported_os: Vec::new(),
                problem: None,
            },
            values: BTreeMap::from([("Site".into(), "the value".into())]),
            secrets: vec!["Word".into()],
            chosen: BTreeMap::new(),
            notices: Vec::new(),
        }),
        targets: Vec::new(),
        left_out: Vec::new(),
        rollout: Rollout::default(),
    }
}

fn outcome(number: u32, state: OutcomeState) -> Outcome {
    Outcome {
        target: Target::Server(ServerId::new(format!("va1web{number}"))),
        name: format!("VA1WEB{number}"),
        built: None,
        data_center: Some(DataCenterId::new("va1")),
        batch: number,
        job: Some(0),
        state,
        message: (state == OutcomeState::Failed).then(|| HOSTILE.repeat(4)),
        queued_at: Some(at(1)),
        executing_at: Some(at(3)),
        ended_at: state.is_end().then(|| at(23)),
    }
}

fn detail(state: RunState) -> RunDetail {
    let job = Job {
        number: 0,
        handle: Handle::new("/v2/operations/SECRETALIAS/status/job-77"),
        id: "job-77".into(),
        status: JobStatus::Executing,
        checked_at: None,
        next_check: None,
        executing_at: None,
        silent_since: None,
    };
    let batch = Batch {
        number: 0,
        state: BatchState::Sent,
        attempt: 1,
        sent_at: Some(at(1)),
        jobs: vec![job],
    };
    RunDetail {
        run: Run {
            id: RunId::new("01run"),
            number: RunNumber::default(),
            kind: RunKind::Package,
            cloud: CloudName::new("secret-cloud"),
            account: AccountAlias::new("SECRETALIAS"),
            started_by: "secret.person".into(),
            title: HOSTILE.into(),
            plan: plan(),
            state,
            rollout: RolloutStanding::default(),
            created_at: at(0),
            finished_at: state.is_over().then(|| at(134)),
            version: 7,
            repeats: None,
        },
        batches: vec![batch],
        outcomes: vec![
            outcome(0, OutcomeState::Executing),
            outcome(1, OutcomeState::Failed),
            outcome(2, OutcomeState::Succeeded),
        ],
    }
}

fn live(detail: &RunDetail) -> LiveRun {
    LiveRun {
        now: at(60).as_millisecond(),
        version: detail.run.version,
        state: detail.run.state,
        rollout: String::new(),
        counts: Counts::of(detail.outcomes.iter().map(|outcome| outcome.state)),
        progress: Progress::default(),
        rows: detail
            .outcomes
            .iter()
            .map(|outcome| LiveRow::of(outcome, false))
            .collect(),
    }
}

fn drawn(state: RunState, view: RunView, blocked: Option<&'static str>) -> String {
    drawn_of(detail(state), view, blocked)
}

fn drawn_of(detail: RunDetail, view: RunView, blocked: Option<&'static str>) -> String {
    let page = RunPage {
        rollout: None,
        live: live(&detail),
        detail: detail.into(),
        related: Related::default(),
        pages: Pages::default(),
        view,
        blocked,
        ways: Vec::new(),
        unsettled: 0,
        blocked_buckets: Vec::new(),
        moved: false,
        signed_in: false,
        lost_minutes: 10,
        overdue_minutes: 5,
        address: "https://slipway.example/Demo/SLIP/runs/7".into(),
        now: at(60),
    };
    render_bare(move || run_page(&page).into_any())
}

fn shared(shows_values: bool) -> String {
    let detail = detail(RunState::Live);
    shared_document(SharedPage {
        live: live(&detail),
        detail: detail.into(),
        shows_values,
        refreshing: Some(true),
        lost_minutes: 10,
        overdue_minutes: 5,
        expires_at: at(3600),
        now: at(60),
        style: "/share.css".into(),
    })
}

#[test]
fn words_of_strangers_stay_text() {
    let pages = [
        drawn(RunState::Live, RunView::default(), None),
        drawn(RunState::Finished, RunView::default(), None),
        shared(true),
    ];
    for html in pages {
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("style="), "{html}");
        assert!(html.contains("&lt;script"), "{html}");
    }
}

#[test]
fn a_view_shows_its_servers_only_and_tabs_count_all() {
    let view = RunView {
        show: Some(OutcomeState::Failed),
        ..RunView::default()
    };
    let html = drawn(RunState::Live, view, None);
    assert!(
        html.contains("va1web1") && !html.contains("va1web2"),
        "{html}"
    );
    assert!(html.contains("data-state=\"succeeded\""), "{html}");
}

#[test]
fn a_column_of_places_is_there_where_there_are_places() {
    let html = drawn(RunState::Live, RunView::default(), None);
    assert!(
        html.contains("Data center") && html.contains(">VA1<"),
        "{html}"
    );
    let mut detail = detail(RunState::Live);
    for outcome in &mut detail.outcomes {
        outcome.data_center = None;
    }
    let html = drawn_of(detail, RunView::default(), None);
    assert!(
        !html.contains("Data center") && !html.contains(">VA1<"),
        "{html}"
    );
}

#[test]
fn a_finished_run_says_how_long_and_offers_each_bucket() {
    let html = drawn(RunState::Finished, RunView::default(), None);
    assert!(
        html.contains("Finished in 2 min 14 s: 1 succeeded, 1 failed, 1 executing."),
        "{html}"
    );
    assert!(html.contains("Run again on 1 failed"), "{html}");
    assert!(!html.contains("Stop watching"), "{html}");
}

#[test]
fn whoever_may_only_look_reads_why() {
    let reason = "Your role may only look.";
    let html = drawn(RunState::Finished, RunView::default(), Some(reason));
    assert!(
        html.contains(reason) && !html.contains("name=\"state\""),
        "{html}"
    );
}

#[test]
fn the_shared_page_names_no_account_person_job_or_secret() {
    for shows_values in [false, true] {
        let html = shared(shows_values);
        for hidden in [
            "SECRETALIAS",
            "secret.person",
            "secret-cloud",
            "job-77",
            "01run",
        ] {
            assert!(!html.contains(hidden), "{hidden} in {html}");
        }
        assert_eq!(html.contains("the value"), shows_values, "{html}");
        assert!(html.contains("VA1WEB1"), "{html}");
    }
}
