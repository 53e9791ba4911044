//! Firewall policies between the networks of a data center and those of an account.

use super::Estate;

#[derive(Debug, Clone)]
pub(crate) struct FirewallPolicy {
    pub(crate) id: String,
    pub(crate) center: usize,
    pub(crate) enabled: bool,
    /// Address ranges.
    pub(crate) source: Vec<String>,
    pub(crate) destination: Vec<String>,
    /// Lower case.
    pub(crate) account: String,
    /// For example `tcp/1-600`, `icmp` or `any`.
    pub(crate) ports: Vec<String>,
}

impl Estate {
    /// Where a policy of a data center stands, by its id in any case.
    pub(crate) fn policy_at(&self, center: &str, id: &str) -> Option<usize> {
        let center = self.center_at(center)?;
        let mut policies = self.firewall.iter();
        policies.position(|policy| policy.center == center && policy.id.eq_ignore_ascii_case(id))
    }
}
