//! Every shape in which a manager refuses, as captured.

use super::*;
use reqwest::{Method, Url};
use slipway_cloud::Fault;
use slipway_upstream::Proof;

const PAGE: &str = "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n";

fn meant(effect: Effect, status: u16, body: &str) -> CloudError {
    let call = Call {
        endpoint: "test",
        template: "/test",
        method: Method::GET,
        url: Url::parse("http://manager.test/").unwrap(),
        proof: Proof::None,
        body: None,
        effect,
        time: Duration::ZERO,
        limit: 0,
        list_in_400: false,
        secrets: Vec::new(),
    };
    let status = StatusCode::from_u16(status).unwrap();
    meaning(&call, status, None, body.as_bytes())
}

fn said(code: &str, message: &str) -> String {
    serde_json::json!({"error_code": code, "message": message, "server_traceback": null})
        .to_string()
}

fn refused(effect: Effect, status: u16, body: &str) -> String {
    let error = meant(effect, status, body);
    assert!(matches!(error, CloudError::Refused { .. }), "{error:?}");
    error.message().unwrap_or_default()
}

#[test]
fn what_maintenance_turns_away_was_not_done() {
    let body = r#"{"error_code":"maintenance_mode_active","message":"Your request was rejected since Cloudify manager is currently in maintenance mode","server_traceback":"NoneType: None\n"}"#;
    for effect in [Effect::Read, Effect::Once, Effect::Write] {
        assert_eq!(refused(effect, 503, body), MAINTENANCE);
    }
    // A proxy's page says nothing of what the manager behind it did.
    let unknown = meant(Effect::Write, 503, PAGE);
    assert_eq!(unknown, CloudError::unknown(Fault::Status(503)));
}

#[test]
fn refusals_of_the_paging_library_have_no_traceback() {
    let body = r#"{"error_code":"bad_parameters_error","message":"1 validation error for Pagination\n_size\n  ensure this value is greater than or equal to 0 (type=value_error.number.not_ge; limit_value=0)"}"#;
    let words = refused(Effect::Read, 400, body);
    assert!(
        words.starts_with("1 validation error for Pagination _size"),
        "{words}"
    );
}

