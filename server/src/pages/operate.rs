//! Ordering an operation on servers: leads to its review, where nothing has happened yet.

use crate::http::Caller;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::response::Response;
use slipway_domain::operation::{Operation, OperationDeed, TargetGroup};
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{AppError, AppResult, GroupId, ServerId};
use slipway_portal::operations::{self, Order};

/// `POST /{account}/servers/operate`
pub async fn operate(caller: Caller, pairs: Pairs) -> Response {
    let plan = review(&caller, &pairs).await;
    caller.or_error(plan.map(|plan| see_other(&urls::plan(caller.account(), &plan))))
}

async fn review(caller: &Caller, pairs: &Pairs) -> AppResult<String> {
    let order = order(pairs)?;
    operations::review(caller.portal(), &caller.visitor, order).await
}

/// Servers come as ticked boxes, or as the filter that leaves them.
fn order(pairs: &Pairs) -> AppResult<Order> {
    let word = pairs.text("operation");
    let operation = Operation::parse(word).ok_or_else(|| {
        let known: Vec<&str> = Operation::ALL.into_iter().map(Operation::word).collect();
        AppError::Invalid(format!(
            "\"operation\" has to be one of {}.",
            known.join(", ")
        ))
    })?;
    let ticked = pairs.0.iter().filter(|(name, _)| name == "server");
    let deed = OperationDeed {
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
    Ok(Order {
        deed,
        servers: ticked.map(|(_, id)| ServerId::new(id)).collect(),
        matching: pairs
            .ticked("all")
            .then(|| ServerFilter::parse(pairs.text("matching"))),
        repeats: None,
    })
}
