//! `slipway`: parse the command line, run one command, end with its exit code.

use clap::Parser;
use slipway_server::cli::Cli;
use slipway_server::commands;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Rendering may wait on other tasks: a single worker could deadlock (leptos issue 4647).
    let workers = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => {
            let code = runtime.block_on(commands::run(cli));
            runtime.shutdown_timeout(std::time::Duration::from_secs(1));
            code
        }
        Err(error) => {
            eprintln!("slipway: the runtime could not start: {error}");
            ExitCode::FAILURE
        }
    }
}
