//! A whole room over real sockets: everybody joins within ten seconds, reads, writes with drafts,
//! hands in within two seconds, and looks at the reveal, the second round and the report.
//!
//! `cargo build --release && cargo run --release --example crowd -- --people 1000`
//!
//! The server is a process of its own, so that its memory is its own. It prints how long things
//! took, and whether anything acknowledged was lost or kept twice; then it exits with 1.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss
)]

#[cfg(unix)]
mod measure;
#[cfg(unix)]
#[allow(dead_code)]
#[path = "../../tests/support/people.rs"]
mod people;
#[cfg(unix)]
mod person;
#[cfg(unix)]
mod play;
#[cfg(unix)]
mod server;
#[cfg(unix)]
mod texts;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    play::main()
}

#[cfg(not(unix))]
fn main() {
    eprintln!("This runs on Unix only: it raises the limit of open files, and sends signals.");
}
