//! Values from the command line or, where it leaves them out and somebody can be asked, from them.

use std::io;

use crate::author::new::Kind;
use crate::cli::error::CliError;
use crate::content::ids::{id_from, is_id};
use crate::content::limits::{MAX_ENTRIES, MAX_MINUTES};
use crate::terminal::choose::{self, Choice, LONGEST, Mistyped};
use crate::terminal::console::Console;
use crate::terminal::sanitize::one_line;

/// Why there is no value.
pub(super) enum Stop {
    /// The person left.
    Left,
    /// Something is wrong.
    Error(CliError),
}

impl<E: Into<CliError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

fn made<T>(choice: io::Result<Choice<T>>) -> Result<T, Stop> {
    match choice? {
        Choice::Made(value) => Ok(value),
        Choice::Cancelled => Err(Stop::Left),
    }
}

fn unfit<T>(message: impl Into<String>) -> Result<T, Mistyped> {
    Err(Mistyped::Unfit(message.into()))
}

/// Somebody to ask, or nobody.
pub(super) struct Asking<'c, 'a>(pub(super) Option<&'c mut Console<'a>>);

impl Asking<'_, '_> {
    /// A line of text that is not blank.
    pub(super) fn line(
        &mut self,
        given: Option<&str>,
        prompt: &str,
        default: &str,
    ) -> Result<String, Stop> {
        self.fit(given, prompt, default, |_| None, not_blank)
    }

