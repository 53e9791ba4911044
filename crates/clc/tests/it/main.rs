//! The client against servers that speak HTTP, well or badly: scripted answers for every fault,
//! recorded ones where they are at hand, and the simulator.

#![expect(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod bare_metal;
mod decoding;
mod fake;
mod faults;
mod golden;
mod golden_build;
mod golden_checks;
mod golden_details;
mod golden_exchange;
mod golden_groups;
mod golden_writes;
mod groups;
mod repetition;
mod safety;
mod simulated;
mod simulated_build;
mod simulated_changes;
mod simulated_groups;
mod tls;
mod writes;
