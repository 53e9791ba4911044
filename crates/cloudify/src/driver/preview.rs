//! A run's call as a command line, with placeholders for token and secrets.

use super::CloudifyDriver;
use slipway_cloud::{Auth, Block, Call, CloudError, Preview};
use slipway_domain::{AccountAlias, Secret};
use slipway_upstream::curl;

/// Stands in the place of a secret, as the JSON text that it is sent as.
const SECRET: &str = "\"***\"";

/// The request of `call`. One that cannot be made is shown as why that is so.
pub(super) fn preview(driver: &CloudifyDriver, account: &AccountAlias, call: Call<'_>) -> Preview {
    let block = shown(driver, account, call).unwrap_or_else(|error| Block {
        title: "Nothing is sent".to_owned(),
        text: error.message().unwrap_or_else(|| error.to_string()),
    });
    Preview(vec![block])
}

fn shown(
    driver: &CloudifyDriver,
    account: &AccountAlias,
    call: Call<'_>,
) -> Result<Block, CloudError> {
    let auth = Auth {
        account: account.clone(),
        token: Secret::new("***"),
    };
    let names = call.action.secrets().iter();
    let secrets = names
        .map(|name| (name.clone(), Secret::new(SECRET)))
        .collect();
    let request = driver.request(&auth, call, &secrets)?;
    let tenant = format!("Tenant: {account}");
    let headers = ["Authentication-Token: $TOKEN", &tenant];
    Ok(Block {
        title: "The call".to_owned(),
        text: curl(&request, &headers),
    })
}
