//! From a reviewed plan back into the form that it came from.

use super::{Destination, create, package, workflow};
use crate::packages::form::{self, Form};
use crate::plans;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::action::Action;
use slipway_domain::urls::SelectionId;
use slipway_domain::{AppError, AppResult};

/// Takes a plan back into its form: everything is kept but secrets, which are asked again.
/// `selection` is the one in the list of servers that it was made of.
///
/// # Errors
/// `NotFound` also where the plan has no form, `Internal`.
pub async fn edit(
    portal: &Portal,
    grant: &Grant,
    id: &str,
    selection: Option<SelectionId>,
) -> AppResult<Destination> {
    let plan = plans::plan(portal, grant, id).await?;
    let (body, repeats) = (&plan.body, plan.repeats.clone());
    let destination = match &body.action {
        Action::Package(action) => {
            let form = Form {
                selection,
                ..package::form_of(portal, grant, body, action, repeats)?
            };
            let draft = form::save_draft(portal, grant, &action.package.id, &form).await?;
            Destination::Form(action.package.id.clone(), draft)
        }
        Action::Create(action) => {
            Destination::NewServer(create::draft_of(portal, grant, body, action, repeats).await?)
        }
        Action::Workflow(action) => {
            workflow::draft_of(portal, grant, body, action, repeats.as_ref()).await?
        }
        Action::Operation(_) | Action::Group(_) | Action::Change(_) | Action::Execution(_) => {
            return Err(AppError::not_found("The form of this plan"));
        }
    };
    if plan.run.is_none() {
        portal.store().plans.erase_secrets(id).await?;
    }
    Ok(destination)
}
