//! What people are to see: one screen per page and kind of fault. Derived from what the portal
//! promises (nothing lost, what happened, what is still true, what to do), not from what it does.

use super::cloud::Read;
use super::stage::{Seen, body};

/// What a screen has to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    pub(super) status: u16,
    /// What happened and what is still true.
    pub(super) says: &'static str,
    /// What to do next.
    pub(super) to_do: &'static str,
}

const fn screen(status: u16, says: &'static str, to_do: &'static str) -> Screen {
    Screen {
        status,
        says,
        to_do,
    }
}

impl Screen {
    pub(super) fn check(&self, cell: &str, seen: &Seen) {
        let about = || format!("{cell}: {} {}", seen.status, body(&seen.text));
        assert_eq!(seen.status, self.status, "{}", about());
        for words in [self.says, self.to_do] {
            assert!(seen.says(words), "no {words:?} in {}", about());
        }
    }
}

/// A row: a screen for each kind of fault, in the order of [`Read`].
pub(super) type Row = [Screen; 7];

pub(super) const fn of(row: &Row, read: Read) -> &Screen {
    &row[read as usize]
}

const SIGN_IN: Screen = screen(
    401,
    "The cloud no longer accepts this sign-in.",
    "Sign in again to go on.",
);
const NOT_ALLOWED: Screen = screen(
    403,
    "Your roles in the cloud do not allow this.",
    "Ask an administrator of the cloud account for the role",
);
const NO_PACKAGES: Screen = screen(
    404,
    "This account's list of packages in the cloud was not found.",
    "Check the address, or go to the start.",
);
const NO_CENTERS: Screen = screen(
    404,
    "This account's list of data centers in the cloud was not found.",
    "Check the address, or go to the start.",
);
const BUSY: Screen = screen(
    503,
    "The cloud is busy and asks to try again in 1 second. Nothing was changed.",
    "and their pages stay readable. Try again then.",
);
const SILENT: Screen = screen(
    503,
    "The cloud does not answer. Nothing was changed; try again in a moment.",
    "Runs that are under way go on in the cloud, and their pages stay readable.",
);
const SENSELESS: Screen = screen(
    502,
    "The cloud's answer could not be understood. Nothing was changed; try again in a moment.",
    "tell whoever runs this portal the request number below",
);

const fn page(missing: Screen, fine: Screen) -> Row {
    [SIGN_IN, NOT_ALLOWED, missing, BUSY, SILENT, SENSELESS, fine]
}

// Pages that need the cloud, with nothing known of it yet.
pub(super) const PACKAGES_COLD: Row = page(NO_PACKAGES, screen(200, "<h1", "Showcase"));
pub(super) const FORM_COLD: Row = page(NO_PACKAGES, screen(200, "Greeting", "Review"));
pub(super) const PICKER_COLD: Row = page(NO_CENTERS, screen(200, "\"names\":[", "VA1SLIPWEB01"));
pub(super) const SERVERS_COLD: Row = page(
    NO_CENTERS,
    screen(200, "Servers", "60 servers in 3 data centers"),
);

/// Shown where the form is: that a value could not be checked, and why.
pub(super) const CHECK_COLD: Row = [
    SIGN_IN,
    screen(403, "Your roles in the cloud do not allow this.", ""),
    screen(404, "list of packages in the cloud was not found.", ""),
    screen(503, "The cloud is busy", "try again in 1 second"),
    screen(503, "The cloud does not answer.", "try again in a moment"),
    screen(502, "could not be understood.", "try again in a moment"),
    screen(200, "\"error\":", ""),
];

/// The form was posted, and its package cannot be read: everything stands on the page that says
/// so, under a button.
pub(super) const REVIEW_COLD: Row = {
    const KEPT: &str =
        "What you entered is kept on this page, except passwords. Nothing has been submitted.";
    [
        screen(
            401,
            SIGN_IN.says,
            "What you typed is kept, except passwords. Nothing has been submitted.",
        ),
        screen(403, NOT_ALLOWED.says, KEPT),
        screen(404, NO_PACKAGES.says, KEPT),
        screen(503, BUSY.says, KEPT),
        screen(503, SILENT.says, KEPT),
        screen(502, SENSELESS.says, KEPT),
        screen(303, "", ""),
    ]
};

