//! Every address as it is spelled: bookmarks and the router depend on it.

use super::*;
use crate::ids::{DataCenterId, GroupId, RunId, ServerId};
use crate::run::RunNumber;

#[test]
fn hostile_ids_stay_inside_their_segment() {
    let scope = Scope::new("My cloud/ä", "SL/IP?");
    assert_eq!(
        plan(&scope, "../x"),
        "/My%20cloud%2F%C3%A4/SL%2FIP%3F/plans/..%2Fx"
    );
}

#[test]
fn queries_are_left_out_when_empty() {
    let scope = Scope::new("Demo", "SLIP");
    assert_eq!(
        packages(&scope, &PackageFilter::default()),
        "/Demo/SLIP/packages"
    );
}

fn demo() -> Scope {
    Scope::new("Demo", "SLIP")
}

/// Each of a thing's addresses is its own with something behind it.
fn all_below(own: &str, below: &[(String, &str)]) {
    for (address, rest) in below {
        assert_eq!(*address, format!("/Demo/SLIP/{own}{rest}"));
    }
}

#[test]
fn addresses_of_packages_and_plans() {
    let (scope, id) = (demo(), PackageId::new("{AB-12}"));
    let choice = PackageFilter::for_choice(Some("c1".to_owned()));
    let new = LocalPath::parse("/Demo/SLIP/groups/new?in=g").expect("a path");
    all_below(
        "packages",
        &[
            (packages(&scope, &choice), "?for=c1"),
            (package(&scope, &id), "/ab12"),
            (package_for(&scope, &id, Some("c1")), "/ab12?for=c1"),
            (package_for(&scope, &id, None), "/ab12"),
            (package_draft(&scope, &id, "d 1"), "/ab12?draft=d+1"),
            (package_servers(&scope, &id, "d1"), "/ab12?draft=d1#servers"),
            (review(&scope, &id), "/ab12/review"),
            (star(&scope, &id), "/ab12/star"),
        ],
    );
    all_below(
        "plans/p1",
        &[
            (plan(&scope, "p1"), ""),
            (plan_instead(&scope, "p1", "p0"), "?was=p0"),
            (plan_run(&scope, "p1"), "/run"),
            (plan_edit(&scope, "p1"), "/edit"),
        ],
    );
    assert_eq!(draft_of("in=g&draft=d+1"), Some("d 1".to_owned()));
    assert_eq!(draft_of("drafts=d1"), None);
    assert!(page_draft(&new, "d1").ends_with("draft=d1"));
    assert_eq!(choice_of("q=x&for=c1"), Some("c1".to_owned()));
    assert_eq!(choice_of("for="), None);
}

#[test]
fn addresses_of_runs_and_share_links() {
    let (scope, id) = (demo(), RunId::new("01H"));
    let mine = RunFilter {
        mine: true,
        ..RunFilter::default()
    };
    all_below(
        "runs",
        &[
            (runs(&scope, &RunFilter::default()), ""),
            (runs(&scope, &mine), "?by=me"),
            (run(&scope, &id), "/01h"),
            (run(&scope, RunNumber::new(7)), "/7"),
            (run_view(&scope, &id, &RunView::default()), "/01h"),
            (
                run_csv(&scope, &id, &RunView::parse("q=x&page=2")),
                "/01h/targets.csv?q=x",
            ),
            (
                run_json(&scope, &id, &RunView::default()),
                "/01h/targets.json",
            ),
            (run_events(&scope, &id), "/01h/events"),
            (run_stop(&scope, &id), "/01h/stop"),
            (run_cancel(&scope, &id), "/01h/cancel"),
            (run_ask_again(&scope, &id), "/01h/ask-again"),
            (run_again(&scope, &id), "/01h/again"),
            (run_answer(&scope, &id), "/01h/answer"),
            (run_resume(&scope, &id), "/01h/resume"),
            (shares(&scope, &id), "/01h/shares"),
            (share_revoke(&scope, &id, "s/1"), "/01h/shares/s%2F1/revoke"),
        ],
    );
    assert_eq!(shared("a+b"), "/s/a%2Bb");
}

