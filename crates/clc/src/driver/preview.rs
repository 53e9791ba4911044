//! A run's call as command lines, with placeholders for token and secrets.

use super::ClcDriver;
use super::calls::{CallAuth, Lookup};
use super::targets::{only, servers_of};
use crate::call::Call as Request;
use slipway_cloud::{Auth, Block, Call, CloudError, Preview};
use slipway_domain::details::Snapshot;
use slipway_domain::{AccountAlias, Secret};
use std::collections::BTreeMap;
use std::fmt::Write as _;

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
        text: curl(request),
    }
}

fn curl(request: &Request<'_>) -> String {
    let (method, url) = (&request.method, quoted(request.url.as_str()));
    let command = format!("curl -X {method} {url} \\\n  -H \"Authorization: Bearer $TOKEN\"");
    let body = request.body.as_deref().and_then(|b| str::from_utf8(b).ok());
    match body {
        Some(body) => format!(
            "{command} \\\n  -H 'Content-Type: application/json' \\\n  --data-binary {}",
            quoted(&plain(&indented(body)))
        ),
        None => command,
    }
}

/// JSON without blanks as people read it: a member a line. The order of its members is the one in
/// which they are sent.
fn indented(json: &str) -> String {
    let mut text = String::with_capacity(json.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut characters = json.chars().peekable();
    while let Some(c) = characters.next() {
        if quoted {
            text.push(c);
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                text.push(c);
                if let Some(end) = characters.next_if(|next| matches!(next, '}' | ']')) {
                    text.push(end);
                } else {
                    depth += 1;
                    line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut text, depth);
                text.push(c);
            }
            ',' => {
                text.push(c);
                line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            other => {
                quoted = other == '"';
                text.push(other);
            }
        }
    }
    text
}

fn line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

/// JSON in which characters that draw nothing, or turn their neighbours around, stand as escapes:
/// it means the same, and what people read is what they would run.
fn plain(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' => {
                // Writing into memory cannot fail.
                let _ = write!(plain, "\\u{:04x}", u32::from(c));
            }
            other => plain.push(other),
        }
    }
    plain
}

/// Text as one word of a POSIX shell, whatever it holds.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
