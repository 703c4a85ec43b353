//! `hotseat data import`.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::workshop::lock;
use crate::store::archive::{Archive, ArchiveError, Imported, import};
use crate::terminal::words::count;

#[derive(Debug, clap::Args)]
#[command(after_help = RULES)]
pub(super) struct Arguments {
    /// A file that `hotseat data export` wrote; - reads it from standard input
    file: PathBuf,
}

const RULES: &str = "An attempt, round or room that is here already is continued where the file \
goes further, and left alone otherwise; of two drafts the newer is kept. If one was continued in \
both places, nothing is imported. What was erased here is not brought back, and what was erased \
there is not erased here.";

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let path = &arguments.file;
    let (what, input): (String, Box<dyn BufRead>) = if path == Path::new("-") {
        ("standard input".to_owned(), Box::new(io::stdin().lock()))
    } else {
        let file =
            File::open(path).map_err(|source| CliError::Read { path: path.clone(), source })?;
        (path.display().to_string(), Box::new(BufReader::new(file)))
    };
    let failed = |error| match error {
        ArchiveError::Store(error) => error.into(),
        problem => CliError::Import { what: what.clone(), problem },
    };
    // A file that is none must not leave a store behind.
    let archive = Archive::open(input).map_err(failed)?;
    let store = outside.store(everywhere)?;
    let _held = lock::hold(everywhere, outside)?;
    let imported = import(archive, &store).map_err(failed)?;
    outside.say(&in_words(&imported));
    Ok(ExitCode::SUCCESS)
}

fn in_words(imported: &Imported) -> String {
    let Imported { new, continued, erased_here } = *imported;
    let mut text = format!("New here: {}.", super::in_words(new));
    if continued > 0 {
        let streams = count(super::narrow(continued), "stream goes on", "streams go on");
        text.push_str(&format!("\n{streams} from where the file continues what was here."));
    }
    if erased_here > 0 {
        let streams = count(super::narrow(erased_here), "stream stays", "streams stay");
        text.push_str(&format!(
            "\n{streams} erased: an import never brings back what was erased here."
        ));
    }
    text
}
