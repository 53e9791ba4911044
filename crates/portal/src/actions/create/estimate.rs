//! Which names the cloud is likely to give.

use crate::inventory;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use slipway_domain::action::CreateAction;
use slipway_domain::plan::PlanBody;

/// The names that come next after those of the servers that are known. A guess: the cloud never
/// uses a name twice, and who knows which have been deleted. Nothing where the servers cannot be
/// read.
pub async fn expected_names(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &CreateAction,
) -> Vec<String> {
    let center = body.targets.first();
    let center = center.and_then(|planned| planned.data_center.as_ref());
    let Ok(inventory) = inventory::inventory(portal, grant, Freshness::Recent).await else {
        return Vec::new();
    };
    let mut centers = inventory.value.data_centers.iter();
    let Some(center) = centers.find(|known| Some(&known.id) == center) else {
        return Vec::new();
    };
    let stem = format!("{}{}", center.name_prefix, action.server.name).to_uppercase();
    let servers = inventory.value.servers.iter();
    let names = servers.map(|server| server.name.as_str());
    let last = last_number(&stem, names);
    let next = (last + 1..).take(body.targets.len());
    next.map(|number| format!("{stem}{number:02}")).collect()
}

fn last_number<'a>(stem: &str, names: impl Iterator<Item = &'a str>) -> u64 {
    let numbers = names.filter_map(|name| {
        let digits = name.to_uppercase();
        let digits = digits.strip_prefix(stem)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| plain)
    });
    numbers.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::last_number;

    #[test]
    fn the_next_number_follows_the_highest_of_the_same_name() {
        let names = [
            "VA1SLIPWEB01",
            "va1slipweb17",
            "VA1SLIPWEBX99",
            "UC1SLIPWEB50",
        ];
        assert_eq!(last_number("VA1SLIPWEB", names.into_iter()), 17);
        assert_eq!(last_number("VA1SLIPDB", names.into_iter()), 0);
    }
}
