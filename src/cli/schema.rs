//! `hotseat schema`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::content::file::{FileKind, schemas};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The kind of file; the names of all schemas if none
    kind: Option<KindName>,
    /// Write all schemas into this directory, for editors
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    write: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindName {
    Scenario,
    Rubric,
    Framework,
    Lexicon,
    Library,
    Marked,
    Marks,
}

impl From<KindName> for FileKind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Scenario => Self::Scenario,
            KindName::Rubric => Self::Rubric,
            KindName::Framework => Self::Framework,
            KindName::Lexicon => Self::Lexicon,
            KindName::Library => Self::Manifest,
            KindName::Marked => Self::Marked,
            KindName::Marks => Self::Marks,
        }
    }
}

pub(super) fn run(
    _everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if let Some(directory) = &arguments.write {
        for (name, text) in schemas() {
            let path = directory.join(name);
            let failed = |source| CliError::Write { path: path.clone(), source };
            fs::create_dir_all(directory).map_err(failed)?;
            // A schema belongs to the program: an older one is replaced.
            fs::write(&path, text).map_err(failed)?;
            outside.print(&format!("{}\n", path.display()))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let text = match arguments.kind {
        Some(kind) => format!("{:#}\n", FileKind::from(kind).schema()),
        None => schemas().iter().map(|(name, _)| format!("{name}\n")).collect(),
    };
    outside.print(&text)?;
    Ok(ExitCode::SUCCESS)
}
