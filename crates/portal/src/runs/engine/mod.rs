//! The watcher: sends a run's calls and follows its jobs, from one place.
//!
//! [`Watch`] is what use-cases hold; [`spawn`] starts the supervisor, which starts one task per
//! run. A run's task holds its lease, so of several instances over one store one sends and
//! polls. What an event means for a run is decided in `machine`, without any input or output.

mod actor;
pub(crate) mod ask_again;
mod gauge;
mod loaded_run;
mod machine;
mod poller;
pub(crate) mod progress;
mod quit;
mod requests;
mod resume_token;
mod schedule;
mod sender;
mod supervisor;
mod upstream;

use crate::bus::{Bus, Message, Subscriber};
use crate::portal::Portal;
use actor::Request;
use requests::Requests;
use slipway_domain::audit::AuditEvent;
use slipway_domain::plan::PlanBody;
use slipway_domain::run::Run;
use slipway_domain::{AppError, AppResult, Entropy, Principal, RunId, Secret};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

/// How long a use-case waits for the watcher: a call under way may take 20 s to end.
const ANSWER_WITHIN: Duration = Duration::from_secs(25);

/// Somebody's token for runs that wait for one.
#[derive(Clone, Debug)]
pub struct ResumeToken {
    /// Who gives it to a run, for the audit chain; nobody where they only signed in.
    pub by: Option<AuditEvent>,
    /// Whose it is, acting on which account of which cloud.
    pub holder: Principal,
    /// The token.
    pub secret: Secret,
    /// Whether its holder wants what is left to be sent as them; without that, jobs are read only.
    pub sends: bool,
}

impl ResumeToken {
    /// Whether such a run is sent with it: its holder has to want it, and to be one who may.
    fn may_send(&self, plan: &PlanBody) -> bool {
        self.sends && self.holder.may(plan.action.right())
    }

    /// Whether it is of the run's account.
    fn is_for(&self, run: &Run) -> bool {
        run.cloud == self.holder.cloud && run.account == self.holder.account
    }
}

/// Somebody has a run cancelled.
#[derive(Clone, Debug)]
pub struct Cancel {
    /// Who, for the audit chain.
    pub by: AuditEvent,
    /// Their own token: nothing is cancelled with another.
    pub token: Secret,
    /// The word of the driver's way to cancel.
    pub way: String,
}

/// What to do about a call that was sent and got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The person looked: it was not carried out, send it once more.
    SendAgain,
    /// Leave its servers unknown.
    LeaveUnknown,
}

/// What a person decided about calls that were sent and got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who decided, for the audit chain.
    pub by: AuditEvent,
    /// Their own token: what is sent again is sent with no other.
    pub token: Option<Secret>,
    /// What is to be done about them.
    pub resolution: Resolution,
    /// The calls that they were shown, by their numbers within the run.
    pub calls: BTreeSet<u32>,
    /// The run's version that they were shown.
    pub version: u64,
}

/// What became of a [`Decision`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It counts.
    Done,
    /// Nothing was decided: it was made about something else than what is true now.
    Moved,
}

/// What use-cases ask of runs that are followed.
#[derive(Clone)]
pub struct Watch {
    bus: Bus,
    requests: Arc<Requests>,
}

/// The engine's end of the bus, until [`spawn`] takes it.
pub(crate) type Inbox = mpsc::UnboundedReceiver<Message>;

/// Where requests wait, what passes messages on to the engine, and its end of that.
pub(crate) fn channel(entropy: Arc<dyn Entropy>) -> (Arc<Requests>, Subscriber, Inbox) {
    let (sender, inbox) = mpsc::unbounded_channel();
    let requests = Arc::new(Requests::new(entropy));
    let waiting = Arc::clone(&requests);
    let subscriber = Box::new(move |message: &Message| match message {
        Message::RunSubmitted(_) => drop(sender.send(message.clone())),
        Message::RunAsked { request, .. } => {
            if sender.send(message.clone()).is_err() {
                // Nobody follows runs here any more; whoever asked hears so.
                drop(waiting.take(request));
            }
        }
        Message::RunChanged { .. } | Message::RunLeft(_) | Message::ServersChanged(_) => {}
    });
    (requests, subscriber, inbox)
}

impl Watch {
    pub(crate) fn new(bus: Bus, requests: Arc<Requests>) -> Self {
        Self { bus, requests }
    }

