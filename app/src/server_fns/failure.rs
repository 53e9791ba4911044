//! The error of server functions: ours, or that the function could not be reached.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use slipway_domain::{AppError, Unreadable};

/// An [`AppError`] on its way to the browser, as the sentence that people read: reading more than
/// that there would cost every visit kilobytes. The framework's own text never travels in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure(pub String);

impl From<AppError> for Failure {
    /// The framework answers every error with 500 unless it is told otherwise.
    fn from(error: AppError) -> Self {
        if let Some(options) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
            && let Ok(status) = axum::http::StatusCode::from_u16(error.status())
        {
            options.set_status(status);
        }
        Self(error.to_string())
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        if let ServerFnErrorErr::Args(_)
        | ServerFnErrorErr::MissingArg(_)
        | ServerFnErrorErr::Deserialization(_) = value
        {
            return Self::from(AppError::Unreadable(Unreadable::Question));
        }
        Self::from(AppError::Internal)
    }
}
