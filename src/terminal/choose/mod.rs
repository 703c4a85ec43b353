//! Questions with a short answer: one of several, some of several, yes or no, one line, an order,
//! and what belongs to what.
//!
//! On a terminal they are menus; without one, numbered lists and a line to read. Both give the same
//! indices. Whoever backs out (Esc, Ctrl-C, `/leave` or the end of the input) has cancelled, which
//! is an answer and no error.

mod keys;
mod lines;
mod numbers;

use std::io;

use anstyle::Style;

use super::console::Console;
use super::sanitize::one_line;
use super::theme::{Mark, Role};
use super::wrap::{Run, paint, prefixed, truncate, width, wrap_text};

pub use numbers::{LONGEST, Mistyped};

/// What a person has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<T> {
    /// This.
    Made(T),
    /// Nothing: they went back.
    Cancelled,
}

impl<T> Choice<T> {
    /// The same choice, said in another way.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Choice<U> {
        match self {
            Self::Made(value) => Choice::Made(change(value)),
            Self::Cancelled => Choice::Cancelled,
        }
    }

    /// What was chosen, if anything was.
    pub fn made(self) -> Option<T> {
        match self {
            Self::Made(value) => Some(value),
            Self::Cancelled => None,
        }
    }
}

/// Where backing out of a menu leads, which its line of help says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Out {
    /// To where one was before.
    Back,
    /// Out of what one does.
    Leave,
}

/// Asks for one of the options and gives its index. `start` is where a menu begins, and what an
/// empty line chooses. Without options there is nothing to choose, which counts as cancelled.
///
/// # Errors
/// When the terminal or the streams cannot be read or written.
pub fn one<S: AsRef<str>>(
    console: &mut Console<'_>,
    prompt: &str,
    options: &[S],
    start: Option<usize>,
) -> io::Result<Choice<usize>> {
    menu(console, prompt, options, start, Out::Back)
}

/// As [`one`], where whoever backs out leaves: the menu says so.
///
/// # Errors
/// As [`one`].
pub fn one_or_leave<S: AsRef<str>>(
    console: &mut Console<'_>,
    prompt: &str,
    options: &[S],
    start: Option<usize>,
) -> io::Result<Choice<usize>> {
    menu(console, prompt, options, start, Out::Leave)
}

fn menu<S: AsRef<str>>(
    console: &mut Console<'_>,
    prompt: &str,
    options: &[S],
    start: Option<usize>,
    out: Out,
) -> io::Result<Choice<usize>> {
    let (prompt, options) = (one_line(prompt), clean(options));
    if options.is_empty() {
        return Ok(Choice::Cancelled);
    }
    let start = start.filter(|start| *start < options.len());
    let mut listed = false;
    if console.screen.interactive {
        let labels = labels(console, &options, 2);
        let prompt = headline(console, &prompt, "Your choice:", labels.cut)?;
        if labels.cut {
            list(console, &options)?;
            listed = true;
        }
        if let Some(choice) = keys::one(console, &prompt, &labels.texts, start, out)? {
            return Ok(choice);
        }
    }
    if !listed {
        list(console, &options)?;
    }
    lines::one(console, &prompt, options.len(), start)
}

/// Asks for any number of the options and gives their indices, in the order of the options.
/// `ticked` are chosen from the start; on lines, what is typed is the whole choice.
///
/// # Errors
/// When the terminal or the streams cannot be read or written.
pub fn many<S: AsRef<str>>(
    console: &mut Console<'_>,
    prompt: &str,
    options: &[S],
    ticked: &[usize],
) -> io::Result<Choice<Vec<usize>>> {
    let (prompt, options) = (one_line(prompt), clean(options));
    if options.is_empty() {
        return Ok(Choice::Cancelled);
    }
    let mut listed = false;
    if console.screen.interactive {
        let labels = labels(console, &options, 6);
        let prompt = headline(console, &prompt, "Your choice:", labels.cut)?;
        if labels.cut {
            list(console, &options)?;
            listed = true;
        }
        let ticked: Vec<usize> =
            ticked.iter().copied().filter(|index| *index < options.len()).collect();
        if let Some(choice) = keys::many(console, &prompt, &labels.texts, &ticked)? {
            return Ok(choice);
        }
    }
    if !listed {
        list(console, &options)?;
    }
    lines::many(console, &prompt, options.len())
}

/// Asks yes or no. `default` is what an empty line means.
///
/// # Errors
/// When the terminal or the streams cannot be read or written.
pub fn confirm(
    console: &mut Console<'_>,
    prompt: &str,
    default: Option<bool>,
) -> io::Result<Choice<bool>> {
    let prompt = one_line(prompt);
    if console.screen.interactive {
        let prompt = headline(console, &prompt, "Yes or no?", false)?;
        if let Some(choice) = keys::confirm(console, &prompt, default)? {
            return Ok(choice);
        }
    }
    lines::confirm(console, &prompt, default)
}

