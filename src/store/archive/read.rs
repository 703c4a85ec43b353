//! Reading an archive line by line, and checking all that can be checked without a store.

use std::fmt;
use std::io::{BufRead, Read as _};

use sha2::{Digest as _, Sha256};

use super::line::{
    BlobLine, DraftLine, EndLine, EnvelopeLine, FORMAT, Header, Line, to_bytes, unhex,
};
use super::{ArchiveError, Counts, Problem, VERSION};
use crate::store::chain::{Chain, Row};
use crate::store::{Content, Draft, Envelope, Hash, MAX_BYTES, Salt, StreamId};

/// The longest line, in bytes: the largest text that a store keeps, with all of it escaped, and what
/// stands around it.
const LONGEST: usize = 6 * MAX_BYTES + 16 * 1024;

/// The longest first line, in bytes. Other files may have no line ends.
const LONGEST_HEADER: usize = 200;

/// Something that an archive holds. It is what its hashes say.
pub(super) enum Item {
    Envelope(Envelope),
    Draft(StreamId, Draft),
    Blob(Vec<u8>),
}

/// Where something has its place, in the order of an archive.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Envelope(StreamId, u64),
    Draft(StreamId, String),
    Blob(Hash),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Envelope(stream, sequence) => write!(f, "envelope {sequence} of {stream}"),
            Self::Draft(stream, slot) => write!(f, "draft {:?} of {stream}", start(slot)),
            Self::Blob(hash) => write!(f, "blob {hash}"),
        }
    }
}

/// An archive that is being read. It holds one line at a time.
pub struct Archive<R> {
    input: R,
    /// Number and bytes of the line that was read last, with its line feed.
    line: u64,
    bytes: Vec<u8>,
    /// Of the lines before it.
    hash: Sha256,
    last: Option<Key>,
    chain: Option<Chain>,
    counts: Counts,
}

