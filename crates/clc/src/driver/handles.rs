//! What names a job of this cloud: the status link of its queue, or the server that it built.

use crate::wire::operation::JobLink;
use slipway_domain::run::Handle;

const JOB: &str = "clc:1:job:";
const BUILD: &str = "clc:1:build:";
const SERVER: &str = "clc:1:server:";
/// Handles of the first versions had no name before them, and servers this one.
const SERVER_0: &str = "server:";

/// What is asked about a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Followed<'a> {
    /// The queue, by a status link or an id.
    Job(&'a str),
    /// The queue, and after that the server which is known by this UUID.
    Build { uuid: &'a str, link: &'a str },
    /// The server that is known by this UUID.
    Server(&'a str),
}

/// The handle of a job in the queue.
pub(super) fn of_job(job: &JobLink) -> Handle {
    Handle::new(format!("{JOB}{}", job.href))
}

/// The handle of a job that builds a server.
pub(super) fn of_build(job: &JobLink, uuid: &str) -> Handle {
    Handle::new(format!("{BUILD}{uuid} {}", job.href))
}

/// The handle of a server that was built.
pub(super) fn of_server(uuid: &str) -> Handle {
    Handle::new(format!("{SERVER}{uuid}"))
}

/// What a handle names; `None` where a newer version wrote it.
pub(super) fn parse(handle: &Handle) -> Option<Followed<'_>> {
    let text = handle.as_str();
    if let Some(link) = text.strip_prefix(JOB) {
        return Some(Followed::Job(link));
    }
    if let Some((uuid, link)) = text.strip_prefix(BUILD).and_then(|at| at.split_once(' ')) {
        return Some(Followed::Build { uuid, link });
    }
    if let Some(uuid) = text.strip_prefix(SERVER).or(text.strip_prefix(SERVER_0)) {
        return Some(Followed::Server(uuid));
    }
    (!text.starts_with("clc:")).then_some(Followed::Job(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_ever_written_is_read() {
        let told = |text: &str| format!("{:?}", parse(&Handle::new(text)));
        let link = "/v2/operations/slip/status/va1-7";
        assert_eq!(told(link), format!("Some(Job({link:?}))"));
        assert_eq!(told("va1-7"), "Some(Job(\"va1-7\"))");
        assert_eq!(told("server:ab-12"), "Some(Server(\"ab-12\"))");
        assert_eq!(
            told(&format!("clc:1:job:{link}")),
            format!("Some(Job({link:?}))")
        );
        assert_eq!(told("clc:1:server:ab-12"), "Some(Server(\"ab-12\"))");
        assert_eq!(
            told(&format!("clc:1:build:ab-12 {link}")),
            format!("Some(Build {{ uuid: \"ab-12\", link: {link:?} }})")
        );
        assert_eq!(told("clc:2:job:/v2/x"), "None");
    }

    #[test]
    fn what_is_written_is_read() {
        let job = JobLink {
            href: "/v2/operations/slip/status/va1-7".to_owned(),
            id: "va1-7".to_owned(),
        };
        assert_eq!(parse(&of_job(&job)), Some(Followed::Job(&job.href)));
        let (uuid, link) = ("ab-12", job.href.as_str());
        let build = of_build(&job, uuid);
        assert_eq!(parse(&build), Some(Followed::Build { uuid, link }));
        assert_eq!(parse(&of_server(uuid)), Some(Followed::Server(uuid)));
    }
}
