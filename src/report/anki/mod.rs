//! Cases as a deck for Anki, the program for spaced repetition: follow-ups and closed questions on the
//! front, what a strong answer does on the back.
//!
//! A package is a zip file with a database of schema 11, which Anki has read since 2012. Ids come from
//! the content's own names, so that importing a package again updates its notes and keeps what was
//! learnt; the time of modification is passed in, so that the same content gives the same bytes.

mod collection;
mod notes;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::content::ids::{ExhibitId, QuestionId};
use crate::content::scenario::Scenario;
use crate::scoring::CompiledRubric;

/// A case with what its notes are made of.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The case.
    pub scenario: &'a Scenario,
    /// The rubrics of its open questions.
    pub rubric: &'a dyn Fn(&QuestionId) -> Option<&'a CompiledRubric>,
    /// The Markdown of its exhibits.
    pub exhibit: &'a dyn Fn(&ExhibitId) -> Option<String>,
}

/// The notes of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deck {
    /// The case's own name, which its id is made from.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// In the order of the case.
    pub notes: Vec<Note>,
}

/// One note, which makes one card. Fields are HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about: `scenario/question/criterion` or `scenario/question`. Its ids are made from it.
    pub name: String,
    /// What is asked.
    pub question: String,
    /// The case in short.
    pub case: String,
    /// The back.
    pub answer: String,
    /// Words to find it by; none has a blank.
    pub tags: Vec<String>,
}

/// Why no package could be made.
#[derive(Debug, thiserror::Error)]
pub enum AnkiError {
    /// The database in memory.
    #[error("the deck's database cannot be made: {0}")]
    Database(#[from] rusqlite::Error),
    /// The zip file in memory.
    #[error("the deck cannot be packed: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The zip file in memory.
    #[error("the deck cannot be packed: {0}")]
    Io(#[from] std::io::Error),
}

/// The notes of a case: one for each criterion with a follow-up, one for each closed question.
#[must_use]
pub fn deck(case: &Case<'_>) -> Deck {
    Deck {
        scenario: case.scenario.id.to_string(),
        title: case.scenario.title.clone(),
        notes: notes::of(case),
    }
}

/// A package with these decks. `modified` is in seconds since 1970; Anki updates notes that are older.
///
/// # Errors
/// What keeps a database or a zip file from being made in memory.
pub fn package(decks: &[Deck], modified: i64) -> Result<Vec<u8>, AnkiError> {
    // A fixed time: the first that a zip file can name.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    file.start_file("collection.anki2", options)?;
    file.write_all(&collection::bytes(decks, modified)?)?;
    // Notes bring no pictures or sounds along.
    file.start_file("media", options)?;
    file.write_all(b"{}")?;
    Ok(file.finish()?.into_inner())
}