impl<R: BufRead> Archive<R> {
    /// Takes what follows as an archive, after a look at its first line.
    ///
    /// # Errors
    /// [`ArchiveError::NoArchive`], [`ArchiveError::Newer`], [`ArchiveError::Truncated`], and those
    /// of reading.
    pub fn open(input: R) -> Result<Self, ArchiveError> {
        let mut archive = Self {
            input,
            line: 0,
            bytes: Vec::new(),
            hash: Sha256::new(),
            last: None,
            chain: None,
            counts: Counts::default(),
        };
        let is_whole = archive.advance(LONGEST_HEADER)?;
        let text = std::str::from_utf8(&archive.bytes);
        let header = text.ok().and_then(|text| serde_json::from_str::<Header<'_>>(text).ok());
        match header {
            Some(Header { format, version }) if format == FORMAT && version > VERSION => {
                return Err(ArchiveError::Newer { found: version });
            }
            _ => {}
        }
        let ours = to_bytes(&Header::ours()).map_err(ArchiveError::Read)?;
        if archive.bytes == ours {
            return Ok(archive);
        }
        if !is_whole && ours.starts_with(&archive.bytes) && !archive.bytes.is_empty() {
            return Err(ArchiveError::Truncated { lines: 0 });
        }
        let found = match text {
            Ok("") => "empty".to_owned(),
            Ok(text) => format!("{:?}", start(text.trim_end())),
            Err(_) => "no text".to_owned(),
        };
        Err(ArchiveError::NoArchive { found })
    }

    /// Number of the line that was read last, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next thing; none after the last line, which was checked then.
    pub(super) fn next(&mut self) -> Result<Option<Item>, ArchiveError> {
        let lines = self.line;
        if !self.advance(LONGEST)? {
            return Err(ArchiveError::Truncated { lines });
        }
        let bytes = std::mem::take(&mut self.bytes);
        let item = self.take(&bytes);
        self.bytes = bytes;
        let item = item.map_err(|problem| self.at(problem))?;
        if item.is_none() && self.advance(LONGEST)? | !self.bytes.is_empty() {
            return Err(self.at(Problem::AfterEnd));
        }
        Ok(item)
    }

    fn at(&self, problem: Problem) -> ArchiveError {
        ArchiveError::Line { line: self.line, problem }
    }

    /// Reads a line, and says whether it is a whole one.
    fn advance(&mut self, longest: usize) -> Result<bool, ArchiveError> {
        self.hash.update(&self.bytes);
        self.bytes.clear();
        self.line += 1;
        let limit = u64::try_from(longest).unwrap_or(u64::MAX);
        let mut line = (&mut self.input).take(limit);
        line.read_until(b'\n', &mut self.bytes).map_err(ArchiveError::Read)?;
        let is_whole = self.bytes.ends_with(b"\n");
        if !is_whole && self.bytes.len() >= longest && self.line > 1 {
            return Err(self.at(Problem::TooLong { limit }));
        }
        Ok(is_whole)
    }

    fn take(&mut self, bytes: &[u8]) -> Result<Option<Item>, Problem> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Problem::NotText { at: error.valid_up_to() + 1 })?;
        let line: Line<'_> = serde_json::from_str(text).map_err(|error| {
            // Its own line is always the first.
            let found = error.to_string();
            let found = found.split(" at line ").next().unwrap_or_default();
            Problem::NotALine { found: start(found), column: error.column() }
        })?;
        match line {
            Line::Envelope(line) => self.envelope(line).map(Some),
            Line::Draft(line) => self.draft(line).map(Some),
            Line::Blob(line) => self.blob(line).map(Some),
            Line::End(line) => self.end(&line, bytes).map(|()| None),
        }
    }

    fn envelope(&mut self, line: EnvelopeLine<'_>) -> Result<Item, Problem> {
        let stream = stream(&line.stream)?;
        let content = match (line.salt, line.payload, line.erased) {
            (Some(salt), Some(payload), None) => {
                Content::Kept { salt: Salt(hash("salt", &salt)?.0), payload: payload.into_owned() }
            }
            (None, None, Some(time)) => Content::Erased { time },
            _ => return Err(Problem::Which { one: "salt and payload", other: "erased" }),
        };
        let envelope = Envelope {
            stream: stream.clone(),
            sequence: line.sequence,
            kind: line.kind.into_owned(),
            time: line.time,
            content,
            seal: hash("seal", &line.seal)?,
            link: hash("link", &line.link)?,
        };
        self.follow(Key::Envelope(stream.clone(), envelope.sequence))?;
        let mut chain = match self.chain.take() {
            Some(chain) if *chain.stream() == stream => chain,
            _ => {
                self.counts.streams += 1;
                Chain::new(&stream)
            }
        };
        chain.take(&Row::of(&envelope));
        if let Some(at) = chain.broken() {
            return Err(Problem::Chain { stream, at });
        }
        self.chain = Some(chain);
        self.counts.envelopes += 1;
        Ok(Item::Envelope(envelope))
    }

    fn draft(&mut self, line: DraftLine<'_>) -> Result<Item, Problem> {
        let stream = stream(&line.stream)?;
        let DraftLine { slot, time, text, .. } = line;
        let draft = Draft { slot: slot.into_owned(), text: text.into_owned(), time };
        self.follow(Key::Draft(stream.clone(), draft.slot.clone()))?;
        self.counts.drafts += 1;
        Ok(Item::Draft(stream, draft))
    }

    fn blob(&mut self, line: BlobLine<'_>) -> Result<Item, Problem> {
        let said = hash("hash", &line.hash)?;
        let bytes = match (line.text, line.hex) {
            (Some(text), None) => text.into_owned().into_bytes(),
            (None, Some(hex)) => unhex(&hex).ok_or(Problem::NoHex)?,
            _ => return Err(Problem::Which { one: "text", other: "hex" }),
        };
        let found = Hash::of(&bytes);
        if found != said {
            return Err(Problem::Blob { found: found.to_string(), said: said.to_string() });
        }
        self.follow(Key::Blob(said))?;
        self.counts.blobs += 1;
        Ok(Item::Blob(bytes))
    }

    fn follow(&mut self, key: Key) -> Result<(), Problem> {
        match &self.last {
            Some(last) if *last >= key => {
                Err(Problem::Order { found: key.to_string(), before: last.to_string() })
            }
            _ => {
                self.last = Some(key);
                Ok(())
            }
        }
    }

    fn end(&self, line: &EndLine<'_>, bytes: &[u8]) -> Result<(), Problem> {
        let EndLine { streams, envelopes, drafts, blobs, .. } = *line;
        let said = Counts { streams, envelopes, drafts, blobs };
        if said != self.counts {
            return Err(Problem::Counts { said, found: self.counts });
        }
        let sha256 = Hash(self.hash.clone().finalize().into());
        // Byte by byte, since no sum covers this line.
        match to_bytes(&Line::end(said, &sha256)) {
            Ok(ours) if ours == bytes => Ok(()),
            _ => Err(Problem::Changed),
        }
    }
}

fn stream(text: &str) -> Result<StreamId, Problem> {
    StreamId::new(text).map_err(Problem::Stream)
}

fn hash(key: &'static str, text: &str) -> Result<Hash, Problem> {
    Hash::parse(text).ok_or_else(|| Problem::NoHash { key, found: start(text) })
}

/// What an error shows of a text that may be long.
fn start(text: &str) -> String {
    text.chars().take(100).collect()
}
