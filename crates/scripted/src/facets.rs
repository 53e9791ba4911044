//! Workflows and logs, as they were given to the driver.

use crate::driver::Scripted;
use async_trait::async_trait;
use slipway_cloud::{
    Auth, Blueprint, CloudError, Counted, DataType, Deployment, DeploymentQuery, Execution,
    ExecutionField, ExecutionQuery, LogCursor, LogFilter, LogLevel, LogPage, LogPlace, Logs, Named,
    OfferedWay, Page, Part, StatusWord, Step, Workflows,
};
use slipway_domain::run::{Handle, JobStatus};
use slipway_domain::workflow::Referenced;
use slipway_domain::{DeploymentId, ExecutionId};
use std::collections::BTreeSet;

const RUNNING: StatusWord = StatusWord {
    word: "running",
    label: "running",
    status: JobStatus::Executing,
};

impl Scripted {
    fn known(&self) -> (Vec<Deployment>, Vec<Execution>) {
        let (deployments, executions) = self.workflows.clone().unwrap_or_default();
        let changed = self.script().deployments.clone();
        (changed.unwrap_or(deployments), executions)
    }
}

fn part_of<T>(all: impl Iterator<Item = T>, part: Part) -> Page<T> {
    let all: Vec<T> = all.collect();
    let total = all.len() as u64;
    let before = usize::try_from(part.offset).unwrap_or(usize::MAX);
    let items = all.into_iter().skip(before).take(part.size as usize);
    Page {
        items: items.collect(),
        total,
    }
}

#[async_trait]
impl Workflows for Scripted {
    fn statuses(&self) -> &[StatusWord] {
        &[RUNNING]
    }

    async fn deployments(
        &self,
        _auth: &Auth,
        query: &DeploymentQuery,
    ) -> Result<Page<Deployment>, CloudError> {
        let all = self.known().0.into_iter();
        let fitting = all.filter(|deployment| deployment.name.contains(&query.text));
        Ok(part_of(fitting, query.part))
    }

    async fn deployment(&self, _auth: &Auth, id: &DeploymentId) -> Result<Deployment, CloudError> {
        let mut all = self.known().0.into_iter();
        all.find(|known| known.id == *id)
            .ok_or(CloudError::NotFound)
    }

    async fn deployments_by_id(
        &self,
        _auth: &Auth,
        ids: &[DeploymentId],
    ) -> Result<Vec<Deployment>, CloudError> {
        let all = self.known().0.into_iter();
        Ok(all.filter(|known| ids.contains(&known.id)).collect())
    }

    async fn blueprints(&self, _auth: &Auth) -> Result<Vec<Blueprint>, CloudError> {
        Ok(Vec::new())
    }

    async fn data_types(
        &self,
        _auth: &Auth,
        _blueprint: &str,
    ) -> Result<Vec<DataType>, CloudError> {
        Ok(Vec::new())
    }

    async fn named(
        &self,
        _auth: &Auth,
        _what: Referenced,
        _text: &str,
        _deployment: &DeploymentId,
    ) -> Result<Vec<Named>, CloudError> {
        Ok(Vec::new())
    }

    async fn executions(
        &self,
        _auth: &Auth,
        query: &ExecutionQuery,
    ) -> Result<Page<Execution>, CloudError> {
        let fits = |execution: &Execution| {
            let of = &query.deployments;
            let known = execution.deployment.as_ref();
            of.is_empty() || known.is_some_and(|known| of.contains(known))
        };
        Ok(part_of(self.known().1.into_iter().filter(fits), query.part))
    }

    async fn counts(
        &self,
        auth: &Auth,
        query: &ExecutionQuery,
    ) -> Result<Vec<Counted>, CloudError> {
        let count = self.executions(auth, query).await?.total;
        let word = RUNNING.word.to_owned();
        Ok(vec![Counted { word, count }])
    }

    async fn values(&self, _auth: &Auth, field: ExecutionField) -> Result<Vec<String>, CloudError> {
        let all = self.known().1.into_iter();
        let values = all.filter_map(|execution| match field {
            ExecutionField::Deployment => execution.deployment.map(|id| id.to_string()),
            ExecutionField::Blueprint => execution.blueprint,
            ExecutionField::Workflow => Some(execution.workflow),
        });
        Ok(values.collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// One that somebody created is shown to nobody else.
    async fn execution(&self, auth: &Auth, id: &ExecutionId) -> Result<Execution, CloudError> {
        let theirs = |creator: &String| *auth.token.expose() == format!("token of {creator}");
        let mut all = self.known().1.into_iter();
        all.find(|known| known.id == *id && known.creator.as_ref().is_none_or(theirs))
            .ok_or(CloudError::NotFound)
    }

    async fn steps(
        &self,
        _auth: &Auth,
        _id: &ExecutionId,
        part: Part,
    ) -> Result<Page<Step>, CloudError> {
        Ok(part_of(std::iter::empty(), part))
    }

    fn ways(&self, _execution: &Execution) -> Vec<OfferedWay> {
        Vec::new()
    }

    async fn act(
        &self,
        _auth: &Auth,
        _id: &ExecutionId,
        _way: &str,
    ) -> Result<Execution, CloudError> {
        Err(CloudError::refused_here("It does nothing."))
    }

    fn settable(&self, _execution: &Execution) -> Vec<StatusWord> {
        Vec::new()
    }

    async fn set_status(
        &self,
        _auth: &Auth,
        _id: &ExecutionId,
        _word: &str,
        _error: Option<&str>,
    ) -> Result<Execution, CloudError> {
        Err(CloudError::refused_here("It does nothing."))
    }
}

/// Items that are read again after a cursor: what is written late stands among them.
const AGAIN: usize = 1;

#[async_trait]
impl Logs for Scripted {
    async fn logs(
        &self,
        _auth: &Auth,
        _job: &Handle,
        place: LogPlace<'_>,
        count: u32,
        filter: &LogFilter,
    ) -> Result<LogPage, CloudError> {
        let log = self.log.as_deref().unwrap_or_default();
        let count = count as usize;
        let read = |LogCursor(text): &LogCursor| {
            let read = text.parse::<usize>().map_err(|_| CloudError::NotFound);
            Ok(read?.min(log.len()))
        };
        let (from, to) = match place {
            LogPlace::Beginning => (0, count),
            LogPlace::End => (log.len().saturating_sub(count), log.len()),
            LogPlace::After(cursor) => {
                let from = read(cursor)?.saturating_sub(AGAIN);
                (from, from + count)
            }
            LogPlace::Before(cursor) => {
                let to = read(cursor)?;
                (to.saturating_sub(count), to)
            }
        };
        let to = to.min(log.len());
        let items = log[from..to].iter().filter(|item| filter.takes(item.level));
        Ok(LogPage {
            items: items.cloned().collect(),
            next: LogCursor(to.to_string()),
            more: to < log.len(),
            earlier: (from > 0).then(|| LogCursor(from.to_string())),
        })
    }

    async fn first_error(
        &self,
        _auth: &Auth,
        _job: &Handle,
    ) -> Result<Option<LogCursor>, CloudError> {
        let mut log = self.log.as_deref().unwrap_or_default().iter();
        let first = log.position(|item| item.level == LogLevel::Error);
        Ok(first.map(|place| LogCursor(place.to_string())))
    }
}
