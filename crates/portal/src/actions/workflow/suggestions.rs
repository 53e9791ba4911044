//! What a form suggests: what there is to name for parameters that name something of the cloud, and
//! what values hold whose kind an author made up. It is a help to whoever types: what is not known in
//! time is left out, and the cloud checks what is named.

use super::StartForm;
use crate::inventory::server::with_page_timeout;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use futures::future::join_all;
use slipway_cloud::{Auth, CloudError, DataType, Named, Workflows};
use slipway_domain::workflow::{Referenced, ValueKind};
use slipway_domain::{AppError, AppResult};

/// What a form suggests.
#[derive(Default)]
pub struct Suggestions {
    /// What there is of each kind of thing that a parameter names.
    pub named: Vec<(Referenced, Vec<Named>)>,
    /// What values of kinds that an author made up hold.
    pub types: Vec<DataType>,
}

/// What the form of a workflow suggests, for the first of its deployments.
///
/// # Errors
/// `CredentialEnded`, `Internal`.
pub async fn suggestions(
    portal: &Portal,
    grant: &Grant,
    start: &StartForm,
) -> AppResult<Suggestions> {
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let reads = Reads {
        portal,
        grant,
        workflows,
        auth,
        start,
    };
    let (named, types) = tokio::join!(reads.named(), reads.types());
    Ok(Suggestions { named, types })
}

struct Reads<'a> {
    portal: &'a Portal,
    grant: &'a Grant,
    workflows: &'a dyn Workflows,
    auth: Auth,
    start: &'a StartForm,
}

impl Reads<'_> {
    async fn named(&self) -> Vec<(Referenced, Vec<Named>)> {
        let Some(first) = self.start.deployments.first() else {
            return Vec::new();
        };
        let mut kinds: Vec<Referenced> = Vec::new();
        for parameter in &self.start.workflow.parameters {
            if let ValueKind::Reference(kind) = parameter.kind
                && !kinds.contains(&kind)
            {
                kinds.push(kind);
            }
        }
        let read = kinds.into_iter().map(async |kind| {
            let found = self.workflows.named(&self.auth, kind, "", &first.id);
            (kind, self.in_time(found).await)
        });
        join_all(read).await
    }

    async fn types(&self) -> Vec<DataType> {
        let parameters = &self.start.workflow.parameters;
        let is_custom = |kind: &ValueKind| matches!(kind, ValueKind::Custom(_));
        let is_asked = parameters.iter().any(|one| is_custom(&one.kind));
        let first = self.start.deployments.first();
        match first.and_then(|one| one.blueprint.as_deref()) {
            Some(blueprint) if is_asked => {
                let types = self.workflows.data_types(&self.auth, blueprint);
                self.in_time(types).await
            }
            _ => Vec::new(),
        }
    }

    async fn in_time<T>(
        &self,
        reading: impl Future<Output = Result<Vec<T>, CloudError>>,
    ) -> Vec<T> {
        let none = || AppError::not_found("Deployment");
        let read = with_page_timeout(self.portal, self.grant, none, reading).await;
        read.inspect_err(|error| tracing::info!(%error, "what a form suggests could not be read"))
            .unwrap_or_default()
    }
}
