//! What can go wrong on the path of a panel.

use crate::interview::panel::BadCandidate;
use crate::interview::panel::candidate::CandidateError;
use crate::interview::panel::round::RoundError;
use crate::library::LibraryError;
use crate::session::SessionError;
use crate::store::StoreError;

/// Why a panel's command cannot be done. Nothing has changed then, other than where it says so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PanelError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The content, or what is needed to score with it.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A name that no round can have.
    #[error(
        "`{found}` cannot name a panel's round: write lower-case letters, digits and single hyphens, such as round-7"
    )]
    BadName {
        /// As given.
        found: String,
    },
    /// There is no such round.
    #[error("there is no panel `{found}`{}; `hotseat panel list` names those that there are", near.as_ref().map_or_else(String::new, |near| format!(", did you mean `{near}`?")))]
    NoPanel {
        /// As given.
        found: String,
        /// One with a similar name.
        near: Option<String>,
    },
    /// The round was erased.
    #[error(
        "the panel `{found}` was erased: that it took place is on record (`hotseat panel trail {found}`), what was answered and decided is not; give a new round another name"
    )]
    Erased {
        /// Its name.
        found: String,
    },
    /// A candidate was erased while something was done with the round.
    #[error("`{candidate}` was erased meanwhile; nothing more was taken in: run it again")]
    ErasedMeanwhile {
        /// Who.
        candidate: String,
    },
    /// Others note things on the round all the time.
    #[error("the panel `{found}` is being changed by others all the time; try again")]
    Busy {
        /// Its name.
        found: String,
    },
    /// The round is about another case.
    #[error(
        "the panel `{panel}` is about `{is}`, and this is a question of `{asked}`: give another name with --name"
    )]
    OtherScenario {
        /// The round.
        panel: String,
        /// What it is about.
        is: String,
        /// What was asked for.
        asked: String,
    },
    /// What stands for a candidate does not.
    #[error(transparent)]
    BadCandidate(#[from] BadCandidate),
    /// There is no such candidate.
    #[error("the panel `{panel}` has no candidate `{found}`{}", near.as_ref().map_or_else(String::new, |near| format!(", did you mean `{near}`?")))]
    NoCandidate {
        /// The round.
        panel: String,
        /// As given.
        found: String,
        /// One with a similar id.
        near: Option<String>,
    },
    /// The candidate was erased.
    #[error("the answers of `{candidate}` were erased: nothing is left to look at or decide")]
    CandidateErased {
        /// Who.
        candidate: String,
    },
    /// The candidate did not answer this question.
    #[error("`{candidate}` has no answer to `{question}`; there are answers to: {known}")]
    NotAnswered {
        /// Who.
        candidate: String,
        /// The question.
        question: String,
        /// Those with an answer.
        known: String,
    },
    /// Which of several questions is meant was not said.
    #[error("`{candidate}` has answered several questions: name one with --question, of {known}")]
    WhichQuestion {
        /// Who.
        candidate: String,
        /// Those with an answer.
        known: String,
    },
    /// A level beyond the scale.
    #[error("there is no level {level} of {what}: it goes from 0 to {of}")]
    NoLevel {
        /// As given.
        level: u8,
        /// The answer, or a criterion.
        what: String,
        /// The highest.
        of: u8,
    },
    /// A criterion that the rubric does not have.
    #[error("there is no criterion `{found}` here{}; there are: {known}", near.as_ref().map_or_else(String::new, |near| format!(", did you mean `{near}`?")))]
    NoCriterion {
        /// As given.
        found: String,
        /// One with a similar id.
        near: Option<String>,
        /// All of them.
        known: String,
    },
    /// A decision without words.
    #[error(
        "a level needs a reason: write with --reason, in words of the job, what in the answer decided it"
    )]
    NoReason,
    /// A reason that is longer than anybody reads.
    #[error("the reason has {bytes} bytes, and can have {limit}: shorten it")]
    LongReason {
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Who decides is not said in a way that can be kept.
    #[error(
        "`{found}` cannot stand for a person who decides: write lower-case letters, digits and single hyphens, such as ana"
    )]
    BadRater {
        /// As given.
        found: String,
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
    /// Events of a round in an impossible order.
    #[error("the events of the panel contradict each other: {0}")]
    Round(#[from] RoundError),
    /// Events of a candidate in an impossible order.
    #[error("the events of `{candidate}` contradict each other: {source}")]
    Candidate {
        /// Who.
        candidate: String,
        /// How.
        source: CandidateError,
    },
}

impl From<LibraryError> for PanelError {
    fn from(error: LibraryError) -> Self {
        Self::Session(error.into())
    }
}
