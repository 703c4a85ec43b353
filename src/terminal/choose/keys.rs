//! Choosing with keys, on a terminal: `inquire`'s menus, with our colours and words.
//!
//! Each function gives nothing when there turns out to be no terminal to ask; the screen is then no
//! longer interactive, and the caller asks by lines.

use std::io;

use inquire::autocompletion::Autocomplete;
use inquire::ui::{RenderConfig, Styled};
use inquire::validator::Validation;
use inquire::{Confirm, CustomUserError, InquireError, MultiSelect, Select, Text};

use super::numbers::Mistyped;
use super::{Choice, Out, Propose};
use crate::terminal::console::Console;
use crate::terminal::sanitize::one_line;
use crate::terminal::theme::Mark;
use crate::terminal::wrap::{truncate, width};

/// The most rows of a menu.
const LONGEST_PAGE: usize = 12;

fn colours(console: &Console<'_>) -> RenderConfig<'static> {
    let mut config = if console.screen.theme.colour {
        RenderConfig::default_colored()
    } else {
        // What is answered must look different from what is asked without colour, too.
        RenderConfig::empty().with_answered_prompt_prefix(Styled::new(">"))
    };
    // Backing out leads to other choices: nothing is cancelled by it.
    config.canceled_prompt_indicator.content = "(no answer)";
    config
}

/// As many options as fit beside the prompt and the help.
fn page(console: &Console<'_>) -> usize {
    console.screen.rows.saturating_sub(4).clamp(2, LONGEST_PAGE)
}

/// How many columns are left for an answer behind its prompt, and the sign for what is cut.
fn rest(console: &Console<'_>, prompt: &str) -> (usize, &'static str) {
    let used = width(prompt) + 4;
    (console.screen.columns.saturating_sub(used).max(8), console.screen.theme.mark(Mark::Ellipsis))
}

fn settle<T>(
    console: &mut Console<'_>,
    answer: Result<T, InquireError>,
) -> io::Result<Option<Choice<T>>> {
    match answer {
        Ok(value) => Ok(Some(Choice::Made(value))),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => {
            Ok(Some(Choice::Cancelled))
        }
        Err(InquireError::NotTTY) => {
            console.screen.interactive = false;
            Ok(None)
        }
        Err(InquireError::IO(error)) => Err(error),
        Err(other) => Err(io::Error::other(other)),
    }
}

/// Ranks an option for what was typed into a menu: a number finds the option of that number, and
/// then those that start with it; other text finds the labels that contain it.
fn rank(typed: &str, label: &str, index: usize) -> Option<i64> {
    let typed = typed.trim().to_lowercase();
    if !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit()) {
        let number = (index + 1).to_string();
        return number.starts_with(&typed).then_some(i64::from(number == typed));
    }
    label.to_lowercase().contains(&typed).then_some(0)
}

pub(super) fn one(
    console: &mut Console<'_>,
    prompt: &str,
    labels: &[String],
    start: Option<usize>,
    out: Out,
) -> io::Result<Option<Choice<usize>>> {
    console.output.flush()?;
    let scorer = |typed: &str, _: &String, label: &str, index: usize| rank(typed, label, index);
    let (room, ellipsis) = rest(console, prompt);
    let help = match out {
        Out::Back => "arrows or a number, Enter to choose, Esc to go back",
        Out::Leave => "arrows or a number, Enter to choose, Esc to leave",
    };
    let answer = Select::new(prompt, labels.to_vec())
        .with_help_message(help)
        .with_page_size(page(console))
        .with_starting_cursor(start.unwrap_or(0))
        .with_scorer(&scorer)
        .with_formatter(&|chosen| truncate(chosen.value, room, ellipsis))
        .with_render_config(colours(console))
        .raw_prompt()
        .map(|option| option.index);
    settle(console, answer)
}

