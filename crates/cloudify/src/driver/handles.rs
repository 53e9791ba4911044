//! What names a job of this cloud: an execution.

use slipway_domain::ExecutionId;
use slipway_domain::run::Handle;

const EXECUTION: &str = "cloudify:1:execution:";

/// The handle of an execution.
pub(super) fn of(id: &ExecutionId) -> Handle {
    Handle::new(format!("{EXECUTION}{id}"))
}

/// The execution that a handle names; `None` where a newer version wrote it.
pub(super) fn parse(handle: &Handle) -> Option<&str> {
    handle.as_str().strip_prefix(EXECUTION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_ever_written_is_read() {
        let read = |text: &str| parse(&Handle::new(text)).map(str::to_owned);
        let id = "bbcb0b02-e42e-4638-8ecc-b053d7d0d2e3";
        assert_eq!(
            read(&format!("cloudify:1:execution:{id}")).as_deref(),
            Some(id)
        );
        // Administrators may choose an id.
        assert_eq!(read("cloudify:1:execution:a/b:c").as_deref(), Some("a/b:c"));
        for newer in ["cloudify:2:execution:x", "cloudify:1:group:x", "x"] {
            assert_eq!(read(newer), None, "{newer}");
        }
        let handle = of(&ExecutionId::new("a/b:c"));
        assert_eq!(parse(&handle), Some("a/b:c"));
    }
}
