//! What a command can fail with, and the exit code that follows.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::author::bench::PastError;
use crate::author::check::CheckError;
use crate::author::marking::sheet::Unkept;
use crate::author::new::TableError;
use crate::interview::answers::AnswersError;
use crate::library::LibraryError;
use crate::report::anki::AnkiError;
use crate::report::panel::impact::GroupsError;
use crate::scoring::CalibrationError;
use crate::session::SessionError;
use crate::session::naming::NamingError;
use crate::session::panel::PanelError;
use crate::session::room::RoomError;
use crate::store::StoreError;
use crate::store::archive::ArchiveError;
use crate::terminal::practice::PracticeError;
use crate::web::ServeError;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error(transparent)]
    Session(#[from] SessionError),
    #[error(transparent)]
    Naming(#[from] NamingError),
    #[error(transparent)]
    Anki(Box<AnkiError>),
    #[error(transparent)]
    Panel(#[from] PanelError),
    #[error(transparent)]
    Room(#[from] RoomError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(
        "cannot listen at {address}: {source}; another workshop may be running: end it, or name another place with --listen, such as --listen 127.0.0.1:7738"
    )]
    Listen { address: SocketAddr, source: io::Error },
    #[error(
        "a workshop is running on the data in {}: end it first, or use its console; `hotseat workshop link CODE` prints a new facilitator link while it runs",
        folder.display()
    )]
    WorkshopRuns { folder: PathBuf },
    #[error("no room has the code `{found}`; `hotseat workshop list` shows them")]
    NoRoom { found: String },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Check(#[from] CheckError),
    #[error(transparent)]
    Practice(#[from] PracticeError),
    #[error("{what}: {problem}; nothing was imported")]
    Import { what: String, problem: ArchiveError },
    #[error("cannot export: {0}")]
    Export(ArchiveError),
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{what} is not text: byte {at} is not UTF-8; save it as UTF-8")]
    NotText { what: String, at: usize },
    #[error("{what} looks like a binary file: byte {at} is zero; give the answer as plain text")]
    Binary { what: String, at: usize },
    #[error("{what} is larger than {limit}; {instead}")]
    TooLarge { what: String, limit: &'static str, instead: &'static str },
    #[error("{}: {}", path.display(), problems(problems_list))]
    Answers { path: PathBuf, problems_list: Vec<AnswersError> },
    #[error(
        "`{found}` is no question: write SCENARIO/QUESTION, such as chatbot-explainability/scope"
    )]
    NoQuestion { found: String },
    #[error(
        "only open questions have rubrics, and `{question}` is of the kind {kind}; open ones here: {open}"
    )]
    NotOpen { question: String, kind: &'static str, open: String },
    #[error(
        "{what}: nothing to compare with; answers belong into rubrics/SCENARIO/QUESTION.marked.toml, their levels into rubrics/SCENARIO/QUESTION.marks/RATER.toml"
    )]
    NoMarkedAnswers { what: String },
    #[error(
        "{what}: no answer was marked by two people; each rater has a file rubrics/SCENARIO/QUESTION.marks/RATER.toml, and `hotseat test` compares a single rater with the scorer"
    )]
    NoTwoRaters { what: String },
    #[error(
        "there is no file, no directory and no rubric `{found}`; `hotseat list` shows the cases, `hotseat show CASE` its questions"
    )]
    NothingToCheck { found: String },
    #[error("no marked answer with a level is called `{found}` there{}; `hotseat test --answers --all` shows them all", near.as_ref().map_or_else(String::new, |near| format!(", did you mean `{near}`?")))]
    NoSuchAnswer { found: String, near: Option<String> },
    #[error("no rater is called `{found}` there; those who marked: {}", if names.is_empty() { "nobody" } else { names.as_str() })]
    NoRater { found: String, names: String },
    #[error(
        "no library in {}: `hotseat new library DIR` makes one, --into DIR names another",
        directory.display()
    )]
    NoLibrary { directory: PathBuf },
    #[error(
        "`{found}` is no id: write lower-case letters, digits and single hyphens, such as {instead}"
    )]
    NoId { found: String, instead: String },
    #[error("{} is already there; nothing was written", path.display())]
    AlreadyThere { path: PathBuf },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{}: {problem}", path.display())]
    Table { path: PathBuf, problem: TableError },
    #[error("{}: {problem}", path.display())]
    Groups { path: PathBuf, problem: GroupsError },
    #[error("{} is no receipt: {problem}; give a file that `hotseat score --json` wrote", path.display())]
    NoReceipt { path: PathBuf, problem: String },
    #[error(
        "{}: {source}; give a library directory, or a file that `hotseat test --json` wrote",
        path.display()
    )]
    NoPast { path: PathBuf, source: PastError },
    #[error("{} is no calibration: {problem}; let `hotseat calibrate` write it", path.display())]
    NoCalibration { path: PathBuf, problem: String },
    #[error(
        "{question} has no {file}: `hotseat calibrate {question}` writes it, and `hotseat score --calibration FILE` takes another"
    )]
    NotCalibrated { question: String, file: String },
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    #[error("no data directory is known for this user: give one with --data DIR or HOTSEAT_DATA")]
    NoDataDirectory,
    #[error(
        "there is nothing to watch: the built-in library does not change; name a directory, or give --library DIR"
    )]
    NothingToWatch,
    #[error("cannot watch {}: {source}", path.display())]
    Watch { path: PathBuf, source: notify::Error },
    #[error("{}: {problem}", path.display())]
    Marks { path: PathBuf, problem: Unkept },
    #[error(
        "{} was changed by somebody else while you marked. Nothing of theirs was written over, and your last mark was not kept: the same command goes on from what stands there now",
        path.display()
    )]
    ChangedMeanwhile { path: PathBuf },
    #[error(
        "the answers to {question} are part of the program, which keeps no marks: say with --out DIR where they shall be kept. In a library of your own, `hotseat test` finds them in {folder}"
    )]
    BuiltInMarks { question: String, folder: String },
    #[error("{}: line {line} {problem}", path.display())]
    Row { path: PathBuf, line: u64, problem: String },
    #[error("{what}: no answers to mark; {instead}")]
    NothingToMark { what: String, instead: &'static str },
    #[error("{0}")]
    Usage(String),
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    #[error("cannot write the result as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl From<AnkiError> for CliError {
    fn from(error: AnkiError) -> Self {
        Self::Anki(Box::new(error))
    }
}

