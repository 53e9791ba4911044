//! The one task that starts a run's task wherever one is needed and passes requests on.
//!
//! Of several instances over one store each tries the runs it does not follow itself, again and
//! again; the lease decides who follows which, so a run of an instance that died is taken over
//! soon after its lease ran out.

use super::actor;
use super::requests::Request;
use super::shutdown::Quit;
use super::{Inbox, ResumeToken, resume_token};
use crate::bus::Message;
use crate::portal::Portal;
use slipway_domain::RunId;
use std::collections::HashMap;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

struct Supervisor {
    portal: Portal,
    quit: Quit,
    runs: HashMap<RunId, mpsc::UnboundedSender<Request>>,
    tasks: JoinSet<()>,
}

/// Supervises until told to quit, then waits for every run's task to lay its work down.
pub(super) async fn supervise(portal: Portal, mut inbox: Inbox, mut quit: Quit) {
    let mut sweeps = tokio::time::interval(portal.timings().lease / 2);
    sweeps.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut supervisor = Supervisor {
        portal,
        quit: quit.clone(),
        runs: HashMap::new(),
        tasks: JoinSet::new(),
    };
    loop {
        tokio::select! {
            biased;
            () = quit.called() => break,
            Some(ended) = supervisor.tasks.join_next() => supervisor.ended(ended),
            Some(message) = inbox.recv() => supervisor.hear(message),
            _ = sweeps.tick() => supervisor.sweep().await,
        }
    }
    // Whoever still asks hears that nobody answers here.
    drop(inbox);
    supervisor.portal.watch().close();
    while supervisor.tasks.join_next().await.is_some() {}
}

impl Supervisor {
    fn hear(&mut self, message: Message) {
        match message {
            Message::RunSubmitted(run) => {
                if !self.runs.contains_key(&run) {
                    self.start(run);
                }
            }
            Message::RunAsked { run, request } => {
                match (run, self.portal.watch().take(&request)) {
                    (Some(run), Some(request)) => self.request(run, request),
                    (None, Some(Request::Credential(token))) => self.offer(&token),
                    // It was asked elsewhere.
                    _ => {}
                }
            }
            Message::RunChanged { .. } | Message::RunLeft(_) | Message::ServersChanged(_) => {}
        }
    }

    /// Offers somebody's token to every run.
    fn offer(&mut self, token: &ResumeToken) {
        for requests in self.runs.values() {
            // A task that just ended needs no token any more.
            let _ = requests.send(Request::Credential(token.clone()));
        }
        let own = self.runs.keys().cloned().collect();
        let others = resume_token::to_others(self.portal.clone(), token.clone(), own);
        self.tasks.spawn(others);
    }

    /// Passes an request on; a run that nobody follows here is tried first, because its lease may
    /// be free.
    fn request(&mut self, run: RunId, request: Request) {
        let request = match self.runs.get(&run) {
            Some(requests) => match requests.send(request) {
                Ok(()) => return,
                Err(unsent) => unsent.0,
            },
            None => request,
        };
        let unsent = self.start(run).send(request);
        debug_assert!(unsent.is_ok(), "a task that was just started listens");
    }

    fn start(&mut self, run: RunId) -> mpsc::UnboundedSender<Request> {
        let (requests, receiver) = mpsc::unbounded_channel();
        let task = actor::follow(
            self.portal.clone(),
            run.clone(),
            receiver,
            self.quit.clone(),
        );
        self.tasks.spawn(task);
        self.runs.insert(run, requests.clone());
        requests
    }

    /// Tries every unfinished run that is not followed here.
    async fn sweep(&mut self) {
        match self.portal.store().runs.unfinished().await {
            Ok(runs) => {
                for run in runs {
                    if !self.runs.contains_key(&run) {
                        self.start(run);
                    }
                }
            }
            Err(error) => tracing::error!(%error, "unfinished runs could not be listed"),
        }
    }

    fn ended(&mut self, ended: Result<(), tokio::task::JoinError>) {
        if let Err(error) = ended {
            tracing::error!(%error, "a run's task failed; the next sweep takes the run up again");
        }
        self.runs.retain(|_, requests| !requests.is_closed());
    }
}
