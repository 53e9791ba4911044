//! The inventory in the form that the picker loads: small, and read by the browser's own parser.

use super::Inventory;
use slipway_domain::DataCenterId;
use slipway_domain::server::PowerState;
use std::borrow::Cow;
use std::collections::HashMap;

/// Columns instead of rows, repeated words by number: a third of the size of plain records. No
/// entry holds a line break, so that the browser may take a column as lines.
pub(super) fn picker_json(inventory: &Inventory) -> String {
    let groups: HashMap<&str, usize> = inventory
        .groups
        .iter()
        .enumerate()
        .map(|(n, (_, path))| (path.as_str(), n))
        .collect();
    let systems: HashMap<&str, usize> = inventory
        .systems
        .iter()
        .enumerate()
        .map(|(n, (word, _))| (word.as_str(), n))
        .collect();
    let servers = &inventory.servers;
    serde_json::json!({
        "ids": servers.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(),
        "names": servers.iter().map(|s| line(&s.name)).collect::<Vec<_>>(),
        "descriptions": servers.iter().map(|s| line(&s.description)).collect::<Vec<_>>(),
        "ips": servers.iter().map(|s| line(&s.ips.join(" ")).into_owned()).collect::<Vec<_>>(),
        "centers": servers.iter().map(|s| s.data_center.as_ref().map_or("", DataCenterId::as_str)).collect::<Vec<_>>(),
        "group": servers.iter().map(|s| groups.get(s.group_path.as_str())).collect::<Vec<_>>(),
        "system": servers.iter().map(|s| systems.get(s.os.as_str())).collect::<Vec<_>>(),
        "status": servers.iter().map(|s| line(s.status.label())).collect::<Vec<_>>(),
        "power": servers.iter().map(|s| s.power.map(PowerState::word)).collect::<Vec<_>>(),
        "maintenance": servers.iter().map(|s| u8::from(s.in_maintenance)).collect::<Vec<_>>(),
        "prefixes": inventory.data_centers.iter().map(|dc| [line(dc.id.as_str()), line(&dc.name_prefix)]).collect::<Vec<_>>(),
        "groups": inventory.groups.iter().map(|(_, path)| line(path)).collect::<Vec<_>>(),
        "systems": inventory.systems.iter().map(|(word, name)| [line(word), line(name)]).collect::<Vec<_>>(),
    })
    .to_string()
}

/// Foreign text on one line.
fn line(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        text.replace(char::is_control, " ").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_on_one_line() {
        assert_eq!(line("a\r\nb\tc\u{0}"), "a  b c ");
        assert_eq!(line("größe"), "größe");
    }
}
