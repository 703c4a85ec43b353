//! A rater's file of marks on the disk: read once, and written anew with every mark.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::author::marking::sheet;
use crate::cli::error::CliError;
use crate::cli::write::durably;
use crate::content::limits::MAX_FILE;
use crate::content::lower;
use crate::content::marked::Mark;
use crate::library::{LibraryError, Origin, ReadError};

/// The mark that some editors put before a text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file of marks, which may not be there yet.
pub(super) struct Sheet {
    /// As people know it.
    path: PathBuf,
    /// The file itself, where that is a link.
    target: PathBuf,
    /// The library that the file must not lead out of.
    library: Option<PathBuf>,
    rater: String,
    /// What is on the disk, as far as we know.
    bytes: Option<Vec<u8>>,
    marks: BTreeMap<String, Mark>,
}

impl Sheet {
    /// Opens a rater's file in a folder.
    ///
    /// # Errors
    /// Where it is there and cannot be read, is faulty, or holds what could not be kept.
    pub(super) fn open(
        folder: &Path,
        library: Option<PathBuf>,
        rater: &str,
    ) -> Result<Self, CliError> {
        let path = folder.join(format!("{rater}.toml"));
        let (target, rater) = (path.clone(), rater.to_owned());
        let mut sheet = Self { path, target, library, rater, bytes: None, marks: BTreeMap::new() };
        sheet.check_place()?;
        sheet.bytes = sheet.read()?;
        if sheet.bytes.is_some() {
            sheet.target =
                sheet.path.canonicalize().map_err(|error| sheet.unreadable(error.into()))?;
            let text = sheet.text()?;
            sheet.marks = sheet.lowered(&text)?;
            sheet::check(&text, sheet.marks.keys().map(String::as_str))
                .map_err(|problem| CliError::Marks { path: sheet.path.clone(), problem })?;
        }
        Ok(sheet)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn marks(&self) -> &BTreeMap<String, Mark> {
        &self.marks
    }

    /// Writes a mark.
    ///
    /// # Errors
    /// Where somebody else has changed the file meanwhile, or it cannot be written.
    pub(super) fn keep(&mut self, id: &str, mark: &Mark) -> Result<(), CliError> {
        let text = match &self.bytes {
            Some(_) => self.text()?,
            None => sheet::empty(&self.rater),
        };
        let new = sheet::with(&text, self.marks.keys().map(String::as_str), id, mark)
            .map_err(|problem| CliError::Marks { path: self.path.clone(), problem })?;
        let mut marks = self.marks.clone();
        marks.insert(id.to_owned(), mark.clone());
        // Whatever is written reads back as what was said, and nothing else has changed.
        if self.lowered(&new)? != marks {
            let problem = sheet::Unkept::OtherForm { id: id.to_owned(), line: 1 };
            return Err(CliError::Marks { path: self.path.clone(), problem });
        }
        let has_mark =
            self.bytes.as_ref().is_some_and(|b| b.starts_with(BYTE_ORDER_MARK.as_bytes()));
        let new = if has_mark { format!("{BYTE_ORDER_MARK}{new}") } else { new };
        if self.read()? != self.bytes {
            return Err(CliError::ChangedMeanwhile { path: self.path.clone() });
        }
        if self.bytes.is_none() {
            self.check_place()?;
            let failed = |source| CliError::Write { path: self.path.clone(), source };
            let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
            folder.map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        }
        durably(&self.target, new.as_bytes())?;
        self.bytes = Some(new.into_bytes());
        self.marks = marks;
        Ok(())
    }

    /// Whether the file stands, or will stand, within its library, whatever links there are.
    fn check_place(&self) -> Result<(), CliError> {
        let Some(library) = &self.library else { return Ok(()) };
        let outside = || self.unreadable(ReadError::LeavesLibrary);
        let root = library.canonicalize().map_err(|error| self.unreadable(error.into()))?;
        for place in self.path.ancestors() {
            match place.canonicalize() {
                Ok(real) if real.starts_with(&root) => return Ok(()),
                Ok(_) => return Err(outside()),
                // A link that leads nowhere would be followed when the file is made.
                Err(_) if place.is_symlink() => return Err(outside()),
                Err(_) => {}
            }
        }
        Err(outside())
    }

    /// What is on the disk; none where there is no file.
    fn read(&self) -> Result<Option<Vec<u8>>, CliError> {
        let is_file = match fs::metadata(&self.path) {
            Ok(metadata) => metadata.is_file(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.unreadable(error.into())),
        };
        if !is_file {
            return Err(self.unreadable(ReadError::NotAFile));
        }
        let most = u64::try_from(MAX_FILE).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        let read = fs::File::open(&self.path)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
            .map_err(|error| self.unreadable(error.into()))?;
        if read > MAX_FILE {
            return Err(self.unreadable(ReadError::TooLarge { limit: MAX_FILE }));
        }
        Ok(Some(bytes))
    }

    fn text(&self) -> Result<String, CliError> {
        let bytes = self.bytes.as_deref().unwrap_or_default();
        let text = std::str::from_utf8(bytes)
            .map_err(|error| self.unreadable(ReadError::NotUtf8 { at: error.valid_up_to() }))?;
        Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).to_owned())
    }

    fn lowered(&self, text: &str) -> Result<BTreeMap<String, Mark>, CliError> {
        // Its name is the rater's, whatever the path to it looks like.
        let name = format!("{}.toml", self.rater);
        match lower::marks(&name, text).usable() {
            Ok(marks) => Ok(marks.marks),
            Err(diagnostics) => {
                let (file, text) = (name, text.to_owned());
                Err(LibraryError::Faulty { file, origin: self.origin(), text, diagnostics }.into())
            }
        }
    }

    fn origin(&self) -> Origin {
        Origin::Directory(self.path.parent().unwrap_or(Path::new("")).to_owned())
    }

    fn unreadable(&self, source: ReadError) -> CliError {
        let file = format!("{}.toml", self.rater);
        LibraryError::Unreadable { file, origin: self.origin(), source }.into()
    }
}
