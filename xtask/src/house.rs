//! The rules of the house that a machine can check: who may depend on whom, what a room must not
//! use, how long a file may be, and that nothing reaches outside the checkout.
//!
//! A failure names the room and the dependency. If the new edge is meant, it is entered here, where
//! a reviewer sees it.

mod circles;
mod facts;
mod html;
mod licences;

use std::fs;
use std::path::PathBuf;

use facts::shipped_dependencies;
use facts::{dependencies, files, has_ending, members, metadata, reached_from, text};

/// One row for each room.
struct Room {
    name: &'static str,
    /// Our other rooms that it may depend on.
    edges: &'static [&'static str],
    /// Crates, with all that share their prefix (`axum`: `axum-extra`), that it must not use.
    bans: &'static [&'static str],
}

const ROOMS: [Room; 13] = [
    Room {
        name: "slipway-domain",
        edges: &[],
        bans: &[
            "tokio",
            "leptos",
            "reqwest",
            "sqlx",
            "axum",
            "regex",
            "fancy-regex",
            "onig",
            "pcre2",
        ],
    },
    Room {
        name: "slipway-cloud",
        edges: &["domain"],
        bans: &["tokio", "leptos", "reqwest", "sqlx", "axum"],
    },
    Room {
        name: "slipway-upstream",
        edges: &["cloud", "domain"],
        bans: &["leptos", "axum", "sqlx"],
    },
    Room {
        name: "slipway-clc",
        edges: &["cloud", "domain", "upstream"],
        bans: &["leptos", "axum", "sqlx"],
    },
    Room {
        name: "slipway-cloudify",
        edges: &["cloud", "domain", "upstream"],
        bans: &["leptos", "axum", "sqlx"],
    },
    Room {
        name: "slipway-scripted",
        edges: &["cloud", "domain"],
        bans: &["leptos", "axum", "reqwest", "sqlx"],
    },
    Room {
        name: "slipway-store",
        edges: &["cloud", "domain"],
        bans: &["leptos", "axum", "reqwest"],
    },
    Room {
        name: "slipway-portal",
        edges: &["cloud", "domain", "store"],
        bans: &["leptos", "axum", "sqlx"],
    },
    Room {
        name: "slipway-simulator",
        edges: &[],
        bans: &["leptos", "sqlx", "reqwest"],
    },
    Room {
        name: "slipway-app",
        edges: &["domain", "portal"],
        bans: &["reqwest", "sqlx"],
    },
    Room {
        name: "slipway-frontend",
        edges: &["app"],
        bans: &[],
    },
    Room {
        name: "slipway-server",
        edges: &[
            "app",
            "clc",
            "cloud",
            "cloudify",
            "domain",
            "portal",
            "simulator",
            "store",
            "upstream",
        ],
        bans: &[],
    },
    Room {
        name: "xtask",
        edges: &[],
        bans: &[],
    },
];

/// Reaches the browser, so the bans hold for everything it pulls in.
const LIGHT: &str = "slipway-domain";

const MOST_LINES: usize = 400;

