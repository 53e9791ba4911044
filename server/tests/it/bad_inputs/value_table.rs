//! Bad values of each type of parameter, with the words that are read about them.

/// The last part of a parameter's name, a value, and what is read about it.
pub(super) const BAD: [(&str, &str, &str); 38] = [
    ("Greeting", "", "\"Greeting\" is required: enter a value."),
    (
        "Greeting",
        " \t ",
        "\"Greeting\" is required: enter a value.",
    ),
    (
        "Greeting",
        "a\u{7}b",
        "\"Greeting\" must not contain control characters other than tabs and line breaks; character 2 is U+0007.",
    ),
    (
        "Greeting",
        "\0",
        "\"Greeting\" must not contain control characters other than tabs and line breaks; character 1 is U+0000.",
    ),
    ("Greeting", "x\u{85}", "character 2 is U+0085."),
    (
        "DomainName",
        "bad domain!",
        "\"Domain name\" must match the pattern of its package; \"bad domain!\" does not. The pattern: ",
    ),
    (
        "DomainName",
        "-corp.example.com",
        "\"Domain name\" must match the pattern of its package;",
    ),
    (
        "DomainName",
        "corp\u{202e}moc",
        "\"Domain name\" must match the pattern of its package; \"corp\\u{202e}moc\" does not.",
    ),
    (
        "Tag",
        "aaab",
        "\"Tag of letters a\" must match the pattern of its package; \"aaab\" does not. The pattern: ^(a+)+$",
    ),
    (
        "Workers",
        "",
        "\"Workers\" is required: enter a number such as 3, -1 or 2.5.",
    ),
    (
        "Workers",
        "four",
        "\"Workers\" must be a number such as 3, -1 or 2.5; \"four\" is not.",
    ),
    (
        "Workers",
        "1,5",
        "\"1,5\" is not. Write decimals with a dot, and no separators between thousands.",
    ),
    (
        "Workers",
        "1.000.000",
        "\"Workers\" must be a number such as 3, -1 or 2.5; \"1.000.000\" is not.",
    ),
    (
        "Workers",
        "1e3",
        "\"Workers\" must be a number such as 3, -1 or 2.5; \"1e3\" is not.",
    ),
    (
        "Workers",
        "0x10",
        "\"Workers\" must be a number such as 3, -1 or 2.5; \"0x10\" is not.",
    ),
    (
        "Workers",
        "\u{663}",
        "is not. Write it with the digits 0 to 9.",
    ),
    (
        "Workers",
        "\u{2212}3",
        "is not. Write minus as the hyphen of the keyboard.",
    ),
    (
        "Workers",
        ".",
        "\"Workers\" must be a number such as 3, -1 or 2.5; \".\" is not.",
    ),
    (
        "Workers",
        "4; rm -rf /",
        "\"Workers\" must be a number such as 3, -1 or 2.5; \"4; rm -rf /\" is not.",
    ),
    (
        "Environment",
        "",
        "\"Environment\" is required: choose one of Production, Staging, Development.",
    ),
    (
        "Environment",
        "PROD",
        "\"Environment\" must be one of Production, Staging, Development; \"PROD\" is not among them.",
    ),
    (
        "Environment",
        "Production",
        "\"Environment\" must be one of Production, Staging, Development; \"Production\" is not among them.",
    ),
    (
        "Environment",
        " prod",
        "\"Environment\" must be one of Production, Staging, Development;",
    ),
    (
        "Features",
        "metrics,logs",
        "\"Features\" takes only Metrics, Log shipping, Tracing, Backups; \"metrics,logs\" is not among them.",
    ),
    (
        "Features",
        "nope",
        "\"Features\" takes only Metrics, Log shipping, Tracing, Backups; \"nope\" is not among them.",
    ),
    (
        "AdminPassword",
        "",
        "\"Administrator password\" is required: enter a password.",
    ),
    (
        "AdminPassword",
        "one\ntwo",
        "\"Administrator password\" must not contain line breaks or control characters.",
    ),
    (
        "AdminPassword",
        "tab\there",
        "\"Administrator password\" must not contain line breaks or control characters.",
    ),
    (
        "Master",
        "nosuchserver",
        "\"Master server\" must be the name of one of your servers; there is no server \"nosuchserver\".",
    ),
    (
        "Master",
        "VA1OTHRMAIL01",
        "\"Master server\" must be the name of one of your servers; there is no server \"VA1OTHRMAIL01\".",
    ),
    (
        "Master",
        "va1slipweb0[1-2]",
        "\"Master server\" must be the name of one of your servers;",
    ),
    (
        "LogTarget",
        "nosuchserver",
        "\"Log target\" must be the name of one of your servers or an IP address such as 10.1.2.3 or fd00::7; \"nosuchserver\" is neither.",
    ),
    ("LogTarget", "10.0.0", "\"10.0.0\" is neither."),
    ("LogTarget", "10.0.0.256", "\"10.0.0.256\" is neither."),
    ("LogTarget", "10.0.0.1:80", "\"10.0.0.1:80\" is neither."),
    (
        "Network",
        "vlan\n12",
        "\"Network\" must not contain control characters other than tabs; character 5 is U+000A.",
    ),
    (
        "Network",
        "a\0b",
        "\"Network\" must not contain control characters other than tabs; character 2 is U+0000.",
    ),
    (
        "Note",
        "\u{1b}[31mred",
        "\"Note\" must not contain control characters other than tabs and line breaks; character 1 is U+001B.",
    ),
];
