//! Deployments and the workflows that are started on them. Which deployments are chosen lives in the
//! address, or in a kept draft where they are many.

use super::filters::{decode, field, page_of, push};
use super::{draft_of, scoped, segment, with_query};
use crate::ids::DeploymentId;
use crate::scope::Scope;

/// Stands between key and value of a label.
const BETWEEN: char = ':';
/// Deployments that an address names at most.
const NAMED: usize = 20;

/// What the list of deployments shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentFilter {
    /// Text in the id or the name.
    pub search: Option<String>,
    /// Only those made of this blueprint.
    pub blueprint: Option<String>,
    /// Only those with this label, as `key:value`.
    pub label: Option<String>,
    /// Page number from 1.
    pub page: u32,
    /// The kept draft that holds those that are chosen.
    pub draft: Option<String>,
}

impl Default for DeploymentFilter {
    fn default() -> Self {
        Self::parse("")
    }
}

impl DeploymentFilter {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        let text = |name| field(&pairs, name).map(str::to_owned);
        Self {
            search: text("q"),
            blueprint: text("blueprint"),
            label: text("label"),
            page: page_of(&pairs),
            draft: draft_of(query).filter(|draft| !draft.is_empty()),
        }
    }

    /// The same, from its first page on.
    #[must_use]
    pub fn from_start(&self) -> Self {
        Self {
            page: 1,
            ..self.clone()
        }
    }

    /// The same deployments chosen, and nothing left out.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self {
            draft: self.draft.clone(),
            ..Self::default()
        }
    }

    /// Whether it leaves anything out.
    pub fn is_narrow(&self) -> bool {
        let said = [&self.search, &self.blueprint, &self.label];
        said.into_iter().any(Option::is_some)
    }

    /// The label as key and value; `None` where it is not written so.
    pub fn label_pair(&self) -> Option<(String, String)> {
        let (key, value) = self.label.as_deref()?.split_once(BETWEEN)?;
        let (key, value) = (key.trim(), value.trim());
        (!key.is_empty() && !value.is_empty()).then(|| (key.to_owned(), value.to_owned()))
    }

    /// It as a query, without the mark before it.
    pub fn query(&self) -> String {
        let query = with_query(String::new(), self.pairs());
        query.trim_start_matches('?').to_owned()
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        push(&mut pairs, "q", self.search.clone());
        push(&mut pairs, "blueprint", self.blueprint.clone());
        push(&mut pairs, "label", self.label.clone());
        let page = (self.page > 1).then(|| self.page.to_string());
        push(&mut pairs, "page", page);
        push(&mut pairs, "draft", self.draft.clone());
        pairs
    }
}

/// Deployments on which a workflow is to be started, as an address names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForDeployments {
    /// By their ids.
    pub ids: Vec<DeploymentId>,
    /// The kept draft that names them.
    pub chosen: Option<String>,
}

impl ForDeployments {
    /// One of them.
    pub fn one(id: &DeploymentId) -> Self {
        Self {
            ids: vec![id.clone()],
            chosen: None,
        }
    }

    /// Those of a kept draft.
    pub fn chosen(draft: impl Into<String>) -> Self {
        Self {
            ids: Vec::new(),
            chosen: Some(draft.into()),
        }
    }

    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        let named = pairs.iter().filter(|(name, _)| name == "deployment");
        let named = named.map(|(_, id)| DeploymentId::new(id));
        Self {
            ids: named
                .filter(|id| !id.as_str().is_empty())
                .take(NAMED)
                .collect(),
            chosen: field(&pairs, "for").map(str::to_owned),
        }
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let ids = self.ids.iter();
        let mut pairs: Vec<_> = ids.map(|id| ("deployment", id.to_string())).collect();
        push(&mut pairs, "for", self.chosen.clone());
        pairs
    }
}

/// Deployments, filtered (get); chooses some of them (post).
pub fn deployments(scope: &Scope, filter: &DeploymentFilter) -> String {
    with_query(scoped(scope, "deployments"), filter.pairs())
}

/// One deployment.
pub fn deployment(scope: &Scope, id: &DeploymentId) -> String {
    scoped(scope, &format!("deployments/{}", segment(id.as_str())))
}

/// The workflows that deployments have.
pub fn workflows(scope: &Scope, of: &ForDeployments) -> String {
    with_query(scoped(scope, "workflows"), of.pairs())
}

/// The form that starts a workflow (get), and its review (post).
pub fn workflow(scope: &Scope, name: &str, of: &ForDeployments) -> String {
    with_query(
        scoped(scope, &format!("workflows/{}", segment(name))),
        of.pairs(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query_of(address: &str) -> &str {
        address.split_once('?').map_or("", |(_, query)| query)
    }

    #[test]
    fn an_address_says_what_a_list_shows_and_what_is_chosen() {
        let scope = Scope::new("Lab", "t");
        for query in ["", "q=web&blueprint=shop&label=env%3Aprod&page=3&draft=d1"] {
            let filter = DeploymentFilter::parse(query);
            assert_eq!(query_of(&deployments(&scope, &filter)), query);
            assert_eq!(filter.query(), query);
        }
        for query in ["", "deployment=a&deployment=b%2Fc", "for=d1"] {
            let of = ForDeployments::parse(query);
            assert_eq!(query_of(&workflows(&scope, &of)), query);
            let form = workflow(&scope, "execute operation/1", &of);
            assert!(form.starts_with("/Lab/t/workflows/execute%20operation%2F1"));
            assert_eq!(query_of(&form), query);
        }
        let named = (0..50).map(|number| format!("deployment=d{number}&"));
        let named = ForDeployments::parse(&named.collect::<String>());
        assert_eq!(named.ids.len(), NAMED);
    }

    #[test]
    fn a_label_is_a_key_and_a_value() {
        let pair = |label: &str| {
            let filter = DeploymentFilter {
                label: Some(label.to_owned()),
                ..DeploymentFilter::default()
            };
            filter.label_pair()
        };
        assert_eq!(pair(" env : a:b "), Some(("env".into(), "a:b".into())));
        for odd in ["env", "env:", ":prod", ":"] {
            assert_eq!(pair(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_chosen_leaves_nothing_out() {
        assert!(!DeploymentFilter::parse("page=2&draft=d1").is_narrow());
        for query in ["q=a", "blueprint=b", "label=env:prod"] {
            assert!(DeploymentFilter::parse(query).is_narrow(), "{query}");
        }
        let all = DeploymentFilter::parse("q=a&page=2&draft=d1").unfiltered();
        assert_eq!(all.query(), "draft=d1");
    }
}