#[test]
fn the_word_for_a_message_may_be_detail() {
    assert_eq!(
        refused(Effect::Read, 422, r#"{"detail":"Not now."}"#),
        "Not now."
    );
}

#[test]
fn pages_are_no_words_for_a_person() {
    assert_eq!(meant(Effect::Read, 404, PAGE), CloudError::NotFound);
    assert_eq!(
        refused(Effect::Write, 400, PAGE),
        "The cloud answered with HTTP status 400 Bad Request."
    );
    assert!(refused(Effect::Read, 405, PAGE).contains("405"));
}

#[test]
fn who_may_not_is_told_from_what_may_not() {
    let words = "User `vic` is not permitted to perform the action execution_start";
    let not_allowed = CloudError::NotAllowed {
        message: Some(words.to_owned()),
    };
    assert_eq!(
        meant(Effect::Write, 403, &said("forbidden_error", words)),
        not_allowed
    );
    let cancelling = said(
        "forbidden_while_cancelling",
        "Not while it is being cancelled",
    );
    assert_eq!(
        refused(Effect::Write, 403, &cancelling),
        "Not while it is being cancelled"
    );
    let expired = said("unauthorized_error", "User unauthorized: Token is expired");
    assert_eq!(meant(Effect::Read, 401, &expired), CloudError::NotSignedIn);
}

#[test]
fn a_change_says_what_is_missing_and_a_read_that_it_is() {
    let words = "Requested `Deployment` with ID `nope` was not found";
    let body = said("not_found_error", words);
    assert_eq!(refused(Effect::Write, 404, &body), words);
    assert_eq!(meant(Effect::Read, 404, &body), CloudError::NotFound);
    let premium = said(
        "missing_premium_package_error",
        "Only in the premium edition.",
    );
    assert_eq!(
        refused(Effect::Read, 404, &premium),
        "Only in the premium edition."
    );
}

#[test]
fn an_internal_error_says_no_more_than_that_and_leaves_a_write_open() {
    let body = said(
        "internal_server_error",
        "Internal error occurred in manager REST server - InternalServerError: 500 Internal Server Error: The server",
    );
    let message = Some("Internal error occurred in manager REST server".to_owned());
    let fault = Fault::Status(500);
    assert_eq!(
        meant(Effect::Write, 500, &body),
        CloudError::OutcomeUnknown {
            fault,
            message: message.clone()
        }
    );
    assert_eq!(
        meant(Effect::Read, 500, &body),
        CloudError::Unavailable { fault, message }
    );
}

#[test]
fn what_runs_already_is_named_as_people_know_it() {
    let body = said(
        "existing_running_execution_error",
        "The following executions are currently running for this deployment: [<Execution id=`11ff` tenant=`default_tenant` status=`pending` workflow_id=`slow`>, <Execution id=`22` tenant=`default_tenant` status=`queued` workflow_id=`heal`>]. To execute this workflow anyway, pass \"force=true\" as a query parameter to this request",
    );
    assert_eq!(
        refused(Effect::Write, 400, &body),
        "Another execution of this deployment is under way: slow (pending), heal (queued). Wait for its end, queue this one, or force it."
    );
    let other = said("existing_running_execution_error", "Something runs.");
    assert_eq!(refused(Effect::Write, 400, &other), "Something runs.");
}

#[test]
fn what_does_not_fit_now_leaves_a_row_and_can_be_forced() {
    let body = said(
        "unavailable_workflow_error",
        "Workflow not available: install",
    );
    let words = refused(Effect::Write, 400, &body);
    assert_eq!(words, format!("Workflow not available: install. {FORCED}"));
}

fn fields(message: &str) -> Vec<(String, String)> {
    let body = said("illegal_execution_parameters_error", message);
    let CloudError::Refused { fields, .. } = meant(Effect::Write, 400, &body) else {
        panic!("refused")
    };
    let fields = fields.into_iter();
    fields.map(|one| (one.field, one.message)).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = all.iter();
    pairs
        .map(|(field, message)| ((*field).to_owned(), (*message).to_owned()))
        .collect()
}

#[test]
fn each_parameter_has_its_own_words() {
    assert_eq!(
        fields(
            "Parameter \"seconds\" must be of type integer\nParameter \"fail\" must be of type boolean"
        ),
        pairs(&[
            ("seconds", "It must be of type integer."),
            ("fail", "It must be of type boolean.")
        ])
    );
    let rule = "Value 9999 of input seconds violates constraint in_range(1, 600) operator.";
    assert_eq!(
        fields(&format!(
            "Parameter \"seconds\" does not meet its constraints: {rule}"
        )),
        pairs(&[("seconds", rule)])
    );
    assert_eq!(
        fields(
            "Workflow \"rich\" must be provided with the following parameters to execute: name,b"
        ),
        pairs(&[
            ("name", "It has to be given."),
            ("b", "It has to be given.")
        ])
    );
    assert_eq!(
        fields(
            "Workflow \"slow\" does not have the following parameters declared: zz,yy. Remove these parameters or use the flag for allowing custom parameters"
        ),
        pairs(&[
            ("zz", "The workflow has no such parameter."),
            ("yy", "The workflow has no such parameter.")
        ])
    );
}

/// What has another form is told as it stands.
#[test]
fn words_of_another_form_are_kept_whole() {
    let message = "Parameter \"a\" must be of type integer\nand something new";
    assert_eq!(fields(message), []);
    let body = said("illegal_execution_parameters_error", message);
    assert_eq!(
        refused(Effect::Write, 400, &body),
        "Parameter \"a\" must be of type integer and something new"
    );
}