    /// An id. `proposed` is what an empty line takes. Nobody asked, there must be one.
    pub(super) fn id(
        &mut self,
        given: Option<&str>,
        prompt: &str,
        proposed: &str,
        is_taken: &(dyn Fn(&str) -> bool + '_),
        instead: &str,
    ) -> Result<String, Stop> {
        if given.is_none() && self.0.is_none() {
            return Err(CliError::Usage(instead.to_owned()).into());
        }
        if let Some(id) = given {
            return Ok(wanted(id)?.to_owned());
        }
        // A proposal that is taken would only be refused.
        let free = |id: &String| !is_taken(id);
        let numbered = (2..100).map(|number| format!("{proposed}-{number}"));
        let default = std::iter::once(proposed.to_owned()).chain(numbered).find(free);
        let default = default.filter(|id| is_id(id)).unwrap_or_default();
        self.fit(None, prompt, &default, proposal, |text| match text {
            "" => unfit("An id is needed: lower-case letters, digits, hyphens."),
            id if is_id(id) && is_taken(id) => unfit(format!("{id} is taken. Choose another id.")),
            id if is_id(id) => Ok(()),
            other => unfit(match id_from(other) {
                Some(id) => format!("Lower-case letters, digits, hyphens, such as {id}."),
                None => "Lower-case letters, digits, hyphens.".to_owned(),
            }),
        })
    }

    /// A number of minutes.
    pub(super) fn minutes(
        &mut self,
        given: Option<u32>,
        prompt: &str,
        default: u32,
    ) -> Result<u32, Stop> {
        let number = |text: &str| {
            let number = text.parse::<u32>().ok();
            number.filter(|minutes| (1..=MAX_MINUTES).contains(minutes))
        };
        if given.is_some() || self.0.is_none() {
            return Ok(given.unwrap_or(default));
        }
        let text = self.fit(
            None,
            prompt,
            &default.to_string(),
            |_| None,
            |text| match number(text) {
                Some(_) => Ok(()),
                None => unfit(format!("Type a whole number from 1 to {MAX_MINUTES}.")),
            },
        )?;
        Ok(number(&text).unwrap_or(default))
    }

    /// Names, separated by commas when they are typed; each once.
    pub(super) fn names(
        &mut self,
        given: Option<&[String]>,
        prompt: &str,
        defaults: &[&str],
    ) -> Result<Vec<String>, Stop> {
        if let Some(given) = given {
            return Ok(names(&given.join(",")).map_err(usage)?);
        }
        if self.0.is_none() {
            return Ok(defaults.iter().map(|&name| name.to_owned()).collect());
        }
        let text =
            self.fit(None, prompt, &defaults.join(", "), |_| None, |text| names(text).map(drop))?;
        Ok(names(&text).map_err(usage)?)
    }

    /// One of several.
    pub(super) fn one<S: AsRef<str>>(
        &mut self,
        prompt: &str,
        options: &[S],
        instead: &str,
    ) -> Result<usize, Stop> {
        match &mut self.0 {
            Some(console) => made(choose::one(console, prompt, options, Some(0))),
            None => Err(CliError::Usage(instead.to_owned()).into()),
        }
    }

    /// Yes or no.
    pub(super) fn yes(
        &mut self,
        given: Option<bool>,
        prompt: &str,
        default: bool,
    ) -> Result<bool, Stop> {
        match (given, &mut self.0) {
            (None, Some(console)) => made(choose::confirm(console, prompt, Some(default))),
            (given, _) => Ok(given.unwrap_or(default)),
        }
    }

    /// How a question is answered.
    pub(super) fn kind(&mut self, given: Option<Kind>, prompt: &str) -> Result<Kind, Stop> {
        if given.is_some() || self.0.is_none() {
            return Ok(given.unwrap_or_default());
        }
        let labels = Kind::ALL.map(|kind| match kind {
            Kind::Open => "open: free text, scored against a rubric",
            Kind::Choice => "choice: options to pick",
            Kind::Order => "order: items to put in order",
            Kind::Match => "match: pairs to find",
            Kind::Number => "number: a figure to compute",
        });
        let at = self.one(prompt, &labels, "say how it is answered: --kind KIND")?;
        Ok(Kind::ALL.get(at).copied().unwrap_or_default())
    }

    fn fit(
        &mut self,
        given: Option<&str>,
        prompt: &str,
        default: &str,
        propose: choose::Propose,
        check: impl Fn(&str) -> Result<(), Mistyped> + Clone,
    ) -> Result<String, Stop> {
        match (given, &mut self.0) {
            (None, Some(console)) => {
                made(choose::fit_line(console, prompt, default, propose, check))
            }
            (given, _) => {
                let text = one_line(given.unwrap_or(default));
                check(&text).map_err(|_| {
                    let prompt = prompt.trim_end_matches(':').to_lowercase();
                    CliError::Usage(format!(
                        "`{text}` cannot be the {prompt}: write a line with a letter or digit in it, of at most {LONGEST} bytes"
                    ))
                })?;
                Ok(text)
            }
        }
    }
}

/// What is shown below an id while it is typed and is none.
fn proposal(typed: &str) -> Option<String> {
    if is_id(typed) { None } else { id_from(typed) }
}

fn not_blank(text: &str) -> Result<(), Mistyped> {
    if text.len() > LONGEST {
        return Err(Mistyped::TooLong);
    }
    if text.chars().any(char::is_alphanumeric) {
        return Ok(());
    }
    unfit("Type a line with a letter or digit in it.")
}

/// Names between commas; each once, and each with a letter or digit in it.
fn names(text: &str) -> Result<Vec<String>, Mistyped> {
    let mut found: Vec<String> = Vec::new();
    for name in text.split(',').map(one_line).filter(|name| !name.is_empty()) {
        not_blank(&name)?;
        if !found.contains(&name) {
            found.push(name);
        }
    }
    match found.len() {
        0 => unfit("Type names, separated by commas."),
        1..=MAX_ENTRIES => Ok(found),
        _ => unfit(format!("That are more than {MAX_ENTRIES} names.")),
    }
}

fn usage(mistyped: Mistyped) -> CliError {
    CliError::Usage(mistyped.to_string())
}

/// An id that was given.
pub(super) fn wanted(id: &str) -> Result<&str, CliError> {
    if is_id(id) {
        return Ok(id);
    }
    let instead = id_from(id).unwrap_or_else(|| "night-shift".to_owned());
    Err(CliError::NoId { found: id.to_owned(), instead })
}
