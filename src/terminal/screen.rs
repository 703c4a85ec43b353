//! One value that says what the screen can do: how wide it is, whether it shows colour and Unicode,
//! and whether a person sits at it.
//!
//! The environment is read once by the command line and passed in, so that every decision here is a
//! plain function with a table of tests.

use std::ffi::OsString;

use super::theme::Theme;

/// The width taken when the terminal does not tell, in columns.
pub const UNKNOWN_COLUMNS: usize = 80;
/// The height taken when the terminal does not tell, in rows.
pub const UNKNOWN_ROWS: usize = 24;

/// What `--color` asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// Colour where the environment and the terminal agree to it.
    #[default]
    Auto,
    /// Colour even into a file.
    Always,
    /// No colour.
    Never,
}

/// Where a screen's text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: data.
    Output,
    /// Standard error: talk.
    Talk,
}

/// What of the surroundings matters to a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `NO_COLOR` is set to something (see no-color.org).
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set to something other than `0`.
    pub clicolor_force: bool,
    /// `TERM` is `dumb`: a terminal that cannot move its cursor.
    pub dumb: bool,
    /// The locale names a character set other than UTF-8.
    pub ascii_locale: bool,
    /// Standard input is a terminal.
    pub input_is_terminal: bool,
    /// Standard output is a terminal.
    pub output_is_terminal: bool,
    /// Standard error is a terminal.
    pub talk_is_terminal: bool,
    /// Columns and rows of the terminal, when it tells.
    pub size: Option<(u16, u16)>,
}

impl Surroundings {
    /// Asks the three standard streams and the terminal, and takes variables from `variable` (the
    /// command line hands in `std::env::var_os`).
    #[must_use]
    pub fn look(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        use std::io::IsTerminal as _;

        let input_is_terminal = std::io::stdin().is_terminal();
        let output_is_terminal = std::io::stdout().is_terminal();
        let talk_is_terminal = std::io::stderr().is_terminal();
        // Without a terminal the question would start a helper program; there is no use in that.
        let size = (output_is_terminal || talk_is_terminal)
            .then(|| crossterm::terminal::size().ok())
            .flatten()
            .filter(|&(columns, rows)| columns > 0 && rows > 0);
        Self {
            input_is_terminal,
            output_is_terminal,
            talk_is_terminal,
            size,
            ..Self::from_variables(variable)
        }
    }

    /// The part that variables alone decide; streams are taken for files.
    #[must_use]
    pub fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
        Self {
            no_color: set("NO_COLOR").is_some(),
            clicolor_force: set("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            dumb: set("TERM").is_some_and(|value| value == "dumb"),
            ascii_locale: locale.is_some_and(|value| !names_utf8(&value.to_string_lossy())),
            ..Self::default()
        }
    }
}

fn names_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Whether to use colour. A flag beats the environment; `NO_COLOR` beats `CLICOLOR_FORCE`; both
/// beat what the terminal can do.
#[must_use]
pub fn colour(choice: ColourChoice, around: &Surroundings, is_terminal: bool) -> bool {
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if around.no_color => false,
        ColourChoice::Auto if around.clicolor_force => true,
        ColourChoice::Auto => is_terminal && !around.dumb,
    }
}

/// What a view needs to know of the place where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The width for prose, in columns: that of the terminal, but at least 40 and at most 100, since
    /// longer lines are hard to read.
    pub prose: usize,
    /// The real width, in columns; 80 when unknown.
    pub columns: usize,
    /// The real height, in rows; 24 when unknown.
    pub rows: usize,
    /// Whether a person can be asked with cursor keys and boxes. Without, questions are lines.
    pub interactive: bool,
    /// Colours and marks.
    pub theme: Theme,
}

impl Screen {
    /// The screen behind one stream. `plain` is the flag of that name: line by line, for screen
    /// readers and scripts.
    #[must_use]
    pub fn new(around: &Surroundings, stream: Stream, choice: ColourChoice, plain: bool) -> Self {
        let is_terminal = match stream {
            Stream::Output => around.output_is_terminal,
            Stream::Talk => around.talk_is_terminal,
        };
        let size = around.size.filter(|_| is_terminal);
        let columns = size.map_or(UNKNOWN_COLUMNS, |(columns, _)| usize::from(columns));
        let rows = size.map_or(UNKNOWN_ROWS, |(_, rows)| usize::from(rows));
        let interactive = !plain
            && !around.dumb
            && around.input_is_terminal
            && around.output_is_terminal
            && around.talk_is_terminal;
        let theme = Theme {
            colour: colour(choice, around, is_terminal),
            unicode: !around.dumb && !around.ascii_locale,
        };
        Self { prose: columns.clamp(40, 100), columns, rows, interactive, theme }
    }

