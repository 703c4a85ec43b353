//! `hotseat` alone: what would you like to do?

use std::process::ExitCode;

use super::error::CliError;
use super::outside::Outside;
use super::{Everywhere, drill, list, practice, progress};
use crate::terminal::choose::{self, Choice};
use crate::terminal::words::count;

pub(super) fn run(everywhere: &Everywhere, outside: &mut Outside) -> Result<ExitCode, CliError> {
    if !outside.talk_screen(false).interactive {
        // Nobody to ask: show what there is, and how to start.
        let code = list::run(everywhere, &list::Arguments::default(), outside)?;
        outside
            .say("\nStart one with `hotseat practice NAME`; `hotseat --help` lists all commands.");
        return Ok(code);
    }
    let due = drill::due(everywhere, outside)?;
    let drill_label = match due {
        0 => "Drill what you missed (nothing today)".to_owned(),
        due => format!("Drill what you missed ({} today)", count(due, "card", "cards")),
    };
    let options = [
        "Practise a case",
        &drill_label,
        "See where you stand",
        "Browse the cases",
        "Look at your attempts",
        "Leave",
    ];
    loop {
        let chosen = outside.converse(false, false, |console| {
            Ok(choose::one_or_leave(console, "What would you like to do?", &options, Some(0))?)
        })?;
        match chosen {
            Choice::Made(0) => {
                return practice::run(everywhere, &practice::Arguments::default(), outside);
            }
            Choice::Made(1) => {
                return drill::run(everywhere, &drill::Arguments::default(), outside);
            }
            Choice::Made(2) => {
                progress::run(everywhere, &progress::Arguments::default(), outside)?;
            }
            Choice::Made(3) => {
                list::run(everywhere, &list::Arguments::default(), outside)?;
            }
            Choice::Made(4) => {
                super::history::run(everywhere, &super::history::Arguments::default(), outside)?;
            }
            Choice::Made(_) | Choice::Cancelled => return Ok(ExitCode::SUCCESS),
        }
    }
}
