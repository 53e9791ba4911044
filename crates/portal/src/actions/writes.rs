//! Writes that are no runs: a group is made, a server described. Each is carried out by a task of
//! its own, so that it comes to its end whatever becomes of the connection that asked for it. Its
//! beginning and its end are written down, and a form that is posted twice writes once: the second
//! post waits for the first and gets the same answer.
//!
//! What is certain not to have been done may be tried again with the same form. What got no answer
//! is never sent again by itself, also not after a restart in between.

mod under_way;

pub(crate) use under_way::{Answer, Writes};

use crate::actions::FormResult;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use sha2::{Digest, Sha256};
use slipway_cloud::CloudError;
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::context::{hex, random_bytes};
use slipway_domain::{AppError, AppResult};
use slipway_store::{StoreResult, Write, WriteEnd, WriteKey};
use std::time::Duration;
use tokio::sync::watch::{Receiver, Sender};
use under_way::Told;

/// The hidden control that carries a form's own key.
pub const FORM_KEY: &str = "form-key";
/// Characters of a form's own key at most.
const LONGEST: usize = 64;
/// The wait between tries to keep the end of a write in a store that fails.
const TRY_AGAIN: Duration = Duration::from_secs(2);

/// A key for a form that is drawn.
pub fn form_key(portal: &Portal) -> String {
    hex(&random_bytes::<16>(portal.entropy()))
}

/// Which write the post of a form is: its own key and everything that was posted, so that a form
/// that was gone back to and changed is another one. Without a key every post is one of its own.
pub fn of_post(
    portal: &Portal,
    grant: &Grant,
    page: &str,
    fields: &[(String, String)],
) -> WriteKey {
    let own = fields.iter().find(|(name, _)| name == FORM_KEY);
    let own = own.map(|(_, value)| value.clone());
    let own = own.filter(|key| !key.is_empty() && key.len() <= LONGEST);
    let own = own.unwrap_or_else(|| form_key(portal));
    let texts = fields.iter().flat_map(|(name, value)| [name, value]);
    let mut hasher = Sha256::new();
    for text in [own.as_str(), page]
        .into_iter()
        .chain(texts.map(String::as_str))
    {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    WriteKey {
        owner: grant.principal.owner(),
        key: hex(&hasher.finalize()),
    }
}

impl Answer {
    /// What the cloud's error means for a write. An answer that nobody understands is as good as
    /// none.
    pub(crate) async fn failed(portal: &Portal, grant: &Grant, error: CloudError) -> Self {
        Self::Trouble(match portal.upstream_error(grant, error).await {
            AppError::NotUnderstood => AppError::OutcomeUnknown,
            other => other,
        })
    }

    /// As the form takes it.
    ///
    /// # Errors
    /// `CredentialEnded`.
    pub(crate) fn outcome<T>(self, made: impl FnOnce(String) -> T) -> AppResult<FormResult<T>> {
        match self {
            Self::Done(what) => FormResult::Done(made(what)),
            Self::Problems(problems) => FormResult::Problems(problems),
            Self::Trouble(error) => FormResult::Trouble(error),
        }
        .unless_ended()
    }

    fn of(kept: &Write) -> Self {
        match &kept.end {
            Some(WriteEnd::Done(what)) => Self::Done(what.clone()),
            // One without an end that nobody carries out was cut off.
            Some(WriteEnd::Unknown) | None => Self::unknown(),
        }
    }

    fn unknown() -> Self {
        Self::Trouble(AppError::OutcomeUnknown)
    }
}

/// Takes a write out of those that are being carried out, also if it panicked.
struct Leaving {
    portal: Portal,
    key: WriteKey,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.portal.writes().under_way().remove(&self.key);
    }
}

async fn told(mut waiting: Receiver<Told>) -> Answer {
    let told = waiting.wait_for(Option::is_some).await;
    // Whoever carried it out is gone without a word.
    told.ok()
        .and_then(|told| told.clone())
        .unwrap_or_else(Answer::unknown)
}

