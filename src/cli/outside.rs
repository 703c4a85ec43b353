//! The outside world in one place: streams, environment, clock, randomness, directories.

use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand::TryRng as _;
use rand::rngs::SysRng;
use serde::Serialize;

use super::Everywhere;
use super::error::CliError;
use crate::library::{Library, LibraryError};
use crate::report::diagnostics::{self, Look};
use crate::session::panel::PanelError;
use crate::session::{SessionError, World};
use crate::store::{Micros, Salt, SqliteStore, StoreError};
use crate::terminal::console::Console;
use crate::terminal::sanitize::{in_json, one_line, sanitize};
use crate::terminal::screen::{ColourChoice, Screen, Stream, Surroundings};
use crate::terminal::wrap::{paint, wrap_text};

/// Name of the file in the data directory.
const STORE_FILE: &str = "hotseat.db";

/// Everything that a command may ask of the world.
pub(super) struct Outside {
    pub(super) surroundings: Surroundings,
    colour: ColourChoice,
}

impl Outside {
    #[expect(clippy::disallowed_methods, reason = "the environment is read here and handed on")]
    pub(super) fn new() -> Self {
        Self {
            surroundings: Surroundings::look(|name| std::env::var_os(name)),
            colour: ColourChoice::Auto,
        }
    }

    pub(super) fn choose_colour(&mut self, colour: ColourChoice) {
        self.colour = colour;
    }

    /// The screen for data.
    pub(super) fn screen(&self) -> Screen {
        Screen::new(&self.surroundings, Stream::Output, self.colour, false)
    }

    /// The screen for talk.
    pub(super) fn talk_screen(&self, plain: bool) -> Screen {
        Screen::new(&self.surroundings, Stream::Talk, self.colour, plain)
    }

    /// Prints data.
    pub(super) fn print(&mut self, text: &str) -> Result<(), CliError> {
        let mut output = io::stdout().lock();
        output.write_all(text.as_bytes())?;
        Ok(output.flush()?)
    }

    /// Prints a document.
    pub(super) fn print_json(&mut self, document: &impl Serialize) -> Result<(), CliError> {
        let text = serde_json::to_string_pretty(document)?;
        self.print(&format!("{}\n", in_json(&text)))
    }

    /// Prints talk; a closed standard error is nobody's problem.
    pub(super) fn say(&mut self, text: &str) {
        let _ = writeln!(io::stderr(), "{text}");
    }

    pub(super) fn usage(&mut self, error: &clap::Error) -> ExitCode {
        let _ = error.print();
        if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
    }

    pub(super) fn complain(&mut self, error: &CliError) {
        if let CliError::Output(cause) = error
            && cause.kind() == io::ErrorKind::BrokenPipe
        {
            return;
        }
        let screen = self.talk_screen(true);
        if let Some(LibraryError::Faulty { file, text, diagnostics, .. }) = faulty(error) {
            let look =
                Look { ansi: screen.theme.colour, width: screen.columns.max(60), plain: false };
            self.say(&diagnostics::of_file(file, text, diagnostics, look));
        }
        let message = format!("error: {}", sanitize(&error.to_string()));
        // In a file, a message stays on the line that a search would find.
        if self.surroundings.talk_is_terminal {
            let lines = wrap_text(&message, anstyle::Style::new(), screen.prose);
            self.say(paint(&lines).trim_end());
        } else {
            self.say(&message);
        }
    }

