//! `server` and `serverIP`.

use super::*;

#[test]
fn servers_are_sent_as_the_cloud_spells_them() {
    for value in ["VA1WEB01", "va1web01", " Va1Web01 "] {
        assert_eq!(sent(&parameter("server"), value), some("VA1WEB01"));
    }
    assert_eq!(
        refusal(&parameter("server"), "va1web99"),
        "\"Field\" must be the name of one of your servers; there is no server \"va1web99\"."
    );
    assert_eq!(
        refusal(&parameter("server"), " "),
        "\"Field\" is required: choose a server."
    );
    assert_eq!(sent(&optional("server"), ""), Ok(None));
}

#[test]
fn addresses_are_taken_as_typed() {
    for value in [
        "10.1.2.3",
        "255.255.255.255",
        "::1",
        "fd00::7",
        "2001:DB8::1",
        "::ffff:1.2.3.4",
    ] {
        assert_eq!(sent(&parameter("serverIP"), value), some(value));
    }
    assert_eq!(sent(&parameter("serverIP"), " 10.1.2.3 "), some("10.1.2.3"));
}

#[test]
fn a_servers_name_stands_for_its_first_internal_address() {
    assert_eq!(sent(&parameter("serverIP"), "va1web01"), some("10.0.0.1"));
    assert_eq!(
        refusal(&parameter("serverIP"), "va1new"),
        "\"Field\" needs an address, and the server VA1NEW has no internal IP address yet; choose another server or enter an IP address."
    );
}

#[test]
fn what_is_neither_name_nor_address_is_refused() {
    for value in [
        "10.1.2",
        "10.1.2.256",
        "010.1.2.3",
        "10.1.2.3/24",
        "10.1.2.3:80",
        "[::1]",
        "fe80::1%eth0",
        ":::",
        "va1web99",
    ] {
        assert_eq!(
            refusal(&parameter("serverIP"), value),
            format!(
                "\"Field\" must be the name of one of your servers or an IP address such as 10.1.2.3 or fd00::7; \"{value}\" is neither."
            )
        );
    }
    assert_eq!(
        refusal(&parameter("serverIP"), ""),
        "\"Field\" is required: choose a server or enter an IP address."
    );
}

#[test]
fn without_the_inventory_names_pass_with_a_notice() {
    let rules = Rules::without_engine();
    for kind in ["server", "serverIP"] {
        let finding = examine(&parameter(kind), &texts(&["Any01"]), &rules).unwrap();
        assert_eq!(finding.value.as_deref(), Some("Any01"));
        assert!(
            finding.notices[0].contains("could not be looked up"),
            "{finding:?}"
        );
    }
    let finding = examine(&parameter("serverIP"), &texts(&["10.1.2.3"]), &rules).unwrap();
    assert_eq!(finding.notices, Vec::<String>::new());
}
