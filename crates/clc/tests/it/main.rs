//! The client against servers that speak HTTP, well or badly.