/// Asks for one line of text, with `initial` to start from; on lines, an empty line takes it. The
/// text is clean and trimmed, may be empty, and has at most [`LONGEST`] bytes.
///
/// # Errors
/// When the terminal or the streams cannot be read or written.
pub fn line(console: &mut Console<'_>, prompt: &str, initial: &str) -> io::Result<Choice<String>> {
    let (prompt, initial) = (one_line(prompt), one_line(initial));
    if console.screen.interactive {
        let prompt = headline(console, &prompt, "Your answer:", false)?;
        let help = "Enter when done, Esc to go back";
        if let Some(choice) = keys::line(console, &prompt, &initial, help, numbers::short)? {
            return Ok(choice);
        }
    }
    lines::line(console, &prompt, &initial, |_| Ok(()))
}

/// Asks for one line of text that has to have a form. An empty line takes `default`.
///
/// `check` says what to type instead of a line that is none; `propose` gives such a line while the
/// person still types, and Tab takes it.
///
/// # Errors
/// When the terminal or the streams cannot be read or written.
pub fn fit_line(
    console: &mut Console<'_>,
    prompt: &str,
    default: &str,
    propose: Propose,
    check: impl Fn(&str) -> Result<(), Mistyped> + Clone,
) -> io::Result<Choice<String>> {
    let (prompt, default) = (one_line(prompt), one_line(default));
    let check = move |text: &str| {
        numbers::short(text)?;
        check(&one_line(text))
    };
    if console.screen.interactive {
        // What stands behind the prompt in brackets takes its room, too.
        let shown = format!("{prompt} ({default})");
        let above = width(&shown) + 20 > console.screen.columns;
        let prompt = headline(console, &prompt, "Your answer:", above)?;
        if let Some(choice) = keys::fit_line(console, &prompt, &default, propose, check.clone())? {
            return Ok(choice);
        }
    }
    lines::line(console, &prompt, &default, check)
}

/// What a person probably means who types this; nothing where it can stay as it is.
pub type Propose = fn(&str) -> Option<String>;

/// Shows the items numbered and asks for their numbers in order, as in "3 1 2". Gives the indices
/// of the items, first to last.
///
/// # Errors
/// When the terminal or the streams cannot be read or written.
pub fn order<S: AsRef<str>>(
    console: &mut Console<'_>,
    prompt: &str,
    items: &[S],
) -> io::Result<Choice<Vec<usize>>> {
    let (prompt, items) = (one_line(prompt), clean(items));
    if items.is_empty() {
        return Ok(Choice::Cancelled);
    }
    let count = items.len();
    if console.screen.interactive {
        let prompt = headline(console, &prompt, "Your order:", true)?;
        list(console, &items)?;
        let help = format!("such as {}; Enter when done, Esc to go back", numbers::example(count));
        let check = move |text: &str| numbers::order(text, count).map(drop);
        if let Some(choice) = keys::line(console, &prompt, "", &help, check)? {
            // The check has passed, so this cannot fail; if it did, the lines below ask again.
            match choice.map(|text| numbers::order(&text, count)) {
                Choice::Made(Ok(order)) => return Ok(Choice::Made(order)),
                Choice::Cancelled => return Ok(Choice::Cancelled),
                Choice::Made(Err(_)) => {}
            }
        }
    }
    list(console, &items)?;
    lines::order(console, &prompt, count)
}

/// Asks for each of `left` which of `right` belongs to it, and gives one index into `right` for each
/// of `left`. One of `right` may be chosen for several.
///
/// # Errors
/// When the terminal or the streams cannot be read or written.
pub fn matching<S: AsRef<str>, T: AsRef<str>>(
    console: &mut Console<'_>,
    left: &[S],
    right: &[T],
) -> io::Result<Choice<Vec<usize>>> {
    let (left, right) = (clean(left), clean(right));
    if left.is_empty() || right.is_empty() {
        return Ok(Choice::Cancelled);
    }
    let labels = labels(console, &right, 2);
    let mut listed = false;
    let mut chosen = Vec::with_capacity(left.len());
    for (at, name) in left.iter().enumerate() {
        let prompt = format!("{} of {}: {name}", at + 1, left.len());
        let mut choice = None;
        if console.screen.interactive {
            if labels.cut && !listed {
                list(console, &right)?;
                listed = true;
            }
            console.output.write_all(b"\n")?;
            let prompt = headline(console, &prompt, "Your choice:", true)?;
            choice = keys::one(console, &prompt, &labels.texts, None, Out::Back)?;
        }
        let choice = match choice {
            Some(choice) => choice,
            None => {
                if !listed {
                    list(console, &right)?;
                    listed = true;
                }
                lines::one(console, &prompt, right.len(), None)?
            }
        };
        match choice {
            Choice::Made(index) => chosen.push(index),
            Choice::Cancelled => return Ok(Choice::Cancelled),
        }
    }
    Ok(Choice::Made(chosen))
}

