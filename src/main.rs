//! The program: parse, run, say what went wrong once, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    hotseat::cli::main()
}
