//! The widgets in a real terminal: a pseudo-terminal with a screen behind it that can be read.
//!
//! The program under test is this test binary itself, run again with one ignored test named: so
//! nothing needs the finished program.

#![cfg(unix)]

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use hotseat::terminal::choose;
use hotseat::terminal::console::Console;
use hotseat::terminal::prose::{self, Request};
use hotseat::terminal::screen::{ColourChoice, Screen, Stream, Surroundings};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(20);

/// Runs in the pseudo-terminal, asks what its environment says, and tells what it got.
#[test]
#[ignore = "only started by the tests below"]
fn child() {
    let Ok(widget) = std::env::var("WIDGET") else { return };
    let editor = std::env::var("EDITOR").ok();
    let around = Surroundings::look(|name| std::env::var_os(name));
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout();
    let mut console = Console {
        screen: Screen::new(&around, Stream::Output, ColourChoice::Auto, false),
        input: &mut input,
        output: &mut output,
    };
    let told = match widget.as_str() {
        "prose" => {
            let request = Request {
                title: "Your answer",
                stays: true,
                editor: editor.as_deref(),
                ..Request::default()
            };
            let mut kept = String::new();
            let reply =
                prose::ask(&mut console, &request, &mut |draft| kept = draft.to_owned()).unwrap();
            assert_eq!(kept, reply.text);
            format!("{:?} {:?}", reply.ending, reply.text)
        }
        "one" => {
            let options = ["inventory", "gap list", "plan"];
            format!("{:?}", choose::one(&mut console, "Which first?", &options, None).unwrap())
        }
        "order" => {
            let items = ["plan", "inventory", "gap list"];
            format!("{:?}", choose::order(&mut console, "In order?", &items).unwrap())
        }
        other => panic!("no widget {other}"),
    };
    writeln!(console.output, "TOLD {told} END").unwrap();
}

fn some(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// A screen of 60 by 20 with the child in it.
struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    bytes: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    last: [u8; 4],
    /// Whether it says where the cursor is when asked, as terminals do.
    answers: bool,
}

impl Pty {
    fn start(variables: &[(&str, &str)], answers: bool) -> Self {
        let size = PtySize { rows: 20, cols: 60, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([
            "--exact",
            "terminal_widgets::child",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ]);
        for (name, value) in [("TERM", "xterm"), ("NO_COLOR", "1"), ("LC_ALL", "C.UTF-8")] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            child,
            master: pair.master,
            writer,
            bytes,
            parser: vt100::Parser::new(some(20), some(60), 100),
            last: [0; 4],
            answers,
        }
    }

    fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Reads until the screen shows `text`.
    fn wait(&mut self, text: &str) -> String {
        // The clock in a box makes something come every second, so patience is for all of it.
        let deadline = Instant::now() + PATIENCE;
        while !self.screen().contains(text) {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.bytes.recv_timeout(left) else {
                panic!("waited in vain for {text:?} on\n{}", self.screen());
            };
            // Byte by byte, since the cursor is asked for where it is at that moment.
            for byte in bytes {
                self.parser.process(&[byte]);
                self.last = [self.last[1], self.last[2], self.last[3], byte];
                if self.answers && &self.last == b"\x1B[6n" {
                    let (row, column) = self.parser.screen().cursor_position();
                    write!(self.writer, "\x1B[{};{}R", row + 1, column + 1).unwrap();
                }
            }
        }
        self.screen()
    }

    fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// What the child told, once it has ended well.
    fn told(mut self) -> String {
        let screen = self.wait("test result: ok");
        assert!(self.child.wait().unwrap().success());
        let (_, told) = screen.split_once("TOLD ").unwrap();
        told.split(" END").next().unwrap().replace('\n', "")
    }
}

