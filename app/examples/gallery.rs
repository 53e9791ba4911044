//! Prints a static page with every component of the kit, for looking at the style sheet.
fn main() {}
