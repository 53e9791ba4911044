//! Keeps the memory of a portal at rest small. Reading an inventory of thousands of servers takes
//! tens of megabytes for a second, which an allocator likes to keep for the next time.

use std::time::Duration;

/// How long a thread for long work waits for more before it ends and gives up what it holds.
pub const KEEP_ALIVE: Duration = Duration::from_secs(1);

/// Time between two looks at what can go back to the system.
const EVERY: Duration = Duration::from_secs(2);

/// Huge pages would double the memory of a portal at rest: the allocator reserves room ahead, and
/// the kernel fills a huge page where only a few small ones are in use.
pub fn without_huge_pages() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        crate::output::complain(&format!(
            "slipway: huge pages stay on, which costs memory only: {error}"
        ));
    }
}

/// Gives back what is free, again and again: the allocator does so only while it is at work.
///
/// # Panics
/// Outside a runtime.
pub fn give_back_regularly() {
    tokio::spawn(async {
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            ticks.tick().await;
            give_back();
        }
    });
}

#[expect(unsafe_code, reason = "the allocator's own interface is a C function")]
fn give_back() {
    // SAFETY: takes no pointer, may be called from any thread at any time, and touches only
    // memory that is free.
    unsafe { libmimalloc_sys::mi_collect(true) }
}
