//! Takes prose line by line, without a terminal: for screen readers, scripts and pipes.
//!
//! A line with a single dot, or the end of the input, ends the answer; a line that starts with a
//! stroke is a command. Both can be written as text: `..` is a line with one dot (and so on, one
//! dot fewer), `//hint` the line `/hint`.

use std::borrow::Cow;
use std::io::{self, BufRead, Write};
use std::time::Duration;

use anstyle::Style;

use super::console::Console;
use super::draft::{MAX_BYTES, admit, finished, limit_note};
use super::prose::{Ending, Reply, Request, Wish};
use super::screen::Screen;
use super::theme::{Mark, Role};
use super::words::{count, word_count};
use super::wrap::{Run, paint, prefixed, wrap_text};

/// Bytes of a line that a terminal keeps while it is typed, without the line feed: what is longer is
/// lost before a program sees it (`N_TTY_BUF_SIZE` on Linux, `MAX_CANON` elsewhere).
const TERMINAL_LINE: usize = if cfg!(target_os = "linux") { 4_095 } else { 1_023 };

const HELP: &[(&str, &str)] = &[
    (".", "hand the answer in (so does the end of the input)"),
    ("/more", "what there is to see"),
    ("/exhibits", "the list of exhibits"),
    ("/exhibit N", "one exhibit, by number or name"),
    ("/brief", "the brief"),
    ("/hint", "the hint"),
    ("/skip", "the next question; the draft stays"),
    ("/leave", "stop here; the draft stays"),
    ("/clear", "throw away what is written and start again"),
    ("/help", "this list"),
    ("..", "a line with one dot, as text"),
    ("//hint", "the line /hint, as text"),
];

/// What one line of input means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Typed {
    Text(String),
    End,
    Wish(Wish),
    Leave,
    Help,
    Clear,
    Unknown(String),
}

/// Reads a line as text or as a command.
fn read(line: &str) -> Typed {
    let bare = line.trim_end();
    if bare == "." {
        return Typed::End;
    }
    if !bare.is_empty() && bare.bytes().all(|b| b == b'.') {
        return Typed::Text(bare[1..].to_owned());
    }
    if let Some(escaped) = bare.strip_prefix('/').filter(|rest| is_stuffed(rest)) {
        return Typed::Text(escaped.to_owned());
    }
    let Some((name, argument)) = command(bare) else { return Typed::Text(line.to_owned()) };
    match (name, argument) {
        ("more", "") => Typed::Wish(Wish::Menu),
        ("exhibits", "") | ("exhibit", "") => Typed::Wish(Wish::Exhibits),
        ("exhibit", which) => Typed::Wish(Wish::Exhibit(which.to_owned())),
        ("brief", "") => Typed::Wish(Wish::Brief),
        ("hint", "") => Typed::Wish(Wish::Hint),
        ("skip", "") => Typed::Wish(Wish::Skip),
        ("leave" | "quit" | "exit", "") => Typed::Leave,
        ("help", "") => Typed::Help,
        ("clear", "") => Typed::Clear,
        _ => Typed::Unknown(bare.to_owned()),
    }
}

/// The name and argument of a line that has the shape of a command: a stroke, letters, and at most
/// for `exhibit` one word more. Everything else, such as a path, is text.
fn command(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('/')?;
    let (name, argument) = rest.split_once(' ').map_or((rest, ""), |(n, a)| (n, a.trim()));
    let shaped = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    let alone = argument.is_empty() || (name == "exhibit" && !argument.contains(' '));
    (shaped && alone).then_some((name, argument))
}

/// Whether a line is a command but for strokes too many, so that one of them is to go.
fn is_stuffed(line: &str) -> bool {
    let name = line.trim_start_matches('/');
    name.len() < line.len() && command(&line[line.len() - name.len() - 1..]).is_some()
}

/// One line of input.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawLine {
    pub(super) bytes: Vec<u8>,
    /// The line was longer than an answer may be.
    cut: bool,
}

/// Reads to the next line feed, keeping no more than an answer may have.
pub(super) fn next_line(input: &mut dyn BufRead) -> io::Result<Option<RawLine>> {
    let limit = MAX_BYTES + 1;
    let mut line = RawLine { bytes: Vec::new(), cut: false };
    let mut any = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(any.then_some(line));
        }
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        let room = limit - line.bytes.len();
        line.bytes.extend_from_slice(&piece[..piece.len().min(room)]);
        line.cut |= piece.len() > room;
        let used = end.map_or(piece.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Some(line));
        }
    }
}

