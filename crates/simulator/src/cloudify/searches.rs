//! Searches: lists by filter rules instead of by the query alone. GET is no method of theirs.

use serde_json::{Map, Value};

use super::call::Call;
use super::deployment::Deployment;
use super::deployments::{is_found, record};
use super::listing::list;
use super::python::{repr, text};
use super::reply::{Answer, Refusal};
use super::users::Action;

const ATTRIBUTES: [&str; 8] = [
    "id",
    "blueprint_id",
    "created_by",
    "site_name",
    "schedules",
    "tenant_name",
    "display_name",
    "installation_status",
];

/// A rule: what must be said of a label or an attribute.
struct Rule {
    key: String,
    values: Vec<String>,
    operator: String,
    of_label: bool,
}

/// `POST /searches/deployments`.
pub(super) fn deployments(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenants = call
        .caller
        .scope(call.ask, Action::Read("deployment_list"))?;
    let rules = rules(&body)?;
    let in_full = call.ask.flag("_get_data")?;
    let pattern = body
        .get("constraints")
        .and_then(|all| all.get("name_pattern"));
    let wanted = |deployment: &&Deployment| {
        tenants.contains(&deployment.tenant)
            && is_found(call.ask, deployment)
            && pattern.is_none_or(|pattern| is_named(&deployment.id, pattern))
            && rules.iter().all(|rule| rule.takes(deployment))
    };
    let records = call.manager.deployments.iter().filter(wanted);
    let records = records.map(|deployment| record(call, deployment, in_full));
    list(call.ask, records).map(|told| Answer::ok(&told))
}

fn rules(body: &Map<String, Value>) -> Result<Vec<Rule>, Refusal> {
    let given = body.get("filter_rules").and_then(Value::as_array);
    given.into_iter().flatten().map(rule).collect()
}

fn rule(given: &Value) -> Result<Rule, Refusal> {
    let word = |name: &str| given[name].as_str().unwrap_or_default().to_owned();
    let values = given["values"].as_array().into_iter().flatten().map(text);
    let rule = Rule {
        key: word("key"),
        values: values.collect(),
        operator: word("operator"),
        of_label: given["type"] == "label",
    };
    let refused = |reason: String| {
        let message = format!(
            "The filter rule {} is not in the right format. {reason}",
            repr(given)
        );
        Refusal::Rule(given.clone(), reason, message)
    };
    if !rule.of_label && !ATTRIBUTES.contains(&rule.key.as_str()) {
        let allowed = ATTRIBUTES.join(", ");
        return Err(refused(format!(
            "Allowed attributes to filter deployments by are {allowed}"
        )));
    }
    let operators: &[&str] = if rule.of_label {
        &["any_of", "not_any_of", "is_null", "is_not_null", "is_not"]
    } else {
        &[
            "any_of",
            "not_any_of",
            "contains",
            "not_contains",
            "starts_with",
            "ends_with",
            "is_not_empty",
        ]
    };
    if !operators.contains(&rule.operator.as_str()) {
        return Err(refused(format!(
            "The operator must be one of {}",
            operators.join(", ")
        )));
    }
    Ok(rule)
}

impl Rule {
    fn takes(&self, deployment: &Deployment) -> bool {
        let found: Vec<&str> = if self.of_label {
            let labels = deployment
                .labels
                .iter()
                .filter(|label| label.key == self.key);
            labels.map(|label| label.value.as_str()).collect()
        } else {
            attribute(deployment, &self.key).into_iter().collect()
        };
        let any = |fits: fn(&str, &str) -> bool| {
            found
                .iter()
                .any(|found| self.values.iter().any(|wanted| fits(found, wanted)))
        };
        match self.operator.as_str() {
            "any_of" => any(|found, wanted| found == wanted),
            "not_any_of" => !found.is_empty() && !any(|found, wanted| found == wanted),
            "is_not" => !any(|found, wanted| found == wanted),
            "is_null" => found.is_empty(),
            "contains" => any(|found, wanted| found.contains(wanted)),
            "not_contains" => !any(|found, wanted| found.contains(wanted)),
            "starts_with" => any(|found, wanted| found.starts_with(wanted)),
            "ends_with" => any(|found, wanted| found.ends_with(wanted)),
            _ => !found.is_empty(),
        }
    }
}

fn attribute<'d>(deployment: &'d Deployment, key: &str) -> Option<&'d str> {
    match key {
        "id" => Some(&deployment.id),
        "blueprint_id" => Some(&deployment.blueprint),
        "created_by" => Some(&deployment.created_by),
        "site_name" => deployment.site.as_deref(),
        "tenant_name" => Some(deployment.tenant),
        "display_name" => Some(&deployment.display_name),
        "installation_status" => Some(deployment.installation()),
        _ => None,
    }
}

/// `{"contains": "web"}` and its like; every one must fit.
fn is_named(name: &str, pattern: &Value) -> bool {
    let parts = pattern.as_object().into_iter().flatten();
    let mut parts = parts.map(|(how, what)| (how.as_str(), text(what)));
    parts.all(|(how, what)| match how {
        "contains" => name.contains(&what),
        "starts_with" => name.starts_with(&what),
        "ends_with" => name.ends_with(&what),
        "equals_to" => name == what,
        _ => true,
    })
}
