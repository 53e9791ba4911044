//! The run as a hub: its number, its links, the list that finds it, what came out of it, and Home.

mod home;
mod list;
mod numbers;
mod targets;