#[test]
fn an_answer_is_typed_pasted_and_handed_in() {
    let mut pty = Pty::start(&[("WIDGET", "prose")], true);
    pty.wait("Ctrl-D submit");
    pty.send("One \r");
    pty.send("\x1B[200~pasted\r\n\r\nthree\x1B[201~");
    pty.wait("3 words");
    pty.send("\x04");
    let screen = pty.wait(" END");
    assert!(!screen.contains("Ctrl-D"), "the box is gone:\n{screen}");
    assert!(screen.contains("│ One\n│ pasted\n│\n│ three\n"), "the answer is left:\n{screen}");
    assert_eq!(pty.told(), r#"Submitted "One \npasted\n\nthree""#);
}

#[test]
fn what_is_typed_after_a_paste_that_fills_a_grown_box_comes_behind_it() {
    let mut pty = Pty::start(&[("WIDGET", "prose")], true);
    pty.wait("Ctrl-D submit");
    // Nine rows of 56 columns, one more than the box begins with.
    let pasted = format!("{}{}", "abc ".repeat(14 * 9 - 1), "abc.");
    pty.send(&format!("\x1B[200~{pasted}\x1B[201~"));
    pty.wait("126 words");
    pty.send("X");
    let screen = pty.wait("│ abc.X");
    assert!(!screen.contains("│  abc"), "no row begins with a blank:\n{screen}");
    pty.send("\x04");
    assert_eq!(pty.told(), format!("Submitted {:?}", pasted + "X"));
}

#[test]
fn leaving_keeps_the_draft_and_more_does_too() {
    for (key, ending) in [("\x03", "Leave"), ("\x0F", "More(Menu)")] {
        let mut pty = Pty::start(&[("WIDGET", "prose")], true);
        pty.wait("Ctrl-D submit");
        pty.send("half an answer");
        pty.wait("3 words");
        pty.send(key);
        assert_eq!(pty.told(), format!("{ending} {:?}", "half an answer"));
    }
}

#[test]
fn nothing_is_not_handed_in() {
    let mut pty = Pty::start(&[("WIDGET", "prose")], true);
    pty.wait("Ctrl-D submit");
    pty.send("\x04");
    pty.wait("Nothing is written yet");
    pty.send("word");
    pty.wait("1 word");
    pty.send("\x04");
    assert_eq!(pty.told(), r#"Submitted "word""#);
}

#[test]
fn the_editor_is_a_round_trip() {
    let editor = r#"sh -c 'echo "and this" >> "$1"' sh"#;
    let mut pty = Pty::start(&[("WIDGET", "prose"), ("EDITOR", editor)], true);
    pty.wait("Ctrl-D submit");
    pty.send("typed");
    pty.wait("1 word");
    pty.send("\x05");
    pty.wait("3 words");
    pty.send("\x04");
    assert_eq!(pty.told(), r#"Submitted "typed\nand this""#);
}

#[test]
fn a_small_terminal_that_changes_its_size_is_no_trouble() {
    let mut pty = Pty::start(&[("WIDGET", "prose")], true);
    pty.wait("Ctrl-D submit");
    pty.send("some words to be wrapped when the screen is small");
    pty.wait("10 words");
    for (rows, cols, shown) in [(5, 20, "^D submit"), (2, 8, "Too smal"), (12, 40, "^E editor")] {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        pty.parser.screen_mut().set_size(some(rows), some(cols));
        pty.master.resize(size).unwrap();
        pty.wait(shown);
    }
    pty.send("\x04");
    assert!(pty.told().starts_with("Submitted"));
}

#[test]
fn a_terminal_that_gives_no_answer_is_asked_by_lines() {
    let mut pty = Pty::start(&[("WIDGET", "prose")], false);
    pty.wait("cannot show an answer box");
    pty.wait("/help the commands.");
    pty.send("line by line\n.\n");
    assert_eq!(pty.told(), r#"Submitted "line by line""#);
}

#[test]
fn a_menu_takes_arrows_and_numbers_and_lets_go() {
    for (keys, told) in [("\x1B[B\r", "Made(1)"), ("3\r", "Made(2)"), ("\x03", "Cancelled")] {
        let mut pty = Pty::start(&[("WIDGET", "one")], true);
        pty.wait("Esc to go back");
        pty.send(keys);
        assert_eq!(pty.told(), told);
    }
}

#[test]
fn an_order_is_asked_for_until_it_is_one() {
    let mut pty = Pty::start(&[("WIDGET", "order")], true);
    pty.wait("Esc to go back");
    pty.send("2 2 1\r");
    pty.wait("3 is missing. 2 is there twice.");
    pty.send("\x7F\x7F\x7F3 1\r");
    assert_eq!(pty.told(), "Made([1, 2, 0])");
}