fn clean<S: AsRef<str>>(texts: &[S]) -> Vec<String> {
    texts.iter().map(|text| one_line(text.as_ref())).collect()
}

/// Numbered labels for a menu.
struct Labels {
    texts: Vec<String>,
    /// Not all fit, so that the full texts must be shown above the menu.
    cut: bool,
}

/// Labels that fit the screen beside `margin` columns of the menu's own.
fn labels(console: &Console<'_>, options: &[String], margin: usize) -> Labels {
    let room = console.screen.columns.saturating_sub(margin + 1).max(8);
    let ellipsis = console.screen.theme.mark(Mark::Ellipsis);
    let numbered: Vec<String> =
        options.iter().enumerate().map(|(at, text)| format!("{}. {text}", at + 1)).collect();
    Labels {
        cut: numbered.iter().any(|label| width(label) > room),
        texts: numbered.iter().map(|label| truncate(label, room, ellipsis)).collect(),
    }
}

/// The prompt for a menu. One that is too long for a line of its own, or that something has to stand
/// below, is written above the menu in full, and `short` takes its place.
fn headline(
    console: &mut Console<'_>,
    prompt: &str,
    short: &str,
    above: bool,
) -> io::Result<String> {
    // The menu puts a sign before the prompt, and after it what is typed.
    if !above && width(prompt) + 20 <= console.screen.columns {
        return Ok(prompt.to_owned());
    }
    let columns = console.screen.prose.min(console.screen.columns);
    let strong = console.screen.theme.style(Role::Strong);
    console.output.write_all(paint(&wrap_text(prompt, strong, columns)).as_bytes())?;
    Ok(short.to_owned())
}

