//! What pasted lists become.

use super::*;
use proptest::prelude::*;

fn parse(text: &str) -> Result<Vec<String>, ListError> {
    super::parse(text, str::to_lowercase)
}

fn names(text: &str) -> Vec<String> {
    parse(text).expect(text)
}

#[test]
fn names_stand_apart_in_many_ways() {
    assert_eq!(
        names(
            "web01,web02;web03 web04\tweb05\r\nweb06\n\n , ;\u{A0}web07\u{FEFF}\u{200B}web08\rweb09"
        ),
        (1..=9).map(|n| format!("web0{n}")).collect::<Vec<_>>()
    );
    assert_eq!(names(""), Vec::<String>::new());
    assert_eq!(names(" \n;,\n"), Vec::<String>::new());
}

#[test]
fn signs_around_names_are_passed_over() {
    for text in [
        "\"web01\", 'web02'; `web03`",
        "“web01”, ‘web02’ „web03“",
        "«web01» ‹web02› \u{300C}web03\u{300D}",
        "(web01) [web02] {web03}",
        "[\"web01\", \"web02\",\n \"web03\"]",
        "[web01, web02, web03]",
        "<web01> | web02 | **web03**",
        "• web01\n◦ web02\n▪ web03",
        "* web01\n- web02\n– web03",
        "•web01\n*web02\n-web03",
        "1. web01\n2) web02\n(3) web03",
        "a. web01\nb) web02\n10. web03",
        "[ ] web01\n- [x] web02\n* [X] web03",
        "☐ web01\n✔\u{FE0F} web02\n→ web03",
        "web01.\nweb02:\nweb03!",
        "web01:22 web02:8443 web03",
        "\u{FEFF}web01\u{A0}web\u{200B}02 we\u{AD}b03\u{200E}",
        "ｗｅｂ０１，web０２；web03",
        "web01、web02　web03",
        "web［０１–０３］",
        "web[01–03]",
        "web[01—02, 03]",
        "web[01‑03]",
        "web[01−03]",
        "【web01】 web[02\u{FE63}03]",
    ] {
        assert_eq!(names(text), ["web01", "web02", "web03"], "{text}");
    }
    assert_eq!(names("web–01 web‐02"), ["web-01", "web-02"]);
    assert_eq!(
        names("web01.example.com. 10.0.0.1. fe80::1"),
        ["web01.example.com", "10.0.0.1", "fe80::1"]
    );
    assert_eq!(names("web* *bold*"), ["web*", "bold"]);
    // Too long for the number of a list.
    assert_eq!(names("ab. web01"), ["ab", "web01"]);
    assert_eq!(names("12345. web01"), ["12345", "web01"]);
    assert_eq!(names("(web01, web02) {web03}"), ["web01", "web02", "web03"]);
    // What is no name is told as it was written.
    assert_eq!(
        names("<script>alert(1)</script>"),
        ["<script>alert(1)</script>"]
    );
    assert_eq!(names("we\u{202E}b01"), ["we", "b01"]);
    assert_eq!(names("- • — | [] () \"\""), Vec::<String>::new());
    // Many brackets cost no more than one.
    assert!(parse(&"[".repeat(1_000_000)).is_ok());
}

