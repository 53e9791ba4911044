//! `slipway audit verify`: was a row of the audit chain changed or taken out?

use super::data::database_in;
use super::{Failure, say};
use crate::cli::{Audit, AuditCommand, AuditVerify, Serve};
use crate::settings::Settings;
use slipway_store::{Verified, sqlite};

pub(super) async fn audit(options: Audit) -> Result<(), Failure> {
    match options.command {
        AuditCommand::Verify(options) => verify(options).await,
    }
}

async fn verify(options: AuditVerify) -> Result<(), Failure> {
    let settings = Settings::load(&Serve {
        config: options.config,
        data: options.data,
        database_url: options.database_url,
        ..Serve::default()
    })?;
    let database = database_in(&settings.data.clone().unwrap_or_default(), &settings);
    let found = sqlite::audit_chain(&database)
        .await
        .map_err(|error| format!("database {}: {error}", database.display()))?;
    told(&found)
}

fn told(found: &Verified) -> Result<(), Failure> {
    let rows = match found.rows {
        1 => "1 row".to_owned(),
        many => format!("{many} rows"),
    };
    if let Some(broken) = found.broken {
        return Err(format!(
            "audit: row {broken} does not follow from the row before it ({rows} in all): it, or a \
             row before it, was changed or taken out outside Slipway"
        )
        .into());
    }
    say(&format!(
        "audit: {rows}, and each follows from the one before it\n"
    ));
    if let Some(newest) = &found.newest {
        say(&format!(
            "newest: row {} of {}, hash {}\n",
            newest.number, newest.event.at, newest.hash
        ));
    }
    Ok(())
}
