//! What use-cases hold of the engine: they ask, and hear what came of it. It goes over the bus.

use super::requests::{
    Cancel, Decided, Decision, ELSEWHERE, Request, Requests, ResumeToken, RolloutCommand,
};
use crate::bus::{Bus, Message, Subscriber};
use slipway_domain::audit::AuditEvent;
use slipway_domain::{AppError, AppResult, Entropy, Principal, RunId, Secret};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How long a use-case waits for the watcher: a call under way may take 20 s to end.
const ANSWER_WITHIN: Duration = Duration::from_secs(25);

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

    /// Pauses a rollout, has it go on, or ends it.
    ///
    /// # Errors
    /// `Conflict` where the run is over, being stopped, another instance follows it, nothing is left
    /// to send, or it is paused or not paused already; `UnderWay` where the run is too busy to say (it
    /// is done all the same, later).
    pub async fn rollout(
        &self,
        run: &RunId,
        command: RolloutCommand,
        by: AuditEvent,
    ) -> AppResult<()> {
        let request = |done| Request::Rollout(command, by, done);
        self.ask(run, request).await
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
            Ok(Err(_gone)) => Err(AppError::Conflict(ELSEWHERE.to_owned())),
            Err(_late) => Err(AppError::UnderWay),
        }
    }

    /// Puts a request where the engine finds it, and says that it is there.
    fn send(&self, run: Option<RunId>, request: Request) {
        let request = self.requests.put(request);
        self.bus.publish(&Message::RunAsked { run, request });
    }

    /// The request with this id, for whoever carries it out.
    pub(super) fn take(&self, id: &str) -> Option<Request> {
        self.requests.take(id)
    }

    /// Drops what nobody will carry out any more; whoever asked hears so.
    pub(super) fn close(&self) {
        self.requests.clear();
    }
}
