//! What servers, groups and data centers are estimated to cost.

use crate::ids::{GroupId, ServerId};
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// What something is estimated to cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// The template's licence, in a month.
    pub template: Money,
    /// Keeping it in the archive, in a month.
    pub archive: Money,
    /// In a whole month.
    pub month: Money,
    /// In this month so far.
    pub month_to_date: Money,
    /// In this hour.
    pub hour: Money,
}

/// What one server is estimated to cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerEstimate {
    /// The server.
    pub server: ServerId,
    /// Its costs.
    pub estimate: Estimate,
}

/// One group of a bill, with the servers that stand in it itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupBill {
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// Its own servers, by id.
    pub servers: Vec<ServerEstimate>,
}

/// What a group and all below it are estimated to cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// When the cloud worked it out, as it wrote it (ISO-8601 UTC).
    pub date: Option<String>,
    /// The group and all below it, by id.
    pub groups: Vec<GroupBill>,
}

impl Estimate {
    /// Of several things together.
    pub fn sum<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        all.into_iter().fold(Self::default(), |sum, one| Self {
            template: sum.template + one.template,
            archive: sum.archive + one.archive,
            month: sum.month + one.month,
            month_to_date: sum.month_to_date + one.month_to_date,
            hour: sum.hour + one.hour,
        })
    }
}

impl GroupBill {
    /// Of its own servers together.
    pub fn sum(&self) -> Estimate {
        Estimate::sum(self.servers.iter().map(|server| &server.estimate))
    }
}

impl Bill {
    /// Of all groups together.
    pub fn sum(&self) -> Estimate {
        let sums: Vec<Estimate> = self.groups.iter().map(GroupBill::sum).collect();
        Estimate::sum(&sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bills_add_up() {
        let server = |id: &str, month: f64| ServerEstimate {
            server: ServerId::new(id),
            estimate: Estimate {
                month: Money::of(month),
                hour: Money::of(month / 720.0),
                ..Estimate::default()
            },
        };
        let group = |id: &str, servers| GroupBill {
            group: GroupId::new(id),
            name: id.to_owned(),
            servers,
        };
        let bill = Bill {
            date: None,
            groups: vec![
                group("a", vec![server("x", 72.0), server("y", 0.5)]),
                group("b", vec![]),
                group("c", vec![server("z", 7.5)]),
            ],
        };
        assert_eq!(bill.groups[0].sum().month, Money::of(72.5));
        assert_eq!(bill.sum().month, Money::of(80.0));
        assert_eq!(bill.groups[1].sum(), Estimate::default());
    }
}
