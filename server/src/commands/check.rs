//! `slipway check`: are the settings sound, and does each cloud answer?

use super::Failure;
use super::serve::{Pace, client};
use crate::cli::{Check, Serve};
use crate::settings::Settings;

pub(super) async fn check(options: Check) -> Result<(), Failure> {
    let serve = Serve {
        config: options.config,
        ..Serve::default()
    };
    let settings = Settings::load(&serve)?;
    println!("settings: sound");
    if settings.clouds.is_empty() {
        return Err("clouds: none is configured; add a [[clouds]] section".into());
    }
    let mut unreachable = 0;
    for cloud in &settings.clouds {
        match client(cloud, &Pace::default(), None)?.check().await {
            Ok(()) => println!("cloud {}: reachable", cloud.name),
            Err(error) => {
                unreachable += 1;
                println!("cloud {}: not reachable ({})", cloud.name, error.word());
            }
        }
    }
    if unreachable == 0 {
        Ok(())
    } else {
        Err(format!(
            "{unreachable} of {} clouds cannot be reached",
            settings.clouds.len()
        )
        .into())
    }
}
