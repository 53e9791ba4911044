//! Which executions a list shows, and in which order; lives in the address.

use super::filters::{decode, field, page_of, push};
use super::{scoped, segment, with_query};
use crate::account::AccountAlias;
use crate::ids::{DeploymentId, ExecutionId};
use crate::scope::Scope;

/// What executions are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExecutionSort {
    /// By when they were created.
    #[default]
    Created,
    /// By when they began.
    Started,
    /// By when they ended.
    Ended,
    /// By where they stand.
    Status,
    /// By their workflow.
    Workflow,
    /// By their deployment.
    Deployment,
}

impl ExecutionSort {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Created,
        Self::Started,
        Self::Ended,
        Self::Status,
        Self::Workflow,
        Self::Deployment,
    ];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Started => "started",
            Self::Ended => "ended",
            Self::Status => "status",
            Self::Workflow => "workflow",
            Self::Deployment => "deployment",
        }
    }

    /// Whether the largest comes first unless somebody turns it round: of times, the newest.
    pub const fn begins_descending(self) -> bool {
        matches!(self, Self::Created | Self::Started | Self::Ended)
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// What the list of executions shows, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionFilter {
    /// With one of these statuses, in the cloud's words.
    pub statuses: Vec<String>,
    /// Only of this deployment.
    pub deployment: Option<DeploymentId>,
    /// Only of deployments made of this blueprint.
    pub blueprint: Option<String>,
    /// Only of this workflow.
    pub workflow: Option<String>,
    /// Only those that this person started.
    pub creator: Option<String>,
    /// Also what the cloud does for itself.
    pub system: bool,
    /// What they are sorted by.
    pub sort: ExecutionSort,
    /// Whether the largest come first.
    pub descending: bool,
    /// Page number from 1.
    pub page: u32,
}

impl Default for ExecutionFilter {
    fn default() -> Self {
        Self::parse("")
    }
}

impl ExecutionFilter {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        let order = field(&pairs, "sort").unwrap_or_default();
        let column = order.strip_prefix('-').unwrap_or(order);
        let sort = ExecutionSort::parse(column);
        let statuses = pairs.iter().filter(|(name, _)| name == "status");
        let statuses = statuses.map(|(_, value)| value.trim().to_owned());
        let text = |name| field(&pairs, name).map(str::to_owned);
        Self {
            statuses: statuses.filter(|value| !value.is_empty()).collect(),
            deployment: field(&pairs, "deployment").map(DeploymentId::new),
            blueprint: text("blueprint"),
            workflow: text("workflow"),
            creator: text("by"),
            system: field(&pairs, "system") == Some("yes"),
            descending: match sort {
                Some(_) => order.starts_with('-'),
                None => ExecutionSort::default().begins_descending(),
            },
            sort: sort.unwrap_or_default(),
            page: page_of(&pairs),
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

    /// Whether it leaves anything out.
    pub fn is_narrow(&self) -> bool {
        let named = [&self.blueprint, &self.workflow, &self.creator];
        !self.statuses.is_empty()
            || self.deployment.is_some()
            || named.into_iter().any(Option::is_some)
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        for status in &self.statuses {
            push(&mut pairs, "status", Some(status.clone()));
        }
        let deployment = self.deployment.as_ref().map(DeploymentId::as_str);
        push(&mut pairs, "deployment", deployment);
        push(&mut pairs, "blueprint", self.blueprint.clone());
        push(&mut pairs, "workflow", self.workflow.clone());
        push(&mut pairs, "by", self.creator.clone());
        push(&mut pairs, "system", self.system.then_some("yes"));
        let usual = (ExecutionSort::default(), true);
        let sort = ((self.sort, self.descending) != usual).then(|| {
            let minus = if self.descending { "-" } else { "" };
            format!("{minus}{}", self.sort.word())
        });
        push(&mut pairs, "sort", sort);
        let page = (self.page > 1).then(|| self.page.to_string());
        push(&mut pairs, "page", page);
        pairs
    }
}

/// The control by which a list is asked for another account.
pub const ACCOUNT: &str = "account";

/// The account that a list's form asks for, which may be another than that of the address.
pub fn account_asked_for(query: &str) -> Option<AccountAlias> {
    field(&decode(query), ACCOUNT).map(AccountAlias::new)
}

/// Executions of workflows, filtered and sorted.
pub fn executions(scope: &Scope, filter: &ExecutionFilter) -> String {
    with_query(scoped(scope, "executions"), filter.pairs())
}

/// One execution.
pub fn execution(scope: &Scope, id: &ExecutionId) -> String {
    scoped(scope, &format!("executions/{}", segment(id.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_a_list_shows() {
        for query in [
            "",
            "status=failed&status=cancelled&deployment=d1&blueprint=demo&workflow=install&by=vic",
            "system=yes&sort=-status&page=3",
            "sort=created",
        ] {
            let filter = ExecutionFilter::parse(query);
            let address = executions(&Scope::new("Lab", "t"), &filter);
            let said = address.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(said, query);
        }
        let newest_first = ExecutionFilter::parse("sort=-created");
        assert_eq!(newest_first, ExecutionFilter::default());
    }

    #[test]
    fn a_form_may_ask_for_another_account() {
        let asked = account_asked_for("status=failed&account=tenant_b");
        assert_eq!(asked, Some(AccountAlias::new("tenant_b")));
        assert_eq!(account_asked_for("account=&status=failed"), None);
    }

    #[test]
    fn nonsense_in_the_address_is_dropped() {
        let nonsense = ExecutionFilter::parse("sort=banana&page=0&system=1&status=&by=+");
        assert_eq!(nonsense, ExecutionFilter::default());
        assert!(nonsense.descending, "the newest come first");
        assert!(!nonsense.is_narrow());
    }

    #[test]
    fn each_filter_leaves_something_out() {
        for query in [
            "status=failed",
            "deployment=d",
            "blueprint=b",
            "workflow=w",
            "by=vic",
        ] {
            assert!(ExecutionFilter::parse(query).is_narrow(), "{query}");
        }
        assert!(!ExecutionFilter::parse("system=yes&sort=status&page=2").is_narrow());
    }
}
