//! The plan: what a person reviewed before it ran.
//!
//! A plan names what is done (a package with its manifest and every value, or an operation), the
//! exact targets and the rollout. Its hash covers all of that and the names (never the values) of
//! secrets, so the confirming post can prove that what runs is what was shown.

mod hash;
mod rollout;

pub use rollout::{
    AfterCanary, Canary, Grouping, MOST, Pace, Portion, Rollout, Stage,
    controls as rollout_controls,
};

use crate::action::{Action, Calls, ChangeAction};
use crate::ids::DataCenterId;
use crate::natural::natural;
use crate::run::{Noun, Target};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A target as the plan froze it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlannedTarget {
    /// Which target; kept under the word that plans have had from the first.
    #[serde(rename = "id")]
    pub target: Target,
    /// Its name when planned.
    pub name: String,
    /// Where it stood when planned, in a cloud that has places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_center: Option<DataCenterId>,
    /// What a person should know before running on it; empty where nothing.
    pub notes: Vec<String>,
}

/// Puts planned targets in the order of their names, which is that of their calls.
pub fn in_order(targets: &mut [PlannedTarget]) {
    targets.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.cmp(b)));
}

/// Everything a plan fixes, without secret values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanBody {
    /// What is done; plans that were kept before name it so.
    #[serde(rename = "deed")]
    pub action: Action,
    /// What it is done to, in the order of their names; plans name them so, whatever they are.
    #[serde(rename = "servers")]
    pub targets: Vec<PlannedTarget>,
    /// Servers that were asked for and are left out, with the reasons as notes; in
    /// the order of their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<PlannedTarget>,
    /// How they are spread over calls and come under way.
    pub rollout: Rollout,
}

impl PlanBody {
    /// What is done to what, in words: the package's name, `Reboot VA1WEB01`, `Reboot 3 servers`,
    /// `Delete group Web`.
    pub fn title(&self) -> String {
        let noun = self.noun();
        let servers = || match self.targets.as_slice() {
            [one] => one.name.clone(),
            many => format!("{} {}", many.len(), noun.many()),
        };
        match &self.action {
            Action::Operation(action) => action.operation.over(&servers()),
            Action::Change(_) => format!("{} of {}", ChangeAction::TITLE, servers()),
            Action::Group(action) => format!("{} {}", action.operation.verb(), action.name),
            Action::Package(_) | Action::Create(_) => self.action.title().to_owned(),
            Action::Execution(_) | Action::Workflow(_) => {
                format!("{} of {}", self.action.title(), servers())
            }
        }
    }

    /// How its targets are spread over calls, in words.
    pub fn rollout_label(&self) -> &'static str {
        match self.noun() {
            Noun::Server => self.rollout.grouping.label(),
            Noun::Deployment => "One call per deployment",
        }
    }

    /// What people call its targets.
    pub fn noun(&self) -> Noun {
        Noun::of(self.targets.iter().map(|planned| &planned.target))
    }

    /// Those of its targets that are servers, there or to be built.
    pub fn servers(&self) -> impl Iterator<Item = &PlannedTarget> {
        let targets = self.targets.iter();
        targets.filter(|planned| planned.target.is_server())
    }

    /// How several servers or deployments come under way.
    pub fn pace(&self) -> Option<String> {
        let count = match self.action {
            Action::Workflow(_) => self.targets.len(),
            _ => self.servers().count(),
        };
        let all = u32::try_from(count).unwrap_or(u32::MAX);
        (count > 1).then(|| match self.batches().len() {
            1 => "one call starts them all".to_owned(),
            _ if self.rollout.is_plain() => {
                "all start at once, as fast as the cloud takes the calls".to_owned()
            }
            _ => self.rollout.steps(all, self.noun()).join("; "),
        })
    }

    /// Whether its targets can come under way one after the other: there are several, each with a call
    /// of its own.
    pub fn can_be_staged(&self) -> bool {
        self.targets.len() > 1 && self.batches().len() == self.targets.len()
    }

    /// Targets grouped into upstream calls, in call order.
    pub fn batches(&self) -> Vec<Vec<&PlannedTarget>> {
        match (self.action.calls(), self.rollout.grouping) {
            (Calls::AllInOne, _) if self.targets.is_empty() => Vec::new(),
            (Calls::AllInOne, _) => vec![self.targets.iter().collect()],
            (Calls::OneEach, _) | (_, Grouping::PerServer) => {
                self.targets.iter().map(|planned| vec![planned]).collect()
            }
            (_, Grouping::PerDataCenter) => {
                let mut by_center: BTreeMap<&DataCenterId, Vec<&PlannedTarget>> = BTreeMap::new();
                let mut nowhere = Vec::new();
                for planned in &self.targets {
                    match &planned.data_center {
                        Some(center) => by_center.entry(center).or_default().push(planned),
                        None => nowhere.push(vec![planned]),
                    }
                }
                by_center.into_values().chain(nowhere).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ServerId;
    use crate::operation::{Operation, OperationAction};

    fn targets(grouping: Grouping, places: &[&str]) -> Vec<Vec<String>> {
        let targets = (1..).zip(places).map(|(number, place)| PlannedTarget {
            target: Target::Server(ServerId::new(format!("s{number}"))),
            name: format!("S{number}"),
            data_center: (!place.is_empty()).then(|| DataCenterId::new(place)),
            notes: Vec::new(),
        });
        let body = PlanBody {
            action: Action::Operation(OperationAction {
                operation: Operation::Reboot,
                days: None,
                group: None,
            }),
            targets: targets.collect(),
            left_out: Vec::new(),
            rollout: grouping.into(),
        };
        let names = |call: Vec<&PlannedTarget>| -> Vec<String> {
            call.into_iter().map(|one| one.target.to_string()).collect()
        };
        body.batches().into_iter().map(names).collect()
    }

    #[test]
    fn only_what_stands_in_one_place_goes_together() {
        let places = ["b", "a", "", "b", ""];
        let together = targets(Grouping::PerDataCenter, &places);
        let calls: [&[&str]; 4] = [&["s2"], &["s1", "s4"], &["s3"], &["s5"]];
        assert_eq!(together, calls);
        assert_eq!(targets(Grouping::PerServer, &places).len(), 5);
    }

    #[test]
    fn targets_stand_in_the_order_of_their_names() {
        let planned = |name: &str, id: &str| PlannedTarget {
            target: Target::Server(ServerId::new(id)),
            name: name.to_owned(),
            data_center: None,
            notes: Vec::new(),
        };
        let sorted = [
            planned("web2", "x"),
            planned("WEB10", "a"),
            planned("WEB10", "b"),
        ];
        let mut shuffled = [2, 0, 1].map(|place: usize| sorted[place].clone());
        in_order(&mut shuffled);
        assert_eq!(shuffled, sorted);
    }
}
