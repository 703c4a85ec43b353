//! A whole case, from the menu to the summary, with everything that people do on the way.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::driver::{CTRL_C, CTRL_D, CTRL_E, CTRL_O, ESCAPE, Gone, Start, Terminal};
use super::{between, latest, run, words};

const OPENING: &str = "I would sit down with the policy's owner and rewrite each clause as a \
                       requirement that one can test with yes or no.";
const MIDDLE: &str = "Then I read a sample of 200 real chats and list what the chatbot handles.";
const POINT: &str = "- gap register: requirement, finding, evidence, rating";
const EDITED: &str = "This week every chat says that it is a bot.";
const FOLLOW_UP: &str = "Within two weeks a button leads to a human agent, and a refused credit \
                         goes to a person until the true reason can be shown.";

/// An editor that adds a sentence, as a person would. Its name has spaces in it.
fn editor(folder: &Path) -> PathBuf {
    let path = folder.join("add a sentence");
    fs::write(&path, format!("#!/bin/sh\nprintf '\\n%s\\n' '{EDITED}' >> \"$1\"\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Plays `chatbot-explainability` in two sittings. Gives what was to be seen in each.
fn play(columns: u16, rows: u16, more: &[(&str, &str)]) -> [Gone; 2] {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let visual = format!("'{}'", editor(folder.path()).display());
    let mut variables = vec![("VISUAL", visual.as_str())];
    variables.extend(more);

    let start = Start::new(&data, &[]).size(columns, rows).variables(&variables);
    let mut terminal = Terminal::start(start);
    terminal.choose("What would you like to do?", "Practise a case");
    terminal.choose("Which case?", "Explain the chatbot");
    terminal.choose("What now?", "Read: Policy AI-07 (extract)");
    terminal.until_shown("Published answers so far: none.");
    terminal.choose("What now?", "Go to the first question");
    terminal.until_written(0);
    let pasted = format!("{OPENING}\n\n{MIDDLE}\n\n{POINT}");
    terminal.paste(&pasted);
    terminal.until_written(words(&pasted));
    terminal.send(CTRL_E);
    let written = words(&pasted) + words(EDITED);
    terminal.until_written(written);
    terminal.send(CTRL_O);
    terminal.choose("What now?", "Get a hint");
    terminal.until_shown("Hint: Two halves are asked for.");
    terminal.until_written(written);
    terminal.send(CTRL_C);
    let first = terminal.gone_well();

    let start = Start::new(&data, &["practice"]).size(columns, rows).variables(&variables);
    let mut terminal = Terminal::start(start);
    terminal.until_asked("Which case?");
    let screen = terminal.screen();
    assert!(screen.contains("1. Continue: Explain the chatbot (0 of 9 done)"), "{screen}");
    terminal.answer("Which case?", "1");
    terminal.until_written(written);
    terminal.send(CTRL_D);
    terminal.choose("What now?", "Skip it");
    terminal.choose("What now?", "Answer it");
    terminal.until_written(0);
    terminal.send(FOLLOW_UP);
    terminal.until_written(words(FOLLOW_UP));
    terminal.send(CTRL_D);
    terminal.choose("What now?", "Read 3 sample answers");
    terminal.choose("What now?", "Go on");

    // Esc leads away from a closed question, and what is read there leads back to the menu.
    terminal.until_asked("Your choice:");
    terminal.send(ESCAPE);
    terminal.choose("What now?", "Read: Policy AI-07 (extract)");
    terminal.choose("What now?", "Get a hint");
    terminal.choose("What now?", "Answer");
    terminal.choose("Your choice:", "Every answer on fees");
    terminal.choose("What now?", "Go on");

    terminal.until_asked("Your order:");
    let order = terminal.numbers(&[
        "Stop the",
        "Have Tomasz",
        "Draw a",
        "Write the",
        "Go through",
        "Estimate",
        "Ask the",
    ]);
    terminal.answer("Your order:", &order.join(" "));
    terminal.choose("What now?", "Go on");
    skip_open_question(&mut terminal);

    terminal.until_asked("Your figure, in %:");
    terminal.send(ESCAPE);
    terminal.choose("What now?", "Read: Policy AI-07 (extract)");
    terminal.choose("What now?", "Answer");
    terminal.answer("Your figure, in %:", "47.7");
    terminal.choose("What now?", "Go on");
    skip_open_question(&mut terminal);
    skip_open_question(&mut terminal);

    for remedy in ["A plain", "Pass the", "Take old", "Hand the", "Book the", "A written"] {
        terminal.choose("Your choice:", remedy);
    }
    terminal.choose("What now?", "Go on");
    skip_open_question(&mut terminal);
    let second = terminal.gone_well();

    let attempt = latest(&data);
    assert_eq!(attempt["finished"], true, "{attempt}");
    let history = run(&data, &["history"], "");
    assert_eq!(history.code, Some(0));
    let listed = history.output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        listed.contains(
            "Explain the chatbot scope: level 3, requirement: 100 %, sequence: 100 %, \
             sampling: skipped, supported-share: 100 %, story: skipped, supplier: skipped, \
             remedies: 100 %, committee: skipped"
        ),
        "{listed}"
    );
    [first, second]
}

/// Leaves the answer box of an open question without an answer.
fn skip_open_question(terminal: &mut Terminal) {
    terminal.until_written(0);
    terminal.send(CTRL_O);
    terminal.choose("What now?", "Skip this");
}

/// The text without line ends, so that it can be found wherever it was wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_holds(text: &str, pieces: &[&str]) {
    let flat = flat(text);
    for piece in pieces {
        assert!(flat.contains(piece), "no {piece:?} in\n{text}");
    }
}

#[test]
fn a_case_from_the_menu_to_the_summary() {
    let [first, second] = play(80, 24, &[]);
    assert_holds(
        &first.text,
        &[
            "── Explain the chatbot ──",
            "You are: AI compliance project manager. About 60 minutes, 9 questions.",
            "── Exhibit: Policy AI-07 (extract) ──",
            "── Question 1 of 9, about 8 minutes ──",
            "Ctrl-O leads to the exhibits, a hint and the brief, and to skip.",
            "Saved. `hotseat practice` continues here.",
        ],
    );
    // Which words count is for the rubric; that words are set apart, and blank lines are as they
    // were pasted, is for the screen.
    let quoted = between(&second.text, "── Your answer, with what counted", "── Point by point");
    assert!(quoted.contains("\nMarks: [counted]"), "{quoted}");
    assert!(quoted.matches('[').count() > 1 && !quoted.contains("[ "), "{quoted}");
    let bare = quoted.replace(['[', ']'], "");
    assert!(bare.contains(" that one can test with yes or no.\n\nThen I read"), "{bare}");
    assert!(bare.contains("\n\n- gap register"), "{bare}");
    assert!(bare.contains("\n\nThis week every chat says that it is a bot."), "{bare}");
    assert_holds(
        between(&second.text, "── Point by point", "── A follow-up"),
        &[" of 3 ", "── What it earned ──", "Level ", " of 4: ", "short of level"],
    );
    assert_holds(
        between(&second.text, "> What now? 1. Answer it", "── How a strong answer is built"),
        &["(with your follow-up)", "The whole answer", "short of level"],
    );
    assert_holds(
        &second.text,
        &[
            "What is being tested: whether you can turn one soft word",
            "── A level 4 answer: strong ──",
            "Esc leads to the exhibits, a hint and the brief, and to skip.",
            "── Something happens ──",
            "Thursday, 26 November, 09:10. A message from Jonas:",
            "New on your desk: Mail from Parlova, 8 December",
            "4 of 6: Agents see only \"transferred by bot\"",
        ],
    );
    assert_eq!(second.text.matches("\nAll correct\n").count(), 3, "{}", second.text);
    assert_eq!(second.text.matches("\nCorrect\n").count(), 1);
    let summary = between(&second.text, "── Summary: ", "\n\n\n").split_once("─\n\n").unwrap().1;
    assert_eq!(
        shape(summary),
        "\
✓ #. Our customer-service chatbot has been live for a year.… level # of #: good
✓ #. Wednesday went well, and Tomasz has an hour for you. Clause # of AI… # %
✓ #. With that news on the table you draw up the assessment again, up to… # %
? #. Chats with Wren, the customer-service chatbot, are deleted every… skipped
✓ #. While the new sample is being rated, QA's sheet of October is the b… # %
? #. Of the # reasons that Wren gave in October for refused goodwill… skipped
? #. It is Wednesday, # December #. Parlova, who supply the languag… skipped
✓ #. Priya still has the mail open and asks once more: \"Reason Trace and… # %
? #. It is Friday, # January #. In five minutes you stand before t… skipped

By competency
metrics and testing ▒ # % (of # points)
operation and improvement ▒ # % (of # point)
planning and sequencing ▒ # % (of # points)
regulation and policy ▒ # % (of # points)
risk and prioritisation ▒ # % (of # points)
scoping ▒ # % (of # point)
stakeholders and ownership ▒ # % (of # point)

To drill next: stakeholders and ownership.

`hotseat practice` goes on with another case; `hotseat drill` asks again what
was missed; `hotseat progress` shows where you stand."
    );
    for gone in [first, second] {
        assert_eq!(gone.too_wide, Vec::<String>::new());
        assert!(colours(&gone.raw) > 0, "a terminal has colour");
    }
}

/// A text with every number as `#`, every bar as one sign and single spaces: how it is laid out,
/// whatever the engine makes of the answer.
fn shape(text: &str) -> String {
    let sign = |c: char| match c {
        c if c.is_ascii_digit() => '#',
        '█' | '░' => '▒',
        c => c,
    };
    let mut shape = String::new();
    for c in text.trim_end().chars().map(sign) {
        if !(matches!(c, '#' | '▒' | ' ') && shape.ends_with(c)) {
            shape.push(c);
        }
    }
    shape
}

/// How many sequences choose a colour.
fn colours(raw: &[u8]) -> usize {
    let raw = String::from_utf8_lossy(raw);
    let styles = raw.split("\x1B[").skip(1).filter_map(|rest| {
        let (codes, _) = rest.split_once('m')?;
        codes.bytes().all(|b| b.is_ascii_digit() || b == b';').then_some(codes)
    });
    styles
        .flat_map(|codes| codes.split(';'))
        .filter_map(|code| code.parse::<u8>().ok())
        .filter(|code| matches!(code, 30..=38 | 40..=48 | 90..=97 | 100..=107))
        .count()
}

#[test]
fn a_case_on_a_narrow_screen_without_colour() {
    for gone in play(60, 20, &[("NO_COLOR", "1")]) {
        assert_eq!(gone.too_wide, Vec::<String>::new());
        assert_eq!(colours(&gone.raw), 0);
        // Menus break what is too long themselves, wherever it falls.
        let broken = gone.text.lines().zip(gone.text.lines().skip(1)).find(|(line, next)| {
            line.starts_with("> ") && line.chars().count() >= 59 && !next.trim().is_empty()
        });
        assert_eq!(broken, None);
    }
}

#[test]
fn the_colours_are_seen_when_there_are_some() {
    assert_eq!(colours(b"\x1B[1mbold\x1B[0m \x1B[2;1H \x1B[?25h \x1B[7m"), 0);
    assert_eq!(colours(b"\x1B[32mgreen\x1B[0m \x1B[1;38;5;3m"), 2);
}
