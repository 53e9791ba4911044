//! From the entries of an operation's answer to one verdict per server asked for.
//!
//! Entries are matched by id, because the cloud's order is its own and it collapses duplicates.

use crate::wire::operation::{Entry, JobLink, Said};
use slipway_cloud::{CloudError, Fault};
use slipway_domain::{Secret, ServerId};
use slipway_upstream::clean;
use std::collections::{HashMap, HashSet};

/// What became of one server in a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Which server.
    pub server: ServerId,
    /// The job to follow, or why it was not queued: the cloud's words, or ours where it gave
    /// none.
    pub verdict: Result<JobLink, String>,
}

const NOT_MENTIONED: &str = "The cloud's answer does not mention this server.";
const NO_REASON: &str = "The cloud did not queue this server and gave no reason.";

/// One verdict for each of `servers`, in their order.
///
/// # Errors
/// [`CloudError::OutcomeUnknown`] if something was queued that cannot be told or followed.
pub(crate) fn verdicts(
    servers: &[ServerId],
    entries: Vec<Entry>,
    secrets: &[&Secret],
) -> Result<Vec<Queued>, CloudError> {
    let mut answer = Answer::of(servers, entries);
    let shared = answer.shared_job();
    let mut all = Vec::with_capacity(servers.len());
    for server in servers {
        let verdict = match answer.said.remove(server) {
            // Without a link it was taken, but nothing says what to follow.
            Some(Said::Queued(job)) => Ok(job
                .or_else(|| shared.clone())
                .ok_or(CloudError::unknown(Fault::Senseless))?),
            Some(Said::NotQueued(message)) => Err(message
                .and_then(|message| clean(&message, secrets))
                .unwrap_or_else(|| NO_REASON.to_owned())),
            // It may hide behind the name that nobody asked for.
            None if answer.stray => return Err(CloudError::unknown(Fault::Senseless)),
            None => Err(NOT_MENTIONED.to_owned()),
        };
        all.push(Queued {
            server: server.clone(),
            verdict,
        });
    }
    Ok(all)
}

/// The job of a call about one thing.
///
/// # Errors
/// [`CloudError::Refused`] if it was not queued, [`CloudError::OutcomeUnknown`] if nothing says what
/// to follow.
pub(crate) fn one_verdict(said: Said, secrets: &[&Secret]) -> Result<JobLink, CloudError> {
    match said {
        Said::Queued(job) => job.ok_or(CloudError::unknown(Fault::Senseless)),
        Said::NotQueued(message) => Err(CloudError::Refused {
            status: 200,
            message: message
                .and_then(|message| clean(&message, secrets))
                .unwrap_or_else(|| NO_REASON.to_owned()),
            fields: Vec::new(),
        }),
    }
}

struct Answer {
    said: HashMap<ServerId, Said>,
    /// Whether something was queued under no name, or under one that nobody asked for.
    stray: bool,
}

impl Answer {
    fn of(servers: &[ServerId], entries: Vec<Entry>) -> Self {
        let mut said = HashMap::with_capacity(entries.len());
        for mut entry in entries {
            let name = std::mem::take(&mut entry.server).some().unwrap_or_default();
            let new = entry.said();
            let queued = matches!(new, Said::Queued(_));
            let server = ServerId::new(name);
            // Of two entries for one server, the one that queued it counts.
            if queued || !said.contains_key(&server) {
                said.insert(server, new);
            }
        }
        let asked: HashSet<_> = servers.iter().collect();
        let stray = said
            .iter()
            .any(|(server, said)| matches!(said, Said::Queued(_)) && !asked.contains(server));
        Self { said, stray }
    }

