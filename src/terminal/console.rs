//! What a question is asked through: a screen, lines to read, a place to write.

use std::io::{BufRead, Write};

use super::screen::Screen;

/// The screen and the two streams of a conversation. With an interactive screen, keys are read from
/// the terminal itself, and `input` serves only when the terminal turns out to be too simple.
pub struct Console<'a> {
    /// What the screen can do. Its `interactive` is switched off when the terminal cannot be asked
    /// where its cursor is, so that later questions do not try again.
    pub screen: Screen,
    /// Where lines are read.
    pub input: &'a mut dyn BufRead,
    /// Where questions and what comes back are written.
    pub output: &'a mut dyn Write,
}
