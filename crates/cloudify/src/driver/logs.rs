//! What executions write: events and logs in one stream.

use super::{CloudifyDriver, handles};
use crate::endpoints::events::EventPart;
use async_trait::async_trait;
use slipway_cloud::{Auth, CloudError, LogCursor, LogFilter, LogPage, LogPlace, Logs};
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
        place: LogPlace<'_>,
        count: u32,
        filter: &LogFilter,
    ) -> Result<LogPage, CloudError> {
        let execution = handles::parse(job).ok_or(CloudError::NotFound)?;
        let count = count.clamp(1, PAGE);
        let (offset, size) = match place {
            LogPlace::Beginning | LogPlace::End => (0, count),
            LogPlace::After(cursor) => (number(cursor)?.saturating_sub(AGAIN), count),
            LogPlace::Before(cursor) => {
                let end = number(cursor)?;
                let begin = end.saturating_sub(count.into());
                (begin, u32::try_from(end - begin).unwrap_or(count))
            }
        };
        let asked = EventPart {
            offset,
            size,
            newest_first: place == LogPlace::End,
        };
        let mut page = self.client.events(auth, execution, asked, filter).await?;
        let read = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
        let offset = if asked.newest_first {
            page.items.reverse();
            page.total.saturating_sub(read)
        } else {
            offset
        };
        let items = page.items.into_iter().flatten();
        let items = items.filter(|item| filter.takes(item.level));
        // A log that became shorter is read from where it ends now.
        let next = offset.saturating_add(read);
        Ok(LogPage {
            items: items.collect(),
            next: cursor(next),
            more: next < page.total,
            earlier: (offset > 0).then(|| cursor(offset)),
        })
    }

    async fn first_error(
        &self,
        auth: &Auth,
        job: &Handle,
    ) -> Result<Option<LogCursor>, CloudError> {
        let execution = handles::parse(job).ok_or(CloudError::NotFound)?;
        let Some(at) = self.client.first_error(auth, execution).await? else {
            return Ok(None);
        };
        let before = self.client.events_before(auth, execution, at).await?;
        // Reading on after a cursor begins before it.
        Ok(Some(cursor(before)))
    }
}

fn cursor(number: u64) -> LogCursor {
    LogCursor(format!("{CURSOR}{number}"))
}

fn number(cursor: &LogCursor) -> Result<u64, CloudError> {
    let number = cursor
        .0
        .strip_prefix(CURSOR)
        .and_then(|text| text.parse().ok());
    number.ok_or(CloudError::NotFound)
}
