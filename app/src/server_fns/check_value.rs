//! The verdict on one value of a package form that the browser cannot give itself: patterns and
//! names of servers. It takes names and the value, never a pattern, and never a password.

use super::Failure;
use leptos::prelude::*;
use leptos::server_fn::codec::{Json, PostUrl};
use serde::{Deserialize, Serialize};

/// What the server makes of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What has to change.
    pub error: Option<String>,
    /// What is worth knowing.
    pub notices: Vec<String>,
    /// What there is to name that begins to be named, each by its id and its name.
    pub named: Vec<(String, String)>,
}

impl From<Result<Vec<String>, String>> for Verdict {
    fn from(checked: Result<Vec<String>, String>) -> Self {
        let (error, notices) = match checked {
            Ok(notices) => (None, notices),
            Err(error) => (Some(error), Vec::new()),
        };
        Self {
            error,
            notices,
            named: Vec::new(),
        }
    }
}

/// Checks `value` for one parameter of a package, in the cloud that the page shows.
///
/// # Errors
/// As the use-case; `SignedOut` where nobody is signed in, `Elsewhere` where somebody is to another
/// cloud.
#[server(endpoint = "check-value", input = PostUrl, output = Json)]
pub async fn check_value(
    cloud: Option<String>,
    account: String,
    package: String,
    variable: String,
    value: String,
) -> Result<Verdict, Failure> {
    let context = expect_context::<super::Context>();
    let grant = context.on(cloud.as_deref(), &account).await?;
    let package = slipway_domain::PackageId::new(package);
    let portal = &context.portal;
    let checked = slipway_portal::packages::check_value::check_value(
        portal, &grant, &package, &variable, value,
    )
    .await?;
    Ok(checked.map(|finding| finding.notices).into())
}

#[cfg(test)]
mod tests {
    use super::CheckValue;
    use leptos::server_fn::ServerFn;
    use slipway_domain::urls::routes;

    #[test]
    fn it_is_where_islands_look_for_it() {
        assert_eq!(CheckValue::PATH, routes::CHECK_VALUE);
    }
}
