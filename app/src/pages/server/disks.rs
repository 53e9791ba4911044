//! Disks, what the operating system sees of them, and snapshots.

use super::ServerPage;
use super::facts::taken;
use crate::components::{Name, TableHead, TableWrap, grouped};
use leptos::prelude::*;
use slipway_domain::details::ServerDetails;
use slipway_domain::hardware::{Disk, Partition};
use slipway_portal::inventory::server::Known;

pub(super) fn sections(page: &ServerPage) -> Option<impl IntoView + use<>> {
    let Known::Now(details) = &page.view.known else {
        return None;
    };
    let snapshots = snapshots(page, details);
    Some(view! { {disks(details)}{partitions(details)}{snapshots} })
}

const DISKS: &[(&str, &str)] = &[("Disk", ""), ("Size", "table-num")];
const MOUNTED: &[(&str, &str)] = &[("Disk", ""), ("Size", "table-num"), ("Mounted at", "")];

fn disks(details: &ServerDetails) -> Option<impl IntoView + use<>> {
    // Where a disk is mounted, the cloud says of few.
    let mounted = details.disks.iter().any(|disk| !disk.paths.is_empty());
    let columns = if mounted { MOUNTED } else { DISKS };
    let rows = details.disks.iter().map(|one| disk(one, mounted));
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="disks">
                <h2 id="disks">"Disks"</h2>
                <TableWrap label="List of disks">
                    <table class="table server-table">
                        <TableHead columns/>
                        <tbody>{rows}</tbody>
                    </table>
                </TableWrap>
            </section>
        }
    })
}

fn disk(disk: &Disk, mounted: bool) -> impl IntoView + use<> {
    let size = format!("{} GB", grouped(disk.size_gb));
    let paths = mounted.then(|| view! { <td><Name text=disk.paths.join(", ")/></td> });
    view! {
        <tr>
            <th scope="row"><Name text=disk.id.clone()/></th>
            <td class="table-num">{size}</td>
            {paths}
        </tr>
    }
}

fn partitions(details: &ServerDetails) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = details.partitions.iter().map(partition).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="partitions">
                <h2 id="partitions">"Partitions"</h2>
                <TableWrap label="List of partitions">
                    <table class="table server-table">
                        <TableHead columns=&[("Path", ""), ("Size", "table-num")]/>
                        <tbody>{rows}</tbody>
                    </table>
                </TableWrap>
            </section>
        }
    })
}

fn partition(partition: &Partition) -> impl IntoView + use<> {
    let size = format!("{:.1} GB", partition.size_gb);
    view! {
        <tr>
            <th scope="row"><Name text=partition.path.clone()/></th>
            <td class="table-num">{size}</td>
        </tr>
    }
}

fn snapshots(page: &ServerPage, details: &ServerDetails) -> impl IntoView + use<> {
    let items: Vec<_> = details
        .snapshots
        .iter()
        .map(|snapshot| view! { <li>{taken(snapshot, page.now)}</li> })
        .collect();
    let body = if items.is_empty() {
        view! { <p class="muted">"None. The cloud keeps one at most, for some days."</p> }
            .into_any()
    } else {
        view! { <ul role="list">{items}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="snapshots">
            <h2 id="snapshots">"Snapshots"</h2>
            {body}
        </section>
    }
}