#[test]
fn rooms_depend_only_on_the_rooms_they_may() {
    let mut wrong = Vec::new();
    for package in members() {
        let name = text(&package["name"]);
        let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
            wrong.push(format!("{name} is no room that this test knows"));
            continue;
        };
        for used in shipped_dependencies(&package) {
            let ours = ROOMS.iter().any(|room| room.name == used);
            let edge = used.trim_start_matches("slipway-");
            if ours && !room.edges.contains(&edge) {
                wrong.push(format!("{name} must not depend on {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_do_not_use_what_is_banned_there() {
    let mut wrong = Vec::new();
    for package in members() {
        let name = text(&package["name"]);
        let bans = ROOMS
            .iter()
            .find(|room| room.name == name)
            .map_or(&[][..], |room| room.bans);
        let used = shipped_dependencies(&package).into_iter();
        let used = used.filter(|used| bans.iter().any(|ban| is_of(used, ban)));
        wrong.extend(used.map(|used| format!("{name} must not use {used}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_heavy_reaches_the_browser_through_the_domain() {
    let bans = ROOMS
        .iter()
        .find(|room| room.name == LIGHT)
        .map_or(&[][..], |room| room.bans);
    let metadata = metadata();
    let reached = reached_from(&metadata, LIGHT);
    let heavy: Vec<_> = reached
        .iter()
        .filter(|name| bans.iter().any(|ban| is_of(name, ban)))
        .collect();
    assert!(heavy.is_empty(), "{LIGHT} pulls in {heavy:?}");
    assert!(
        reached.contains("serde"),
        "the graph was not followed: {reached:?}"
    );
}

#[test]
fn use_cases_reach_the_app_only_on_the_server() {
    let members = members();
    let app = members
        .iter()
        .find(|p| p["name"] == "slipway-app")
        .expect("the app");
    let portal = dependencies(app)
        .find(|d| d["name"] == "slipway-portal")
        .expect("the portal");
    assert_eq!(
        portal["optional"], true,
        "slipway-app: slipway-portal must be optional"
    );
    for (feature, parts) in app["features"].as_object().expect("features") {
        let parts: Vec<_> = parts.as_array().into_iter().flatten().map(text).collect();
        let server = parts
            .iter()
            .any(|part| part.contains("slipway-portal") || part == "ssr");
        let implicit = feature == "slipway-portal";
        assert!(
            !server || feature == "ssr" || implicit,
            "slipway-app: {feature} brings the server's part"
        );
    }
    let front = members
        .iter()
        .find(|p| p["name"] == "slipway-frontend")
        .expect("the front");
    let app = dependencies(front)
        .find(|d| d["name"] == "slipway-app")
        .expect("the app");
    let features: Vec<_> = app["features"]
        .as_array()
        .into_iter()
        .flatten()
        .map(text)
        .collect();
    assert_eq!(
        features,
        ["hydrate"],
        "slipway-frontend asks slipway-app for more"
    );
}

#[test]
fn files_are_short_enough_to_read() {
    let long: Vec<_> = files()
        .into_iter()
        .filter(|file| has_ending(file, &["rs", "ts", "css"]))
        .filter_map(|file| Some((fs::read_to_string(&file).ok()?.lines().count(), file)))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, file)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(
        long.is_empty(),
        "more than {MOST_LINES} lines:\n{}",
        long.join("\n")
    );
}

/// Rules, pages, use-cases and what is kept know what a cloud can do, and no kind of cloud.
#[test]
fn nothing_above_the_seam_names_a_kind_of_cloud() {
    let kinds = ["clc", "centurylink", "cloudify"];
    let named = |line: &str| {
        let line = line.to_lowercase();
        let mut words = line.split(|c: char| !c.is_alphanumeric());
        words.any(|word| kinds.contains(&word))
    };
    let rooms = [
        "app/src/",
        "crates/cloud/src/",
        "crates/domain/src/",
        "crates/portal/src/",
        "crates/store/src/",
    ];
    let above = |file: &PathBuf| {
        let path = file.to_string_lossy();
        rooms.iter().any(|room| path.contains(room)) && has_ending(file, &["rs"])
    };
    let (mut seen, mut wrong) = (0, Vec::new());
    for file in files().into_iter().filter(above) {
        seen += 1;
        let text = fs::read_to_string(&file).unwrap_or_default();
        let lines = (1_u32..).zip(text.lines());
        let lines = lines.filter(|(_, line)| named(line));
        wrong.extend(lines.map(|(number, _)| format!("{}:{number}", file.display())));
    }
    assert!(seen > 300, "{seen} files: the rooms were not found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_reaches_outside_the_checkout() {
    // In two parts, or this very file would be found.
    let outside = ["../", "shared"].concat();
    let reaching: Vec<_> = files()
        .into_iter()
        // Continuous integration hands the place of recorded exchanges over in `SLIPWAY_FIXTURES`.
        .filter(|file| !file.ends_with(".ci/run"))
        .filter(|file| fs::read_to_string(file).is_ok_and(|text| text.contains(&outside)))
        .collect();
    assert!(reaching.is_empty(), "these mention {outside}: {reaching:?}");
}

#[test]
fn a_ban_covers_the_family() {
    assert!(is_of("axum", "axum") && is_of("axum-extra", "axum") && is_of("leptos_meta", "leptos"));
    assert!(!is_of("axumatic", "axum"));
}

fn is_of(name: &str, family: &str) -> bool {
    let rest = name.strip_prefix(family);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}
