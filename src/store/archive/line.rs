//! The lines of an archive, as they are written and read.

use std::borrow::Cow;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::ser::{Formatter, Serializer};

use super::{Counts, VERSION};
use crate::store::{Content, Draft, Envelope, Hash, Micros, StreamId};

/// What the first line calls the format.
pub(super) const FORMAT: &str = "hotseat-data";

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct Header<'a> {
    pub(super) format: Cow<'a, str>,
    pub(super) version: u64,
}

impl Header<'static> {
    pub(super) fn ours() -> Self {
        Self { format: Cow::Borrowed(FORMAT), version: VERSION }
    }
}

/// Any other line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line<'a> {
    Envelope(EnvelopeLine<'a>),
    Draft(DraftLine<'a>),
    Blob(BlobLine<'a>),
    End(EndLine<'a>),
}

/// Salt and payload, or the time of an erasure.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnvelopeLine<'a> {
    pub(super) stream: Cow<'a, str>,
    pub(super) sequence: u64,
    pub(super) kind: Cow<'a, str>,
    pub(super) time: Micros,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) erased: Option<Micros>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) salt: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) payload: Option<Cow<'a, str>>,
    pub(super) seal: Cow<'a, str>,
    pub(super) link: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftLine<'a> {
    pub(super) stream: Cow<'a, str>,
    pub(super) slot: Cow<'a, str>,
    pub(super) time: Micros,
    pub(super) text: Cow<'a, str>,
}

/// Its bytes as text if they are UTF-8, as all content of libraries is, else in hexadecimal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlobLine<'a> {
    pub(super) hash: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hex: Option<Cow<'a, str>>,
}

/// The last line; `sha256` is that of all bytes before it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndLine<'a> {
    pub(super) streams: u64,
    pub(super) envelopes: u64,
    pub(super) drafts: u64,
    pub(super) blobs: u64,
    pub(super) sha256: Cow<'a, str>,
}

impl<'a> Line<'a> {
    pub(super) fn envelope(envelope: &'a Envelope) -> Self {
        let (salt, payload, erased) = match &envelope.content {
            Content::Kept { payload, salt } => {
                (Some(Hash(salt.0).to_string()), Some(payload.as_str()), None)
            }
            Content::Erased { time } => (None, None, Some(*time)),
        };
        Self::Envelope(EnvelopeLine {
            stream: envelope.stream.as_str().into(),
            sequence: envelope.sequence,
            kind: envelope.kind.as_str().into(),
            time: envelope.time,
            erased,
            salt: salt.map(Cow::Owned),
            payload: payload.map(Cow::Borrowed),
            seal: envelope.seal.to_string().into(),
            link: envelope.link.to_string().into(),
        })
    }

    pub(super) fn draft(stream: &'a StreamId, draft: &'a Draft) -> Self {
        Self::Draft(DraftLine {
            stream: stream.as_str().into(),
            slot: draft.slot.as_str().into(),
            time: draft.time,
            text: draft.text.as_str().into(),
        })
    }

    pub(super) fn blob(hash: &Hash, bytes: &'a [u8]) -> Self {
        let text = std::str::from_utf8(bytes).ok();
        let digits = || bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::Blob(BlobLine {
            hash: hash.to_string().into(),
            text: text.map(Cow::Borrowed),
            hex: text.is_none().then(|| Cow::Owned(digits())),
        })
    }

    pub(super) fn end(counts: Counts, sha256: &Hash) -> Self {
        let Counts { streams, envelopes, drafts, blobs } = counts;
        Self::End(EndLine { streams, envelopes, drafts, blobs, sha256: sha256.to_string().into() })
    }
}

/// A line with its line feed, in the only form in which this program writes it.
pub(super) fn to_bytes(line: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    line.serialize(&mut Serializer::with_formatter(&mut bytes, Ascii))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// JSON in which everything but printable ASCII is escaped.
struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_control();
        if fragment.bytes().all(is_plain) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut units = [0; 2];
        for c in fragment.chars() {
            if u8::try_from(c).is_ok_and(is_plain) {
                write!(writer, "{c}")?;
                continue;
            }
            for unit in c.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

/// The bytes of pairs of hexadecimal digits; nothing for any other text.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit =
        |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match *pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}
