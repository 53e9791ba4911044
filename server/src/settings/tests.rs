use super::*;

fn serve(text: &str) -> Result<Settings, SettingsError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Leptos.toml");
    std::fs::write(&path, text).expect("written");
    Settings::load(&Serve {
        config: Some(path),
        ..Serve::default()
    })
}

#[test]
fn the_annotated_file_is_well_formed_and_agrees_with_the_build() {
    let file = File::parse(include_str!("../../../Leptos.toml")).expect("parses");
    let manifest: toml::Table =
        toml::from_str(include_str!("../../../Cargo.toml")).expect("parses");
    let build = &manifest["workspace"]["metadata"]["leptos"][0];
    let shared = file
        .leptos()
        .iter()
        .filter_map(|(key, value)| Some((key, value, build.get(key)?)));
    let compared = shared
        .inspect(|(key, here, there)| assert_eq!(here, there, "{key}"))
        .count();
    assert_eq!(
        compared,
        file.leptos().len(),
        "every key of leptos' table stands in Cargo.toml too"
    );
    assert!(compared >= 4);
}

#[test]
fn clouds_are_of_either_kind_and_those_with_tenants_take_no_aliases() {
    let cloud = "[[clouds]]\nname = \"Lab\"\nkind = \"cloudify\"\nurl = \"http://x\"\n";
    let settings = serve(cloud).expect("loads");
    assert_eq!(settings.clouds[0].kind, CloudKind::Cloudify);
    let error = serve(&format!("{cloud}aliases = {{ A = [\"B\"] }}\n"));
    let text = error.expect_err("refused").to_string();
    assert!(text.contains("Lab") && text.contains("tenants"), "{text}");
}

#[test]
fn a_cloud_has_no_name_that_other_addresses_begin_with() {
    for name in ["s", "pkg", "api", "sign-in", "theme", " session ", ".."] {
        let text = format!("[[clouds]]\nname = \"{name}\"\nkind = \"clc\"\nurl = \"http://x\"\n");
        let error = serve(&text).expect_err(name).to_string();
        assert!(error.contains("name the cloud differently"), "{error}");
    }
}

#[test]
fn accounts_stand_below_the_one_whose_people_may_act_on_them() {
    let cloud = "[[clouds]]\nname = \"Lab\"\nkind = \"clc\"\nurl = \"http://x\"\n";
    let with = |aliases: &str| serve(&format!("{cloud}{aliases}\n"));
    let settings = with("aliases = { parent = [\"sub\", \"SUB\", \"SUB2\"], OTHER = [] }");
    let settings = settings.expect("loads");
    let alias = slipway_domain::AccountAlias::new;
    let children = |parent| settings.clouds[0].settings.children(&alias(parent));
    assert_eq!(children("PARENT"), [alias("SUB"), alias("SUB2")]);
    assert!(children("SUB").is_empty() && children("OTHER").is_empty());
    // Of the list that stood here before nobody can say whose they are.
    for (list, written) in [
        ("[\"SLIP\"]", "aliases = { PARENT = [\"SLIP\"] }"),
        ("[\"A\", \"B\"]", "aliases = { PARENT = [\"A\", \"B\"] }"),
        ("[]", "aliases = { PARENT = [] }"),
    ] {
        let error = with(&format!("aliases = {list}"))
            .expect_err(list)
            .to_string();
        assert!(error.contains(written), "{error}");
        assert!(error.contains("in place of PARENT"), "{error}");
    }
    for wrong in [
        "aliases = \"SLIP\"",
        "aliases = { SLIP = \"SUB\" }",
        "aliases = { SLIP = [\"slip\"] }",
        "aliases = { SLIP = [\"\"] }",
        "aliases = { \" \" = [\"SUB\"] }",
    ] {
        let error = with(wrong).expect_err(wrong).to_string();
        assert!(error.contains("aliases"), "{error}");
    }
}

#[test]
fn bad_values_name_their_key() {
    for (text, key) in [
        (
            "[server]\npublic_url = \"slipway.example.com\"",
            "public_url",
        ),
        ("[server]\npublic_url = \"https://x/path\"", "public_url"),
        ("[server]\ndatabase_url = \"postgres://x\"", "database_url"),
        ("[server]\ncolour = \"red\"", "colour"),
        (
            "[package.metadata.leptos]\nsite-addr = \"everywhere\"",
            "site-addr",
        ),
        (
            "[[clouds]]\nname = \"a\"\nkind = \"aws\"\nurl = \"http://x\"",
            "kind",
        ),
        (
            "[[clouds]]\nname = \"a\"\nkind = \"clc\"\nurl = \"http://x\"\n[[clouds]]\nname = \"a\"\nkind = \"clc\"\nurl = \"http://y\"",
            "clouds.name",
        ),
    ] {
        let error = serve(text).expect_err(text).to_string();
        assert!(error.contains(key), "{error}");
    }
}

