//! Sends a call: repetition, deadlines, size limits, the circuit breaker, counting and logging.
//!
//! The log gets the path with its variable parts in braces, status and times; never a body, a
//! token or the values in a path.

use crate::breaker::{Breaker, Health};
use crate::call::{Call, Effect, Proof};
use crate::classify;
use crate::config::{Config, Timeouts};
use crate::jitter::Jitter;
use crate::observe::Observer;
use crate::retry_after;
use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use slipway_cloud::{CloudError, Fault};
use slipway_domain::CloudName;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Answers above this many bytes are decoded off the threads that serve other calls.
const LARGE: usize = 256 << 10;
/// How much of an error's body is read for its message, in bytes.
const ERROR_BODY: usize = 64 << 10;
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What an answer other than a success means for a call, with the time that it asks to wait and its
/// body: kinds of cloud differ in how they say no.
pub type Meaning = fn(&Call<'_>, StatusCode, Option<Duration>, &[u8]) -> CloudError;

/// One per client.
pub struct Transport {
    name: CloudName,
    meaning: Meaning,
    http: Client,
    timeouts: Timeouts,
    breaker: Breaker,
    jitter: Jitter,
    observer: Option<Arc<dyn Observer>>,
}

/// An answer worth decoding.
struct Good {
    body: Bytes,
    /// What it means where it cannot be decoded after all.
    otherwise: Option<CloudError>,
}

/// What answered, as it is.
pub struct Reached {
    /// The status.
    pub status: StatusCode,
    /// Whether it says that it is HTML.
    pub is_html: bool,
    /// Where a redirect leads, without anything that could be secret.
    pub leads_to: Option<String>,
    /// The beginning of its body.
    pub body: Bytes,
}

/// What the log tells of a call besides its end.
#[derive(Default)]
struct Trace {
    tries: u32,
    status: Option<u16>,
}

impl Transport {
    pub(crate) fn new(http: Client, config: Config, meaning: Meaning) -> Self {
        Self {
            name: config.name,
            meaning,
            http,
            timeouts: config.timeouts,
            breaker: Breaker::new(config.breaker),
            jitter: Jitter::new(config.entropy),
            observer: config.observer,
        }
    }

    /// The cloud's name, for logs.
    pub fn name(&self) -> &CloudName {
        &self.name
    }

    /// Makes `call` and decodes its answer. `decode` says in words without quotations what is
    /// wrong with a body.
    ///
    /// # Errors
    /// How it failed.
    pub async fn call<T, D>(&self, call: Call<'_>, decode: D) -> Result<T, CloudError>
    where
        T: Send + 'static,
        D: FnOnce(&[u8]) -> Result<T, String> + Send + 'static,
    {
        let start = Instant::now();
        let mut trace = Trace::default();
        let result = self.guarded(&call, decode, &mut trace).await;
        self.tell(&call, &trace, start.elapsed(), result.as_ref().err());
        result
    }

    /// What answers `call`, whatever it says. The circuit breaker has no say in this.
    ///
    /// # Errors
    /// Why nothing did.
    pub async fn reach(&self, call: Call<'_>) -> Result<Reached, CloudError> {
        let start = Instant::now();
        let result = self.reached(&call, start + call.time).await;
        let trace = Trace {
            tries: 1,
            status: result.as_ref().ok().map(|answer| answer.status.as_u16()),
        };
        self.tell(&call, &trace, start.elapsed(), result.as_ref().err());
        result
    }

    async fn reached(&self, call: &Call<'_>, deadline: Instant) -> Result<Reached, CloudError> {
        let broken = |error: reqwest::Error| classify::broken(call.effect, &error);
        let answer = self.request(call, deadline)?.send().await.map_err(broken)?;
        let text = |name| {
            let value = answer.headers().get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let (status, kind, location) = (answer.status(), text(CONTENT_TYPE), text(LOCATION));
        let leads_to = location.and_then(|location| without_secrets(&call.url, &location));
        let body = body(answer, ERROR_BODY).await.map_err(broken)?;
        Ok(Reached {
            status,
            is_html: kind.is_some_and(|kind| kind.contains("html")),
            leads_to,
            body: body.unwrap_or_default(),
        })
    }

    async fn guarded<T, D>(
        &self,
        call: &Call<'_>,
        decode: D,
        trace: &mut Trace,
    ) -> Result<T, CloudError>
    where
        T: Send + 'static,
        D: FnOnce(&[u8]) -> Result<T, String> + Send + 'static,
    {
        let Some(permit) = self.breaker.enter() else {
            return Err(CloudError::unavailable(Fault::Resting));
        };
        let result = match self.persist(call, trace).await {
            Ok(good) => decoded(call.effect, good, decode).await,
            Err(error) => Err(error),
        };
        permit.report(match &result {
            Err(CloudError::Unavailable { .. }) => Health::Dead,
            Err(CloudError::OutcomeUnknown { .. }) => Health::Unclear,
            _ => Health::Alive,
        });
        result
    }

    /// Tries until there is an answer, an error that repeating does not cure, or no time left.
    async fn persist(&self, call: &Call<'_>, trace: &mut Trace) -> Result<Good, CloudError> {
        let deadline = Instant::now() + call.time;
        let (mut repeated, mut waited) = (0, false);
        loop {
            trace.tries += 1;
            let error = match self.attempt(call, deadline, trace).await {
                Ok(good) => return Ok(good),
                Err(error) => error,
            };
            let Some(wait) = self.wait(call.effect, &error, &mut repeated, &mut waited) else {
                return Err(error);
            };
            if Instant::now() + wait >= deadline {
                return Err(error);
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// How long to wait before a repetition, if there is to be one.
    fn wait(
        &self,
        effect: Effect,
        error: &CloudError,
        repeated: &mut u32,
        waited: &mut bool,
    ) -> Option<Duration> {
        if effect != Effect::Read {
            return None;
        }
        if let CloudError::Busy { retry_after } = error {
            let wait = (*retry_after)?;
            let honoured = !*waited && wait <= self.timeouts.longest_retry_after;
            *waited = true;
            return honoured.then_some(wait);
        }
        if !classify::worth_repeating(error) || *repeated >= self.timeouts.retries {
            return None;
        }
        *repeated += 1;
        Some(self.jitter.backoff(self.timeouts.backoff, *repeated - 1))
    }

    async fn attempt(
        &self,
        call: &Call<'_>,
        deadline: Instant,
        trace: &mut Trace,
    ) -> Result<Good, CloudError> {
        trace.status = None;
        let broken = |error: reqwest::Error| classify::broken(call.effect, &error);
        let response = self.request(call, deadline)?.send().await.map_err(broken)?;
        let status = response.status();
        trace.status = Some(status.as_u16());
        let retry_after = retry_after::of(response.headers());
        if status.is_success() {
            let body = body(response, call.limit).await.map_err(broken)?;
            return match body {
                Some(body) => Ok(Good {
                    body,
                    otherwise: None,
                }),
                None => Err(classify::senseless(call.effect, "it is too large")),
            };
        }
        let list_in_400 = call.list_in_400 && status == StatusCode::BAD_REQUEST;
        let limit = if list_in_400 { call.limit } else { ERROR_BODY };
        let body = match body(response, limit).await {
            // The status alone is a clear answer; only a list would have said more.
            Err(error) if list_in_400 => return Err(broken(error)),
            Ok(None) if list_in_400 => {
                return Err(classify::senseless(call.effect, "it is too large"));
            }
            Err(_) | Ok(None) => Bytes::new(),
            Ok(Some(body)) => body,
        };
        let error = (self.meaning)(call, status, retry_after, &body);
        if list_in_400 && body.trim_ascii_start().starts_with(b"[") {
            return Ok(Good {
                body,
                otherwise: Some(error),
            });
        }
        Err(error)
    }

    fn request(&self, call: &Call<'_>, deadline: Instant) -> Result<RequestBuilder, CloudError> {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .timeout(left)
            .header(ACCEPT, JSON);
        match &call.proof {
            Proof::None => {}
            Proof::Headers(headers) => request = request.headers(headers.clone()),
            Proof::Unusable => return Err(CloudError::NotSignedIn),
        }
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, JSON).body(body.clone());
        }
        Ok(request)
    }

    fn tell(&self, call: &Call<'_>, trace: &Trace, elapsed: Duration, error: Option<&CloudError>) {
        let outcome = error.map_or("ok", CloudError::word);
        if let Some(
            CloudError::Unavailable { fault, .. } | CloudError::OutcomeUnknown { fault, .. },
        ) = error
            && *fault != Fault::Resting
        {
            tracing::warn!(
                cloud = %self.name,
                path = call.template,
                cause = fault.code(),
                %fault,
                "a cloud did not answer"
            );
        }
        if let Some(observer) = &self.observer {
            observer.call(call.endpoint, outcome, elapsed);
        }
        tracing::debug!(
            cloud = %self.name,
            method = %call.method,
            path = call.template,
            status = trace.status,
            tries = trace.tries,
            elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            outcome,
            "cloud call"
        );
    }
}

fn without_secrets(asked: &Url, location: &str) -> Option<String> {
    let mut url = asked.join(location).ok()?;
    url.set_query(None);
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(url.into())
}

/// The whole body, or `None` if it is larger than `limit` bytes.
async fn body(mut response: Response, limit: usize) -> reqwest::Result<Option<Bytes>> {
    let announced = response.content_length().unwrap_or(0);
    let announced = usize::try_from(announced).unwrap_or(usize::MAX);
    if announced > limit {
        return Ok(None);
    }
    let mut body = BytesMut::with_capacity(announced.min(LARGE));
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body.freeze()))
}

async fn decoded<T, D>(effect: Effect, good: Good, decode: D) -> Result<T, CloudError>
where
    T: Send + 'static,
    D: FnOnce(&[u8]) -> Result<T, String> + Send + 'static,
{
    let Good { body, otherwise } = good;
    let result = if body.len() > LARGE {
        tokio::task::spawn_blocking(move || decode(&body))
            .await
            .unwrap_or_else(|_| Err("decoding failed".to_owned()))
    } else {
        decode(&body)
    };
    result.map_err(|why| otherwise.unwrap_or_else(|| classify::senseless(effect, &why)))
}
