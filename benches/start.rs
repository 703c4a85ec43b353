//! How long the program takes to start, against a process that does nothing: `hotseat list` is to
//! stay within 5 ms of it. Run with `cargo bench --bench start`.
#![allow(clippy::unwrap_used, missing_docs)]

use std::process::{Command, Stdio};

fn main() {
    divan::main();
}

fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

/// The floor: what it takes to start any process.
#[divan::bench(sample_count = 200)]
fn an_empty_process() {
    run("true", &[]);
}

#[divan::bench(sample_count = 200)]
fn version() {
    run(env!("CARGO_BIN_EXE_hotseat"), &["--version"]);
}

#[divan::bench(sample_count = 200)]
fn list() {
    run(env!("CARGO_BIN_EXE_hotseat"), &["list"]);
}
