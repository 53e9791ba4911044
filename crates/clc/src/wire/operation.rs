//! What the cloud answers to operations, and what its queue says.

use crate::wire::account::{Link, last_segment};
use crate::wire::{Flag, List, Loose, Text, decode, report_skipped, wire};

/// What names a job in the cloud's queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLink {
    /// The status link's href, as the cloud sent it; the id where it sent none. This is what
    /// `ClcClient::job_status` takes.
    pub href: String,
    /// The id people see (`va1-12345`).
    pub id: String,
}

wire! {
    /// One server's entry in the answer to an operation.
    Entry {
        server: Text = "server",
        queued: Flag = "isQueued",
        message: Text = "errorMessage",
        links: List<Loose<Link>> = "links",
    }
}

wire! {
    /// What the queue says of a job.
    Status {
        status: Text = "status",
    }
}

/// What an entry says.
pub(crate) enum Said {
    /// Queued, with the job to follow if it is named.
    Queued(Option<JobLink>),
    /// Not queued, with the cloud's words if it gave any.
    NotQueued(Option<String>),
}

impl Entry {
    fn says_something(&self) -> bool {
        let mut links = self.links.0.iter().filter_map(|link| link.0.as_ref());
        self.queued.0.is_some() || self.message.0.is_some() || links.any(|link| link.is("status"))
    }

    pub(crate) fn said(self) -> Said {
        let link = self.links.objects().find(|link| link.is("status"));
        match (self.queued.0, link.and_then(job)) {
            (Some(true), job) => Said::Queued(job),
            // A job to follow is as good as the word.
            (None, Some(job)) => Said::Queued(Some(job)),
            (Some(false), _) | (None, None) => Said::NotQueued(self.message.some()),
        }
    }
}

/// The job a status link names, by its href, or by its id where there is none.
fn job(link: Link) -> Option<JobLink> {
    let (href, id) = (link.href.some(), link.id.some());
    let from_href = href.as_deref().and_then(last_segment).map(str::to_owned);
    let id = id.or(from_href)?;
    Some(JobLink {
        href: href.unwrap_or_else(|| id.clone()),
        id,
    })
}

/// What an answer about one thing says: a bare status link, or an entry by itself or in a list.
pub(crate) fn one(body: &[u8]) -> Result<Said, String> {
    if body.trim_ascii_start().starts_with(b"{") {
        let link: Link = decode(body)?;
        if link.is("status") {
            return Ok(Said::Queued(job(link)));
        }
    }
    let first = entries(body)?.into_iter().next();
    let first = first.filter(Entry::says_something);
    Ok(first.ok_or_else(|| "it names no job".to_owned())?.said())
}

/// What an answer to a creation says, and the UUID of what is made.
pub(crate) fn created(body: &[u8]) -> Result<(Said, Option<String>), String> {
    let first = entries(body)?.into_iter().next();
    let first = first.ok_or_else(|| "it names no job".to_owned())?;
    let mut links = first.links.0.iter().filter_map(|link| link.0.as_ref());
    let own = links.find(|link| link.is("self"));
    let uuid = own.and_then(|own| {
        let from_href = || last_segment(own.href.0.as_deref()?);
        let named = own.id.0.as_deref().filter(|id| !id.trim().is_empty());
        named.or_else(from_href).map(str::to_owned)
    });
    Ok((first.said(), uuid))
}

/// The entries of an answer: a list, or a single one by itself. An answer that has entries and
/// says nothing with any of them is an error.
pub(crate) fn entries(body: &[u8]) -> Result<Vec<Entry>, String> {
    let sent: Vec<Loose<Entry>> = if body.trim_ascii_start().starts_with(b"{") {
        vec![decode(body)?]
    } else {
        decode(body)?
    };
    let count = sent.len();
    let entries: Vec<Entry> = List(sent).objects().filter(Entry::says_something).collect();
    if entries.is_empty() && count > 0 {
        return Err("it says nothing about servers".to_owned());
    }
    report_skipped("servers of an operation", count - entries.len());
    Ok(entries)
}
