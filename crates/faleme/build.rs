//! The worked case is embedded in the program: a changed note must rebuild it.

fn main() {
    println!("cargo:rerun-if-changed=../../cases/kayes");
}
