//! What a group is estimated to cost: objects whose keys are ids.

use crate::wire::{Keyed, Loose, Real, Text, report_skipped, wire};
use slipway_domain::bill::{Bill as Entity, Estimate, GroupBill, ServerEstimate};
use slipway_domain::money::Money;
use slipway_domain::{GroupId, ServerId};

wire! {
    /// A group and all below it, in no order.
    Bill {
        date: Text = "date",
        groups: Keyed<Loose<GroupLine>> = "groups",
    }
}

wire! {
    /// A group of a bill.
    GroupLine {
        name: Text = "name",
        servers: Keyed<Loose<ServerLine>> = "servers",
    }
}

wire! {
    /// A server of a bill.
    ServerLine {
        template: Real = "templateCost",
        archive: Real = "archiveCost",
        month: Real = "monthlyEstimate",
        month_to_date: Real = "monthToDate",
        hour: Real = "currentHour",
    }
}

impl Bill {
    pub(crate) fn into_entity(self) -> Entity {
        let (groups, sent) = (self.groups.0, &mut 0);
        let mut groups: Vec<GroupBill> = groups
            .into_iter()
            .filter_map(|(id, group)| group.0.map(|group| group.into_entity(&id, sent)))
            .collect();
        groups.sort_by(|a, b| a.group.cmp(&b.group));
        let read: usize = groups.iter().map(|group| group.servers.len()).sum();
        report_skipped("servers of a bill", *sent - read);
        Entity {
            date: self.date.some(),
            groups,
        }
    }
}

impl GroupLine {
    /// Adds how many servers it names to `sent`.
    fn into_entity(self, id: &str, sent: &mut usize) -> GroupBill {
        let group = GroupId::new(id);
        *sent += self.servers.0.len();
        let mut servers: Vec<ServerEstimate> = self
            .servers
            .0
            .into_iter()
            .filter_map(|(id, line)| line.0.map(|line| line.into_entity(&id)))
            .collect();
        servers.sort_by(|a, b| a.server.cmp(&b.server));
        GroupBill {
            name: self.name.some().unwrap_or_else(|| group.to_string()),
            group,
            servers,
        }
    }
}

impl ServerLine {
    fn into_entity(self, id: &str) -> ServerEstimate {
        let money = |sent: Real| Money::of(sent.0.unwrap_or(0.0));
        ServerEstimate {
            server: ServerId::new(id),
            estimate: Estimate {
                template: money(self.template),
                archive: money(self.archive),
                month: money(self.month),
                month_to_date: money(self.month_to_date),
                hour: money(self.hour),
            },
        }
    }
}
