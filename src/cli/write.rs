//! Files written over: a crash leaves the old one or the new one, and never half. And new ones, which
//! take the place of another only if that is wanted.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::CliError;
use super::outside::Outside;

/// Writes `text` over a text file. The line ends and the byte order mark that it had stay.
pub(super) fn over(path: &Path, text: &str) -> Result<(), CliError> {
    let failed = |source| CliError::Write { path: path.to_owned(), source };
    let before = fs::read_to_string(path)
        .map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    let mut new =
        if before.contains("\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
    if before.starts_with('\u{feff}') {
        new.insert(0, '\u{feff}');
    }
    // In the same directory, so that the name changes hands at once; and with the same rights.
    let beside = path.with_extension("toml.new");
    fs::write(&beside, new).map_err(failed)?;
    let rights = fs::metadata(path).map_err(failed)?.permissions();
    fs::set_permissions(&beside, rights).map_err(failed)?;
    fs::rename(&beside, path).map_err(failed)
}

/// Writes a file so that not even a power cut leaves half of it: into a file beside it, which reaches
/// the disk before it takes the name.
pub(super) fn durably(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let written = || -> io::Result<()> {
        let beside = free_beside(path)?;
        let mut file = File::create_new(&beside)?;
        file.write_all(bytes)?;
        if let Ok(before) = fs::metadata(path) {
            file.set_permissions(before.permissions())?;
        }
        take_name(file, &beside, path)
    };
    written().map_err(|source| CliError::Write { path: path.to_owned(), source })
}

/// Writes a file for its owner's eyes piece by piece, as [`durably`] as one that is written at once.
/// One that is there is written over only with `force`, and then only as a whole.
pub(super) fn privately<T>(
    path: &Path,
    force: bool,
    pieces: impl FnOnce(&mut dyn Write) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let failed = |source| CliError::Write { path: path.to_owned(), source };
    let is_free = || match fs::symlink_metadata(path) {
        Err(_) => Ok(()),
        Ok(there) if !there.is_file() => Err(CliError::Usage(format!(
            "{} is there and is no plain file: give another name, or - to print",
            path.display()
        ))),
        Ok(_) if force => Ok(()),
        Ok(_) => Err(CliError::Usage(format!(
            "{} is there already: give another name, or --force to write over it",
            path.display()
        ))),
    };
    is_free()?;
    let beside = free_beside(path).map_err(failed)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&beside).map_err(failed)?;
    let written = || {
        let mut file = BufWriter::new(file);
        let done = pieces(&mut file)?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        // Once more: writing may have taken a while.
        is_free()?;
        take_name(file, &beside, path).map_err(failed)?;
        Ok(done)
    };
    let done = written();
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// The name of the file beside, which is free then. It is hidden, so that no library takes it for
/// content.
fn free_beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.new"));
    // What a crash has left, or a link that somebody has put there.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(beside),
    }
}

/// Gives the file beside its name, once all of it has reached the disk.
fn take_name(file: File, beside: &Path, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    drop(file);
    fs::rename(beside, path)?;
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        // An empty parent is the working directory.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Writes a file that the program makes, [`durably`]. One that is there is written over only if it
/// begins with the program's own first line.
pub(super) fn anew(path: &Path, text: &str, first_line: &str) -> Result<(), CliError> {
    if path.exists() {
        let before = fs::read_to_string(path).unwrap_or_default();
        if !before.starts_with(first_line) {
            return Err(CliError::AlreadyThere { path: path.to_owned() });
        }
    }
    durably(path, text.as_bytes())
}

/// A new file that only its owner may read, or, if that is wanted, one in place of another.
pub(super) fn create(path: &Path, force: bool) -> Result<File, CliError> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| match source.kind() {
        ErrorKind::AlreadyExists => CliError::Usage(format!(
            "{} is there already: give another name, or --force to write over it",
            path.display()
        )),
        _ => CliError::Write { path: path.to_owned(), source },
    })
}

/// Where a command puts what it makes.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Destination {
    /// Into this file, instead of printing it
    #[arg(long, value_name = "FILE", visible_alias = "out")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    pub(super) force: bool,
}

impl Destination {
    /// Writes or prints a text.
    pub(super) fn put(&self, text: &str, outside: &mut Outside) -> Result<(), CliError> {
        match &self.output {
            None => outside.print(text),
            Some(path) => whole(path, text.as_bytes(), self.force),
        }
    }
}

/// Writes a new file as [`create`] makes it; one that is written over is whole at every moment.
pub(super) fn whole(path: &Path, bytes: &[u8], force: bool) -> Result<(), CliError> {
    if force && path.is_file() {
        return durably(path, bytes);
    }
    let failed = |source| CliError::Write { path: path.to_owned(), source };
    create(path, force)?.write_all(bytes).map_err(failed)
}
