//! What there is to name for parameters that name something of the cloud. It is a help to whoever
//! types: what is not known just now is left out, and the cloud checks what is named.

use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::{DataType, Deployment, Named};
use slipway_domain::AppResult;
use slipway_domain::workflow::{Referenced, ValueKind, WorkflowParameter};

/// What there is of each kind that these parameters name, for the first of the deployments.
pub(super) async fn of(
    portal: &Portal,
    grant: &Grant,
    parameters: &[WorkflowParameter],
    deployments: &[Deployment],
) -> AppResult<Vec<(Referenced, Vec<Named>)>> {
    let mut kinds: Vec<Referenced> = Vec::new();
    for parameter in parameters {
        if let ValueKind::Reference(kind) = parameter.kind
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
    }
    let Some(first) = deployments.first().filter(|_| !kinds.is_empty()) else {
        return Ok(Vec::new());
    };
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let mut all = Vec::new();
    for kind in kinds {
        match workflows.named(&auth, kind, "", &first.id).await {
            Ok(known) => all.push((kind, known)),
            Err(error) => tracing::info!(%error, "what there is to name could not be read"),
        }
    }
    Ok(all)
}

/// What the kinds hold that the author of the deployments' blueprint made up.
pub(super) async fn types(
    portal: &Portal,
    grant: &Grant,
    parameters: &[WorkflowParameter],
    deployments: &[Deployment],
) -> AppResult<Vec<DataType>> {
    let mut kinds = parameters.iter().map(|parameter| &parameter.kind);
    let asked = kinds.any(|kind| matches!(kind, ValueKind::Custom(_)));
    let blueprint = deployments.first().and_then(|one| one.blueprint.as_deref());
    let Some(blueprint) = blueprint.filter(|_| asked) else {
        return Ok(Vec::new());
    };
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let read = workflows.data_types(&auth, blueprint).await;
    Ok(read
        .inspect_err(|error| tracing::info!(%error, "types of values could not be read"))
        .unwrap_or_default())
}
