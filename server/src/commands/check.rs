//! `slipway check`: would `slipway serve` start, and could people sign in? Nothing is written, no
//! address is taken and nobody is signed in.

use super::data::{database_in, previous_key, refuse_lost, secret_key, try_writing};
use super::serve::{Pace, driver};
use super::{Failure, say};
use crate::cli::{Check, Serve};
use crate::settings::{ConfiguredCloud, Settings};
use crate::system::SystemEntropy;
use slipway_store::sqlite::{self, Found};
use slipway_store::vault::Vault;
use std::path::Path;
use std::sync::Arc;

/// What is said where a setting is sound.
type Finding = Result<String, Failure>;

pub(super) async fn check(options: Check) -> Result<(), Failure> {
    let settings = Settings::load(&Serve {
        config: options.config,
        listen: options.listen,
        data: options.data,
        database_url: options.database_url,
        public_url: options.public_url,
        ..Serve::default()
    })?;
    say(&format!(
        "settings: sound; listens on {}, reached at {}\n",
        settings.http.listen, settings.http.public_url
    ));
    let folder = settings.data.clone().unwrap_or_default();
    let mut findings = vec![
        ("secret key".to_owned(), key(&settings)),
        ("data folder".to_owned(), data_folder(&folder)),
        ("database".to_owned(), database(&folder, &settings).await),
    ];
    if settings.clouds.is_empty() {
        let none = Err("none is configured; add a [[clouds]] section".into());
        findings.push(("clouds".to_owned(), none));
    }
    for configured in &settings.clouds {
        let name = format!("cloud {}", configured.settings.name);
        findings.push((name, cloud(configured).await));
    }
    report(&findings)
}

fn report(findings: &[(String, Finding)]) -> Result<(), Failure> {
    let mut wrong = 0;
    for (what, finding) in findings {
        match finding {
            Ok(words) => say(&format!("{what}: {words}\n")),
            Err(error) => {
                wrong += 1;
                say(&format!("{what}: NOT SOUND: {error}\n"));
            }
        }
    }
    match wrong {
        0 => Ok(()),
        1 => Err("1 thing is not sound".into()),
        many => Err(format!("{many} things are not sound").into()),
    }
}

fn key(settings: &Settings) -> Finding {
    secret_key(settings)?;
    previous_key(settings)?;
    Ok("sound".to_owned())
}

fn data_folder(folder: &Path) -> Finding {
    if folder.exists() && !folder.is_dir() {
        return Err(format!("{}: this is no folder", folder.display()).into());
    }
    try_writing(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(if folder.exists() {
        "can be written".to_owned()
    } else {
        format!("{} will be made", folder.display())
    })
}

async fn database(folder: &Path, settings: &Settings) -> Finding {
    let path = database_in(folder, settings);
    refuse_lost(folder, &path)?;
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let (Ok(key), Ok(previous)) = (secret_key(settings), previous_key(settings)) else {
        return Err("it is not opened without a secret key".into());
    };
    let vault = Vault::renewed(key, previous, Arc::new(SystemEntropy));
    if !path.exists() {
        let parent = path.parent().filter(|parent| *parent != folder);
        // A name alone stands in the folder that the program is started in.
        let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
        if parent.is_some_and(|parent| !parent.is_dir()) {
            return Err(named(&"its folder does not exist").into());
        }
        return Ok("there is none yet; the first start makes it".to_owned());
    }
    match sqlite::inspect(&path, &vault).await {
        Ok(Found::Current) => Ok("sound, and of this version".to_owned()),
        Ok(Found::Older) => Ok(
            "sound, and of an older version; the next start brings it up to date, after which \
             the older version opens it no more"
                .to_owned(),
        ),
        Err(error) => Err(named(&error).into()),
    }
}

async fn cloud(configured: &ConfiguredCloud) -> Finding {
    let settings = &configured.settings;
    // With a proxy it is the proxy that may not be found or not answer.
    let address = match &settings.proxy {
        Some(proxy) => format!("{} through the proxy {proxy}", settings.url),
        None => settings.url.clone(),
    };
    match driver(configured, &Pace::default(), None)?.check().await {
        Ok(()) => Ok(format!("{address} takes sign-ins")),
        Err(error) => Err(format!("{address}: {error} [{}]", error.code).into()),
    }
}
