//! What the cloud answers to operations, and what its queue says.

use crate::endpoints::operations::JobLink;
use crate::wire::account::{Link, last_segment};
use crate::wire::{Flag, List, Loose, Text, decode, wire};

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
    /// Nothing.
    Nothing,
}

impl Entry {
    pub(crate) fn said(self) -> Said {
        let link = self.links.objects().find(|link| link.is("status"));
        let job = link.and_then(job);
        match (self.queued.0, job, self.message.some()) {
            (Some(true), job, _) => Said::Queued(job),
            (None, Some(job), _) => Said::Queued(Some(job)),
            (Some(false), _, message) => Said::NotQueued(message),
            (None, None, Some(message)) => Said::NotQueued(Some(message)),
            (None, None, None) => Said::Nothing,
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

/// The entries of an answer: a list, or a single one by itself.
pub(crate) fn entries(body: &[u8]) -> Result<Vec<Entry>, String> {
    let entries: Vec<Entry> = if body.trim_ascii_start().starts_with(b"{") {
        vec![decode::<Entry>(body)?]
    } else {
        let list: Vec<Loose<Entry>> = decode(body)?;
        List(list).objects().collect()
    };
    Ok(entries)
}
