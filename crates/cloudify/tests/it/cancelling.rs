//! Cancelling, resuming and setting a status: what is sent, and what never is.

use crate::captures::exchange;
use crate::fake::{Answer, Asked, Fake, auth, driver, handle, key, row};
use slipway_cloud::{CancelAnswer, Cancelled, Cancels as _, Workflows as _};
use slipway_domain::ExecutionId;

async fn cancel(fake: &Fake, way: &str) -> CancelAnswer {
    let handle = handle("a");
    driver(&fake.url)
        .cancel(&auth(), Cancelled::Job(&handle), way)
        .await
}

/// The manager would kill it, and make a completed execution a cancelled one.
#[tokio::test]
async fn what_has_ended_is_not_killed() {
    for status in ["terminated", "failed", "cancelled"] {
        for way in ["cancel", "force-cancel", "kill"] {
            let fake = Fake::always(Answer::json(200, row("a", status))).await;
            let ended = CancelAnswer::Refused("It has ended already.".to_owned());
            assert_eq!(cancel(&fake, way).await, ended, "{status} {way}");
            let methods: Vec<_> = fake.asked().into_iter().map(|one| one.method).collect();
            assert_eq!(methods, ["GET"], "{status} {way}");
        }
    }
}

#[tokio::test]
async fn cancelling_is_asked_for_once_and_more_harshly_where_somebody_says_so() {
    for (status, way, sent) in [
        ("started", "cancel", true),
        ("queued", "kill", true),
        ("cancelling", "cancel", false),
        ("cancelling", "force-cancel", true),
        ("force_cancelling", "force-cancel", false),
        ("kill_cancelling", "kill", true),
        ("new_in_8", "cancel", true),
    ] {
        let fake = Fake::always(Answer::json(200, row("a", status))).await;
        assert_eq!(
            cancel(&fake, way).await,
            CancelAnswer::Accepted,
            "{status} {way}"
        );
        let asked = fake.asked();
        let posts: Vec<_> = asked.iter().filter(|one| one.method == "POST").collect();
        assert_eq!(posts.len(), usize::from(sent), "{status} {way}");
        if let [post] = posts.as_slice() {
            assert_eq!(post.target, "/api/v3.1/executions/a");
            assert_eq!(post.body, format!(r#"{{"action":"{way}"}}"#));
        }
    }
}

#[tokio::test]
async fn how_cancelling_fails_is_told() {
    let failing = |status: u16, body: String| {
        Fake::new(move |asked, _| match asked.method.as_str() {
            "GET" => Answer::json(200, row("a", "started")),
            _ => Answer::json(status, body.clone()),
        })
    };
    let refused = exchange("cancel again");
    let fake = failing(refused.status, refused.body).await;
    assert!(
        matches!(cancel(&fake, "cancel").await, CancelAnswer::Refused(why) if why.starts_with("Can't cancel"))
    );
    let fake = failing(500, "{}".to_owned()).await;
    assert!(matches!(
        cancel(&fake, "cancel").await,
        CancelAnswer::Unknown(_)
    ));
    let fake = failing(401, "{}".to_owned()).await;
    assert_eq!(cancel(&fake, "cancel").await, CancelAnswer::TokenRefused);
    let fake = Fake::always(Answer::json(500, "{}")).await;
    assert!(
        matches!(cancel(&fake, "cancel").await, CancelAnswer::Refused(why) if why.starts_with("Not sent"))
    );
    let fake = Fake::always(Answer::json(404, exchange("get 404").body)).await;
    assert!(
        matches!(cancel(&fake, "kill").await, CancelAnswer::Refused(why) if why.contains("does not know"))
    );
    assert!(matches!(
        cancel(&fake, "requeue").await,
        CancelAnswer::Refused(_)
    ));
    let call = driver(&fake.url)
        .cancel(&auth(), Cancelled::Call(&key()), "cancel")
        .await;
    assert!(matches!(call, CancelAnswer::Unknown(_)));
}

#[tokio::test]
async fn resuming_and_setting_a_status_look_before() {
    let id = ExecutionId::new("a");
    let fake = Fake::always(Answer::json(200, row("a", "failed"))).await;
    let driver = driver(&fake.url);
    driver.act(&auth(), &id, "resume").await.unwrap();
    assert_eq!(fake.asked().last().unwrap().body, r#"{"action":"resume"}"#);
    let refused = driver.act(&auth(), &id, "kill").await.unwrap_err();
    assert_eq!(refused.message().as_deref(), Some("It has ended already."));
    assert!(driver.act(&auth(), &id, "requeue").await.is_err());
    let refused = driver.set_status(&auth(), &id, "terminated", None).await;
    assert!(refused.unwrap_err().is_refusal());
    let writes = |asked: Vec<Asked>| asked.into_iter().filter(|one| one.method != "GET");
    assert_eq!(writes(fake.asked()).count(), 1);

    let fake = Fake::always(Answer::json(200, row("a", "started"))).await;
    let driver = crate::fake::driver(&fake.url);
    driver
        .set_status(&auth(), &id, "failed", Some("gave up"))
        .await
        .unwrap();
    let asked = fake.asked();
    let patch = asked.last().unwrap();
    assert_eq!(patch.method, "PATCH");
    assert_eq!(patch.body, r#"{"status":"failed","error":"gave up"}"#);
}
