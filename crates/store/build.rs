//! Makes Cargo notice migrations that are added: the macro embedding them watches known ones only.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
