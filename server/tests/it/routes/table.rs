//! What each route answers to whom. A route that is not in here fails the walk, and so does a
//! line without a route.

use http::Method;
use slipway_domain::urls::routes as r;

/// Who knocks, in the order of the statuses in [`ROUTES`]. All but the last belong to `SLIP`,
/// whose routes these are.
pub(super) const WHO: [Option<&str>; 5] = [
    None,
    Some("viewer"),
    Some("operator"),
    Some("other"),
    Some("admin"),
];

/// Statuses, one for each of [`WHO`].
type Answers = [u16; 5];

/// A page of what belongs to the account, for all of it.
const READ: Answers = [303, 200, 200, 404, 200];
/// A page that is only for those who may change what belongs to the account.
const FORM: Answers = [303, 403, 403, 404, 200];
/// An action of those, which leads on to a page.
const WRITE: Answers = [401, 403, 403, 404, 303];
/// The same where the answer is a page of its own, which no address leads to.
const SHOWN: Answers = [401, 403, 403, 404, 200];
/// A post about what a person keeps for themselves, which leads on to a page.
const OWN: Answers = [401, 303, 303, 404, 303];
/// What no account owns.
const OPEN: Answers = [200; 5];
/// What leads everybody on.
const ONWARDS: Answers = [303; 5];

/// A route, what is posted, and what it is answered with.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) pattern: &'static str,
    pub(super) body: &'static str,
    pub(super) answers: Answers,
}

const fn get(pattern: &'static str, answers: Answers) -> Route {
    Route {
        method: Method::GET,
        pattern,
        body: "",
        answers,
    }
}

const fn post(pattern: &'static str, body: &'static str, answers: Answers) -> Route {
    Route {
        method: Method::POST,
        pattern,
        body,
        answers,
    }
}