#[test]
fn options_beat_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.toml");
    std::fs::write(
        &path,
        "[package.metadata.leptos]\nsite-addr = \"127.0.0.1:4000\"",
    )
    .expect("written");
    let from_file = Settings::load(&Serve {
        config: Some(path.clone()),
        ..Serve::default()
    });
    assert_eq!(from_file.expect("loads").http.listen.port(), 4000);
    let listen = "127.0.0.1:5000".parse().ok();
    let options = Serve {
        config: Some(path),
        listen,
        ..Serve::default()
    };
    let settings = Settings::load(&options).expect("loads");
    assert_eq!(settings.http.listen.port(), 5000);
    assert_eq!(settings.http.public_url, "http://localhost:5000");
    assert!(!settings.http.is_https());
    assert_eq!(settings.http.cookie_name("slipway"), "slipway-5000");
}

#[test]
fn paths_in_the_file_are_relative_to_it_and_options_to_where_they_are_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s.toml");
    let text =
        "[server]\ndata = \"kept\"\ndatabase_url = \"sqlite:a.db\"\nsecret_key_file = \"key\"";
    std::fs::write(&path, text).expect("written");
    let mut options = Serve {
        config: Some(path),
        ..Serve::default()
    };
    let settings = Settings::load(&options).expect("loads");
    let inside = |name: &str| Some(folder.path().join(name));
    assert_eq!(settings.data, inside("kept"));
    assert_eq!(settings.database, inside("a.db"));
    assert_eq!(settings.secret_key_file, inside("key"));
    options.data = Some("typed".into());
    options.database_url = Some("sqlite:typed.db".to_owned());
    let settings = Settings::load(&options).expect("loads");
    assert_eq!(settings.data, Some("typed".into()));
    assert_eq!(settings.database, Some("typed.db".into()));
}

#[test]
fn a_database_is_a_file_and_nothing_else() {
    for (url, path) in [
        ("sqlite:a.db", "a.db"),
        ("sqlite://a.db", "a.db"),
        ("sqlite:/var/a.db", "/var/a.db"),
        ("sqlite:///var/a.db", "/var/a.db"),
        ("sqlite:////var/a.db", "/var/a.db"),
    ] {
        assert_eq!(database_file(url).expect(url), Path::new(path), "{url}");
    }
    for url in [
        "sqlite:",
        "sqlite://",
        "sqlite::memory:",
        "sqlite://:memory:",
        "sqlite:file:a.db",
        "sqlite:a.db?mode=ro",
        "sqlite:?mode=memory",
        "a.db",
        "",
    ] {
        let error = database_file(url).expect_err(url).to_string();
        assert!(
            error.contains("database_url") && error.contains("sqlite:PATH"),
            "{error}"
        );
    }
}

#[test]
fn the_public_url_is_written_as_browsers_write_an_origin() {
    for (text, origin) in [
        ("http://host:08080", "http://host:8080"),
        ("https://host:0443", "https://host"),
        ("http://host:", "http://host"),
        ("http://[2001:DB8:0:0::1]:80", "http://[2001:db8::1]"),
        ("http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"),
        ("http://[::ffff:192.0.2.1]", "http://[::ffff:c000:201]"),
        ("http://127.1:3000", "http://127.0.0.1:3000"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ("http://team_portal/", "http://team_portal"),
    ] {
        assert_eq!(checked_origin(text).expect(text), origin, "{text}");
    }
    for text in [
        "http://*",
        "http://a@b",
        "http://a?b",
        "http://a#b",
        "http://a\\b",
        "http://a:+80",
        "http://300.1.1.1",
    ] {
        let error = checked_origin(text).expect_err(text).to_string();
        assert!(error.contains("public_url"), "{error}");
    }
}

const REFERENCE: &str = include_str!("../../../docs/settings.md");

/// The first cells of the tables below a heading of the reference.
fn listed(heading: &str) -> Vec<String> {
    let (_, below) = REFERENCE.split_once(heading).expect(heading);
    let section = below.split("\n#").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let mut names: Vec<_> = rows
        .filter_map(|line| line.split('`').nth(1).map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The keys that a section may hold, as the parser names them when it meets another.
fn known(section: &str) -> Vec<String> {
    let error = File::parse(&format!("{section}\nunheard_of = 1")).expect_err("unknown");
    let (_, allowed) = error.split_once("expected one of").expect(&error);
    let mut names: Vec<_> = allowed
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    names.sort();
    names
}

#[test]
fn the_reference_lists_each_key_of_the_file() {
    assert_eq!(listed("### `[server]`"), known("[server]"));
    assert_eq!(listed("### `[[clouds]]`"), known("[[clouds]]"));
    let annotated = include_str!("../../../Leptos.toml");
    for key in known("[server]").into_iter().chain(known("[[clouds]]")) {
        assert!(annotated.contains(&format!("# {key} = ")), "{key}");
    }
}

#[test]
fn the_reference_lists_each_option_with_its_variable() {
    let program = <crate::cli::Cli as clap::CommandFactory>::command();
    let mut options: Vec<(String, String)> = program
        .get_subcommands()
        .flat_map(clap::Command::get_arguments)
        .filter_map(|argument| {
            let variable = argument.get_env()?.to_str()?.to_owned();
            Some((format!("--{}", argument.get_long()?), variable))
        })
        .collect();
    options.sort();
    options.dedup();
    let names: Vec<_> = options.iter().map(|(option, _)| option.clone()).collect();
    assert_eq!(listed("## Options and environment variables"), names);
    for (option, variable) in &options {
        assert!(
            REFERENCE.contains(&format!("| `{option}` | `{variable}` |")),
            "{option} {variable}"
        );
    }
}
