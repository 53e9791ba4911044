//! The exact upstream call of a plan as a command line, with placeholders for token and secrets.

mod change_call;
mod create_call;
mod group_call;
mod operation_call;

use crate::components::{CopyButton, grouped};
use leptos::prelude::*;
use serde::Serialize;
use slipway_domain::AccountAlias;
use slipway_domain::deed::{Deed, PackageDeed};
use slipway_domain::plan::{PlanBody, PlannedServer};
use std::collections::BTreeMap;

/// The section.
pub(super) fn section(
    body: &PlanBody,
    account: &AccountAlias,
    api: &str,
) -> Option<impl IntoView + use<>> {
    let batches = body.batches();
    let command = batches
        .first()
        .map(|(_, servers)| curl(body, account, api, servers))?;
    let more = match batches.len().saturating_sub(1) {
        0 => String::new(),
        more if matches!(body.deed, Deed::Create(_)) => {
            format!(" It is sent {} times, once for each server.", more + 1)
        }
        1 => " One more like it follows at once, with another server list.".to_owned(),
        more => format!(
            " {} more like it follow, each with its own server list, as fast as the cloud takes them; none waits for what becomes of another.",
            grouped(more as u64)
        ),
    };
    let words = format!(
        "This is what is sent to the cloud, with your token and the secrets filled in.{more}"
    );
    Some(view! {
        <section aria-labelledby="plan-call">
            <h2 id="plan-call">"The call"</h2>
            <details class="plan-call">
                <summary>"Show it as curl"</summary>
                <p class="muted">{words}</p>
                <pre class="code" translate="no" tabindex="0" aria-label="curl command"><code>{command.clone()}</code></pre>
                <CopyButton text=command label="Copy the command"/>
            </details>
        </section>
    })
}

/// The body as the client sends it: field names and their order are the cloud's.
#[derive(Serialize)]
struct Execution<'a> {
    servers: Vec<&'a str>,
    package: PackageCall<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PackageCall<'a> {
    package_id: &'a str,
    parameters: BTreeMap<&'a str, &'a str>,
}

/// What one call asks of the cloud.
struct Request {
    method: &'static str,
    /// Below the API's base address.
    path: String,
    json: Option<String>,
}

fn request(body: &PlanBody, account: &AccountAlias, servers: &[&PlannedServer]) -> Request {
    match &body.deed {
        Deed::Package(deed) => Request {
            method: "POST",
            path: format!("operations/{account}/servers/executePackage"),
            json: serde_json::to_string_pretty(&execution(deed, servers)).ok(),
        },
        Deed::Operation(deed) => operation_call::request(deed, account, servers),
        Deed::Group(deed) => group_call::request(deed, account),
        Deed::Change(deed) => change_call::request(deed, account, servers),
        Deed::Create(deed) => create_call::request(deed, account),
    }
}

fn execution<'a>(deed: &'a PackageDeed, servers: &'a [&PlannedServer]) -> Execution<'a> {
    Execution {
        servers: servers.iter().map(|server| server.id.as_str()).collect(),
        package: package_call(deed),
    }
}

fn package_call(deed: &PackageDeed) -> PackageCall<'_> {
    let plain = deed
        .values
        .iter()
        .map(|(variable, value)| (variable.as_str(), value.as_str()));
    let secret = deed
        .secrets
        .iter()
        .map(|variable| (variable.as_str(), "***"));
    PackageCall {
        package_id: deed.package.id.as_str(),
        parameters: plain.chain(secret).collect(),
    }
}

/// The command for one call.
fn curl(body: &PlanBody, account: &AccountAlias, api: &str, servers: &[&PlannedServer]) -> String {
    let Request { method, path, json } = request(body, account, servers);
    let url = format!("{}/v2/{path}", api.trim_end_matches('/'));
    let token = "-H \"Authorization: Bearer $TOKEN\"";
    let command = format!("curl -X {method} {} \\\n  {token}", quoted(&url));
    match json {
        Some(json) => format!(
            "{command} \\\n  -H 'Content-Type: application/json' \\\n  --data-binary {}",
            quoted(&plainly(&json))
        ),
        None => command,
    }
}

/// JSON in which characters that draw nothing, or turn their neighbours around, stand as escapes:
/// it means the same, and what people read is what they would run.
fn plainly(json: &str) -> String {
    use std::fmt::Write;
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
mod tests {
    use super::*;
    use slipway_domain::deed::{Deed, PackageDeed};
    use slipway_domain::package::Package;
    use slipway_domain::plan::Rollout;
    use slipway_domain::{DataCenterId, PackageId, ServerId};

    fn body() -> PlanBody {
        PlanBody {
            deed: Deed::Package(PackageDeed {
                package: Package {
                    id: PackageId::new("ab"),
                    name: "x".into(),
                    visibility: None,
                    description: String::new(),
                    parameters: Vec::new(),
                    supported_os: Vec::new(),
                    problem: None,
                },
                values: [("a".to_owned(), "it's; $(rm) \"x\"".to_owned())].into(),
                secrets: vec!["pw".to_owned()],
                chosen: BTreeMap::new(),
                notices: Vec::new(),
            }),
            servers: vec![PlannedServer {
                id: ServerId::new("VA1SLIPWEB01"),
                name: "VA1SLIPWEB01".into(),
                data_center: DataCenterId::new("va1"),
                notes: Vec::new(),
            }],
            left_out: Vec::new(),
            rollout: Rollout::PerServer,
        }
    }

    #[test]
    fn a_value_cannot_leave_its_quotes() {
        assert_eq!(quoted("a'b"), r"'a'\''b'");
        assert_eq!(quoted("$(x) `y` \\"), "'$(x) `y` \\'");
    }

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        let json = serde_json::to_string("a\u{202e}b\u{200b}é").unwrap();
        let plain = plainly(&json);
        assert_eq!(plain, r#""a\u202eb\u200bé""#);
        assert_eq!(
            serde_json::from_str::<String>(&plain).unwrap(),
            "a\u{202e}b\u{200b}é"
        );
    }

    #[test]
    fn the_command_holds_placeholders_for_token_and_secrets() {
        let body = body();
        let (_, servers) = &body.batches()[0];
        let command = curl(
            &body,
            &AccountAlias::new("SLIP"),
            "https://cloud.test/",
            servers,
        );
        assert!(command.starts_with(
            "curl -X POST 'https://cloud.test/v2/operations/SLIP/servers/executePackage' \\\n"
        ));
        assert!(
            command.contains("\"Authorization: Bearer $TOKEN\""),
            "{command}"
        );
        assert!(command.contains(r#""pw": "***""#), "{command}");
        assert!(
            command.contains(r#""a": "it'\''s; $(rm) \"x\"""#),
            "{command}"
        );
        assert!(command.contains("\"va1slipweb01\""), "{command}");
    }
}
