use super::*;
use slipway_domain::ServerId;
use slipway_domain::offered_actions::OfferedActions;
use slipway_domain::server::ServerStatus;

fn node(id: &str, parent: Option<&str>, center: &str, kind: GroupKind) -> GroupNode {
    let server = server("x", id, center);
    GroupNode {
        name: id.to_owned(),
        kind,
        parent: parent.map(GroupId::new),
        ..stand_in(&server)
    }
}

fn server(id: &str, group: &str, center: &str) -> Server {
    Server {
        id: ServerId::new(id),
        name: id.to_owned(),
        description: String::new(),
        data_center: Some(DataCenterId::new(center)),
        group: GroupId::new(group),
        group_path: format!("Path / {group}"),
        os: String::new(),
        os_name: String::new(),
        status: ServerStatus::Active,
        power: None,
        in_maintenance: false,
        ips: Vec::new(),
        cpu: 1,
        memory_mb: 1024,
        storage_gb: 1,
        modified: None,
        custom: String::new(),
        offers: OfferedActions::NONE,
    }
}

fn center(id: &str) -> DataCenter {
    DataCenter {
        id: DataCenterId::new(id),
        name: id.to_owned(),
        name_prefix: String::new(),
    }
}

fn lines(tree: &Tree) -> Vec<String> {
    let line = |b: &Branch| format!("{} {} {}", b.depth, b.node.name, b.servers);
    tree.branches().iter().map(line).collect()
}

#[test]
fn groups_stand_before_what_lies_in_them_and_count_all_below() {
    let nodes = vec![
        node("root", None, "va1", GroupKind::Root),
        node("archive", Some("root"), "va1", GroupKind::Archive),
        node("web10", Some("root"), "va1", GroupKind::Default),
        node("web2", Some("root"), "va1", GroupKind::Default),
        node("blue", Some("web2"), "va1", GroupKind::Default),
        node("empty", Some("blue"), "va1", GroupKind::Default),
    ];
    let servers = [
        server("a", "blue", "va1"),
        server("b", "web2", "va1"),
        server("c", "root", "va1"),
        server("d", "archive", "va1"),
    ];
    let tree = Tree::new(nodes, &[center("va1"), center("ca3")], &servers);
    let expected = [
        "0 root 4",
        "1 web2 2",
        "2 blue 1",
        "3 empty 0",
        "1 web10 0",
        "1 archive 1",
    ];
    assert_eq!(lines(&tree), expected);
    assert_eq!(tree.in_places(), [4, 0]);
    let below = tree.below(&GroupId::new("WEB2"));
    assert!(below.contains(&tree.branch_of(0)) && below.contains(&tree.branch_of(1)));
    assert!(!below.contains(&tree.branch_of(2)) && !below.contains(&tree.branch_of(3)));
    assert!(tree.below(&GroupId::new("nosuch")).is_empty());
}

#[test]
fn servers_of_a_group_nobody_told_about_are_found_all_the_same() {
    let servers = [server("a", "ghost", "va1"), server("b", "ghost", "va1")];
    let tree = Tree::new(Vec::new(), &[center("va1")], &servers);
    assert_eq!(lines(&tree), ["1 Path / ghost 2"]);
    let ghost = tree.below(&GroupId::new("ghost"));
    assert!(ghost.contains(&tree.branch_of(1)));
}

#[test]
fn groups_in_a_circle_come_to_an_end_and_are_shown() {
    let nodes = vec![
        node("a", Some("b"), "va1", GroupKind::Default),
        node("b", Some("a"), "va1", GroupKind::Default),
        node("own", Some("own"), "va1", GroupKind::Default),
    ];
    let servers = [server("s", "a", "va1")];
    let tree = Tree::new(nodes, &[center("va1")], &servers);
    assert_eq!(lines(&tree), ["1 b 1", "2 a 1", "1 own 0"]);
}

#[test]
fn without_data_centers_everything_stands_in_one_place() {
    let nowhere = |node: GroupNode| GroupNode {
        data_center: None,
        ..node
    };
    let nodes = vec![
        nowhere(node("web", None, "", GroupKind::Default)),
        nowhere(node("blue", Some("web"), "", GroupKind::Default)),
    ];
    let servers = ["a", "b"].map(|id| Server {
        data_center: None,
        ..server(id, "blue", "")
    });
    let tree = Tree::new(nodes, &[], &servers);
    assert_eq!(lines(&tree), ["1 web 2", "2 blue 2"]);
    assert_eq!(tree.in_places(), [2]);
    assert_eq!(tree.of_center(None).count(), 2);
}