#[test]
fn addresses_of_servers() {
    let (scope, id) = (demo(), ServerId::new("VA1WEB01"));
    let web = ServerFilter::parse("q=web");
    all_below(
        "servers",
        &[
            (servers(&scope, &web), "?q=web"),
            (servers_refresh(&scope, &web), "?q=web&refresh=1"),
            (servers_csv(&scope, &web), ".csv?q=web"),
            (servers_json(&scope, &web), ".json?q=web"),
            (servers_ids(&scope, &web), ".json?q=web&only=id"),
            (servers_view(&scope), "/view"),
            (operate(&scope), "/operate"),
            (choose(&scope), "/choose"),
            (create_review(&scope), "/new/review"),
            (
                create_server(&scope, &CreateFrom::copy_of(id.clone())),
                "/new?clone=va1web01",
            ),
            (
                create_server(&scope, &CreateFrom::draft("d1")),
                "/new?draft=d1",
            ),
            (server(&scope, &id), "/va1web01"),
            (
                server_noted(&scope, &id, ServerNote::Saved),
                "/va1web01?note=saved",
            ),
            (
                server_noted(&scope, &id, ServerNote::Same),
                "/va1web01?note=same",
            ),
            (server_edit(&scope, &id), "/va1web01/edit"),
            (server_hardware(&scope, &id), "/va1web01/hardware"),
            (server_credentials(&scope, &id), "/va1web01/credentials"),
        ],
    );
    assert_eq!(inventory(&scope), "/Demo/SLIP/inventory.json");
    assert_eq!(ServerNote::parse("a=b&note=saved"), Some(ServerNote::Saved));
    assert_eq!(ServerNote::parse("note=same"), Some(ServerNote::Same));
    assert_eq!(ServerNote::parse("note=exploded"), None);
    let from = CreateFrom {
        data_center: Some(DataCenterId::new("VA1")),
        ..CreateFrom::default()
    };
    assert_eq!(
        create_server(&scope, &from),
        "/Demo/SLIP/servers/new?dc=va1"
    );
}

#[test]
fn addresses_of_groups() {
    let (scope, id) = (demo(), GroupId::new("AB"));
    all_below(
        "groups",
        &[
            (groups(&scope), ""),
            (groups_refresh(&scope), "?refresh=1"),
            (group_new(&scope, None), "/new"),
            (group(&scope, &id), "/ab"),
            (
                group_noted(&scope, &id, GroupNote::Defaults),
                "/ab?note=defaults",
            ),
            (group_refresh(&scope, &id), "/ab?refresh=1"),
            (group_edit(&scope, &id), "/ab/edit"),
            (group_defaults(&scope, &id), "/ab/defaults"),
            (group_order(&scope, &id), "/ab/order"),
        ],
    );
    assert_eq!(servers_of_group(&scope, &id), "/Demo/SLIP/servers?group=ab");
}

#[test]
fn addresses_of_the_sign_in_lead_on() {
    let next = LocalPath::parse("/Demo/SLIP/runs").expect("a path");
    assert_eq!(sign_in(None), "/sign-in");
    assert_eq!(sign_in(Some(&next)), "/sign-in?next=%2FDemo%2FSLIP%2Fruns");
    assert_eq!(
        sign_in_to(&CloudName::new("My cloud")),
        "/sign-in?cloud=My+cloud"
    );
}

#[test]
fn words_without_a_meaning_are_told() {
    let told = PackageFilter::left_out("visibility=secret&q=x");
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("\"secret\" is no visibility"),
        "{told:?}"
    );
    assert!(PackageFilter::left_out("visibility=shared").is_empty());
}

#[test]
fn only_another_order_than_by_name_stands_in_the_address() {
    let scope = demo();
    for (query, kept) in [
        ("sort=name", ""),
        ("sort=-name", "?sort=-name"),
        ("sort=power", "?sort=power"),
        ("sort=-power", "?sort=-power"),
    ] {
        let address = servers(&scope, &ServerFilter::parse(query));
        assert_eq!(address, format!("/Demo/SLIP/servers{kept}"));
    }
}

#[test]
fn selections_are_named_by_their_digits() {
    let id = SelectionId::parse("0123456789abcdef").expect("a selection");
    assert_eq!(id.as_str(), "0123456789abcdef");
}
