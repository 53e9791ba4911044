//! How many servers of a data center or group are in which state, each a link to them.

use super::counted;
use crate::components::{Look, Segment, SegmentBar};
use leptos::prelude::*;
use slipway_domain::server::{PowerState, ServerStatus};
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{DataCenterId, GroupId, Scope};
use slipway_portal::inventory::groups::Counts;

/// Where servers stand.
pub(super) enum Location {
    /// In a data center.
    Center(DataCenterId),
    /// Anywhere, in a cloud that has no places.
    Everywhere,
    /// In a group and below it.
    Group(GroupId),
}

impl Location {
    fn filter(&self) -> ServerFilter {
        match self {
            Self::Center(id) => ServerFilter {
                data_center: Some(id.clone()),
                ..ServerFilter::default()
            },
            Self::Everywhere => ServerFilter::default(),
            Self::Group(id) => ServerFilter {
                group: Some(id.clone()),
                ..ServerFilter::default()
            },
        }
    }
}

pub(super) fn bar(scope: &Scope, location: &Location, counts: Counts) -> AnyView {
    if counts.total() == 0 {
        return match location {
            Location::Center(_) | Location::Everywhere => {
                view! { <p class="muted">"No servers."</p> }.into_any()
            }
            // The list of its servers says so.
            Location::Group(_) => ().into_any(),
        };
    }
    let powered = |power| ServerFilter {
        status: Some(ServerStatus::Active),
        power: Some(power),
        ..location.filter()
    };
    let archived = ServerFilter {
        status: Some(ServerStatus::Archived),
        ..location.filter()
    };
    let segment = |look, word: &str, count: usize, filter: Option<ServerFilter>| {
        let segment = Segment::new(look, word, count as u64);
        match filter {
            Some(filter) => segment.href(urls::servers(scope, &filter)),
            None => segment,
        }
    };
    let segments = vec![
        segment(
            Look::Ok,
            "started",
            counts.started,
            Some(powered(PowerState::Started)),
        ),
        segment(
            Look::NotStarted,
            "stopped",
            counts.stopped,
            Some(powered(PowerState::Stopped)),
        ),
        segment(
            Look::Warn,
            "paused",
            counts.paused,
            Some(powered(PowerState::Paused)),
        ),
        segment(
            Look::NotStarted,
            "archived",
            counts.archived,
            Some(archived),
        ),
        segment(Look::Busy, "in another state", counts.others, None),
    ];
    // The page of a group lists its servers itself.
    let all = (!matches!(location, Location::Group(_))).then(|| {
        let words = format!("All {}", counted(counts.total(), "server"));
        view! { <a href=urls::servers(scope, &location.filter())>{words}</a> }
    });
    view! {
        <div class="groups-states">
            <SegmentBar segments/>
            {all}
        </div>
    }
    .into_any()
}
