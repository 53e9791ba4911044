//! Setting the status of an execution by hand.

use super::plain;
use super::stage::{LIST, Stage, hidden};
use crate::support::location;

#[tokio::test(flavor = "multi_thread")]
async fn a_status_is_set_once_it_is_confirmed() {
    let stage = Stage::set().await;
    let id = stage.starts(600).await;
    let otto = stage.user("otto").await;
    let path = format!("{LIST}/{id}/status");
    let form = plain(&otto, &path).await;
    assert!(form.contains("This stops nothing"), "{form}");
    for status in ["failed", "cancelled", "queued", "terminated"] {
        assert!(
            form.contains(&format!("value=\"{status}\"")),
            "{status}: {form}"
        );
    }
    assert!(!form.contains("value=\"started\""), "it is so already");

    let wrong = [
        ("status", "banana"),
        ("reason", "Seen in the data center"),
        ("typed", "Demo Two"),
    ];
    let answer = otto.post(&path, &wrong).await;
    assert_eq!(answer.status(), 422);
    let answer = answer.text().await.expect("text").replace("<!>", "");
    assert!(answer.contains("it can be set to"), "{answer}");
    assert!(answer.contains("is not what is asked for"), "{answer}");
    assert!(
        answer.contains("Seen in the data center"),
        "nothing typed is lost"
    );
    let long = "x".repeat(2_001);
    let fields = [
        ("status", "failed"),
        ("reason", &*long),
        ("typed", "Demo One"),
    ];
    let answer = otto.post(&path, &fields).await;
    assert_eq!(answer.status(), 422);
    let answer = answer.text().await.expect("text").replace("<!>", "");
    assert!(
        answer.contains("It has 2001 characters; 2000 are allowed."),
        "{answer}"
    );
    assert_eq!(stage.status(&id).await, "started");

    let key = hidden(&form, "form-key");
    let right = [
        ("form-key", key),
        ("status", "failed"),
        ("reason", "Seen in the data center"),
        ("typed", "demo one"),
    ];
    for _ in 0..2 {
        assert_eq!(
            location(&otto.post(&path, &right).await),
            format!("{LIST}/{id}")
        );
    }
    let told = stage.told(&id).await;
    assert_eq!(told["status"], "failed");
    assert_eq!(told["error"], "Seen in the data center");
    let page = plain(&otto, &format!("{LIST}/{id}")).await;
    assert!(page.contains("Seen in the data center"), "{page}");
    assert!(plain(&otto, &path).await.contains("Nothing can be set"));
    let late = [("status", "cancelled"), ("typed", "Demo One")];
    assert_eq!(otto.post(&path, &late).await.status(), 422);
    assert_eq!(stage.status(&id).await, "failed");
}
