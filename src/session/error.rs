//! What can go wrong on the path of an answer.

use crate::interview::attempt::FoldError;
use crate::library::LibraryError;
use crate::scoring::closed::FigureError;
use crate::scoring::compile::CompileError;
use crate::store::{BadStreamId, StoreError};

/// Why a session cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The content.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// A rubric that lowers but does not compile.
    #[error("{rubric}: {source}; `hotseat check` shows the place")]
    Compile {
        /// The rubric.
        rubric: String,
        /// Why.
        source: CompileError,
    },
    /// A question that the scenario does not have.
    #[error("there is no question `{found}` here{}; there are: {known}", near.as_ref().map_or_else(String::new, |near| format!(", did you mean `{near}`?")))]
    UnknownQuestion {
        /// As asked for.
        found: String,
        /// One with a similar id.
        near: Option<String>,
        /// All of them.
        known: String,
    },
    /// A question of another kind than was needed.
    #[error("`{question}` is not a question of that kind")]
    WrongKind {
        /// The question.
        question: String,
    },
    /// An exhibit that the scenario does not have.
    #[error("there is no exhibit `{found}` here")]
    UnknownExhibit {
        /// As asked for.
        found: String,
    },
    /// A case that the library does not have.
    #[error("there is no case `{found}`")]
    UnknownScenario {
        /// As asked for.
        found: String,
    },
    /// A day so far ahead that the calendar ends.
    #[error("the calendar ends before the card would come back: is the clock right?")]
    NoDay,
    /// A question that nobody answered.
    #[error("`{question}` has no answer yet")]
    NotAnswered {
        /// The question.
        question: String,
    },
    /// A figure that cannot be read.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// The stream is no attempt.
    #[error("{stream} is no attempt")]
    NoAttempt {
        /// The stream.
        stream: String,
    },
    /// The attempt's answers were purged.
    #[error("{stream} was purged: that it took place is on record, what was answered is not")]
    Purged {
        /// The stream.
        stream: String,
    },
    /// An event that this program cannot read.
    #[error(
        "event {sequence} of {stream} cannot be read: it may come from a newer hotseat ({source})"
    )]
    Event {
        /// The stream.
        stream: String,
        /// Its place.
        sequence: u64,
        /// Why.
        source: serde_json::Error,
    },
    /// Events in an impossible order.
    #[error("the events of this attempt contradict each other: {0}")]
    Fold(FoldError),
    /// The content that the attempt was started with is gone.
    #[error("the content with which {stream} was started is no longer kept; start it again")]
    ContentGone {
        /// The stream.
        stream: String,
    },
    /// An id that cannot name a stream.
    #[error(transparent)]
    BadId(BadStreamId),
    /// Values that cannot be turned into JSON or back.
    #[error("stored content cannot be read: {0}")]
    Encoding(serde_json::Error),
}
