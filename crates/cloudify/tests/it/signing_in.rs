//! Signing in to managers of every age.

use crate::captures::exchange;
use crate::fake::{Answer, Asked, Fake, TOKEN, auth, client, driver};
use slipway_cloud::{CloudError, Driver as _};
use slipway_domain::Secret;

const PASSWORD: &str = "correct horse";
const PAGE: &str = "<!doctype html><title>404 Not Found</title>";

fn path(asked: &Asked) -> (&str, &str) {
    let path = asked.target.split('?').next().unwrap_or_default();
    (&asked.method, path.trim_start_matches("/api/v3.1"))
}

fn made() -> Answer {
    Answer::json(
        200,
        format!(r#"{{"id":"GCuB9QieUu","username":"ada","value":"{TOKEN}","role":"default"}}"#),
    )
}

fn user(role: &str, tenants: &str) -> Answer {
    Answer::json(
        200,
        format!(r#"{{"username":"ada","role":"{role}","tenants":{tenants}}}"#),
    )
}

async fn sign_in(fake: &Fake) -> Result<slipway_cloud::Login, CloudError> {
    driver(&fake.url)
        .identity()
        .sign_in("Ada", &Secret::new(PASSWORD))
        .await
}

#[tokio::test]
async fn a_password_becomes_a_token_of_two_days_and_is_sent_once() {
    let fake = Fake::new(|asked, _| match path(asked) {
        ("POST", "/tokens") => made(),
        ("GET", "/user") => user("default", r#"{"tenant_b":{"tenant-role":"viewer","roles":["viewer"]},"default_tenant":{"tenant-role":"user","roles":["user"]}}"#),
        _ => Answer::empty(500),
    })
    .await;
    let login = sign_in(&fake).await.unwrap();
    assert_eq!(
        (login.user.as_str(), login.account.as_str()),
        ("ada", "default_tenant")
    );
    assert_eq!(login.roles, ["user"]);
    assert_eq!(login.token, Secret::new(TOKEN));
    let [further] = login.further.as_slice() else {
        panic!("{:?}", login.further)
    };
    assert_eq!(
        (further.account.as_str(), further.roles.as_slice()),
        ("tenant_b", &["viewer".to_owned()][..])
    );
    let asked = fake.asked();
    let [tokens, user] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!(
        tokens.body,
        r#"{"description":"slipway","expiration_date":"+48 hours"}"#
    );
    let headers = tokens.headers.to_lowercase();
    assert!(
        headers.contains("\r\ncontent-type: application/json\r\n"),
        "exactly so: {headers}"
    );
    assert!(
        tokens.headers.contains("Basic QWRhOmNvcnJlY3QgaG9yc2U="),
        "{}",
        tokens.headers
    );
    assert!(
        !user.headers.contains("Basic") && user.headers.contains(TOKEN),
        "{}",
        user.headers
    );
    assert!(
        !user.headers.to_lowercase().contains("\r\ntenant:"),
        "{}",
        user.headers
    );
}

#[tokio::test]
async fn a_manager_of_before_gives_a_token_to_whoever_reads_their_list() {
    for lacking in [404, 405] {
        let fake = Fake::new(move |asked, _| match path(asked) {
            ("POST", "/tokens") => Answer::json(lacking, PAGE),
            ("GET", "/tokens") => Answer::json(
                200,
                r#"{"value":"WyIwIiwi.blob","username":"ada","role":"default"}"#,
            ),
            ("GET", "/user") => user("default", r#"{"default_tenant":["operations"]}"#),
            _ => Answer::empty(500),
        })
        .await;
        let login = sign_in(&fake).await.unwrap();
        assert_eq!(login.token, Secret::new("WyIwIiwi.blob"));
        assert_eq!(login.roles, ["operations"]);
        assert_eq!(
            driver(&fake.url).identity().sign_out(&login.auth()).await,
            Ok(())
        );
        assert_eq!(fake.asked().len(), 3, "such a token ends by itself");
    }
}

#[tokio::test]
async fn a_manager_without_tokens_lets_nobody_in_and_says_so() {
    for list in [
        Answer::json(404, PAGE),
        Answer::json(200, r#"{"metadata":{},"items":[]}"#),
    ] {
        let fake = Fake::new(move |asked, _| match path(asked) {
            ("GET", "/tokens") => list.clone(),
            _ => Answer::json(404, PAGE),
        })
        .await;
        let words = sign_in(&fake)
            .await
            .unwrap_err()
            .message()
            .unwrap_or_default();
        assert!(words.contains("gives out no tokens"), "{words}");
        assert!(words.contains("a password is never kept"), "{words}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_from_a_manager_that_does_not_work() {
    let refusal = r#"{"error_code":"unauthorized_error","message":"User unauthorized: Authentication failed for <User username=`ada`>. Wrong credentials or locked account","server_traceback":null}"#;
    let fake = Fake::always(Answer::json(401, refusal)).await;
    assert_eq!(sign_in(&fake).await, Err(CloudError::BadCredentials));
    assert_eq!(
        fake.asked().len(),
        1,
        "a refused password is not tried again"
    );
    let fake = Fake::always(Answer::json(502, PAGE)).await;
    assert_eq!(sign_in(&fake).await.unwrap_err().word(), "unavailable");
    assert_eq!(fake.asked().len(), 1, "nor is one without an answer");
    let fake = exchange("maint exec get").replayed().await;
    let words = sign_in(&fake)
        .await
        .unwrap_err()
        .message()
        .unwrap_or_default();
    assert!(words.contains("maintenance"), "{words}");
}

#[tokio::test]
async fn whoever_is_in_no_tenant_leaves_no_token_behind() {
    let fake = Fake::new(|asked, _| match path(asked) {
        ("POST", "/tokens") => made(),
        ("GET", "/user") => user("default", "{}"),
        ("DELETE", "/tokens/GCuB9QieUu") => Answer::empty(204),
        _ => Answer::empty(500),
    })
    .await;
    let words = sign_in(&fake)
        .await
        .unwrap_err()
        .message()
        .unwrap_or_default();
    assert!(words.contains("in no tenant"), "{words}");
    let asked = fake.asked();
    assert_eq!(
        path(asked.last().unwrap()),
        ("DELETE", "/tokens/GCuB9QieUu")
    );
}

#[tokio::test]
async fn a_system_administrator_acts_in_every_tenant() {
    let fake = Fake::new(|asked, _| match path(asked) {
        ("POST", "/tokens") => made(),
        ("GET", "/user") => user(
            "sys_admin",
            r#"{"default_tenant":{"tenant-role":"user","roles":["user"]}}"#,
        ),
        ("GET", "/tenants") => Answer::json(200, exchange("tenants").body),
        _ => Answer::empty(500),
    })
    .await;
    let login = sign_in(&fake).await.unwrap();
    assert_eq!(login.roles, ["user", "sys_admin"]);
    let further: Vec<_> = login.further.iter().map(|of| of.account.as_str()).collect();
    assert_eq!(further, ["tenant_b"]);
    assert_eq!(login.further[0].roles, ["sys_admin"]);
}

#[tokio::test]
async fn signing_out_deletes_the_token_and_forgives_one_that_is_gone() {
    for answer in [
        Answer::empty(204),
        Answer::json(404, exchange("del token again").body),
        Answer::json(401, "{}"),
    ] {
        let fake = Fake::always(answer).await;
        assert_eq!(driver(&fake.url).identity().sign_out(&auth()).await, Ok(()));
        let asked = fake.asked();
        assert_eq!(path(&asked[0]), ("DELETE", "/tokens/GCuB9QieUu"));
    }
    let fake = Fake::always(Answer::json(500, "{}")).await;
    assert!(
        driver(&fake.url)
            .identity()
            .sign_out(&auth())
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_token_is_asked_about_for_its_tenant() {
    let fake = Fake::always(Answer::json(200, exchange("list size").body)).await;
    assert_eq!(client(&fake.url).verify(&auth()).await, Ok(()));
    let asked = &fake.asked()[0];
    let headers = asked.headers.to_lowercase();
    assert!(
        headers.contains("\r\ntenant: default_tenant\r\n"),
        "{headers}"
    );
    assert!(!asked.target.contains(TOKEN));
    for (name, word) in [
        ("bad tenant", "not_allowed"),
        ("expired token", "not_signed_in"),
    ] {
        let fake = exchange(name).replayed().await;
        let refused = client(&fake.url).verify(&auth()).await.unwrap_err();
        assert_eq!(refused.word(), word, "{name}");
    }
}
