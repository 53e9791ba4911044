//! The simulator as a client sees it: every test drives the router of one of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod addresses;
mod auth;
mod bare_metal;
mod capabilities;
mod changes;
mod child_account;
mod creation;
mod credentials;
mod faults;
mod fleet;
mod foreign_clients;
mod golden;
mod golden_ask;
mod golden_ask_groups;
mod golden_ask_networks;
mod golden_ask_policies;
mod golden_embedded;
mod golden_shape;
mod golden_shape_tests;
mod golden_table;
mod group_figures;
mod group_jobs;
mod groups;
mod inventory;
mod invoices;
mod links;
mod networks;
mod operations;
mod orders;
mod packages;
mod policies;
mod port;
mod queue;
mod removal;
mod serve;
mod server_patch;
mod servers;
mod statistics;
mod support;
mod wire;