fn problems(list: &[AnswersError]) -> String {
    match list {
        [only] => only.to_string(),
        many => many.iter().map(|problem| format!("\n  {problem}")).collect(),
    }
}

impl CliError {
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_)
            | Self::Naming(_)
            | Self::NoRoom { .. }
            | Self::WorkshopRuns { .. }
            | Self::NothingToWatch
            | Self::NoQuestion { .. }
            | Self::NoRater { .. }
            | Self::NotOpen { .. }
            | Self::NoLibrary { .. }
            | Self::BuiltInMarks { .. }
            | Self::NoId { .. }
            | Self::AlreadyThere { .. } => ExitCode::from(2),
            Self::Panel(
                PanelError::BadName { .. }
                | PanelError::BadCandidate(_)
                | PanelError::BadRater { .. }
                | PanelError::OtherScenario { .. }
                | PanelError::WhichQuestion { .. }
                | PanelError::NoLevel { .. }
                | PanelError::NoCriterion { .. }
                | PanelError::NoReason
                | PanelError::LongReason { .. },
            ) => ExitCode::from(2),
            Self::Store(_)
            | Self::Export(_)
            | Self::Room(RoomError::Store(_))
            | Self::NoDataDirectory
            | Self::Session(SessionError::Store(_))
            | Self::Panel(PanelError::Store(_) | PanelError::Session(SessionError::Store(_)))
            | Self::Practice(
                PracticeError::NotStored { .. } | PracticeError::Session(SessionError::Store(_)),
            ) => ExitCode::from(4),
            // A reader that stops early, as `head` does, is no failure.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            _ => ExitCode::from(3),
        }
    }
}
