//! The form: each kind of parameter, each rule, defaults and secrets.

use super::*;
use crate::steps::until;
use crate::support::location;

/// A good value for each parameter of the workflow that has one of every type, but for these.
fn every_type<'a>(others: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
    let values = [
        ("a_string", "a \"text\""),
        ("a_integer", "123456789012345678"),
        ("a_float", "1.10"),
        ("a_boolean", "false"),
        ("a_list", "[1, \"two\", null]"),
        ("a_dict", "{\"k\": [1.5]}"),
        ("a_regex", "^a+$"),
        ("a_textarea", "first\r\nsecond"),
        ("a_blueprint_id", "demo"),
        ("a_deployment_id", "d1"),
        ("a_node_id", "one"),
        ("an_integer_list", "[3, 4]"),
        ("a_point", "{\"x\": 1, \"y\": 2}"),
        ("untyped", "null"),
    ];
    let value = |(name, value)| {
        let other = others.iter().find(|(other, _)| *other == name);
        (p(name), other.map_or(value, |(_, other)| *other))
    };
    values.map(value).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_of_every_type_is_typed_reviewed_and_sent() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    let form = open_page(&browser, &at("workflows/every_type?deployment=parameters")).await;
    assert!(
        form.contains("On Every parameter") && !form.contains("script_path"),
        "{form}"
    );
    let fields = every_type(&[]);
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let plan = planned(&browser, "every_type", &["parameters"], &fields).await;
    let review = open_page(&browser, &plan).await;
    for words in [
        "Start every_type on 1 deployment",
        "1.10",
        "123456789012345678",
        "not set",
    ] {
        assert!(review.contains(words), "{words}: {review}");
    }
    let run = started(&browser, &plan).await;
    let over = until(&browser, &run, "The deployment succeeded").await;
    assert!(over.contains(">Deployment</th>"), "{over}");
    let taken = latest(&browser, "parameters").await;
    for words in [
        "1.1",
        "123456789012345678",
        "false",
        "first\\nsecond",
        "[3, 4]",
    ] {
        let text = taken.replace("&quot;", "\"");
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_told_at_its_field_and_nothing_typed_is_lost() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    for (name, bad, words) in [
        ("equal", "8", "has to be 7, and is 8"),
        ("greater_than", "7", "has to be greater than 7"),
        ("less_or_equal", "7.6", "has to be 7.5 or less"),
        ("in_range", "11", "has to be from 1 to 10, and is 11"),
        ("valid_values", "\"pink\"", "none of those to choose from"),
        ("length", "ab", "has to be 3 long"),
        (
            "max_length",
            "{\"a\":1,\"b\":2,\"c\":3}",
            "has to be 2 long or shorter",
        ),
        ("pattern", "adminx", "has to match the pattern"),
        ("worded", "80", "Choose a port that needs no privilege."),
        ("integers", "[1, 9]", "Entry 2 has to be from 1 to 5"),
        ("in_range", "1.5", "whole number"),
    ] {
        let control = p(name);
        let fields = [(control.as_str(), bad), ("force", "yes")];
        let (status, page) = posted(&browser, "every_constraint", &["parameters"], &fields).await;
        assert_eq!(status, 422, "{name}: {page}");
        assert!(page.contains(words), "{name}: {page}");
        assert!(page.contains("One answer has to change"), "{name}: {page}");
        if name != "valid_values" {
            assert_eq!(
                stands(&page, "workflows/every_constraint", &control),
                bad,
                "{name}"
            );
        }
        assert!(
            between(&page, "id=\"force\"", ">").contains("checked"),
            "{page}"
        );
    }
    let good = p("pattern");
    let fields = [(good.as_str(), "abc")];
    planned(&browser, "every_constraint", &["parameters"], &fields).await;
    let (status, page) = posted(&browser, "all_required", &["parameters"], &[]).await;
    assert_eq!(status, 422);
    assert!(page.contains("5 answers have to change"), "{page}");
    let custom = [("custom-name", "own"), ("custom-value", "{\"a\": 1}")];
    let (status, page) = posted(&browser, "slow", &["d1"], &custom).await;
    assert_eq!(status, 422);
    assert!(
        page.contains("Allow custom parameters, or leave it out."),
        "{page}"
    );
    let allowed = [custom[0], custom[1], ("allow-custom", "yes")];
    let plan = planned(&browser, "slow", &["d1"], &allowed).await;
    assert!(open_page(&browser, &plan).await.contains("own (custom)"));
    let none = posted(&browser, "slow", &[], &[]).await;
    assert_eq!(none.0, 422, "{}", none.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_form_left_standing_is_the_default_and_is_not_sent() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    let path = at("workflows/every_default?deployment=parameters");
    let form = open_page(&browser, &path).await;
    assert_eq!(
        stands(&form, "workflows/every_default", &p("an_integer")),
        "7"
    );
    assert!(
        form.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{form}"
    );
    assert!(!form.contains("<script>alert(1)"), "{form}");
    let text = p("a_string");
    let empty = [(text.as_str(), "text"), ("empty", "a_string")];
    let plan = planned(&browser, "every_default", &["parameters"], &empty).await;
    let review = open_page(&browser, &plan).await;
    let sent = between(&review, "\"parameters\": {", "}");
    assert_eq!(sent.trim(), "\"a_string\": \"\"", "{review}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_sealed_asked_again_and_shown_nowhere() {
    const CANARY: &str = "Canary-7f3a-hunter2";
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    let (password, integer) = (p("a_password"), p("an_integer"));
    let bad = [
        ("secret", password.as_str()),
        (password.as_str(), CANARY),
        (integer.as_str(), "x"),
    ];
    let (status, refused) = posted(&browser, "every_default", &["parameters"], &bad).await;
    assert_eq!(status, 422);
    assert!(!refused.contains(CANARY), "{refused}");
    let good = [bad[0], bad[1], (integer.as_str(), "8")];
    let plan = planned(&browser, "every_default", &["parameters"], &good).await;
    let review = open_page(&browser, &plan).await;
    assert!(
        review.contains("set, not shown") && !review.contains(CANARY),
        "{review}"
    );
    let edited = location(&browser.post(&format!("{plan}/edit"), &[]).await);
    let form = open_page(&browser, &edited).await;
    assert!(
        form.contains("Enter the secrets again") && !form.contains(CANARY),
        "{form}"
    );
    assert_eq!(stands(&form, "workflows/every_default", &integer), "8");
    let erased = confirmed(&browser, &plan).await;
    assert_eq!(erased.0, 409, "{}", erased.1);
    let plan = planned(&browser, "every_default", &["parameters"], &good).await;
    let run = started(&browser, &plan).await;
    let over = until(&browser, &run, "The deployment succeeded").await;
    assert!(!over.contains(CANARY), "{over}");
    let execution = latest(&browser, "parameters").await;
    assert!(!execution.contains(CANARY), "{execution}");
    let folder = portal.database().parent().expect("a folder").to_owned();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let found = bytes
            .windows(CANARY.len())
            .any(|part| part == CANARY.as_bytes());
        assert!(!found, "{}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_survives_the_end_of_the_session() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    browser.post("/sign-out", &[]).await;
    let seconds = p("seconds");
    let fields = [
        ("deployment", "d1"),
        (seconds.as_str(), "77"),
        ("queue", "yes"),
    ];
    let answer = browser.post(&at("workflows/slow"), &fields).await;
    assert_eq!(answer.status(), 401);
    let html = answer.text().await.expect("text").replace("<!>", "");
    let carried = form_page::fields(&html, "/sign-in");
    let who = [("user", "ursula"), ("password", "ursula123")];
    let carried = form_page::typed(carried, &who);
    let carried: Vec<_> = carried
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let back = location(&browser.post("/sign-in", &carried).await);
    assert!(back.starts_with(&at("workflows/slow?draft=")), "{back}");
    let form = open_page(&browser, &back).await;
    assert!(form.contains("Your form is as you left it"), "{form}");
    assert_eq!(stands(&form, "workflows/slow", &seconds), "77");
    assert!(between(&form, "id=\"queue\"", ">").contains("checked"));
}

async fn checked(
    browser: &Browser<'_>,
    workflow: &str,
    parameter: &str,
    value: &str,
) -> (u16, serde_json::Value) {
    let fields = [
        ("cloud", "Flow"),
        ("account", "default_tenant"),
        ("workflow", workflow),
        ("deployment", "parameters"),
        ("parameter", parameter),
        ("value", value),
    ];
    let answer = browser.post("/api/check-parameter", &fields).await;
    let status = answer.status().as_u16();
    (status, answer.json().await.expect("JSON"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_is_checked_while_it_is_typed_and_what_there_is_to_name_is_found() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    for (workflow, parameter, value, words) in [
        ("every_type", "a_dict", "{\"k\": [1.5}", "line 1, column"),
        ("every_type", "a_dict", "[1]", "It has to be an object"),
        (
            "every_type",
            "a_integer",
            "1.5",
            "It has to be a whole number",
        ),
        (
            "every_constraint",
            "pattern",
            "adminx",
            "has to match the pattern",
        ),
        (
            "every_constraint",
            "integers",
            "[1, 9]",
            "Entry 2 has to be from 1 to 5",
        ),
    ] {
        let (status, verdict) = checked(&browser, workflow, parameter, value).await;
        assert_eq!(status, 200, "{parameter}: {verdict}");
        let error = verdict["error"].as_str().unwrap_or_default();
        assert!(error.contains(words), "{parameter} {value}: {verdict}");
    }
    for (parameter, value) in [("a_dict", "{\"k\": [1.5]}"), ("a_integer", "7")] {
        let (_, verdict) = checked(&browser, "every_type", parameter, value).await;
        assert!(verdict["error"].is_null(), "{parameter}: {verdict}");
    }
    let (_, verdict) = checked(&browser, "every_type", "a_deployment_id", "web-17").await;
    let named = verdict["named"].as_array().expect("a list");
    assert!(
        named.iter().any(|one| one[0] == "web-17") && named.iter().all(|one| one[0] != "d1"),
        "{verdict}"
    );
    for (parameter, status) in [("a_password", 422), ("nope", 404)] {
        let (answered, words) = checked(&browser, "every_default", parameter, "Hush-71").await;
        assert_eq!(answered, status, "{words}");
        assert!(!words.to_string().contains("Hush-71"), "{words}");
    }
    let viewer = signed_in(&portal, "vic", "vic123").await;
    let (status, _) = checked(&viewer, "every_type", "a_integer", "7").await;
    assert_eq!(status, 403);
    let (status, _) = checked(&portal.stranger(), "every_type", "a_integer", "7").await;
    assert_eq!(status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_cloud_refused_stands_at_its_field_until_it_is_changed() {
    const SAID: &str = "The cloud refused it: Value";
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    let fields = every_type(&[("a_node_id", "nosuchnode")]);
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let plan = planned(&browser, "every_type", &["parameters"], &fields).await;
    let run = started(&browser, &plan).await;
    until(&browser, &run, "Run again on 1 refused").await;
    let again = format!("{run}/again");
    let again = browser.post(&again, &[("state", "refused")]).await;
    let form = open_page(&browser, &location(&again)).await;
    assert!(form.contains(SAID) && form.contains("nosuchnode"), "{form}");
    assert!(form.contains("One answer has to change"), "{form}");
    let repeats = between(&form, "name=\"repeats\" value=\"", "\"").to_owned();
    let better = every_type(&[]);
    let mut better: Vec<_> = better
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    better.push(("repeats", &repeats));
    let plan = planned(&browser, "every_type", &["parameters"], &better).await;
    let edited = browser.post(&format!("{plan}/edit"), &[]).await;
    let form = open_page(&browser, &location(&edited)).await;
    assert!(!form.contains(SAID), "{form}");
}
