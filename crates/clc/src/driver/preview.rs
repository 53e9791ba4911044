//! A run's call as command lines, with placeholders for token and secrets.

use super::ClcDriver;
use super::calls::{CallAuth, Lookup};
use super::targets::{only, servers_of};
use slipway_cloud::{Auth, Block, Call, CloudError, Preview};
use slipway_domain::details::Snapshot;
use slipway_domain::{AccountAlias, Secret};
use slipway_upstream::{Call as Request, curl};
use std::collections::BTreeMap;

/// Stands in the place of a secret.
const SECRET: &str = "***";
/// Stands in the place of what is looked up first.
const NUMBER: &str = "$NUMBER";

/// The requests of `call`, in the order in which they are sent. A call that cannot be made is shown
/// as why that is so.
pub(super) fn preview(driver: &ClcDriver, account: &AccountAlias, call: Call<'_>) -> Preview {
    let blocks = blocks(driver, account, call);
    Preview(blocks.unwrap_or_else(|error| {
        let text = error.message().unwrap_or_else(|| error.to_string());
        vec![Block {
            title: "Nothing is sent".to_owned(),
            text,
        }]
    }))
}

fn blocks(
    driver: &ClcDriver,
    account: &AccountAlias,
    call: Call<'_>,
) -> Result<Vec<Block>, CloudError> {
    let auth = &Auth {
        account: account.clone(),
        token: Secret::new(SECRET.to_owned()),
    };
    let names = call.action.secrets().iter();
    let secrets: BTreeMap<_, _> = names
        .map(|name| (name.clone(), Secret::new(SECRET.to_owned())))
        .collect();
    let snapshot = Snapshot {
        number: NUMBER.to_owned(),
        name: String::new(),
        restore: true,
        delete: true,
    };
    let by = CallAuth {
        auth,
        secrets: &secrets,
    };
    let mut blocks = Vec::new();
    if let Some(lookup) = Lookup::of(call.action) {
        let servers = servers_of(call.targets)?;
        let read = driver.client.details_call(auth, only(&servers)?)?;
        blocks.push(block(
            &format!("First, {} is looked up", lookup.what()),
            &read,
        ));
    }
    let write = driver.write(by, call.action, call.targets, Some(&snapshot))?;
    let title = if blocks.is_empty() {
        "The call"
    } else {
        "Then the call"
    };
    blocks.push(block(title, &write.call));
    Ok(blocks)
}

fn block(title: &str, request: &Request<'_>) -> Block {
    Block {
        title: title.to_owned(),
        text: curl(request, &["Authorization: Bearer $TOKEN"]),
    }
}

#[cfg(test)]
mod tests;
