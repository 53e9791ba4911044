//! `slipway`: parse the command line, run one command, end with its exit code.

use slipway_server::cli::Cli;
use slipway_server::{commands, memory, output};
use std::process::ExitCode;
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    memory::without_huge_pages();
    let cli = Cli::from_args();
    // Rendering may wait on other tasks: a single worker could deadlock (leptos issue 4647).
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .thread_keep_alive(memory::KEEP_ALIVE)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => {
            let code = runtime.block_on(async {
                memory::give_back_regularly();
                commands::run(cli).await
            });
            runtime.shutdown_timeout(Duration::from_secs(1));
            output::flush();
            code
        }
        Err(error) => {
            output::complain(&format!("slipway: the runtime could not start: {error}"));
            output::flush();
            ExitCode::FAILURE
        }
    }
}
