//! What each route answers to whom. A route that is not in here fails the walk, and so does a
//! line without a route.

use http::Method;
use slipway_domain::urls::routes as r;

/// Who knocks, in the order of the statuses in [`DOORS`]. All but the last belong to `SLIP`,
/// whose doors these are.
pub(super) const WHO: [Option<&str>; 5] = [
    None,
    Some("viewer"),
    Some("operator"),
    Some("other"),
    Some("admin"),
];

/// A route, what is posted, and the statuses for anonymous, viewer, operator, the other account
/// and admin.
pub(super) struct Door {
    pub(super) method: Method,
    pub(super) pattern: &'static str,
    pub(super) body: &'static str,
    pub(super) answers: [u16; 5],
}

const fn get(pattern: &'static str, answers: [u16; 5]) -> Door {
    Door {
        method: Method::GET,
        pattern,
        body: "",
        answers,
    }
}

const fn post(pattern: &'static str, body: &'static str, answers: [u16; 5]) -> Door {
    Door {
        method: Method::POST,
        pattern,
        body,
        answers,
    }
}

/// Of two doors that undo each other, the one that needs the other open stands first.
pub(super) const DOORS: [Door; 51] = [
    get(r::HOME, [303, 303, 303, 303, 303]),
    get(r::SIGN_IN, [200, 303, 303, 303, 303]),
    get(r::PACKAGES, [303, 200, 200, 404, 200]),
    get(r::PACKAGE, [303, 200, 200, 404, 200]),
    get(r::PLAN, [303, 404, 404, 404, 200]),
    get(r::RUNS, [303, 200, 200, 404, 200]),
    get(r::RUN, [303, 200, 200, 404, 200]),
    // An event source follows redirects, so it is told.
    get(r::RUN_EVENTS, [401, 200, 200, 404, 200]),
    get(r::SHARES, [303, 200, 200, 404, 200]),
    get(r::SERVERS, [303, 200, 200, 404, 200]),
    get(r::SERVERS_CSV, [303, 200, 200, 404, 200]),
    get(r::SERVERS_JSON, [303, 200, 200, 404, 200]),
    get(r::GROUPS, [303, 200, 200, 404, 200]),
    get(r::GROUP, [303, 200, 200, 404, 200]),
    get(r::GROUP_NEW, [303, 403, 403, 404, 200]),
    get(r::GROUP_EDIT, [303, 403, 403, 404, 200]),
    get(r::GROUP_DEFAULTS, [303, 403, 403, 404, 200]),
    get(r::INVENTORY, [303, 200, 200, 404, 200]),
    get(r::SERVER_NEW, [303, 403, 403, 404, 200]),
    get(r::SERVER, [303, 200, 200, 404, 200]),
    get(r::SERVER_EDIT, [303, 403, 403, 404, 200]),
    // The token is the key, whoever holds it.
    get(r::SHARED, [200, 200, 200, 200, 200]),
    get(r::HEALTHZ, [200, 200, 200, 200, 200]),
    get(r::READYZ, [200, 200, 200, 200, 200]),
    get(r::METRICS, [200, 200, 200, 200, 200]),
    get(r::SITE, [404, 404, 404, 404, 404]),
    post(
        "/api/check-value",
        "account=SLIP&package=PACKAGE&variable=none&value=1",
        // To those who may ask, the package has no such parameter.
        [401, 404, 404, 404, 404],
    ),
    post(r::THEME, "theme=dark", [303, 303, 303, 303, 303]),
    post(r::SIGN_IN, "cloud=Demo", [422, 422, 422, 422, 422]),
    post(
        r::REVIEW,
        "names=va1slipweb04&do=review",
        [401, 403, 403, 404, 303],
    ),
    // An operator may confirm plans of their own; this one is somebody else's.
    post(r::PLAN_RUN, "hash=HASH&key=KEY", [401, 403, 404, 404, 303]),
    // How somebody looks at the list is their own cookie.
    // A form that is refused is kept as a draft, so that it can be shown.
    post(
        r::SERVER_NEW_REVIEW,
        "name=web&do=review",
        [401, 403, 403, 404, 303],
    ),
    post(r::SERVERS_VIEW, "column=power", [401, 303, 303, 404, 303]),
    // A choice leads to the packages, so it is for those who may run them.
    post(r::CHOOSE, "server=va1slipweb01", [401, 403, 403, 404, 303]),
    post(
        r::OPERATE,
        "operation=reboot&server=va1slipweb01",
        [401, 403, 303, 404, 303],
    ),
    post(
        r::SERVER_EDIT,
        "description=Walked",
        [401, 403, 403, 404, 303],
    ),
    post(
        r::SERVER_HARDWARE,
        "cpu=3&memory=7",
        [401, 403, 403, 404, 303],
    ),
    post(r::SERVER_CREDENTIALS, "", [401, 403, 403, 404, 200]),
    post(
        r::GROUP_NEW,
        "name=Fresh&parent=GROUP",
        [401, 403, 403, 404, 303],
    ),
    post(r::GROUP_EDIT, "name=Renamed", [401, 403, 403, 404, 303]),
    post(r::GROUP_DEFAULTS, "cpu=2", [401, 403, 403, 404, 303]),
    post(
        r::GROUP_ORDER,
        "operation=delete",
        [401, 403, 403, 404, 303],
    ),
    post(r::PLAN_EDIT, "", [401, 404, 404, 404, 303]),
    post(r::RUN_AGAIN, "state=all", [401, 403, 403, 404, 303]),
    // Nothing waits for an answer and nothing is paused; who may not is told that first.
    post(
        r::RUN_ANSWER,
        "choice=send-again",
        [401, 403, 403, 404, 409],
    ),
    post(r::RUN_RESUME, "", [401, 409, 409, 404, 409]),
    post(r::SHARES, "life=1h", [401, 403, 403, 404, 200]),
    post(r::SHARE_REVOKE, "", [401, 403, 403, 404, 303]),
    post(r::RUN_STOP, "", [401, 403, 403, 404, 303]),
    post(r::SIGN_OUT, "", [303, 303, 303, 303, 303]),
    // Signed out: the same door is now the stranger's.
    get(r::RUNS, [303, 303, 303, 303, 303]),
];
