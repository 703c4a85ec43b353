//! `hotseat` alone: what would you like to do?

use std::process::ExitCode;

use super::error::CliError;
use super::outside::Outside;
use super::{Everywhere, list, practice};
use crate::terminal::choose::{self, Choice};

pub(super) fn run(everywhere: &Everywhere, outside: &mut Outside) -> Result<ExitCode, CliError> {
    if !outside.talk_screen(false).interactive {
        // Nobody to ask: show what there is, and how to start.
        let code = list::run(everywhere, &list::Arguments::default(), outside)?;
        outside
            .say("\nStart one with `hotseat practice NAME`; `hotseat --help` lists all commands.");
        return Ok(code);
    }
    let options = ["Practise a case", "Browse the cases", "Look at your attempts", "Leave"];
    loop {
        let chosen = outside.converse(false, false, |console| {
            Ok(choose::one(console, "What would you like to do?", &options, Some(0))?)
        })?;
        match chosen {
            Choice::Made(0) => {
                return practice::run(everywhere, &practice::Arguments::default(), outside);
            }
            Choice::Made(1) => {
                list::run(everywhere, &list::Arguments::default(), outside)?;
            }
            Choice::Made(2) => {
                super::history::run(everywhere, &super::history::Arguments::default(), outside)?;
            }
            Choice::Made(_) | Choice::Cancelled => return Ok(ExitCode::SUCCESS),
        }
    }
}