/// Asks for prose, line by line. See [`prose::ask`](super::prose::ask).
///
/// # Errors
/// When the input cannot be read, or the output not written.
pub fn ask(
    console: &mut Console<'_>,
    request: &Request<'_>,
    keep: &mut dyn FnMut(&str),
) -> io::Result<Reply> {
    #[expect(clippy::disallowed_methods, reason = "measures how long a person takes")]
    let started = std::time::Instant::now();
    let (ending, text) = converse(console, request, keep)?;
    Ok(Reply { text, ending, took: started.elapsed() })
}

/// The answer as it grows, and what has been said about it.
struct Answer {
    text: String,
    lines: usize,
    full: bool,
}

fn converse(
    console: &mut Console<'_>,
    request: &Request<'_>,
    keep: &mut dyn FnMut(&str),
) -> io::Result<(Ending, String)> {
    let screen = console.screen;
    let (input, output) = (&mut *console.input, &mut *console.output);
    let draft = admit(0, 1, request.draft).text;
    introduce(output, screen, &draft, request.advised)?;
    let lines = draft.split('\n').count();
    let mut answer = Answer { text: draft, lines, full: false };
    let mut typed = 0usize;
    let ending = loop {
        let Some(raw) = next_line(input)? else {
            // Whoever typed nothing has not answered, even where a draft was left from before.
            let answered = typed > 0 && word_count(&answer.text) > 0;
            break if answered { Ending::Submitted } else { Ending::Leave };
        };
        typed += 1;
        let line = String::from_utf8_lossy(&raw.bytes);
        if matches!(line, Cow::Owned(_)) {
            let note = format!(
                "Line {typed} held bytes that are not UTF-8; they were replaced by \u{FFFD}."
            );
            say(output, screen, &note)?;
        }
        let line = if typed == 1 { line.trim_start_matches('\u{FEFF}') } else { &line };
        match read(line.strip_suffix('\r').unwrap_or(line)) {
            Typed::Text(line) => {
                add(&mut answer, &line, raw.cut, output, screen)?;
                keep(&answer.text);
                if raw.bytes.len() == TERMINAL_LINE {
                    let note = format!(
                        "Line {typed} came as {TERMINAL_LINE} bytes, all that a terminal passes on of \
                         one line: its end may be lost. See how it ends, and go on in shorter lines."
                    );
                    say(output, screen, &note)?;
                    let end = last_words(&answer.text);
                    say(output, screen, &format!("It ends: ...{end}"))?;
                }
            }
            Typed::End if word_count(&answer.text) > 0 => break Ending::Submitted,
            Typed::End => {
                say(output, screen, "Nothing is written yet. Go on, or /leave, or /skip.")?;
            }
            Typed::Wish(wish) => break Ending::More(wish),
            Typed::Leave => break Ending::Leave,
            Typed::Help => help(output, screen)?,
            Typed::Clear => {
                answer = Answer { text: String::new(), lines: 1, full: false };
                keep("");
                say(output, screen, "Cleared. Start again.")?;
            }
            Typed::Unknown(line) => {
                let note = format!(
                    "There is no command {line}, and the line was not taken. /help lists the \
                     commands; /{line} is the line as text."
                );
                say(output, screen, &note)?;
            }
        }
        output.flush()?;
    };
    let text = match ending {
        Ending::Submitted => finished(&answer.text),
        Ending::More(_) | Ending::Leave => answer.text,
    };
    keep(&text);
    Ok((ending, text))
}

/// The last few words of a text.
fn last_words(text: &str) -> String {
    const SHOWN: usize = 8;
    let mut words: Vec<&str> = text.split_whitespace().rev().take(SHOWN).collect();
    words.reverse();
    words.iter().flat_map(|word| [" ", word]).collect()
}

fn add(
    answer: &mut Answer,
    line: &str,
    cut: bool,
    output: &mut dyn Write,
    screen: Screen,
) -> io::Result<()> {
    let mut addition = String::with_capacity(line.len() + 1);
    if !answer.text.is_empty() {
        addition.push('\n');
    }
    addition.push_str(line);
    let admitted = admit(answer.text.len(), answer.lines, &addition);
    answer.lines += admitted.text.matches('\n').count();
    answer.text.push_str(&admitted.text);
    if (cut || admitted.cut) && !answer.full {
        answer.full = true;
        say(output, screen, &limit_note())?;
    }
    Ok(())
}