/// What became of the same post before; one that is being carried out is waited for.
///
/// # Errors
/// `Internal`.
pub(crate) async fn known(portal: &Portal, key: &WriteKey) -> AppResult<Option<Answer>> {
    if let Some(waiting) = portal.writes().waiting(key) {
        return Ok(Some(told(waiting).await));
    }
    let kept = portal.store().writes.get(key).await?;
    if kept.as_ref().is_none_or(|write| write.end.is_some()) {
        return Ok(kept.as_ref().map(Answer::of));
    }
    // It may have begun, and even ended, between the two looks.
    if let Some(waiting) = portal.writes().waiting(key) {
        return Ok(Some(told(waiting).await));
    }
    let kept = portal.store().writes.get(key).await?;
    Ok(kept.as_ref().map(Answer::of))
}

/// Carries a write out, once for each key, and waits for its end. It is written down as `action`
/// on `subject` before `call` begins.
pub(crate) async fn carry_out(
    portal: &Portal,
    grant: &Grant,
    key: &WriteKey,
    (action, subject): (AuditAction, &str),
    call: impl Future<Output = Answer> + Send + 'static,
) -> Answer {
    let (sender, receiver) = portal.writes().enter(key);
    if let Some(sender) = sender {
        let leaving = Leaving {
            portal: portal.clone(),
            key: key.clone(),
        };
        let write = Write {
            key: key.clone(),
            begun: portal.audit_event(&grant.principal, action, subject),
            end: None,
        };
        tokio::spawn(async move {
            run(&leaving.portal, write, call, &sender).await;
            // Whoever asks from now on finds it in the store.
            drop(leaving);
            drop(sender);
        });
    }
    told(receiver).await
}

/// Carries it out and tells what became of it. What the cloud answered is known here alone until the
/// store takes it.
async fn run(
    portal: &Portal,
    write: Write,
    call: impl Future<Output = Answer>,
    tell: &Sender<Told>,
) {
    match begin(portal, &write).await {
        Ok(None) => {}
        Ok(Some(answer)) => return drop(tell.send_replace(Some(answer))),
        Err(error) => return drop(tell.send_replace(Some(Answer::Trouble(error.into())))),
    }
    let answer = call.await;
    let mut ended = end(portal, &write, &answer).await;
    tell.send_replace(Some(answer.clone()));
    while let Err(error) = ended {
        tracing::error!(%error, "the end of a write could not be kept; it is tried again");
        tokio::time::sleep(TRY_AGAIN).await;
        ended = end(portal, &write, &answer).await;
    }
}

/// Notes that it begins; what cannot be written down is not done. What became of it, where it was
/// begun before.
async fn begin(portal: &Portal, write: &Write) -> StoreResult<Option<Answer>> {
    let writes = &portal.store().writes;
    if writes.begin(write).await? {
        return Ok(None);
    }
    let kept = writes.get(&write.key).await?;
    Ok(Some(kept.as_ref().map_or_else(Answer::unknown, Answer::of)))
}

async fn end(portal: &Portal, write: &Write, answer: &Answer) -> StoreResult<()> {
    let (writes, key) = (&portal.store().writes, &write.key);
    let note = |action| note(portal, write, action);
    match answer {
        Answer::Done(what) => {
            let done = AuditEvent {
                subject: what.clone(),
                ..note(AuditAction::WriteDone)
            };
            writes.end(key, &WriteEnd::Done(what.clone()), &done).await
        }
        Answer::Trouble(AppError::OutcomeUnknown) => {
            let unanswered = note(AuditAction::WriteUnanswered);
            writes.end(key, &WriteEnd::Unknown, &unanswered).await
        }
        Answer::Problems(_) | Answer::Trouble(_) => {
            writes.forget(key, &note(AuditAction::WriteRefused)).await
        }
    }
}

/// What the audit chain says of the end of a write.
fn note(portal: &Portal, write: &Write, action: AuditAction) -> AuditEvent {
    AuditEvent {
        at: portal.now(),
        action,
        ..write.begun.clone()
    }
}

/// Writes down of those that an end of the program cut off that they got no answer.
///
/// # Errors
/// What the store says.
pub async fn close_cut_off(portal: &Portal) -> StoreResult<()> {
    for write in portal.store().writes.open().await? {
        tracing::warn!(
            action = write.begun.action.word(),
            subject = write.begun.subject,
            "a write was cut off; whether the cloud did it is not known"
        );
        let unanswered = note(portal, &write, AuditAction::WriteUnanswered);
        let writes = &portal.store().writes;
        let end = writes.end(&write.key, &WriteEnd::Unknown, &unanswered);
        end.await?;
    }
    Ok(())
}