    /// Runs something with a console on the standard streams. With `json`, standard output is kept
    /// free for the document, and the conversation goes to standard error.
    pub(super) fn converse<T>(
        &mut self,
        plain: bool,
        json: bool,
        act: impl FnOnce(&mut Console<'_>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut input = BufReader::new(io::stdin());
        let mut output: Box<dyn Write> =
            if json { Box::new(io::stderr()) } else { Box::new(io::stdout()) };
        let stream = if json { Stream::Talk } else { Stream::Output };
        let screen = Screen::new(&self.surroundings, stream, self.colour, plain);
        act(&mut Console { screen, input: &mut input, output: &mut output })
    }

    /// The command in `VISUAL` or else `EDITOR`.
    #[expect(clippy::disallowed_methods, reason = "the environment is read here and handed on")]
    pub(super) fn editor(&self) -> Option<String> {
        ["VISUAL", "EDITOR"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
    }

    /// The built-in library with what the user lays over it: the own one, then those named.
    pub(super) fn library(&self, everywhere: &Everywhere) -> Result<Library, CliError> {
        Ok(Library::with_directories(&self.directories(everywhere))?)
    }

    /// [`Self::library`], to score with: groups that are left out may be missed.
    pub(super) fn scoring_library(&mut self, everywhere: &Everywhere) -> Result<Library, CliError> {
        let library = self.library(everywhere)?;
        for error in library.left_out() {
            let what = one_line(&error.to_string());
            self.say(&format!("warning: {what}; rubrics of other libraries score without it"));
        }
        Ok(library)
    }

    /// The directories that are laid over the built-in library, from the lowest.
    pub(super) fn directories(&self, everywhere: &Everywhere) -> Vec<PathBuf> {
        // Without a data directory there is no library of one's own, and that is no failure here.
        let own = self.user_library(everywhere).ok().filter(|path| Self::is_library(path));
        own.into_iter().chain(self.named_libraries(everywhere)).collect()
    }

    /// The libraries of `--library` or `HOTSEAT_LIBRARY`.
    pub(super) fn named_libraries(&self, everywhere: &Everywhere) -> Vec<PathBuf> {
        everywhere.library.iter().filter(|path| !path.as_os_str().is_empty()).cloned().collect()
    }

    /// Where the user's own library is looked for.
    pub(super) fn user_library(&self, everywhere: &Everywhere) -> Result<PathBuf, CliError> {
        Ok(self.data_directory(everywhere)?.join("library"))
    }

    /// Whether a directory is meant as a library.
    pub(super) fn is_library(directory: &Path) -> bool {
        directory.join("library.toml").is_file()
    }

    /// The directory in which answers are kept.
    pub(super) fn data_directory(&self, everywhere: &Everywhere) -> Result<PathBuf, CliError> {
        use etcetera::BaseStrategy as _;

        match &everywhere.data {
            Some(path) if !path.as_os_str().is_empty() => Ok(path.clone()),
            _ => etcetera::base_strategy::choose_native_strategy()
                .map(|directories| directories.data_dir().join("hotseat"))
                .map_err(|_| CliError::NoDataDirectory),
        }
    }

    pub(super) fn store_file(&self, everywhere: &Everywhere) -> Result<PathBuf, CliError> {
        Ok(self.data_directory(everywhere)?.join(STORE_FILE))
    }

    /// Opens the store if there is one: looking makes none.
    pub(super) fn existing_store(
        &self,
        everywhere: &Everywhere,
    ) -> Result<Option<SqliteStore>, CliError> {
        let file = self.store_file(everywhere)?;
        match std::fs::metadata(&file) {
            Ok(_) => Ok(Some(SqliteStore::open(&file)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            // Not to be let in is something else than nothing there.
            Err(error) => {
                Err(StoreError::CannotOpen { path: file, source: Box::new(error) }.into())
            }
        }
    }

    /// Opens the store, making it if need be.
    pub(super) fn store(&self, everywhere: &Everywhere) -> Result<SqliteStore, CliError> {
        Ok(SqliteStore::open(&self.store_file(everywhere)?)?)
    }

    /// The day where the person is, and their time zone.
    pub(super) fn today(&self) -> (Date, TimeZone) {
        let zone = TimeZone::system();
        let now = jiff::Timestamp::from_microsecond(self.now()).unwrap_or_default();
        (zone.to_datetime(now).date(), zone)
    }

    /// A seed for shuffles that nobody asked to repeat.
    pub(super) fn seed(&self) -> u64 {
        // Without a source of randomness the shuffles repeat, which harms nobody.
        SysRng.try_next_u64().unwrap_or(0)
    }
}

fn faulty(error: &CliError) -> Option<&LibraryError> {
    use crate::terminal::practice::PracticeError;

    let library = match error {
        CliError::Library(library)
        | CliError::Session(SessionError::Library(library))
        | CliError::Panel(PanelError::Session(SessionError::Library(library)))
        | CliError::Practice(PracticeError::Session(SessionError::Library(library))) => library,
        _ => return None,
    };
    matches!(library, LibraryError::Faulty { .. }).then_some(library)
}

impl World for Outside {
    #[expect(clippy::disallowed_methods, reason = "the clock is read here and handed on")]
    fn now(&self) -> Micros {
        jiff::Timestamp::now().as_microsecond()
    }

    fn salt(&self) -> Salt {
        let mut bytes = [0; 32];
        if SysRng.try_fill_bytes(&mut bytes).is_err() {
            // Salts only keep erased payloads from being guessed; the chain holds without.
            bytes = [0; 32];
        }
        Salt(bytes)
    }

    fn secret(&self) -> Option<[u8; 32]> {
        let mut bytes = [0; 32];
        SysRng.try_fill_bytes(&mut bytes).is_ok().then_some(bytes)
    }

    fn id(&self) -> String {
        let millis = u64::try_from(self.now() / 1_000).unwrap_or(0);
        let mut random = [0; 10];
        let _ = SysRng.try_fill_bytes(&mut random);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
    }
}

impl Outside {
    /// A progress bar on standard error, shown only on a terminal and only when it lasts.
    pub(super) fn progress(&self) -> indicatif::ProgressBar {
        use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

        if !self.surroundings.talk_is_terminal {
            return ProgressBar::hidden();
        }
        // Twice a second at the most: a short batch is over before the first draw.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(2));
        let style = ProgressStyle::with_template("{spinner} {pos} answers scored, {per_sec}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar
    }
}