/// Of two routes that undo each other, the one that needs the other open stands first.
pub(super) const ROUTES: [Route; 77] = [
    get(r::HOME, ONWARDS),
    get(r::SIGN_IN, [200, 303, 303, 303, 303]),
    // It says of no page that its session lives.
    get(r::SESSION, OPEN),
    get(r::SIGNED_OUT, OPEN),
    get(r::HOME_OF, READ),
    get(r::PACKAGES, READ),
    post(r::STAR, "starred=yes", OWN),
    get(r::PACKAGE, READ),
    get(r::PLAN, [303, 404, 404, 404, 200]),
    get(r::RUNS, READ),
    get(r::RUN, READ),
    get(r::RUN_CSV, READ),
    get(r::RUN_JSON, READ),
    // An event source follows redirects, so it is told.
    get(r::RUN_EVENTS, [401, 200, 200, 404, 200]),
    get(r::SHARES, READ),
    // This cloud executes no workflows.
    get(r::EXECUTIONS, [303, 404, 404, 404, 404]),
    get(r::EXECUTION, [303, 404, 404, 404, 404]),
    get(r::EXECUTION_STATUS, [303, 403, 403, 404, 404]),
    get(r::EXECUTION_LOG, [303, 404, 404, 404, 404]),
    get(r::EXECUTION_LOG_FILE, [303, 404, 404, 404, 404]),
    get(r::DEPLOYMENTS, [303, 404, 404, 404, 404]),
    get(r::DEPLOYMENT, [303, 404, 404, 404, 404]),
    get(r::WORKFLOWS, [303, 422, 422, 404, 422]),
    get(r::WORKFLOW, [303, 422, 422, 404, 422]),
    get(r::SERVERS, READ),
    get(r::SERVERS_CSV, READ),
    get(r::SERVERS_JSON, READ),
    get(r::GROUPS, READ),
    get(r::GROUP, READ),
    get(r::GROUP_NEW, FORM),
    get(r::GROUP_EDIT, FORM),
    get(r::GROUP_DEFAULTS, FORM),
    get(r::INVENTORY, READ),
    get(r::SERVER_NEW, FORM),
    get(r::SERVER, READ),
    get(r::SERVER_EDIT, FORM),
    // The token is the key, whoever holds it.
    get(r::SHARED, OPEN),
    get(r::HEALTHZ, OPEN),
    get(r::READYZ, OPEN),
    get(r::METRICS, OPEN),
    get(r::SITE, [404, 404, 404, 404, 404]),
    post(
        "/api/check-value",
        "account=SLIP&package=PACKAGE&variable=none&value=1",
        // To those who may ask, the package has no such parameter.
        [401, 403, 403, 404, 404],
    ),
    post(
        "/api/check-parameter",
        "account=SLIP&workflow=none&deployment=none&parameter=none&value=1",
        // To those who may ask, the cloud has no deployments.
        [401, 403, 403, 404, 404],
    ),
    post(r::THEME, "theme=dark", ONWARDS),
    post(r::SIGN_IN, "cloud=Demo", [422, 422, 422, 422, 422]),
    post(r::REVIEW, "names=va1slipweb04&do=review", WRITE),
    post(r::PLAN_ROLLOUT, "hash=HASH", [401, 404, 404, 404, 303]),
    // An operator may confirm plans of their own; this one is somebody else's.
    post(r::PLAN_RUN, "hash=HASH&key=KEY", [401, 403, 404, 404, 303]),
    // A form that is refused is kept as a draft, so that it can be shown.
    post(r::SERVER_NEW_REVIEW, "name=web&do=review", WRITE),
    // How somebody looks at the list is their own cookie.
    post(r::SERVERS_VIEW, "column=power", [401, 303, 303, 404, 303]),
    // A choice leads to the packages, so it is for those who may run them.
    post(r::CHOOSE, "server=va1slipweb01", WRITE),
    post(
        r::OPERATE,
        "operation=reboot&server=va1slipweb01",
        [401, 403, 303, 404, 303],
    ),
    post(
        r::DEPLOYMENTS,
        "deployment=d1&do=start",
        [401, 403, 403, 404, 303],
    ),
    post(r::WORKFLOW, "deployment=d1", [401, 404, 404, 404, 404]),
    post(r::SERVER_EDIT, "description=Walked", WRITE),
    post(r::SERVER_HARDWARE, "cpu=3&memory=7", WRITE),
    post(r::SERVER_CREDENTIALS, "", SHOWN),
    post(r::GROUP_NEW, "name=Fresh&parent=GROUP", WRITE),
    post(r::GROUP_EDIT, "name=Renamed", WRITE),
    post(r::GROUP_DEFAULTS, "cpu=2", WRITE),
    post(r::GROUP_ORDER, "operation=delete", WRITE),
    post(r::PLAN_EDIT, "", [401, 404, 404, 404, 303]),
    post(r::RUN_AGAIN, "state=all", WRITE),
    // Nothing waits for an answer and nothing is paused; who may not is told that first.
    post(
        r::RUN_ANSWER,
        "choice=send-again",
        [401, 403, 403, 404, 409],
    ),
    post(r::RUN_RESUME, "", [401, 409, 409, 404, 409]),
    post(r::SHARES, "life=1h", SHOWN),
    post(r::SHARE_REVOKE, "", WRITE),
    // The cloud of the stage cannot cancel.
    post(r::RUN_CANCEL, "way=cancel", [401, 403, 403, 404, 422]),
    // Nothing of it is left to send.
    post(r::RUN_ROLLOUT, "do=pause", [401, 403, 403, 404, 409]),
    post(r::RUN_STOP, "", WRITE),
    post(r::EXECUTION_ACT, "way=kill", [401, 403, 403, 404, 404]),
    post(r::EXECUTION_SHARE, "", [401, 404, 404, 404, 404]),
    post(
        r::EXECUTION_STATUS,
        "status=failed",
        [401, 403, 403, 404, 404],
    ),
    // Nobody knows how what was stopped ended.
    post(r::RUN_ASK_AGAIN, "", WRITE),
    get(r::SIGN_OUT, [303, 200, 200, 200, 200]),
    post(r::SIGN_OUT, "", ONWARDS),
    // Signed out: the same route is now the stranger's.
    get(r::RUNS, ONWARDS),
];
