//! HTTP to a cloud: what every client of one needs, whatever it speaks.
//!
//! A [`Client`] makes [`Call`]s: reads are repeated where that may help, writes never; a cloud that
//! does not answer is left alone for a while; times and sizes are bounded; nothing secret reaches
//! the log. Every failure is a [`CloudError`](slipway_cloud::CloudError). What a kind of cloud means
//! by an answer other than a success its client says ([`Meaning`]). [`wire`] reads JSON leniently.

mod breaker;
mod call;
mod cause;
mod classify;
mod client;
mod config;
mod curl;
mod ends;
mod http;
mod jitter;
mod observe;
mod retry_after;
mod transport;
pub mod wire;
mod words;

pub use call::{Call, Effect, Proof, bearer, hidden};
pub use classify::meaning_of;
pub use client::Client;
pub use config::{Breaker, Config, ConfigError, Limits, Timeouts, base_url};
pub use curl::curl;
pub use ends::{ended, reading};
pub use observe::Observer;
pub use transport::{Meaning, Reached, Transport};
pub use words::{Words, clean};