/// Writes the texts as a numbered list, in full.
fn list(console: &mut Console<'_>, texts: &[String]) -> io::Result<()> {
    let hang = width(&format!("{}. ", texts.len()));
    let columns = console.screen.prose.min(console.screen.columns.max(hang + 8));
    for (at, text) in texts.iter().enumerate() {
        let number = Run::plain(format!("{:>hang$}", format!("{}. ", at + 1)));
        let mut lines = wrap_text(text, Style::new(), columns - hang);
        if lines.is_empty() {
            lines.push(Vec::new());
        }
        let lines = prefixed(lines, &number, &Run::plain(" ".repeat(hang)));
        console.output.write_all(paint(&lines).as_bytes())?;
    }
    console.output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::screen::Screen;

    fn with<T>(
        input: &str,
        ask: impl Fn(&mut Console<'_>) -> io::Result<Choice<T>>,
    ) -> (Choice<T>, String) {
        let mut input = input.as_bytes();
        let mut output = Vec::new();
        let mut console =
            Console { screen: Screen::plain(60), input: &mut input, output: &mut output };
        let choice = ask(&mut console).unwrap();
        (choice, String::from_utf8(output).unwrap())
    }

    const STEPS: [&str; 4] = ["Inventory", "Gap list", "Interim notice", "Plan"];

    #[test]
    fn one_of_several_by_number() {
        let (choice, shown) = with("5\ntwo\n\n 2. \n", |c| one(c, "Which first?", &STEPS, None));
        assert_eq!(choice, Choice::Made(1));
        insta::assert_snapshot!(shown, @r#"
        1. Inventory
        2. Gap list
        3. Interim notice
        4. Plan
        Which first? [1-4]
        There is no 5. Type a number from 1 to 4. /leave goes back.
        Which first? [1-4]
        "two" is not a number. Type a number from 1 to 4. /leave
        goes back.
        Which first? [1-4]
        Type a number from 1 to 4. /leave goes back.
        Which first? [1-4]
        "#);
    }

    #[test]
    fn an_empty_line_takes_the_start() {
        assert_eq!(with("\n", |c| one(c, "Which?", &STEPS, Some(2))).0, Choice::Made(2));
        assert_eq!(with("\n1\n", |c| one(c, "Which?", &STEPS, Some(9))).0, Choice::Made(0));
    }

    #[test]
    fn long_options_are_shown_in_full() {
        let options =
            ["A layered notice: a short line in the chat, with a link to the full text", "No"];
        let (_, shown) = with("1\n", |c| one(c, "Which notice?", &options, None));
        insta::assert_snapshot!(shown, @r"
        1. A layered notice: a short line in the chat, with a link
           to the full text
        2. No
        Which notice? [1-2]
        ");
    }

    #[test]
    fn some_of_several_in_the_order_of_the_options() {
        assert_eq!(with("3, 1\n", |c| many(c, "Which?", &STEPS, &[])).0, Choice::Made(vec![0, 2]));
        assert_eq!(with("3 1 3\n", |c| many(c, "Which?", &STEPS, &[])).0, Choice::Made(vec![0, 2]));
        assert_eq!(with("\n", |c| many(c, "Which?", &STEPS, &[1])).0, Choice::Made(vec![]));
    }

    #[test]
    fn yes_or_no() {
        assert_eq!(with("maybe\nYES\n", |c| confirm(c, "Go on?", None)).0, Choice::Made(true));
        assert_eq!(with("n\n", |c| confirm(c, "Go on?", Some(true))).0, Choice::Made(false));
        assert_eq!(with("\n", |c| confirm(c, "Go on?", Some(true))).0, Choice::Made(true));
        let (choice, shown) = with("\n", |c| confirm(c, "Go on?", None));
        assert_eq!(choice, Choice::Cancelled);
        insta::assert_snapshot!(shown, @r"
        Go on? [y/n]
        Type y for yes or n for no. /leave goes back.
        Go on? [y/n]
        ");
    }

    #[test]
    fn one_line_is_clean_and_short() {
        let (choice, _) = with("  0.72 \x1B[31m%\r\n", |c| line(c, "The ratio?", ""));
        assert_eq!(choice, Choice::Made("0.72 %".into()));
        assert_eq!(with("\n", |c| line(c, "Name?", "Ada")).0, Choice::Made("Ada".into()));
        let long = format!("{}\nshort\n", "x".repeat(5000));
        let (choice, shown) = with(&long, |c| line(c, "Name?", ""));
        assert_eq!(choice, Choice::Made("short".into()));
        insta::assert_snapshot!(shown, @r"
        Name?
        That is too long: one line has at most 1024 bytes. /leave
        goes back.
        Name?
        ");
    }

    #[test]
    fn an_order_names_each_item_once() {
        let (choice, shown) = with("1 1 3\n3 1 2 9\n3 1, 2 4\n", |c| order(c, "In order:", &STEPS));
        assert_eq!(choice, Choice::Made(vec![2, 0, 1, 3]));
        insta::assert_snapshot!(shown, @r"
        1. Inventory
        2. Gap list
        3. Interim notice
        4. Plan
        In order: [numbers such as 3 4 1 2]
        2 and 4 are missing. 1 is there twice. Type each number from
        1 to 4 once. /leave goes back.
        In order: [numbers such as 3 4 1 2]
        There is no 9. Type a number from 1 to 4. /leave goes back.
        In order: [numbers such as 3 4 1 2]
        ");
    }

    #[test]
    fn matching_asks_once_for_each_on_the_left() {
        let (choice, shown) = with("2\n2\n", |c| {
            matching(c, &["Map", "Measure"], &["metrics and tests", "context and purpose"])
        });
        assert_eq!(choice, Choice::Made(vec![1, 1]));
        insta::assert_snapshot!(shown, @r"
        1. metrics and tests
        2. context and purpose
        1 of 2: Map [1-2]
        2 of 2: Measure [1-2]
        ");
    }

    #[test]
    fn backing_out_is_an_answer() {
        for input in ["", "/leave\n"] {
            assert_eq!(with(input, |c| one(c, "Which?", &STEPS, Some(1))).0, Choice::Cancelled);
            assert_eq!(with(input, |c| many(c, "Which?", &STEPS, &[])).0, Choice::Cancelled);
            assert_eq!(with(input, |c| confirm(c, "Go on?", Some(true))).0, Choice::Cancelled);
            assert_eq!(with(input, |c| line(c, "Name?", "Ada")).0, Choice::Cancelled);
            assert_eq!(with(input, |c| order(c, "Order:", &STEPS)).0, Choice::Cancelled);
            assert_eq!(with(input, |c| matching(c, &STEPS, &STEPS)).0, Choice::Cancelled);
        }
        assert_eq!(with("1\n", |c| one::<&str>(c, "Which?", &[], None)).0, Choice::Cancelled);
    }

    #[test]
    fn options_of_strangers_cannot_steer_the_terminal() {
        let (_, shown) = with("1\n", |c| one(c, "\x1B[2JWhich?", &["a\n\x1B]0;t\x07b"], None));
        assert!(shown.chars().all(|c| !c.is_control() || c == '\n'));
        assert!(shown.contains("1. a b\n"));
    }
}
