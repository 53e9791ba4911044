//! What is sent, to whom, and what must never be seen again.

use crate::fake::{Answer, Fake, TOKEN, auth, quick};
use slipway_clc::{ClcClient, JobLink, PowerOp};
use slipway_cloud::{CloudError, Fault};
use slipway_domain::run::JobStatus;
use slipway_domain::{PackageId, Secret, ServerId};
use std::collections::BTreeMap;

const QUEUED: &str = r#"[{"server":"va1web01","isQueued":true,"links":[
    {"rel":"status","href":"/v2/operations/altd/status/va1-7","id":"va1-7"}]}]"#;

async fn execute(client: &ClcClient) -> Result<Vec<slipway_clc::Queued>, CloudError> {
    let values = BTreeMap::from([
        ("T3.a-b.C".to_owned(), "ü\"".to_owned()),
        ("both".to_owned(), "plain".to_owned()),
    ]);
    let secrets = BTreeMap::from([("both".to_owned(), Secret::new("hunter22"))]);
    let servers = ["VA1WEB01", "va1web01"].map(ServerId::new);
    let package = PackageId::new("08DC3134-966B-11E4-B51F-4E2C1E5D46B0");
    client
        .execute_package(&auth(), &servers, &package, &values, &secrets)
        .await
}

#[tokio::test]
async fn a_package_call_is_what_the_cloud_expects() {
    let fake = Fake::always(Answer::json(200, QUEUED)).await;
    let queued = execute(&fake.client()).await.unwrap();
    let href = "/v2/operations/altd/status/va1-7".to_owned();
    let id = "va1-7".to_owned();
    assert_eq!(queued.len(), 1, "duplicates collapse");
    assert_eq!(queued[0].verdict, Ok(JobLink { href, id }));
    let asked = &fake.asked()[0];
    assert_eq!(asked.method, "POST");
    assert_eq!(asked.target, "/v2/operations/ALTD/servers/executePackage");
    let headers = asked.headers.to_lowercase();
    assert!(headers.contains(&format!("authorization: bearer {TOKEN}")));
    assert!(headers.contains("content-type: application/json"));
    assert!(headers.contains("accept: application/json"));
    assert!(headers.contains("user-agent: slipway\r\n"));
    assert!(!headers.contains("cookie"));
    let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    let expected = serde_json::json!({
        "servers": ["va1web01"],
        "package": {
            "packageId": "08dc3134966b11e4b51f4e2c1e5d46b0",
            "parameters": {"T3.a-b.C": "ü\"", "both": "hunter22"},
        },
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn power_takes_a_bare_list_and_its_exact_word() {
    for op in PowerOp::ALL {
        let fake = Fake::always(Answer::json(200, QUEUED)).await;
        let servers = [ServerId::new("VA1WEB01")];
        let client = fake.client();
        client.power(&auth(), op, &servers).await.unwrap();
        let asked = &fake.asked()[0];
        let expected = format!("/v2/operations/ALTD/servers/{}", op.word());
        assert_eq!(asked.target, expected);
        assert_eq!(asked.body, r#"["va1web01"]"#);
        assert_eq!(PowerOp::parse(&op.word().to_uppercase()), Some(op));
    }
}

#[tokio::test]
async fn an_empty_choice_is_refused_before_anything_is_sent() {
    let fake = Fake::always(Answer::json(200, "[]")).await;
    let client = fake.client();
    let result = client.power(&auth(), PowerOp::PowerOff, &[]).await;
    assert!(result.unwrap_err().is_refusal());
    assert!(fake.asked().is_empty());
}

#[tokio::test]
async fn a_list_under_400_is_an_answer_and_words_under_400_are_not() {
    let none = r#"[{"server":"va1web01","isQueued":false,"errorMessage":"Not active."}]"#;
    let fake = Fake::always(Answer::json(400, none)).await;
    let queued = execute(&fake.client()).await.unwrap();
    assert_eq!(queued[0].verdict, Err("Not active.".to_owned()));
    let fake = Fake::always(Answer::json(400, r#"["One.","Two."]"#)).await;
    let error = execute(&fake.client()).await.unwrap_err();
    assert_eq!(error.message().unwrap(), "One. Two.");
    let cut = b"HTTP/1.1 400 X\r\nContent-Length: 999\r\n\r\n[{".to_vec();
    let fake = Fake::always(Answer::Bytes(cut)).await;
    let error = execute(&fake.client()).await.unwrap_err();
    let fault = Fault::Broken;
    assert_eq!(
        error,
        CloudError::OutcomeUnknown {
            fault,
            message: None
        }
    );
}

#[tokio::test]
async fn secrets_do_not_come_back_in_messages() {
    let echo =
        format!(r#"[{{"server":"va1web01","isQueued":false,"errorMessage":"hunter22 {TOKEN}"}}]"#);
    let fake = Fake::always(Answer::json(200, echo)).await;
    let queued = execute(&fake.client()).await.unwrap();
    assert_eq!(queued[0].verdict, Err("••• •••".to_owned()));
    let echo = format!(r#"{{"message":"bad hunter22","modelState":{{"{TOKEN}":["hunter22!"]}}}}"#);
    for status in [400, 403, 500] {
        let fake = Fake::always(Answer::json(status, echo.clone())).await;
        let error = execute(&fake.client()).await.unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.message());
        assert!(shown.contains("•••"), "{shown}");
        assert!(
            !shown.contains("hunter22") && !shown.contains(TOKEN),
            "{shown}"
        );
    }
    let fake = Fake::always(Answer::json(200, r#"{"userName":"hunter22"#)).await;
    let client = fake.client();
    let error = client.login("me", &Secret::new("hunter22")).await;
    let shown = format!("{error:?} {client:?} {:?}", auth());
    assert!(
        !shown.contains("hunter22") && !shown.contains(TOKEN),
        "{shown}"
    );
}

#[tokio::test]
async fn jobs_are_asked_for_at_the_configured_address_only() {
    let fake = Fake::always(Answer::json(200, r#"{"status":"Succeeded"}"#)).await;
    let elsewhere = Fake::always(Answer::empty(500)).await;
    let client = ClcClient::new(quick(&format!("{}/clc/", fake.url))).unwrap();
    let absolute = format!("{}/v2/operations/altd/status/va1-1", elsewhere.url);
    for job in [
        absolute.as_str(),
        "/v2/operations/altd/status/va1-1",
        "va1-1",
    ] {
        let status = client.job_status(&auth(), job).await.unwrap();
        assert_eq!(status, JobStatus::Succeeded);
    }
    let targets: Vec<_> = fake.asked().into_iter().map(|asked| asked.target).collect();
    assert_eq!(targets[0], "/clc/v2/operations/altd/status/va1-1");
    assert_eq!(targets[1], "/clc/v2/operations/altd/status/va1-1");
    assert_eq!(targets[2], "/clc/v2/operations/ALTD/status/va1-1");
    for job in ["/admin", "/v2/../admin", "http://x/", "", ".."] {
        let error = client.job_status(&auth(), job).await.unwrap_err();
        assert_eq!(error, CloudError::NotFound, "{job}");
    }
    assert_eq!(fake.asked().len(), 3);
    assert!(elsewhere.asked().is_empty(), "the token went elsewhere");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Fake::always(Answer::json(200, "[]")).await;
    let location = format!("Location: {}/v2/packages/ALTD", elsewhere.url);
    let fake = Fake::always(Answer::with(307, &location)).await;
    fake.client().packages(&auth()).await.unwrap_err();
    assert!(elsewhere.asked().is_empty());
}

#[tokio::test]
async fn odd_ids_cannot_change_the_path() {
    let fake = Fake::always(Answer::empty(404)).await;
    let client = fake.client();
    for id in ["a/../b?c#d", "..", "", "%2e%2e", "a b"] {
        let server = client.server(&auth(), &ServerId::new(id)).await;
        assert_eq!(server.unwrap_err(), CloudError::NotFound);
    }
    let targets: Vec<_> = fake.asked().into_iter().map(|asked| asked.target).collect();
    let expected = [
        "/v2/servers/ALTD/a%2F..%2Fb%3Fc%23d",
        "/v2/servers/ALTD/%252e%252e",
        "/v2/servers/ALTD/a%20b",
    ];
    assert_eq!(targets, expected);
}

#[tokio::test]
async fn a_token_that_cannot_be_a_header_is_none() {
    let fake = Fake::always(Answer::json(200, "[]")).await;
    let mut auth = auth();
    auth.token = Secret::new("line\r\nbreak");
    let error = fake.client().packages(&auth).await.unwrap_err();
    assert_eq!(error, CloudError::NotSignedIn);
    assert!(fake.asked().is_empty());
}

#[tokio::test]
async fn answers_have_a_largest_size() {
    let fake = Fake::always(Answer::json(200, format!("[{}]", " ".repeat(2_000)))).await;
    let mut config = quick(&fake.url);
    config.limits.answer = 1_000;
    let client = ClcClient::new(config).unwrap();
    let error = client.packages(&auth()).await.unwrap_err();
    assert_eq!(
        error,
        CloudError::NotUnderstood("it is too large".to_owned())
    );
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n".to_vec();
    let body = [chunked, vec![b' '; 2_000], b"\r\n0\r\n\r\n".to_vec()].concat();
    let fake = Fake::always(Answer::Bytes(body)).await;
    let mut config = quick(&fake.url);
    config.limits.answer = 1_000;
    let client = ClcClient::new(config).unwrap();
    let error = execute(&client).await.unwrap_err();
    assert_eq!(error.word(), "outcome_unknown");
}
