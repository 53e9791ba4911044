//! What answers other than a success mean here.
//!
//! Beside HTTP's statuses the manager has a code for each kind of refusal. Where its words do not
//! help a person, or name a way that is not open to them, they are put otherwise; what it says of
//! single parameters is told field by field.

mod parameters;

use crate::wire::decode;
use crate::wire::refusal::Refusal;
use reqwest::StatusCode;
use slipway_cloud::{CloudError, FieldMessage};
use slipway_domain::Secret;
use slipway_upstream::{Call, Effect, Words, clean, meaning_of};
use std::time::Duration;

const MAINTENANCE: &str =
    "The manager is in maintenance mode: it does nothing until an administrator ends that.";
const ENTERING: &str =
    "The manager is about to enter maintenance mode: it starts and changes nothing any more.";
const FORCED: &str = "An execution that failed at once stands in its list for this; with force it starts all the same.";

/// What is a definite no although its status alone would not say so.
const REFUSALS: [(u16, &str); 11] = [
    // The manager says so by itself, so that nothing was done.
    (503, "maintenance_mode_active"),
    (503, "entering_maintenance_mode"),
    (503, "in_snapshot_restore_error"),
    (503, "insufficient_memory_error"),
    (503, "file_sync_service_error"),
    // These are about what is asked, not about who asks.
    (403, "forbidden_while_cancelling"),
    (403, "only_deployment_update"),
    // There is more to say of it than that it is not there.
    (404, "missing_premium_package_error"),
    (404, "community_only_error"),
    (404, "deployment_parent_not_found_error"),
    (404, "imported_blueprint_not_found"),
];

/// What an answer other than a success means for `call`.
pub(crate) fn meaning(
    call: &Call<'_>,
    status: StatusCode,
    retry_after: Option<Duration>,
    body: &[u8],
) -> CloudError {
    // A page, or anything else that is no object, has no words for a person.
    let refusal: Refusal = decode(body).unwrap_or_default();
    let code = refusal.code.0.as_deref().unwrap_or_default();
    let words = words(code, &refusal, &call.secrets);
    let refused = |words: Words| CloudError::Refused {
        status: status.as_u16(),
        message: words.message.unwrap_or_default(),
        fields: words.fields,
    };
    match (status.as_u16(), code) {
        (status, code) if REFUSALS.contains(&(status, code)) => refused(words),
        // Which of the things that a change is about is missing, its words say.
        (404, "not_found_error") if call.effect == Effect::Write && words.message.is_some() => {
            refused(words)
        }
        _ => meaning_of(call.effect, status, retry_after, words),
    }
}

/// What it says, for a person.
fn words(code: &str, refusal: &Refusal, secrets: &[&Secret]) -> Words {
    let said = refusal.words().unwrap_or_default();
    let whole = |text: &str| Words {
        message: clean(text, secrets),
        fields: Vec::new(),
    };
    match code {
        "maintenance_mode_active" => whole(MAINTENANCE),
        "entering_maintenance_mode" => whole(ENTERING),
        "existing_running_execution_error" => whole(&running(said)),
        "unavailable_workflow_error" => whole(&format!("{}. {FORCED}", said.trim_end_matches('.'))),
        // What follows is boilerplate of a web server.
        "internal_server_error" => whole(said.split(" - ").next().unwrap_or_default()),
        "illegal_execution_parameters_error" => of_parameters(said, secrets),
        _ => whole(said),
    }
}

fn of_parameters(said: &str, secrets: &[&Secret]) -> Words {
    let found = parameters::told(said).into_iter();
    let fields = found.filter_map(|(field, message)| {
        Some(FieldMessage {
            field: clean(&field, secrets)?,
            message: clean(&message, secrets)?,
        })
    });
    let fields: Vec<_> = fields.collect();
    if fields.is_empty() {
        let message = clean(said, secrets);
        return Words { message, fields };
    }
    let message = Some("The manager does not take these parameters.".to_owned());
    Words { message, fields }
}

/// The manager names what runs as its program prints it, and advises a parameter of the address that
/// it does not read.
fn running(said: &str) -> String {
    let mut found = said.split("<Execution ").skip(1).filter_map(|text| {
        let part = |name: &str| {
            let (_, rest) = text.split_once(&format!("{name}=`"))?;
            rest.split_once('`').map(|(value, _)| value)
        };
        Some(format!("{} ({})", part("workflow_id")?, part("status")?))
    });
    let first = found.next();
    let Some(first) = first else {
        return said.to_owned();
    };
    let all = found.fold(first, |all, one| format!("{all}, {one}"));
    format!(
        "Another execution of this deployment is under way: {all}. Wait for its end, queue this one, \
         or force it."
    )
}

#[cfg(test)]
mod tests;
