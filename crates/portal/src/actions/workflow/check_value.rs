//! One value of a workflow's form, checked while it is typed, and what there is to name for it. The
//! parameter's rules come from the cloud, never from the post.

use super::offers;
use crate::deployments;
use crate::inventory::server::with_page_timeout;
use crate::packages::patterns::AnchoredPatterns;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::Named;
use slipway_domain::principal::Right;
use slipway_domain::workflow::{ValueKind, WorkflowParameter, check_value};
use slipway_domain::{AppError, AppResult, DeploymentId};

/// A field of a workflow's form.
pub struct FieldOf<'a> {
    /// The workflow.
    pub workflow: &'a str,
    /// The first of the deployments that it is to be started on.
    pub deployment: &'a DeploymentId,
    /// The parameter's name.
    pub parameter: &'a str,
}

/// What is made of a value.
pub struct ValueCheck {
    /// What is worth knowing, or the sentence that says what has to change.
    pub verdict: Result<Vec<String>, String>,
    /// What the cloud holds that the value is part of the name of, where it names something.
    pub named: Vec<Named>,
}

/// Checks `typed` for one parameter.
///
/// # Errors
/// `Forbidden` for whoever may not start it, `NotFound` for what there is not, `Invalid` for a secret,
/// which must not travel before it is needed, or what the cloud answers.
pub async fn check_typed(
    portal: &Portal,
    grant: &Grant,
    field: &FieldOf<'_>,
    typed: String,
) -> AppResult<ValueCheck> {
    grant.principal.require(Right::RunPackages)?;
    let parameter = parameter(portal, grant, field).await?;
    if parameter.is_secret() {
        return Err(AppError::Invalid(
            "Secrets are checked when the form is reviewed.".into(),
        ));
    }
    let named = named(portal, grant, field.deployment, &parameter, typed.trim()).await?;
    let work = move || check_value(&parameter, &typed, &AnchoredPatterns);
    Ok(ValueCheck {
        verdict: portal.turns().check(&grant.principal, work).await?,
        named,
    })
}

async fn parameter(
    portal: &Portal,
    grant: &Grant,
    field: &FieldOf<'_>,
) -> AppResult<WorkflowParameter> {
    let ids = std::slice::from_ref(field.deployment);
    let (found, _) = deployments::read(portal, grant, ids).await?;
    let deployment = found.first();
    let deployment = deployment.ok_or_else(|| AppError::not_found("Deployment"))?;
    let workflow = offers::of(deployment, field.workflow);
    let workflow = workflow.ok_or_else(|| AppError::not_found("This workflow"))?;
    let mut own = workflow.parameters.iter();
    let parameter = own.find(|one| one.name == field.parameter);
    parameter
        .cloned()
        .ok_or_else(|| AppError::not_found("Parameter"))
}

/// Nothing where the cloud does not tell in time: it checks what is named.
async fn named(
    portal: &Portal,
    grant: &Grant,
    deployment: &DeploymentId,
    parameter: &WorkflowParameter,
    text: &str,
) -> AppResult<Vec<Named>> {
    let ValueKind::Reference(kind) = parameter.kind else {
        return Ok(Vec::new());
    };
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let none = || AppError::not_found("Deployment");
    let found = workflows.named(&auth, kind, text, deployment);
    match with_page_timeout(portal, grant, none, found).await {
        Ok(found) => Ok(found),
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => Err(error),
        Err(_) => Ok(Vec::new()),
    }
}