fn introduce(
    output: &mut dyn Write,
    screen: Screen,
    draft: &str,
    advised: Option<Duration>,
) -> io::Result<()> {
    if let Some(advised) = advised {
        let minutes = usize::try_from(advised.as_secs().div_ceil(60)).unwrap_or(usize::MAX);
        say(output, screen, &format!("Take about {}.", count(minutes, "minute", "minutes")))?;
    }
    if !draft.is_empty() {
        let words = count(word_count(draft), "word", "words");
        say(output, screen, &format!("Your draft so far ({words}):"))?;
        let theme = screen.theme;
        let bar = Run::new(format!("{} ", theme.mark(Mark::Bar)), theme.style(Role::Dim));
        let lines = wrap_text(draft, Style::new(), screen.prose - 2);
        output.write_all(paint(&prefixed(lines, &bar, &bar)).as_bytes())?;
        say(output, screen, "Go on from here, or /clear to start again.")?;
    }
    say(
        output,
        screen,
        "Write your answer. A line with a single dot hands it in. /more shows what else there is, \
         /help the commands.",
    )?;
    output.flush()
}

fn help(output: &mut dyn Write, screen: Screen) -> io::Result<()> {
    for (name, meaning) in HELP {
        let first = Run::plain(format!("{name:<11} "));
        let lines = wrap_text(meaning, Style::new(), screen.prose - 12);
        let rest = Run::plain(" ".repeat(12));
        output.write_all(paint(&prefixed(lines, &first, &rest)).as_bytes())?;
    }
    Ok(())
}

