//! Policies of an account that its servers can be under. They are kept and told; none of them does anything.

use super::Estate;
use super::seed::Tier;
use crate::random::Random;

/// Says by mail when servers are busy.
#[derive(Debug, Clone)]
pub(crate) struct AlertPolicy {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) recipients: Vec<String>,
    pub(crate) triggers: Vec<Trigger>,
}

#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    /// `cpu`, `memory` or `disk`.
    pub(crate) metric: String,
    /// For example `00:05:00`.
    pub(crate) duration: String,
    /// In percent.
    pub(crate) threshold: f64,
}

/// Keeps servers on different hosts.
#[derive(Debug)]
pub(crate) struct AffinityPolicy {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) center: usize,
}

/// Gives servers processors when they are busy; all are alike but in their names.
#[derive(Debug)]
pub(crate) struct AutoscalePolicy {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// All policies of an account.
#[derive(Debug, Default)]
pub(crate) struct Policies {
    pub(crate) alerts: Vec<AlertPolicy>,
    pub(crate) affinities: Vec<AffinityPolicy>,
    pub(crate) autoscales: Vec<AutoscalePolicy>,
    /// How many were ever made.
    made: u32,
}

/// Which of them a server is under, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Mappings {
    pub(crate) alerts: Vec<String>,
    pub(crate) anti_affinity: Option<String>,
    pub(crate) cpu_autoscale: Option<String>,
}

impl Policies {
    /// The id of the next policy that is made.
    pub(crate) fn next_id(&mut self, alias: &str, seed: u64) -> String {
        self.made += 1;
        let number = self.made.to_string();
        Random::about(seed, &["made policy", alias, &number]).hex_id()
    }

    pub(crate) fn alert(&self, id: &str) -> Option<&AlertPolicy> {
        let mut all = self.alerts.iter();
        all.find(|policy| policy.id.eq_ignore_ascii_case(id))
    }

    pub(crate) fn affinity(&self, id: &str) -> Option<&AffinityPolicy> {
        let mut all = self.affinities.iter();
        all.find(|policy| policy.id.eq_ignore_ascii_case(id))
    }

    pub(crate) fn autoscale(&self, id: &str) -> Option<&AutoscalePolicy> {
        let mut all = self.autoscales.iter();
        all.find(|policy| policy.id.eq_ignore_ascii_case(id))
    }

    /// Adds the policies that a tier of a data center names, and says which its servers are under.
    pub(super) fn plant(&mut self, tier: &Tier, center: usize, alias: &str, seed: u64) -> Mappings {
        let id = |name: &String| Random::about(seed, &["policy", alias, name]).hex_id();
        let alert = tier.alert_policy.as_ref().map(|name| (id(name), name));
        let affinity = tier.anti_affinity.as_ref().map(|name| (id(name), name));
        let autoscale = tier.cpu_autoscale.as_ref().map(|name| (id(name), name));
        let mut mappings = Mappings::default();
        if let Some((id, name)) = alert {
            if self.alert(&id).is_none() {
                self.alerts.push(AlertPolicy {
                    id: id.clone(),
                    name: name.clone(),
                    recipients: vec!["operations@example.com".to_owned()],
                    triggers: vec![Trigger {
                        metric: "cpu".to_owned(),
                        duration: "00:05:00".to_owned(),
                        threshold: 90.0,
                    }],
                });
            }
            mappings.alerts.push(id);
        }
        if let Some((id, name)) = affinity {
            if self.affinity(&id).is_none() {
                self.affinities.push(AffinityPolicy {
                    id: id.clone(),
                    name: name.clone(),
                    center,
                });
            }
            mappings.anti_affinity = Some(id);
        }
        if let Some((id, name)) = autoscale {
            if self.autoscale(&id).is_none() {
                self.autoscales.push(AutoscalePolicy {
                    id: id.clone(),
                    name: name.clone(),
                });
            }
            mappings.cpu_autoscale = Some(id);
        }
        mappings
    }
}

impl Estate {
    /// Forgets an alert policy; the servers under it are under it no more.
    pub(crate) fn remove_alert(&mut self, id: &str) {
        let gone = |own: &String| own.eq_ignore_ascii_case(id);
        self.policies.alerts.retain(|policy| !gone(&policy.id));
        for server in &mut self.servers {
            server.policies.alerts.retain(|own| !gone(own));
        }
    }

    /// Forgets an anti-affinity policy; the servers under it are under it no more.
    pub(crate) fn remove_affinity(&mut self, id: &str) {
        let gone = |own: &String| own.eq_ignore_ascii_case(id);
        self.policies.affinities.retain(|policy| !gone(&policy.id));
        for server in &mut self.servers {
            server.policies.anti_affinity.take_if(|own| gone(own));
        }
    }
}