pub(super) fn many(
    console: &mut Console<'_>,
    prompt: &str,
    labels: &[String],
    ticked: &[usize],
) -> io::Result<Option<Choice<Vec<usize>>>> {
    console.output.flush()?;
    let scorer = |typed: &str, _: &String, label: &str, index: usize| rank(typed, label, index);
    let (room, ellipsis) = rest(console, prompt);
    let answer = MultiSelect::new(prompt, labels.to_vec())
        .with_help_message("arrows, Space to tick, Enter when done, Esc to go back")
        .with_page_size(page(console))
        .with_default(ticked)
        .with_keep_filter(false)
        .with_scorer(&scorer)
        .with_formatter(&|chosen| {
            let labels: Vec<&str> = chosen.iter().map(|option| option.value.as_str()).collect();
            let labels = if labels.is_empty() { "none".to_owned() } else { labels.join("; ") };
            truncate(&labels, room, ellipsis)
        })
        .with_render_config(colours(console))
        .raw_prompt()
        .map(|options| {
            let mut indices: Vec<usize> = options.iter().map(|option| option.index).collect();
            indices.sort_unstable();
            indices
        });
    settle(console, answer)
}

pub(super) fn confirm(
    console: &mut Console<'_>,
    prompt: &str,
    default: Option<bool>,
) -> io::Result<Option<Choice<bool>>> {
    console.output.flush()?;
    let mut confirm = Confirm::new(prompt)
        .with_help_message("y or n, Enter when done, Esc to go back")
        .with_error_message("Type y for yes or n for no.")
        .with_render_config(colours(console));
    confirm.default = default;
    let answer = confirm.prompt();
    settle(console, answer)
}

pub(super) fn line(
    console: &mut Console<'_>,
    prompt: &str,
    initial: &str,
    help: &str,
    check: impl Fn(&str) -> Result<(), Mistyped> + Clone,
) -> io::Result<Option<Choice<String>>> {
    console.output.flush()?;
    let validator = move |text: &str| {
        Ok(match check(text) {
            Ok(()) => Validation::Valid,
            Err(mistyped) => Validation::Invalid(mistyped.into()),
        })
    };
    let answer = Text::new(prompt)
        .with_initial_value(initial)
        .with_help_message(help)
        .with_validator(validator)
        // What is shown as the answer is what is returned, not the line ends of a paste.
        .with_formatter(&|text| one_line(text))
        .with_render_config(colours(console))
        .prompt()
        .map(|text| one_line(&text));
    settle(console, answer)
}

/// What is proposed below the line, and what Tab makes of it.
#[derive(Clone)]
struct Proposal(Propose);

impl Autocomplete for Proposal {
    fn get_suggestions(&mut self, typed: &str) -> Result<Vec<String>, CustomUserError> {
        Ok((self.0)(&one_line(typed)).into_iter().collect())
    }

    fn get_completion(
        &mut self,
        typed: &str,
        chosen: Option<String>,
    ) -> Result<Option<String>, CustomUserError> {
        Ok(chosen.or_else(|| (self.0)(&one_line(typed))))
    }
}

pub(super) fn fit_line(
    console: &mut Console<'_>,
    prompt: &str,
    default: &str,
    propose: Propose,
    check: impl Fn(&str) -> Result<(), Mistyped> + Clone,
) -> io::Result<Option<Choice<String>>> {
    console.output.flush()?;
    let validator = move |text: &str| {
        Ok(match check(text) {
            Ok(()) => Validation::Valid,
            Err(mistyped) => Validation::Invalid(mistyped.into()),
        })
    };
    let mut text = Text::new(prompt)
        .with_help_message("Enter when done, Esc to go back")
        .with_validator(validator)
        .with_autocomplete(Proposal(propose))
        .with_formatter(&|text| one_line(text))
        .with_render_config(colours(console));
    text.default = Some(default).filter(|default| !default.is_empty());
    let answer = text.prompt().map(|text| one_line(&text));
    settle(console, answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_finds_its_option_first() {
        assert_eq!(rank("1", "1. Map", 0), Some(1));
        assert_eq!(rank("1", "10. Measure", 9), Some(0));
        assert_eq!(rank("2", "1. Two of 2", 0), None);
        assert_eq!(rank("MEAS", "10. Measure", 9), Some(0));
        assert_eq!(rank("", "1. Map", 0), Some(0));
    }
}