    /// A screen without a terminal: no colour, no questions by key, this wide.
    #[must_use]
    pub fn plain(columns: usize) -> Self {
        Self {
            prose: columns.clamp(40, 100),
            columns,
            rows: UNKNOWN_ROWS,
            interactive: false,
            theme: Theme::PLAIN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal() -> Surroundings {
        Surroundings {
            input_is_terminal: true,
            output_is_terminal: true,
            talk_is_terminal: true,
            size: Some((120, 40)),
            ..Surroundings::default()
        }
    }

    fn variables(pairs: &'static [(&str, &str)]) -> Surroundings {
        Surroundings::from_variables(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn colour_follows_flag_then_environment_then_terminal() {
        use ColourChoice::{Always, Auto, Never};
        // flag, NO_COLOR, CLICOLOR_FORCE, TERM=dumb, terminal -> colour
        for (choice, no_color, clicolor_force, dumb, is_terminal, expected) in [
            (Auto, false, false, false, true, true),
            (Auto, false, false, false, false, false),
            (Auto, false, false, true, true, false),
            (Auto, true, false, false, true, false),
            (Auto, true, true, false, true, false),
            (Auto, false, true, false, false, true),
            (Auto, false, true, true, false, true),
            (Always, true, false, true, false, true),
            (Never, false, true, false, true, false),
        ] {
            let around = Surroundings { no_color, clicolor_force, dumb, ..Surroundings::default() };
            assert_eq!(colour(choice, &around, is_terminal), expected, "{choice:?} {around:?}");
        }
    }

    #[test]
    fn variables_count_when_they_are_set_to_something() {
        assert!(variables(&[("NO_COLOR", "1")]).no_color);
        assert!(!variables(&[("NO_COLOR", "")]).no_color);
        assert!(variables(&[("CLICOLOR_FORCE", "1")]).clicolor_force);
        assert!(!variables(&[("CLICOLOR_FORCE", "0")]).clicolor_force);
        assert!(variables(&[("TERM", "dumb")]).dumb);
    }

    #[test]
    fn only_a_locale_that_says_otherwise_turns_unicode_off() {
        assert!(!variables(&[]).ascii_locale);
        assert!(!variables(&[("LANG", "de_AT.UTF-8")]).ascii_locale);
        assert!(!variables(&[("LC_ALL", "C.utf8"), ("LANG", "C")]).ascii_locale);
        assert!(variables(&[("LC_ALL", "C"), ("LANG", "de_AT.UTF-8")]).ascii_locale);
        assert!(variables(&[("LC_ALL", ""), ("LANG", "de_AT.ISO-8859-1")]).ascii_locale);
    }

    #[test]
    fn prose_is_neither_too_narrow_nor_too_wide() {
        for (columns, prose) in [(20, 40), (60, 60), (80, 80), (100, 100), (300, 100)] {
            let around = Surroundings { size: Some((columns, 24)), ..terminal() };
            let screen = Screen::new(&around, Stream::Output, ColourChoice::Auto, false);
            assert_eq!((screen.columns, screen.prose), (usize::from(columns), prose));
        }
    }

    #[test]
    fn a_file_is_eighty_columns_wide_whatever_the_terminal() {
        let around = Surroundings { output_is_terminal: false, ..terminal() };
        let screen = Screen::new(&around, Stream::Output, ColourChoice::Auto, false);
        assert_eq!((screen.columns, screen.theme.colour), (80, false));
        let talk = Screen::new(&around, Stream::Talk, ColourChoice::Auto, false);
        assert_eq!((talk.columns, talk.theme.colour), (120, true));
    }

    #[test]
    fn questions_by_key_need_a_terminal_on_every_stream() {
        let asks = |around: &Surroundings, plain| {
            Screen::new(around, Stream::Output, ColourChoice::Auto, plain).interactive
        };
        assert!(asks(&terminal(), false));
        assert!(!asks(&terminal(), true));
        assert!(!asks(&Surroundings { dumb: true, ..terminal() }, false));
        assert!(!asks(&Surroundings { input_is_terminal: false, ..terminal() }, false));
        assert!(!asks(&Surroundings { output_is_terminal: false, ..terminal() }, false));
        assert!(!asks(&Surroundings { talk_is_terminal: false, ..terminal() }, false));
    }
}