    /// Has a run followed that was just submitted. Without a running watcher the run waits in
    /// the store for the next one.
    pub fn follow(&self, run: RunId) {
        self.bus.publish(&Message::RunSubmitted(run));
    }

    /// Stops watching a run once its calls under way have ended.
    ///
    /// # Errors
    /// `Conflict` where the run is over or another instance follows it, `UnderWay` where a call
    /// takes too long (it is stopped all the same, later).
    pub async fn stop(&self, run: &RunId, by: AuditEvent) -> AppResult<()> {
        self.ask(run, |done| Request::Stop(by, done)).await
    }

    /// Cancels a run.
    ///
    /// # Errors
    /// `Conflict` where the run is over, being stopped, another instance follows it, or the cloud
    /// agreed to nothing, in its words; `CredentialEnded` where it takes the token no longer;
    /// `UnderWay` where answers take too long (it is cancelled all the same, later).
    pub async fn cancel(&self, run: &RunId, cancel: Cancel) -> AppResult<()> {
        self.ask(run, |done| Request::Cancel(cancel, done)).await
    }

    /// Takes a person's decision about calls of a run that got no answer.
    ///
    /// # Errors
    /// `Conflict` where the run is over, being stopped, or another instance follows it; `UnderWay`
    /// where the run is too busy to say (it is decided all the same, later).
    pub async fn answer(&self, run: &RunId, decision: Decision) -> AppResult<Decided> {
        self.ask(run, |done| Request::Answer(decision, done)).await
    }

    /// Lets one run go on with somebody's token, as far as that may be used.
    ///
    /// # Errors
    /// `Conflict` where the run is over or no longer waits for anybody's token.
    pub async fn resume(&self, run: &RunId, token: ResumeToken) -> AppResult<()> {
        self.ask(run, |done| Request::Resume(token, done)).await
    }

    /// Offers a fresh sign-in's token to the runs of its account, for reading.
    pub fn credential(&self, holder: Principal, secret: Secret) {
        let token = ResumeToken {
            by: None,
            holder,
            secret,
            sends: false,
        };
        self.send(None, Request::Credential(token));
    }

    async fn ask<T>(
        &self,
        run: &RunId,
        request: impl FnOnce(oneshot::Sender<AppResult<T>>) -> Request,
    ) -> AppResult<T> {
        let (done, answer) = oneshot::channel();
        // A watcher that is gone drops the request, and the answer below says so.
        self.send(Some(run.clone()), request(done));
        match tokio::time::timeout(ANSWER_WITHIN, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_gone)) => Err(AppError::Conflict(actor::ELSEWHERE.to_owned())),
            Err(_late) => Err(AppError::UnderWay),
        }
    }

    /// Puts a request where the engine finds it, and says that it is there.
    fn send(&self, run: Option<RunId>, request: Request) {
        let request = self.requests.put(request);
        self.bus.publish(&Message::RunAsked { run, request });
    }

    /// The request with this id, for whoever carries it out.
    fn take(&self, id: &str) -> Option<Request> {
        self.requests.take(id)
    }

    /// Drops what nobody will carry out any more; whoever asked hears so.
    fn close(&self) {
        self.requests.clear();
    }
}

/// A running watcher. Dropping it shuts it down as well, without waiting.
#[derive(Debug)]
pub struct Watcher {
    task: JoinHandle<()>,
    quit: watch::Sender<bool>,
}

impl Watcher {
    /// Sends nothing more, waits at most 5 s for calls under way, gives the leases back.
    pub async fn shutdown(mut self) {
        let _ = self.quit.send(true);
        let grace = quit::WITHIN + Duration::from_secs(1);
        if tokio::time::timeout(grace, &mut self.task).await.is_err() {
            tracing::warn!("the watcher did not end in time; calls under way count as unanswered");
            self.task.abort();
        }
    }

    /// Ends it like a crash: calls under way are dropped, leases run out by themselves.
    pub fn abort(&self) {
        self.task.abort();
    }
}

/// Starts the watcher of a portal. A portal has one; further calls start nothing.
pub fn spawn(portal: Portal) -> Watcher {
    let (sender, quit) = quit::Quit::pair();
    let task = if let Some(inbox) = portal.take_inbox() {
        tokio::spawn(supervisor::supervise(portal, inbox, quit))
    } else {
        tracing::error!("this portal's watcher was started before");
        tokio::spawn(std::future::ready(()))
    };
    Watcher { task, quit: sender }
}
