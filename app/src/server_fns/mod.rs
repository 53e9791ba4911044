//! Server functions: reads that islands ask for. Each takes its context, calls one use-case and
//! maps the error; no rule lives here.
