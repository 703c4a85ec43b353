//! Specifications of the whole program, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs
)]

mod support;

mod agree_command;
mod answers;
mod architecture;
mod attack_command;
mod bad_input;
mod batch;
mod bench_details;
mod bench_diff;
mod bench_gate;
mod bench_others;
mod brief;
#[cfg(unix)]
mod browser;
mod calibrate;
mod check;
mod enough;
mod export;
mod figures;
mod foreign;
mod frameworks;
mod guards;
#[cfg(unix)]
mod handbook;
mod laws;
mod lints;
mod listing;
mod mark;
mod moving;
mod mutations;
mod new_command;
#[cfg(unix)]
mod own_library;
mod panel;
mod panel_records;
mod patterns;
mod preview;
mod progress;
mod readme;
mod recipes;
mod records;
mod report;
mod room_host;
mod room_rules;
mod schemas;
mod schemas_broken;
mod score;
mod stale;
mod stance;
#[cfg(unix)]
mod strangers;
mod suggest;
mod terminal;
mod terminal_widgets;
mod test_command;
mod verify;
mod views;
#[cfg(unix)]
mod watch;
#[cfg(unix)]
mod workshop_hostile;
#[cfg(unix)]
mod workshop_survival;