fn say(output: &mut dyn Write, screen: Screen, sentence: &str) -> io::Result<()> {
    output.write_all(paint(&wrap_text(sentence, Style::new(), screen.prose)).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Told {
        reply: Reply,
        kept: Vec<String>,
        shown: String,
    }

    fn tell(input: &[u8], draft: &str) -> Told {
        let mut kept = Vec::new();
        let mut output = Vec::new();
        let mut reader = input;
        let mut console =
            Console { screen: Screen::plain(60), input: &mut reader, output: &mut output };
        let request = Request { draft, ..Request::default() };
        let reply = ask(&mut console, &request, &mut |text| kept.push(text.to_owned())).unwrap();
        Told { reply, kept, shown: String::from_utf8(output).unwrap() }
    }

    fn told(input: &str) -> (Ending, String) {
        let told = tell(input.as_bytes(), "");
        (told.reply.ending, told.reply.text)
    }

    #[test]
    fn a_dot_or_the_end_of_input_hands_the_answer_in() {
        let answer = (Ending::Submitted, "One.\n\nTwo.".to_owned());
        assert_eq!(told("One.\n\nTwo.\n.\nnot read"), answer);
        assert_eq!(told("One.\n\nTwo.\n"), answer);
        assert_eq!(told("One.\r\n\r\nTwo."), answer);
        assert_eq!(told("\u{FEFF}One.\n\nTwo.\n. \n"), answer);
    }

    #[test]
    fn a_line_as_long_as_a_terminal_passes_on_may_have_lost_its_end() {
        let line = format!("{}The last words that came.", "word ".repeat(1_000));
        let line = &line[line.len() - TERMINAL_LINE..];
        let told = tell(format!("{line}\n.\n").as_bytes(), "");
        assert!(told.shown.contains("its end may be lost"), "{}", told.shown);
        assert!(told.shown.contains("It ends: ... word word word The last words that came."));
        assert_eq!(told.reply.text, line);
        let told = tell(format!("{}\n.\n", &line[1..]).as_bytes(), "");
        assert!(!told.shown.contains("may be lost"));
    }

    #[test]
    fn nothing_typed_is_no_answer() {
        assert_eq!(told(""), (Ending::Leave, String::new()));
        assert_eq!(told("\n \n"), (Ending::Leave, " ".to_owned()));
        let told = tell(b"", "A draft.");
        assert_eq!((told.reply.ending, told.reply.text.as_str()), (Ending::Leave, "A draft."));
        let told = tell(b".\nWords.\n.\n", "");
        assert!(told.shown.contains("Nothing is written yet."));
        assert_eq!(told.reply.text, "Words.");
    }

    #[test]
    fn commands_keep_the_draft() {
        for (line, wish) in [
            ("/more", Wish::Menu),
            ("/exhibits", Wish::Exhibits),
            ("/exhibit", Wish::Exhibits),
            ("/exhibit 2", Wish::Exhibit("2".to_owned())),
            ("/exhibit policy ", Wish::Exhibit("policy".to_owned())),
            ("/brief", Wish::Brief),
            ("/hint", Wish::Hint),
            ("/skip", Wish::Skip),
        ] {
            let (ending, text) = told(&format!("Half an answer,\n{line}\nnot read"));
            assert_eq!((ending, text.as_str()), (Ending::More(wish), "Half an answer,"), "{line}");
        }
        assert_eq!(told("Half\n/leave\n"), (Ending::Leave, "Half".to_owned()));
    }

    #[test]
    fn a_draft_is_gone_on_from_or_cleared() {
        let told = tell(b"more.\n.\n", "A draft,");
        assert_eq!(told.reply.text, "A draft,\nmore.");
        insta::assert_snapshot!(told.shown, @r"
        Your draft so far (2 words):
        | A draft,
        Go on from here, or /clear to start again.
        Write your answer. A line with a single dot hands it in.
        /more shows what else there is, /help the commands.
        ");
        let told = tell(b"/clear\nmore.\n.\n", "A draft,");
        assert_eq!(told.reply.text, "more.");
        let told = tell(b".\n", "A draft,");
        assert_eq!((told.reply.ending, told.reply.text.as_str()), (Ending::Submitted, "A draft,"));
    }

    #[test]
    fn dots_and_strokes_can_be_written_as_text() {
        assert_eq!(told("..\n...\n...and so on\n.5 of it\n.\n").1, ".\n..\n...and so on\n.5 of it");
        assert_eq!(
            told("//hint\n///hint\n/etc/passwd\n//host/share\n/ or\n/hint me at it\n.\n").1,
            "/hint\n//hint\n/etc/passwd\n//host/share\n/ or\n/hint me at it"
        );
    }

    #[test]
    fn a_mistyped_command_is_no_part_of_the_answer() {
        let told = tell(b"One.\n/hnit\n//hnit\n.\n", "");
        assert_eq!(told.reply.text, "One.\n/hnit");
        insta::assert_snapshot!(told.shown, @r"
        Write your answer. A line with a single dot hands it in.
        /more shows what else there is, /help the commands.
        There is no command /hnit, and the line was not taken. /help
        lists the commands; //hnit is the line as text.
        ");
    }

    #[test]
    fn help_lists_the_commands_at_sixty_columns() {
        insta::assert_snapshot!(tell(b"/help\n", "").shown, @r"
        Write your answer. A line with a single dot hands it in.
        /more shows what else there is, /help the commands.
        .           hand the answer in (so does the end of the
                    input)
        /more       what there is to see
        /exhibits   the list of exhibits
        /exhibit N  one exhibit, by number or name
        /brief      the brief
        /hint       the hint
        /skip       the next question; the draft stays
        /leave      stop here; the draft stays
        /clear      throw away what is written and start again
        /help       this list
        ..          a line with one dot, as text
        //hint      the line /hint, as text
        ");
    }

    #[test]
    fn every_line_is_kept_as_it_comes() {
        assert_eq!(tell(b"a\nb\n.\n", "").kept, ["a", "a\nb", "a\nb"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced_and_said() {
        let told = tell(b"fine\ncaf\xE9 \x1B[2J\n.\n", "");
        assert_eq!(told.reply.text, "fine\ncaf\u{FFFD}");
        assert!(told.shown.contains("Line 2 held bytes that are not UTF-8"));
    }

    #[test]
    fn a_flood_is_bounded_and_said_once() {
        let mut flood = "word ".repeat(MAX_BYTES).into_bytes();
        flood.extend_from_slice(b"\nmore\nmore\n.\n");
        let told = tell(&flood, "");
        assert!(told.reply.text.len() <= MAX_BYTES);
        assert_eq!(told.shown.matches("the rest was not").count(), 1);
        assert_eq!(told.reply.ending, Ending::Submitted);
    }

    proptest! {
        #[test]
        fn any_text_can_be_written(lines in prop::collection::vec(r"[./a-z ]{0,8}", 1..6)) {
            // As a script would: dots and commands are stuffed with one more of their kind.
            let stuffed: Vec<String> = lines.iter().map(|line| {
                let bare = line.trim_end();
                if !bare.is_empty() && bare.bytes().all(|b| b == b'.') {
                    format!(".{bare}")
                } else if is_stuffed(bare) {
                    format!("/{bare}")
                } else {
                    line.clone()
                }
            }).collect();
            let (_, text) = told(&format!("{}\n.\nx\n/leave\n", stuffed.join("\n")));
            let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
            if word_count(&lines.join("\n")) > 0 {
                prop_assert_eq!(trimmed(&text), trimmed(&finished(&lines.join("\n"))));
            }
        }

        #[test]
        fn no_input_panics_or_leaves_controls(input in prop::collection::vec(any::<u8>(), 0..200)) {
            let told = tell(&input, "");
            prop_assert!(told.reply.text.chars().all(|c| !c.is_control() || c == '\n'));
        }
    }
}
