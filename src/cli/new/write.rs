//! Writing what was made: all of it or none, and never over something.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::author::new::NewFile;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::shell;

/// What is to be written, and what to do next.
pub(super) struct Plan {
    /// The library's directory.
    pub(super) directory: PathBuf,
    /// New files.
    pub(super) files: Vec<NewFile>,
    /// A file that is there, and its text from now on.
    pub(super) changed: Option<(PathBuf, String)>,
    /// A command line.
    pub(super) next: String,
}

impl Plan {
    /// New files in a library, to be checked next.
    pub(super) fn new(directory: PathBuf, files: Vec<NewFile>) -> Self {
        let next = format!("hotseat check {}", shell::word(&directory));
        Self { directory, files, changed: None, next }
    }

    pub(super) fn carry_out(&self, outside: &mut Outside) -> Result<(), CliError> {
        write(&self.directory, &self.files, outside)?;
        if let Some((path, text)) = &self.changed {
            crate::cli::write::over(path, text)?;
            outside.print(&format!("{}\n", path.display()))?;
        }
        outside.say(&format!("next: {}", self.next));
        Ok(())
    }
}

/// Writes files, all or none, over nothing.
fn write(directory: &Path, files: &[NewFile], outside: &mut Outside) -> Result<(), CliError> {
    for file in files {
        let path = directory.join(&file.path);
        if path.exists() {
            return Err(CliError::AlreadyThere { path });
        }
    }
    for file in files {
        let path = directory.join(&file.path);
        let failed = |source| CliError::Write { path: path.clone(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut opened = match fs::File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(CliError::AlreadyThere { path });
            }
            opened => opened.map_err(failed)?,
        };
        opened.write_all(file.text.as_bytes()).map_err(failed)?;
        outside.print(&format!("{}\n", path.display()))?;
    }
    Ok(())
}
