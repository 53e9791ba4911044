//! The verdict on one value of a workflow's form. It takes names and the value, never a rule, and never
//! a secret.

use super::Failure;
use super::check_value::Verdict;
use leptos::prelude::*;
use leptos::server_fn::codec::{Json, PostUrl};

/// Checks `value` for one parameter of a deployment's workflow, in the cloud that the page shows, and
/// tells what there is to name where it names something.
///
/// # Errors
/// As the use-case; `SignedOut` where nobody is signed in, `Elsewhere` where somebody is to another
/// cloud.
#[server(endpoint = "check-parameter", input = PostUrl, output = Json)]
pub async fn check_parameter(
    cloud: Option<String>,
    account: String,
    workflow: String,
    deployment: String,
    parameter: String,
    value: String,
) -> Result<Verdict, Failure> {
    let context = expect_context::<super::Context>();
    let grant = context.on(cloud.as_deref(), &account).await?;
    let field = slipway_portal::actions::workflow::FieldOf {
        workflow: &workflow,
        deployment: &slipway_domain::DeploymentId::new(deployment),
        parameter: &parameter,
    };
    let portal = &context.portal;
    let checked =
        slipway_portal::actions::workflow::check_typed(portal, &grant, &field, value).await?;
    let named = checked.named.into_iter().map(|one| (one.id, one.name));
    Ok(Verdict {
        named: named.collect(),
        ..checked.verdict.into()
    })
}

#[cfg(test)]
mod tests {
    use super::CheckParameter;
    use leptos::server_fn::ServerFn;
    use slipway_domain::urls::routes;

    #[test]
    fn it_is_where_islands_look_for_it() {
        assert_eq!(CheckParameter::PATH, routes::CHECK_PARAMETER);
    }
}
