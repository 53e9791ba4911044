//! What executions write: events and logs in one stream.

use super::{CloudifyDriver, handles};
use async_trait::async_trait;
use slipway_cloud::{Auth, CloudError, LogCursor, LogFilter, LogPage, Logs};
use slipway_domain::run::Handle;

/// Items that one reading brings at most.
const PAGE: u32 = 1_000;
/// Items that are read again: what agents report late is put in before what came earlier.
const AGAIN: u64 = 50;
/// Before the number of items that have been read.
const CURSOR: &str = "1:";

#[async_trait]
impl Logs for CloudifyDriver {
    async fn logs(
        &self,
        auth: &Auth,
        job: &Handle,
        after: Option<&LogCursor>,
        filter: &LogFilter,
    ) -> Result<LogPage, CloudError> {
        let execution = handles::parse(job).ok_or(CloudError::NotFound)?;
        let seen = after.map_or(Some(0), number).ok_or(CloudError::NotFound)?;
        let offset = seen.saturating_sub(AGAIN);
        let read = self.client.events(auth, execution, (offset, PAGE), filter);
        let page = read.await?;
        let next = offset.saturating_add(u64::try_from(page.items.len()).unwrap_or(u64::MAX));
        let wanted = page
            .items
            .into_iter()
            .filter(|item| filter.takes(item.level));
        Ok(LogPage {
            items: wanted.collect(),
            // A log that became shorter is read from where it ends now.
            next: LogCursor(format!("{CURSOR}{next}")),
            more: next < page.total,
        })
    }
}

fn number(cursor: &LogCursor) -> Option<u64> {
    cursor.0.strip_prefix(CURSOR)?.parse().ok()
}
