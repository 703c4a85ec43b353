//! Files written over: a crash leaves the old one or the new one, and never half.

use std::fs;
use std::path::Path;

use super::error::CliError;

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

/// Writes a file that the program makes. One that is there is written over only if it begins with
/// the program's own first line.
pub(super) fn anew(path: &Path, text: &str, first_line: &str) -> Result<(), CliError> {
    let failed = |source| CliError::Write { path: path.to_owned(), source };
    if path.exists() {
        let before = fs::read_to_string(path).unwrap_or_default();
        if !before.starts_with(first_line) {
            return Err(CliError::AlreadyThere { path: path.to_owned() });
        }
    }
    let beside = path.with_extension("toml.new");
    fs::write(&beside, text).map_err(failed)?;
    fs::rename(&beside, path).map_err(failed)
}
