//! `slipway`: parse the command line, run one command, end with its exit code.

use clap::Parser;
use slipway_server::cli::Cli;
use slipway_server::commands;
use std::process::ExitCode;
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long a thread for long work waits for more. Reading an inventory leaves tens of megabytes
/// with such threads, which they give back when they end.
const KEEP_ALIVE: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    spare_memory();
    let cli = Cli::parse();
    // Rendering may wait on other tasks: a single worker could deadlock (leptos issue 4647).
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .thread_keep_alive(KEEP_ALIVE)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => {
            let code = runtime.block_on(commands::run(cli));
            runtime.shutdown_timeout(Duration::from_secs(1));
            code
        }
        Err(error) => {
            eprintln!("slipway: the runtime could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Huge pages would double the memory of a portal at rest: the allocator reserves room ahead, and
/// the kernel fills a huge page where only a few small ones are in use.
fn spare_memory() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        eprintln!("slipway: huge pages stay on, which costs memory only: {error}");
    }
}
