//! `hotseat data export`.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::write;
use crate::store::SqliteStore;
use crate::store::archive::{ArchiveError, export};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The file to write; without, or with -, it is printed
    file: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "file")]
    force: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let store = match outside.existing_store(everywhere)? {
        Some(store) => store,
        None => {
            let folder = outside.data_directory(everywhere)?;
            let folder = folder.display();
            outside.say(&format!("Nothing is kept in {folder}: the export is empty."));
            SqliteStore::in_memory()?
        }
    };
    let Some(path) = arguments.file.as_deref().filter(|path| *path != Path::new("-")) else {
        let mut output = BufWriter::new(io::stdout().lock());
        export(&store, &mut output).map_err(|error| failed(error, CliError::Output))?;
        output.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    let done = write::privately(path, arguments.force, |file| {
        export(&store, file).map_err(|error| {
            failed(error, |source| CliError::Write { path: path.to_owned(), source })
        })
    })?;
    outside.say(&format!(
        "Exported: {}. Answers stand in {} for anybody to read: keep it as private as they are.",
        super::in_words(done),
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn failed(error: ArchiveError, writing: impl FnOnce(io::Error) -> CliError) -> CliError {
    match error {
        ArchiveError::Write(source) => writing(source),
        ArchiveError::Store(error) => error.into(),
        error => CliError::Export(error),
    }
}