    /// The one job that all links agree on: what was queued without a link belongs to it too,
    /// because the servers of a call share a job.
    fn shared_job(&self) -> Option<JobLink> {
        let mut jobs = self.said.values().filter_map(|said| match said {
            Said::Queued(job) => job.as_ref(),
            Said::NotQueued(_) => None,
        });
        let first = jobs.next()?;
        jobs.all(|job| job == first).then(|| first.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::operation::{entries, one};

    fn judge(asked: &[&str], body: &str) -> Result<Vec<Queued>, CloudError> {
        let asked: Vec<_> = asked.iter().map(ServerId::new).collect();
        verdicts(&asked, entries(body.as_bytes()).unwrap(), &[])
    }

    fn job(queued: &Queued) -> &str {
        &queued.verdict.as_ref().unwrap().id
    }

    #[test]
    fn entries_are_matched_by_id_in_any_order_and_case() {
        let body = r#"[
            {"server":"B","isQueued":false,"errorMessage":"The server already\u0000 in desired state."},
            {"server":"a","isQueued":true,"links":[{"rel":"self","id":"x"},
                {"rel":"status","href":"/v2/operations/altd/status/va1-7","id":"va1-7"}]},
            {"server":"d","isQueued":"true","links":[{"rel":"Status","href":"/v2/operations/altd/status/va1-7"}]},
            {"server":"e","isQueued":false}]"#;
        let got = judge(&["A", "B", "c", "d", "e"], body).unwrap();
        assert_eq!(
            got[0].verdict.as_ref().unwrap().href,
            "/v2/operations/altd/status/va1-7"
        );
        assert_eq!(job(&got[0]), "va1-7");
        let words = got[1].verdict.as_ref().unwrap_err();
        assert_eq!(words, "The server already  in desired state.");
        assert_eq!(got[2].verdict.as_ref().unwrap_err(), NOT_MENTIONED);
        assert_eq!(job(&got[3]), "va1-7");
        assert_eq!(got[4].verdict.as_ref().unwrap_err(), NO_REASON);
    }

    #[test]
    fn a_queued_server_without_a_link_shares_the_job_or_is_unknown() {
        let linked = r#"{"server":"a","isQueued":true,"links":[{"rel":"status","id":"va1-7"}]}"#;
        let bare = r#"{"server":"b","isQueued":true,"links":null}"#;
        let got = judge(&["a", "b"], &format!("[{bare},{linked}]")).unwrap();
        assert_eq!((job(&got[0]), job(&got[1])), ("va1-7", "va1-7"));
        assert_eq!(got[0].verdict.as_ref().unwrap().href, "va1-7");
        let other = linked.replace("\"a\"", "\"c\"").replace("va1-7", "wa1-9");
        for body in [bare.to_owned(), format!("[{bare},{linked},{other}]")] {
            let error = judge(&["b"], &body).unwrap_err();
            assert_eq!(error, CloudError::unknown(Fault::Senseless), "{body}");
        }
    }

    #[test]
    fn a_server_that_may_hide_behind_another_name_is_unknown() {
        let body = r#"[{"server":"66e12f47","isQueued":true,"links":[{"rel":"status","id":"1"}]}]"#;
        assert!(matches!(
            judge(&["a"], body),
            Err(CloudError::OutcomeUnknown { .. })
        ));
        let refused = body.replace("true", "false");
        assert!(judge(&["a"], &refused).unwrap()[0].verdict.is_err());
    }

    #[test]
    fn of_two_entries_the_one_that_queued_counts() {
        let queued = r#"{"server":"a","links":[{"rel":"status","id":"1"}]}"#;
        let refused = r#"{"server":"A","isQueued":false}"#;
        for body in [
            format!("[{queued},{refused}]"),
            format!("[{refused},{queued}]"),
        ] {
            assert_eq!(job(&judge(&["a"], &body).unwrap()[0]), "1");
        }
    }

    #[test]
    fn one_thing_is_answered_with_a_bare_link_or_an_entry() {
        let judge = |body: &str| one_verdict(one(body.as_bytes()).unwrap(), &[]);
        let bare = r#"{"rel":"status","href":"/v2/operations/a/status/va1-7","id":"va1-8"}"#;
        let entry =
            format!(r#"{{"server":"a","isQueued":true,"links":[{{"rel":"self"}},{bare}]}}"#);
        for body in [bare.to_owned(), entry.clone(), format!("[{entry}]")] {
            let job = judge(&body).unwrap();
            let parts = (job.href.as_str(), job.id.as_str());
            assert_eq!(parts, ("/v2/operations/a/status/va1-7", "va1-8"), "{body}");
        }
        let refused = judge(r#"{"isQueued":false,"errorMessage":"Wrong state."}"#);
        assert_eq!(refused.unwrap_err().message().unwrap(), "Wrong state.");
        let unnamed = judge(r#"{"isQueued":true,"links":[]}"#).unwrap_err();
        assert_eq!(unnamed, CloudError::unknown(Fault::Senseless));
        for body in ["", "{}", "[]", "[1]", r#"{"rel":"self","href":"/x"}"#] {
            assert!(one(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn answers_that_say_nothing_are_errors() {
        for body in [
            r#"["x"]"#,
            r#"[{"server":"a"}]"#,
            "[null]",
            r#"{"a":1}"#,
            "1",
            "\"x\"",
            "",
        ] {
            assert!(entries(body.as_bytes()).is_err(), "{body}");
        }
        assert!(entries(b"[]").unwrap().is_empty());
    }
}
