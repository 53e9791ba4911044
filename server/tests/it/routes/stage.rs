//! What the walks need to have something behind every route: a plan, a run that goes on and one
//! that is over, each with a share link, all of the account `SLIP` and its admin.

use crate::steps::{confirmation, finished, last, plan, run, share};
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::{ALWAYS_FAILS, NEVER_ENDS};

pub(super) struct Stage {
    pub(super) plan: String,
    pub(super) hash: String,
    pub(super) key: String,
    pub(super) draft: String,
    pub(super) live: String,
    pub(super) over: String,
    pub(super) token: String,
    pub(super) share: String,
    pub(super) group: String,
}

impl Stage {
    pub(super) async fn set(admin: &Browser<'_>) -> Self {
        let live = run(admin, NEVER_ENDS, "va1slipweb01").await;
        let over = run(admin, ALWAYS_FAILS, "va1slipweb02").await;
        finished(admin, &over).await;
        let (token, share) = share(admin, &live).await;
        let plan = plan(admin, ALWAYS_FAILS, "va1slipweb03").await;
        let (hash, key) = confirmation(admin, &plan).await;
        let refused = [("names", "va1slipweb01 nosuchserver"), ("do", "review")];
        let review = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/review");
        let draft = location(&admin.post(&review, &refused).await);
        Self {
            plan: last(&plan).to_owned(),
            draft: draft.rsplit('=').next().unwrap_or_default().to_owned(),
            live: last(&live).to_owned(),
            over: last(&over).to_owned(),
            hash,
            key,
            token,
            share,
            group: group(admin).await,
        }
    }

    /// A route's pattern with something real in it.
    pub(super) fn path(&self, pattern: &str, account: &str) -> String {
        let filled = [
            ("{cloud}", "Demo"),
            ("{account}", account),
            ("{package}", ALWAYS_FAILS),
            ("{plan}", &self.plan),
            ("{run}", &self.live),
            ("{share}", &self.share),
            ("{group}", &self.group),
            ("{token}", &self.token),
            ("{server}", "va1slipweb04"),
            ("{execution}", "nothing"),
            ("{deployment}", "nothing"),
            ("{workflow}", "nothing"),
            ("{*file}", "nothing.js"),
        ];
        let path = filled
            .iter()
            .fold(pattern.to_owned(), |path, (name, value)| {
                path.replace(name, value)
            });
        assert!(!path.contains('{'), "{path}: a part nobody fills");
        path
    }

    /// A form's body with something real in it.
    pub(super) fn body(&self, body: &str) -> String {
        let filled = [
            ("HASH", &self.hash),
            ("KEY", &self.key),
            ("GROUP", &self.group),
        ];
        let filled = filled.iter().fold(body.to_owned(), |body, (name, value)| {
            body.replace(name, value)
        });
        filled.replace("PACKAGE", ALWAYS_FAILS)
    }

    /// What must not change when a route stays closed.
    pub(super) async fn state(&self, portal: &Portal, admin: &Browser<'_>) -> Vec<String> {
        let rows = portal.rows().await;
        let mut state: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
        let runs = admin.page("/Demo/SLIP/runs").await;
        state.push(format!(
            "{} runs",
            runs.matches("class=\"run-number\"").count()
        ));
        let live = admin.page(&format!("/Demo/SLIP/runs/{}", self.live)).await;
        state.push(format!(
            "goes on: {}",
            live.contains("http-equiv=\"refresh\"")
        ));
        let shared = format!("/s/{}?still", self.token);
        let shared = portal.stranger().get(&shared).await.status();
        state.push(format!("shared: {shared}"));
        state
    }
}

/// The first group that the list of groups leads to.
async fn group(admin: &Browser<'_>) -> String {
    let html = admin.page("/Demo/SLIP/groups").await;
    let row = html.split("groups-row").nth(1).expect("a group");
    let id = row.split("/Demo/SLIP/groups/").nth(1).expect("a link");
    id.split('"').next().unwrap_or_default().to_owned()
}
