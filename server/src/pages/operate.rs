//! What is done with servers that are chosen: an operation leads to its review, a package to be
//! run to the list of packages. Nothing has happened yet then.

use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::response::Response;
use slipway_domain::operation::{Operation, OperationAction, TargetGroup};
use slipway_domain::plan::Rollout;
use slipway_domain::urls::{self, PackageFilter, SelectionId, ServerFilter};
use slipway_domain::{AppError, AppResult, GroupId, ServerId};
use slipway_portal::actions::operations::{self, OperationRequest};
use slipway_portal::inventory::Selection;
use slipway_portal::plans::saved_selection;

/// `POST /{cloud}/{account}/servers/operate`
pub async fn operate(request: AuthenticatedRequest, pairs: Pairs) -> Response {
    let plan = review(&request, &pairs).await;
    let selection = SelectionId::parse(pairs.text(urls::SELECTION));
    let path =
        |plan: String| urls::made_of(urls::plan(&request.scope(), &plan), selection.as_ref());
    request.or_error(plan.map(|plan| see_other(&path(plan))))
}

async fn review(request: &AuthenticatedRequest, pairs: &Pairs) -> AppResult<String> {
    let asked = asked(pairs)?;
    operations::review(request.portal(), &request.grant, asked).await
}

fn asked(pairs: &Pairs) -> AppResult<OperationRequest> {
    let word = pairs.text("operation");
    let operation = Operation::parse(word).ok_or_else(|| {
        let known: Vec<&str> = Operation::ALL.into_iter().map(Operation::word).collect();
        AppError::Invalid(format!(
            "\"operation\" has to be one of {}.",
            known.join(", ")
        ))
    })?;
    let action = OperationAction {
        operation,
        days: (operation == Operation::CreateSnapshot)
            .then(|| pairs.text("days").parse().ok())
            .flatten(),
        group: (operation == Operation::Restore && !pairs.text("group").is_empty()).then(|| {
            // Its path is looked up with the servers.
            TargetGroup {
                id: GroupId::new(pairs.text("group")),
                path: String::new(),
            }
        }),
    };
    Ok(OperationRequest {
        action,
        selection: selection(pairs),
        rollout: Rollout::default(),
        repeats: None,
    })
}

/// Servers come as ticked boxes, or as the filter that leaves them.
fn selection(pairs: &Pairs) -> Selection {
    let ticked = pairs.0.iter().filter(|(name, _)| name == "server");
    Selection {
        servers: ticked.map(|(_, id)| ServerId::new(id)).collect(),
        matching: pairs
            .ticked("all")
            .then(|| ServerFilter::parse(pairs.text("matching"))),
        named: SelectionId::parse(pairs.text(urls::SELECTION)),
    }
}

/// `POST /{cloud}/{account}/servers/choose`
pub async fn choose(request: AuthenticatedRequest, pairs: Pairs) -> Response {
    let choice = saved_selection::save(request.portal(), &request.grant, selection(&pairs)).await;
    request.or_error(choice.map(|choice| {
        let packages = PackageFilter::for_choice(Some(choice));
        see_other(&urls::packages(&request.scope(), &packages))
    }))
}
