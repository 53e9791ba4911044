//! The program `slipway`: settings, wiring, routes and layers. No rule lives here.

// Rendering nests one type per element even with erased components.
#![recursion_limit = "256"]

pub mod cli;
pub mod commands;
pub mod handles;
pub mod http;
pub mod listen;
pub mod memory;
pub mod output;
pub mod pages;
pub mod settings;
pub mod site;
pub mod system;
