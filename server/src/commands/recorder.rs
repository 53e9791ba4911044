//! The recorder of metrics.

use super::Failure;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

/// How often measured times are summed up. Until then each takes 20 bytes, whether anybody reads
/// the metrics or not.
const EVERY: Duration = Duration::from_secs(5);

/// One recorder per process, whoever asks first.
pub(super) fn recorder() -> Result<PrometheusHandle, Failure> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new().install_recorder()?;
    sum_up(handle.clone(), EVERY)?;
    Ok(HANDLE.get_or_init(|| handle).clone())
}

/// A thread of its own: the recorder outlives any runtime.
fn sum_up(handle: PrometheusHandle, every: Duration) -> std::io::Result<()> {
    let thread = std::thread::Builder::new().name("metrics".to_owned());
    thread
        .spawn(move || {
            loop {
                std::thread::sleep(every);
                handle.run_upkeep();
            }
        })
        .map(drop)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    fn resident() -> Option<usize> {
        let text = std::fs::read_to_string("/proc/self/statm").ok()?;
        let pages: usize = text.split(' ').nth(1)?.parse().ok()?;
        Some(pages * 4_096)
    }

    #[test]
    fn measured_times_that_nobody_reads_take_no_memory() {
        let recorder = PrometheusBuilder::new().build_recorder();
        sum_up(recorder.handle(), Duration::from_millis(10)).expect("a thread");
        let before = resident().expect("resident pages");
        metrics::with_local_recorder(&recorder, || {
            for _ in 0..80 {
                for _ in 0..50_000 {
                    metrics::histogram!("slipway_test_seconds").record(0.01);
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let after = resident().expect("resident pages");
        let grown = after.saturating_sub(before);
        assert!(grown < 40 << 20, "4,000,000 times took {grown} bytes");
    }
}