/// The form was posted, and the servers cannot be read: it is a draft that says so.
pub(super) const REVIEW: Row = {
    const KEPT: &str = "Nothing has been submitted, and what you entered is kept. Press Review again when the cloud answers.";
    [
        REVIEW_COLD[0],
        screen(200, NOT_ALLOWED.says, KEPT),
        screen(200, NO_CENTERS.says, KEPT),
        screen(200, BUSY.says, KEPT),
        screen(200, SILENT.says, KEPT),
        screen(200, SENSELESS.says, KEPT),
        screen(200, "Review: Showcase", "Run on 1 server"),
    ]
};

/// Searching for servers without JavaScript.
pub(super) const FIND: Row = {
    const UNREAD: &str = "The servers could not be read";
    const KEPT: &str = "What you chose is kept.";
    [
        REVIEW_COLD[0],
        screen(200, UNREAD, KEPT),
        screen(200, UNREAD, KEPT),
        screen(200, UNREAD, KEPT),
        screen(200, UNREAD, KEPT),
        screen(200, UNREAD, KEPT),
        screen(200, "servers found for", "Tick those you want."),
    ]
};

/// A name of a server that cannot be looked up is left to the review.
pub(super) const CHECK_SERVER: Row = {
    const UNCHECKED: Screen = screen(200, "\"error\":null", "");
    [
        SIGN_IN, UNCHECKED, UNCHECKED, UNCHECKED, UNCHECKED, UNCHECKED, UNCHECKED,
    ]
};

// Pages of what is known already, once reading it again has failed.
pub(super) const PACKAGES_STALE: Row =
    stale("These packages were read ", screen(200, "<h1", "Showcase"));
pub(super) const SERVERS_STALE: Row = stale(
    "It is read again in the background; load the page in a moment to see it.",
    screen(200, "Servers", "60 servers in 3 data centers"),
);

const fn stale(old: &'static str, fine: Screen) -> Row {
    [
        SIGN_IN,
        screen(200, "Not allowed", old),
        screen(200, "Not found", old),
        screen(200, "The cloud is busy", old),
        screen(200, "The cloud does not answer", old),
        screen(200, "The cloud's answer makes no sense", old),
        fine,
    ]
}

/// A plan is confirmed, and what it stands on cannot be read again: nothing has run.
pub(super) const CONFIRM: Row = {
    const BACK: &str = "Nothing was sent to the cloud, and the page you came from is kept.";
    [
        screen(
            401,
            SIGN_IN.says,
            "Nothing was submitted; afterwards you are back on the page you came from.",
        ),
        screen(403, NOT_ALLOWED.says, BACK),
        screen(404, NO_PACKAGES.says, BACK),
        screen(503, BUSY.says, BACK),
        screen(503, SILENT.says, BACK),
        screen(502, SENSELESS.says, BACK),
        screen(303, "", ""),
    ]
};

/// Signing in. A 401 says that the password is wrong; nobody is signed in and the name is kept.
pub(super) const SIGNING_IN: Row = [
    screen(
        422,
        "The cloud did not recognize this user name and password.",
        "Check both and try again.",
    ),
    screen(
        403,
        "The cloud does not let this user in.",
        "Ask an administrator of the cloud account.",
    ),
    screen(
        502,
        "The cloud's answer could not be understood.",
        "try again in a moment",
    ),
    screen(503, "The cloud is busy", "try again in 1 second"),
    screen(503, "The cloud does not answer.", "try again in a moment"),
    screen(
        502,
        "The cloud's answer could not be understood.",
        "try again in a moment",
    ),
    screen(303, "", ""),
];