#[test]
fn of_rows_of_a_table_the_name_counts() {
    let csv = "id,name,status,description\r\n\
        va1web01,VA1WEB01,active,\"spare, for web02\r\nand \"\"web03\"\"\"\r\n\
        va1web04,VA1WEB04,active,replaces va1web05\r\n";
    assert_eq!(names(csv), ["VA1WEB01", "VA1WEB04"]);
    let (_, rows) = csv.split_once("\r\n").expect("headings");
    assert_eq!(
        names(rows),
        ["VA1WEB01", "VA1WEB04"],
        "without the headings"
    );
    for text in [
        csv.replace(',', ";"),
        format!("\u{FEFF}{csv}"),
        format!("{csv}\n\n"),
    ] {
        assert_eq!(names(&text), ["VA1WEB01", "VA1WEB04"], "{text}");
    }
    for text in [
        "Status\tName\tNote\nactive\tweb01\tspare for web09\nactive\tweb02\t",
        "\"Server name\";\"Note\"\n\"web01\";\"web09\"\n\"web02\";\"\"",
        "hostname\nweb01\nweb02",
        "web01\tspare for web09\nweb02\t4 GB",
        "1\tweb01\t2 CPU\n2\tweb02\tProduction / Web",
    ] {
        assert_eq!(names(text), ["web01", "web02"], "{text}");
    }
    assert_eq!(
        names("web01\tweb02\nweb03 web04\tweb05"),
        (1..=5).map(|n| format!("web0{n}")).collect::<Vec<_>>()
    );
    assert_eq!(names("name"), ["name"], "alone it is no heading");
    for (text, expected) in [
        ("web01,WEB01,web02,web03", &["web01", "web02", "web03"][..]),
        ("web01,web02,active,x", &["web01", "web02", "active", "x"]),
        (",,active,x", &["active", "x"]),
        ("\"web01,WEB01,active,x\"", &["web01", "active", "x"]),
        // A row that ends before the names.
        ("status\tname\nactive\nactive\tweb01", &["web01"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn comments_end_with_their_line() {
    assert_eq!(
        names("# all of web\nweb01 # the [old one\n#web02\nweb03#x"),
        ["web01", "web03"]
    );
}

#[test]
fn the_first_spelling_stays() {
    assert_eq!(
        names("VA1Web01 va1web01 VA1WEB01 va1WEB[01-02]"),
        ["VA1Web01", "va1WEB02"]
    );
}

#[test]
fn ranges_expand() {
    for (text, expected) in [
        ("web[9-11]", &["web9", "web10", "web11"][..]),
        ("web[09-11]", &["web09", "web10", "web11"]),
        ("web[08-09,1]x", &["web08x", "web09x", "web1x"]),
        ("db[1-3,7]", &["db1", "db2", "db3", "db7"]),
        ("[1-2]a", &["1a", "2a"]),
        ("r[1-2]n[01-02]", &["r1n01", "r1n02", "r2n01", "r2n02"]),
        ("a[ 1 - 2 , 4 ]b", &["a1b", "a2b", "a4b"]),
        ("a[5]", &["a5"]),
        ("a[0-1]", &["a0", "a1"]),
        ("a[00-01]", &["a00", "a01"]),
        ("a[00-0]", &["a00"]),
        ("a[1][2]", &["a12"]),
        ("a[1-2],b[3]", &["a1", "a2", "b3"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
    assert_eq!(names("a[099-100]"), ["a099", "a100"]);
}

#[test]
fn errors_name_the_token() {
    let shown = |text: &str| text.to_owned();
    for (text, error) in [
        ("ok web[1-2", ListError::Brackets(shown("web[1-2"))),
        ("web1-2]", ListError::Brackets(shown("web1-2]"))),
        ("a[1]b]", ListError::Brackets(shown("a[1]b]"))),
        ("[web01] web02]", ListError::Brackets(shown("web02]"))),
        ("a[[1]]", ListError::NotARange(shown("a[[1]]"))),
        ("a[]", ListError::NotARange(shown("a[]"))),
        ("a[x-y]", ListError::NotARange(shown("a[x-y]"))),
        ("a[1-2-3]", ListError::NotARange(shown("a[1-2-3]"))),
        ("a[1-]", ListError::NotARange(shown("a[1-]"))),
        ("a[-1]", ListError::NotARange(shown("a[-1]"))),
        ("a[+1]", ListError::NotARange(shown("a[+1]"))),
        (
            "a[0000000001]",
            ListError::NotARange(shown("a[0000000001]")),
        ),
        ("a[1,,2]", ListError::NotARange(shown("a[1,,2]"))),
        (
            "a[1-9999999999]",
            ListError::NotARange(shown("a[1-9999999999]")),
        ),
        ("a[٣]", ListError::NotARange(shown("a[٣]"))),
        ("a[3-1]", ListError::Backwards(shown("a[3-1]"))),
        ("a[1-03]", ListError::Padding(shown("a[1-03]"))),
        ("a[001-03]", ListError::Padding(shown("a[001-03]"))),
        (
            "a[1-999999999]",
            ListError::TooMany(shown("a[1-999999999]")),
        ),
        (
            "a[1-101]b[1-100]",
            ListError::TooMany(shown("a[1-101]b[1-100]")),
        ),
    ] {
        assert_eq!(parse(text), Err(error), "{text}");
    }
    assert_eq!(
        parse("a[3-1]").unwrap_err().to_string(),
        "\"a[3-1]\" runs backwards. Put the smaller number first, as in web[01-12]."
    );
    let longest = "x".repeat(MAX_TOKEN_BYTES);
    assert_eq!(names(&longest), [longest.as_str()]);
    assert!(parse(&format!("{longest}x")).is_err());
    let long = parse(&"x".repeat(300)).unwrap_err().to_string();
    assert!(
        long.starts_with(&format!("\"{}…\" is too long", "x".repeat(60))),
        "{long}"
    );
}

#[test]
fn lists_end_at_ten_thousand() {
    assert_eq!(names("a[1-100]b[1-100]").len(), MAX_NAMES);
    assert_eq!(names("a[1-10000] a1 A2").len(), MAX_NAMES);
    assert_eq!(
        parse("a[1-10000] b"),
        Err(ListError::TooMany("b".to_owned()))
    );
    assert_eq!(
        parse("b a[1-10000]"),
        Err(ListError::TooMany("a[1-10000]".to_owned()))
    );
    // Names without a range cost nothing of what ranges may come to.
    let repeated = format!("{} b[1-3]", "a ".repeat(MAX_NAMES - 1));
    assert_eq!(names(&repeated), ["a", "b1", "b2", "b3"]);
    // The same range again and again must not cost more than one list.
    assert!(parse(&"a[1-9000] ".repeat(10_000)).is_err());
    let plain: Vec<String> = (0..MAX_NAMES).map(|n| format!("web{n}")).collect();
    assert_eq!(names(&[plain.join("\n"), plain.join(" ")].join(",")), plain);
}

proptest! {
    #[test]
    fn ranges_count_up(first in 0_u32..5_000, more in 0_u32..200, name in "[a-z]{1,5}", width in 1_usize..6) {
        let last = first + more;
        let (low, high) = (format!("{first:0width$}"), format!("{last:0width$}"));
        let expected: Vec<String> = (first..=last).map(|n| format!("{name}{n:0width$}")).collect();
        prop_assert_eq!(names(&format!("{name}[{low}-{high}]")), expected);
    }

    #[test]
    fn plain_names_pass_in_order(list in prop::collection::hash_set("[a-z][a-z0-9_.-]{0,10}[0-9]", 0..30), gap in "[ ,;\t\n]{1,3}") {
        let list: Vec<String> = list.into_iter().collect();
        prop_assert_eq!(names(&list.join(&gap)), list);
    }

    #[test]
    fn any_text_gives_names_or_an_error(text in prop_oneof![any::<String>(), "[a-c0-9\\[\\],; #\n-]{0,40}"]) {
        if let Ok(list) = parse(&text) {
            prop_assert!(list.len() <= MAX_NAMES);
            for name in list {
                prop_assert!(!name.is_empty() && !name.contains(['[', ']', ',', ';', '#', ' ', '\n']));
            }
        }
    }
}
