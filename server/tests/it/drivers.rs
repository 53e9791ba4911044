//! Drivers begin and end with the program.

use slipway_cloud::Driver;
use slipway_domain::CloudName;
use slipway_scripted::{Asked, Scripted};
use slipway_server::cli::Serve;
use slipway_server::commands::{self, Pace};
use std::sync::Arc;

fn options(folder: &tempfile::TempDir) -> Serve {
    Serve {
        demo: true,
        servers: Some(5),
        listen: "127.0.0.1:0".parse().ok(),
        data: Some(folder.path().to_owned()),
        ..Serve::default()
    }
}

fn pace(drivers: [(&str, Arc<Scripted>); 2]) -> Pace {
    let drivers = drivers.map(|(name, driver)| (CloudName::new(name), driver as Arc<dyn Driver>));
    Pace {
        drivers: drivers.into(),
        ..Pace::default()
    }
}

#[tokio::test]
async fn a_driver_is_started_before_anything_is_asked_and_stopped_at_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (Arc::new(Scripted::default()), Arc::new(Scripted::default()));
    let pace = pace([("One", one.clone()), ("Other", other.clone())]);
    let running = commands::start_at(&options(&folder), pace).await;
    let running = running.expect("the portal starts");
    running.stop().await.expect("stopped");
    for driver in [one, other] {
        assert_eq!(driver.script().asked, [Asked::Start, Asked::Stop]);
    }
}

#[tokio::test]
async fn the_program_does_not_start_without_a_driver() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = Arc::new(Scripted::default());
    let unfit =
        Scripted::default().that_does_not_start("There is no key to sign in to hosts with.");
    let unfit = Arc::new(unfit);
    let pace = pace([("One", one.clone()), ("Hosts", unfit.clone())]);
    let started = commands::start_at(&options(&folder), pace).await;
    let failure = started.err().expect("it does not start").to_string();
    let said = "cloud Hosts: There is no key to sign in to hosts with.";
    assert_eq!(failure, said);
    assert_eq!(one.script().asked, [Asked::Start, Asked::Stop]);
    assert_eq!(unfit.script().asked, [Asked::Start]);
}

#[tokio::test]
async fn the_demo_takes_no_cloud_that_is_called_like_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("settings.toml");
    let cloud = "[[clouds]]\nname = \"Cloudify\"\nkind = \"cloudify\"\nurl = \"http://x\"\n";
    std::fs::write(&config, cloud).expect("written");
    let options = Serve {
        config: Some(config),
        ..options(&folder)
    };
    let started = commands::start_at(&options, Pace::default()).await;
    let failure = started.err().expect("it does not start").to_string();
    assert!(
        failure.starts_with("clouds.name: \"Cloudify\" is what the demo calls"),
        "{failure}"
    );
}
