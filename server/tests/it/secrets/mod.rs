//! Secrets: values that are known to the test are looked for in everything that the program
//! gives away or keeps, from the first form to the restart.

mod journey;
mod legs;
mod new_server;
mod search;
mod workflow;
mod world;
