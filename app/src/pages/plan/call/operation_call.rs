//! The calls of operations, as the CLC API takes them.

use super::Request;
use serde_json::json;
use slipway_domain::AccountAlias;
use slipway_domain::operation::{Operation, OperationDeed};
use slipway_domain::plan::PlannedServer;

pub(super) fn request(
    deed: &OperationDeed,
    account: &AccountAlias,
    servers: &[&PlannedServer],
) -> Request {
    let ids: Vec<&str> = servers.iter().map(|server| server.id.as_str()).collect();
    let first = ids.first().copied().unwrap_or_default();
    let of_server = |rest: &str| format!("servers/{account}/{first}{rest}");
    let (method, path, json) = match deed.operation {
        Operation::Delete => ("DELETE", of_server(""), None),
        Operation::DeleteSnapshot => ("DELETE", of_server("/snapshots/$NUMBER"), None),
        Operation::RestoreSnapshot => {
            let path = of_server("/snapshots/$NUMBER/restore");
            ("POST", path, Some(json!({})))
        }
        Operation::Restore => {
            let group = deed.group.as_ref().map(|group| group.id.as_str());
            let target = json!({ "targetGroupId": group });
            ("POST", of_server("/restore"), Some(target))
        }
        batch => {
            let path = format!("operations/{account}/servers/{}", word(batch));
            let body = match batch {
                Operation::CreateSnapshot => {
                    json!({ "snapshotExpirationDays": deed.days, "serverIds": ids })
                }
                _ => json!(ids),
            };
            ("POST", path, Some(body))
        }
    };
    let json = json.and_then(|json| serde_json::to_string_pretty(&json).ok());
    Request { method, path, json }
}

/// The segment of the path, whose case matters.
const fn word(operation: Operation) -> &'static str {
    match operation {
        Operation::PowerOn => "powerOn",
        Operation::ShutDown => "shutDown",
        Operation::Reboot => "reboot",
        Operation::Pause => "pause",
        Operation::PowerOff => "powerOff",
        Operation::Reset => "reset",
        Operation::StartMaintenance => "startMaintenance",
        Operation::StopMaintenance => "stopMaintenance",
        Operation::CreateSnapshot => "createSnapshot",
        Operation::RestoreSnapshot | Operation::DeleteSnapshot => "snapshots",
        Operation::Archive => "archive",
        Operation::Restore => "restore",
        Operation::Delete => "delete",
    }
}
