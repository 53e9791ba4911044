//! What the forms take and what they refuse.

use super::*;
use crate::action::{Hardware, HardwareWish};
use crate::capabilities::Template;
use crate::custom_field::{CustomField, CustomFieldKind, CustomFieldOption, CustomFieldValue};
use crate::details::{ChangeInfo, ServerDetails};
use crate::hardware::{Disk, NewDisk, ServerKind, StorageKind};
use crate::ids::{DataCenterId, GroupId, ServerId};
use crate::new_server::ServerChange;
use crate::offered_actions::OfferedActions;
use crate::server::{Server, ServerStatus};

fn hardware() -> Hardware {
    let disk = |id: &str, size_gb, path: &str| Disk {
        id: id.to_owned(),
        size_gb,
        paths: (!path.is_empty())
            .then(|| path.to_owned())
            .into_iter()
            .collect(),
    };
    Hardware {
        cpu: 2,
        memory_gb: 4,
        disks: vec![
            disk("0:0", 1, ""),
            disk("0:1", 16, "/"),
            disk("0:2", 50, "/data"),
        ],
    }
}

fn linux() -> DiskRules {
    DiskRules {
        drive_letters: false,
        reserved: vec!["var".to_owned(), "home".to_owned()],
    }
}

fn typed(pairs: &[(&str, &str)]) -> HardwareForm {
    let mut all = vec![
        ("cpu".to_owned(), "2".to_owned()),
        ("memory".to_owned(), "4".to_owned()),
        ("size[0:0]".to_owned(), "1".to_owned()),
        ("size[0:1]".to_owned(), "16".to_owned()),
        ("size[0:2]".to_owned(), "50".to_owned()),
    ];
    let changed = pairs.iter();
    all.extend(changed.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    // The last one counts, as with any form.
    let mut form = HardwareForm::from_pairs(&all);
    for (name, value) in pairs {
        if let Some(id) = name
            .strip_prefix("size[")
            .and_then(|id| id.strip_suffix(']'))
        {
            form.sizes.insert(id.to_owned(), (*value).to_owned());
        }
    }
    form
}

fn wish(pairs: &[(&str, &str)]) -> HardwareWish {
    let checked = typed(pairs).check(&hardware(), &linux());
    checked.unwrap_or_else(|problems| panic!("{pairs:?}: {problems:?}"))
}

fn refused(pairs: &[(&str, &str)]) -> Vec<String> {
    match typed(pairs).check(&hardware(), &linux()) {
        Ok(wish) => panic!("{pairs:?}: {wish:?}"),
        Err(problems) => problems
            .into_iter()
            .map(|problem| problem.control)
            .collect(),
    }
}

#[test]
fn a_form_that_was_not_touched_wishes_nothing() {
    let opened = HardwareForm::of(&hardware());
    let checked = opened.check(&hardware(), &linux());
    assert_eq!(checked, Ok(HardwareWish::default()));
    assert!(wish(&[]).is_empty());
}

#[test]
fn numbers_are_held_against_the_limits_of_the_cloud() {
    assert_eq!(wish(&[("cpu", "16"), ("memory", "128")]).cpu, Some(16));
    for wrong in ["0", "17", "", "two", "2.5", "-1", "99999999999"] {
        assert_eq!(refused(&[("cpu", wrong)]), ["cpu"], "{wrong}");
    }
    assert_eq!(refused(&[("memory", "129")]), ["memory"]);
    assert_eq!(refused(&[("cpu", "0"), ("memory", "0")]), ["cpu", "memory"]);
}

#[test]
fn what_the_cloud_once_allowed_may_stay() {
    let now = Hardware {
        cpu: 32,
        memory_gb: 256,
        disks: Vec::new(),
    };
    assert_eq!(
        HardwareForm::of(&now).check(&now, &linux()),
        Ok(HardwareWish::default())
    );
}

#[test]
fn disks_grow_and_never_shrink() {
    assert_eq!(
        wish(&[("size[0:2]", "80")]).grow,
        [("0:2".to_owned(), 80)].into()
    );
    for wrong in ["49", "1025", "", "big"] {
        assert_eq!(refused(&[("size[0:2]", wrong)]), ["size[0:2]"], "{wrong}");
    }
}

#[test]
fn only_disks_without_the_system_can_go() {
    assert_eq!(
        wish(&[("remove[0:2]", "on")]).remove,
        ["0:2".to_owned()].into()
    );
    assert_eq!(refused(&[("remove[0:0]", "on")]), ["remove[0:0]"]);
    assert_eq!(refused(&[("remove[0:1]", "on")]), ["remove[0:1]"]);
    assert_eq!(refused(&[("remove[9:9]", "on")]), ["remove[9:9]"]);
    // The size of what is deleted does not matter.
    assert!(
        wish(&[("remove[0:2]", "on"), ("size[0:2]", "1")])
            .grow
            .is_empty()
    );
}

#[test]
fn a_raw_disk_has_no_path_and_a_mounted_one_a_free_path() {
    let raw = wish(&[("add-size[0]", "10")]);
    let disk = |path: Option<&str>| NewDisk {
        path: path.map(str::to_owned),
        size_gb: 10,
    };
    assert_eq!(raw.add, [disk(None)]);
    let mounted = |path| {
        [
            ("add-size[1]", "10"),
            ("add-kind[1]", "partitioned"),
            ("add-path[1]", path),
        ]
    };
    assert_eq!(wish(&mounted("/srv/www")).add, [disk(Some("/srv/www"))]);
    for wrong in [
        "", "data2", "/", "//x", "/../etc", "/a b", "/x;rm", "/data", "/DATA/", "/var", "/home/",
    ] {
        assert_eq!(refused(&mounted(wrong)), ["add-path[1]"], "{wrong:?}");
    }
    assert_eq!(
        refused(&[("add-size[0]", "10"), ("add-path[0]", "/new")]),
        ["add-path[0]"]
    );
    assert_eq!(refused(&[("add-size[0]", "2000")]), ["add-size[0]"]);
    assert_eq!(
        refused(&[("add-path[2]", "/new")]),
        ["add-size[2]", "add-path[2]"]
    );
    let twice = [
        ("add-size[0]", "1"),
        ("add-kind[0]", "partitioned"),
        ("add-path[0]", "/new"),
        ("add-size[1]", "1"),
        ("add-kind[1]", "partitioned"),
        ("add-path[1]", "/new/"),
    ];
    assert_eq!(refused(&twice), ["add-path[1]"]);
}

#[test]
fn the_path_of_a_disk_that_goes_is_free() {
    let moved = wish(&[
        ("remove[0:2]", "on"),
        ("add-size[0]", "90"),
        ("add-kind[0]", "partitioned"),
        ("add-path[0]", "/data"),
    ]);
    assert_eq!(moved.add.len(), 1);
}

#[test]
fn windows_mounts_under_letters() {
    let template = Template {
        name: "WIN".into(),
        os: "windows2012R2DataCenter_64Bit".into(),
        description: String::new(),
        storage_gb: 60,
        managed_os: true,
        hyperscale: false,
        reserved_paths: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
        drive_letters: true,
    };
    let rules = DiskRules::of(&template.os, Some(&template));
    assert!(rules.drive_letters && DiskRules::of("Windows2008", None).drive_letters);
    let check = |path| {
        let pairs = [
            ("add-size[0]", "10"),
            ("add-kind[0]", "partitioned"),
            ("add-path[0]", path),
        ];
        typed(&pairs).check(&hardware(), &rules)
    };
    for fine in ["E", "e:", "E:\\"] {
        assert!(check(fine).is_ok(), "{fine}");
    }
    for wrong in ["/data", "C", "d:", "EF", "1"] {
        assert!(check(wrong).is_err(), "{wrong}");
    }
}

fn field(id: &str, kind: CustomFieldKind, required: bool) -> CustomField {
    let option = |key: &str| CustomFieldOption {
        key: key.to_owned(),
        label: format!("Choice {key}"),
    };
    CustomField {
        id: id.to_owned(),
        name: id.to_uppercase(),
        required,
        kind,
        options: match kind {
            CustomFieldKind::Option => vec![option("1"), option("2")],
            _ => Vec::new(),
        },
    }
}

fn details(values: &[(&str, &str)]) -> ServerDetails {
    let value = |(id, value): &(&str, &str)| CustomFieldValue {
        id: (*id).to_owned(),
        name: (*id).to_uppercase(),
        value: (*value).to_owned(),
        display: (*value).to_owned(),
    };
    ServerDetails {
        server: Server {
            id: ServerId::new("va1slipweb01"),
            name: "VA1SLIPWEB01".into(),
            description: "old".into(),
            data_center: Some(DataCenterId::new("va1")),
            group: GroupId::new("here"),
            group_path: String::new(),
            os: "debian7_64Bit".into(),
            os_name: "Debian 7 64-bit".into(),
            status: ServerStatus::Active,
            power: None,
            in_maintenance: false,
            ips: Vec::new(),
            cpu: 2,
            memory_mb: 4096,
            storage_gb: 67,
            modified: None,
            custom: String::new(),
            offers: OfferedActions::NONE,
        },
        host_name: String::new(),
        is_template: false,
        kind: ServerKind::Standard,
        storage: StorageKind::Standard,
        managed_os: false,
        managed_backup: false,
        addresses: Vec::new(),
        secondary_addresses: Vec::new(),
        disks: Vec::new(),
        partitions: Vec::new(),
        snapshots: Vec::new(),
        custom_fields: values.iter().map(value).collect(),
        alert_policies: Vec::new(),
        anti_affinity: None,
        cpu_autoscale: None,
        processor_words: None,
        storage_words: None,
        change: ChangeInfo::default(),
    }
}

fn groups() -> Vec<(GroupId, String)> {
    let group = |id: &str| (GroupId::new(id), format!("Group {id}"));
    vec![group("here"), group("there")]
}

fn about(now: &ServerDetails, pairs: &[(&str, &str)]) -> AboutForm {
    let opened = [("description", "old"), ("group", "here"), ("fields", "1")];
    let values = now
        .custom_fields
        .iter()
        .map(|value| (controls::field(&value.id), value.value.clone()));
    let mut all: Vec<(String, String)> = values.collect();
    let pairs = opened.iter().chain(pairs);
    all.extend(pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    AboutForm::from_pairs(&all)
}

#[test]
fn only_what_differs_is_changed() {
    let now = details(&[("tier", "1")]);
    let fields = [field("tier", CustomFieldKind::Option, true)];
    let check = |form: AboutForm| form.check(&now, &groups(), Some(&fields));
    assert_eq!(check(AboutForm::of(&now)), Ok(vec![]));
    assert_eq!(check(about(&now, &[])), Ok(vec![]));
    assert_eq!(
        check(about(&now, &[("description", " new ")])),
        Ok(vec![ServerChange::Description("new".into())])
    );
    let lines = check(about(&now, &[("description", "one\r\ntwo")]));
    assert_eq!(
        lines,
        Ok(vec![ServerChange::Description("one\ntwo".into())])
    );
    let mut kept = details(&[("tier", "1")]);
    kept.server.description = "one\r\ntwo".into();
    for posted in ["one\r\ntwo", "one\ntwo\r\n"] {
        let same = about(&kept, &[("description", posted)]).check(&kept, &groups(), Some(&fields));
        assert_eq!(same, Ok(vec![]), "{posted:?}");
    }
    assert_eq!(
        check(about(&now, &[("group", "THERE")])),
        Ok(vec![ServerChange::Group(GroupId::new("there"))])
    );
}

#[test]
fn problems_stand_at_their_controls() {
    let now = details(&[("tier", "1")]);
    let fields = [
        field("tier", CustomFieldKind::Option, true),
        field("owner", CustomFieldKind::Text, true),
    ];
    let long = "x".repeat(1_001);
    let form = about(
        &now,
        &[
            ("description", &long),
            ("group", "elsewhere"),
            ("field[tier]", "9"),
        ],
    );
    let problems = form.check(&now, &groups(), Some(&fields)).unwrap_err();
    let controls: Vec<&str> = problems.iter().map(|p| p.control.as_str()).collect();
    assert_eq!(
        controls,
        ["description", "group", "field[tier]", "field[owner]"]
    );
}

#[test]
fn the_list_of_custom_fields_is_sent_whole() {
    let now = details(&[("old", "kept"), ("owner", "Ada")]);
    let fields = [
        field("owner", CustomFieldKind::Text, false),
        field("live", CustomFieldKind::Checkbox, false),
        field("audited", CustomFieldKind::Checkbox, true),
    ];
    let sent = |pairs: &[(&str, &str)]| {
        let changes = about(&now, pairs).check(&now, &groups(), Some(&fields));
        match changes.as_deref() {
            Ok([ServerChange::CustomFields(list)]) => list
                .iter()
                .map(|choice| format!("{}={}", choice.id, choice.value))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    // A field that the account no longer lists stays; a required box is answered.
    assert_eq!(
        sent(&[("field[owner]", "Grace")]),
        ["old=kept", "owner=Grace", "audited=false"]
    );
    assert_eq!(
        sent(&[("field[owner]", ""), ("field[live]", "true")]),
        ["old=kept", "live=true", "audited=false"]
    );
}

#[test]
fn fields_that_were_not_asked_for_are_left_alone() {
    let now = details(&[("owner", "Ada")]);
    let fields = [field("owner", CustomFieldKind::Text, true)];
    let form = AboutForm {
        description: "old".into(),
        group: "here".into(),
        fields: None,
    };
    assert_eq!(form.check(&now, &groups(), Some(&fields)), Ok(vec![]));
    assert_eq!(about(&now, &[]).check(&now, &groups(), None), Ok(vec![]));
}
