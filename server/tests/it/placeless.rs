//! Pages over a cloud that has no places: nothing empty is shown, and nothing speaks of data
//! centers.

use jiff::Timestamp;
use leptos::prelude::*;
use slipway_app::document::render_bare;
use slipway_app::pages::groups::{GroupsPage, groups_page};
use slipway_app::pages::servers::columns::Looks;
use slipway_app::pages::servers::{ServersPage, servers_page};
use slipway_domain::details::ChangeInfo;
use slipway_domain::group::{GroupKind, GroupNode, GroupOffers};
use slipway_domain::offered_actions::OfferedActions;
use slipway_domain::operation::Operation;
use slipway_domain::principal::{Principal, Right, Rights};
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::urls::{ServerFilter, ServerSort};
use slipway_domain::{AccountAlias, CloudName, GroupId, Scope, ServerId};
use slipway_portal::inventory::Inventory;
use slipway_portal::upkeep::cache::CachedValue;
use std::sync::Arc;

fn group(id: &str, parent: Option<&str>) -> GroupNode {
    GroupNode {
        id: GroupId::new(id),
        name: id.to_owned(),
        description: String::new(),
        path: id.to_owned(),
        kind: GroupKind::Default,
        parent: parent.map(GroupId::new),
        children: Vec::new(),
        data_center: None,
        servers_count: 0,
        custom_fields: Vec::new(),
        change: ChangeInfo::default(),
        offers: GroupOffers::default(),
    }
}

fn server(id: &str, status: ServerStatus) -> Server {
    Server {
        id: ServerId::new(id),
        name: id.to_uppercase(),
        description: "For tests".to_owned(),
        data_center: None,
        group: GroupId::new("web"),
        group_path: "web".to_owned(),
        os: "debian".to_owned(),
        os_name: "Debian".to_owned(),
        status,
        power: Some(PowerState::Started),
        in_maintenance: false,
        ips: vec!["10.0.0.1".to_owned()],
        cpu: 1,
        memory_mb: 1024,
        storage_gb: 1,
        modified: None,
        custom: String::new(),
        offers: OfferedActions::NONE,
    }
}

fn inventory() -> CachedValue<Inventory> {
    let read = slipway_cloud::Inventory {
        groups: vec![group("web", None), group("blue", Some("web"))],
        servers: vec![
            server("one", ServerStatus::Active),
            server("two", ServerStatus::Archived),
        ],
        ..slipway_cloud::Inventory::default()
    };
    CachedValue {
        value: Arc::new(Inventory::new(read, None)),
        read_at: tokio::time::Instant::now(),
        failure: None,
    }
}

fn somebody() -> Principal {
    Principal {
        cloud: CloudName::new("Plain"),
        account: AccountAlias::new("MAIN"),
        user: "ada".to_owned(),
        roles: Vec::new(),
        rights: Rights::new(vec![Right::Operate, Right::Manage], &[]),
    }
}

fn servers(filter: ServerFilter) -> String {
    let inventory = inventory();
    let page = ServersPage {
        scope: Scope::new("Plain", "MAIN"),
        principal: somebody(),
        places: inventory.value.select(&filter),
        filter,
        inventory,
        looks: Looks::default(),
        has_packages: true,
        operations: &Operation::ALL,
        shows_servers: false,
        now: Timestamp::UNIX_EPOCH,
    };
    render_bare(move || servers_page(&page).into_any())
}

fn silent_about_places(html: &str) {
    for words in [
        "ata center",
        "datacenter",
        "<td></td>",
        " in 0 ",
        "name=\"dc\"",
    ] {
        assert!(!html.contains(words), "{words} in {html}");
    }
}

#[test]
fn the_list_of_servers_speaks_of_no_data_center() {
    let group = ServerFilter {
        group: Some(GroupId::new("web")),
        sort: ServerSort::DataCenter,
        ..ServerFilter::default()
    };
    for filter in [ServerFilter::default(), group] {
        let html = servers(filter);
        silent_about_places(&html);
        for words in ["2 servers", ">ONE<", ">TWO<", ">blue<", "All groups"] {
            assert!(html.contains(words), "no {words} in {html}");
        }
        assert!(!html.contains("Create server"), "{html}");
    }
}

#[test]
fn groups_stand_without_a_heading_of_theirs() {
    let page = GroupsPage {
        scope: Scope::new("Plain", "MAIN"),
        principal: somebody(),
        inventory: inventory(),
        shows_groups: false,
        now: Timestamp::UNIX_EPOCH,
    };
    let html = render_bare(move || groups_page(&page).into_any());
    silent_about_places(&html);
    for words in ["2 groups", ">web<", ">blue<", "All 2 servers"] {
        assert!(html.contains(words), "no {words} in {html}");
    }
}
