//! A pseudo-terminal with the program in it, and a screen behind it that can be read.
//!
//! Nothing here sleeps for a guess: a test waits for something to be seen, and what is not seen in
//! time fails with what was on the screen instead.

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// How long something may take before it counts as not happening.
const PATIENCE: Duration = Duration::from_secs(30);
/// Rows that are kept above the screen.
const SCROLLBACK: usize = 20_000;
/// How the menus' line of help ends.
const MENU_HELP: [&str; 2] = ["Esc to go back]", "Esc to leave]"];
/// What stands behind a question that was backed out of.
const NO_ANSWER: &str = "(no answer)";

pub const CTRL_C: &str = "\x03";
pub const CTRL_D: &str = "\x04";
pub const CTRL_E: &str = "\x05";
pub const CTRL_O: &str = "\x0F";
pub const ENTER: &str = "\r";
pub const ESCAPE: &str = "\x1B";

/// How a program is to be started.
pub struct Start<'a> {
    pub columns: u16,
    pub rows: u16,
    pub data: &'a Path,
    pub arguments: &'a [&'a str],
    pub variables: &'a [(&'a str, &'a str)],
    /// A shell command to run instead, with the program as `$0` and the arguments behind it.
    pub shell: Option<&'a str>,
}

impl<'a> Start<'a> {
    pub fn new(data: &'a Path, arguments: &'a [&'a str]) -> Self {
        Self { columns: 80, rows: 24, data, arguments, variables: &[], shell: None }
    }

    pub fn size(self, columns: u16, rows: u16) -> Self {
        Self { columns, rows, ..self }
    }

    pub fn variables(self, variables: &'a [(&'a str, &'a str)]) -> Self {
        Self { variables, ..self }
    }

    pub fn shell(self, command: &'a str) -> Self {
        Self { shell: Some(command), ..self }
    }
}

struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
}

impl Seen {
    /// All rows, those above the screen too, and whether each runs on into the next because it did
    /// not fit.
    fn rows(&mut self) -> Vec<(String, bool)> {
        let screen = self.parser.screen_mut();
        let (height, width) = screen.size();
        let mut all = Vec::new();
        let mut above = screen.scrollback_len();
        loop {
            screen.set_scrollback(above);
            let fresh = if above == 0 { height.get() } else { height.get().min(small(above)) };
            let texts: Vec<String> = screen.rows(0, width.get()).take(usize::from(fresh)).collect();
            for (row, text) in (0..fresh).zip(texts) {
                all.push((text.trim_end().to_owned(), screen.row_wrapped(row)));
            }
            if above == 0 {
                return all;
            }
            above -= usize::from(fresh);
        }
    }

    fn screen(&self) -> Vec<String> {
        let (_, width) = self.parser.screen().size();
        self.parser.screen().rows(0, width.get()).map(|row| row.trim_end().to_owned()).collect()
    }
}

fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

fn look(shared: &Shared) -> MutexGuard<'_, Seen> {
    shared.0.lock().unwrap()
}

/// A terminal with a program in it.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    // Held open, so that the settings of the terminal can be asked for when the program is gone.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Arc<Mutex<Box<dyn Write + Send>>>,
    shared: Shared,
    reader: Option<JoinHandle<()>>,
    settings: String,
}

/// What is left when the program is gone.
pub struct Gone {
    /// The exit code; none when a signal ended it.
    pub code: Option<u32>,
    /// All that was shown, as rows.
    pub text: String,
    /// Rows that did not fit the width.
    pub too_wide: Vec<String>,
    /// The bytes that the program wrote.
    pub raw: Vec<u8>,
    /// What is not as it was before, in words.
    pub unrestored: Vec<&'static str>,
}

impl Terminal {
    pub fn start(start: Start<'_>) -> Self {
        let size =
            PtySize { rows: start.rows, cols: start.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let program = env!("CARGO_BIN_EXE_hotseat");
        let mut command = match start.shell {
            Some(shell) => {
                let mut command = CommandBuilder::new("sh");
                command.args(["-c", shell, program]);
                command
            }
            None => CommandBuilder::new(program),
        };
        command.args(start.arguments);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "VISUAL", "EDITOR", "LC_ALL", "HOTSEAT_LIBRARY"]
        {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOTSEAT_DATA", start.data);
        for (name, value) in start.variables {
            command.env(name, value);
        }
        let settings = format!("{:?}", pair.master.get_termios());
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let number = |n: u16| NonZeroU16::new(n).unwrap();
        let parser = vt100::Parser::new(number(start.rows), number(start.columns), SCROLLBACK);
        let seen = Seen { parser, raw: Vec::new(), ended: false };
        let shared: Shared = Arc::new((Mutex::new(seen), Condvar::new()));
        let child = pair.slave.spawn_command(command).unwrap();
        let thread = {
            let (shared, writer) = (Arc::clone(&shared), Arc::clone(&writer));
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    for question in take_in(&shared, &buffer[..count]) {
                        let _ = writer.lock().unwrap().write_all(question.as_bytes());
                    }
                }
                look(&shared).ended = true;
                shared.1.notify_all();
            })
        };
        Self {
            child,
            master: pair.master,
            slave: Some(pair.slave),
            writer,
            shared,
            reader: Some(thread),
            settings,
        }
    }

    /// Waits until something is seen.
    pub fn until(&mut self, what: &str, condition: impl Fn(&[String]) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = look(&self.shared);
        loop {
            let screen = seen.screen();
            if condition(&screen) {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.ended {
                drop(seen);
                panic!("waited in vain for {what}; the screen is:\n{}", screen.join("\n"));
            }
            // A program that has ended may leave the terminal open: look again now and then.
            seen = self.shared.1.wait_timeout(seen, left.min(PATIENCE / 10)).unwrap().0;
        }
    }

    /// Waits until the screen shows this text, in one row.
    pub fn until_shown(&mut self, text: &str) {
        self.until(&format!("{text:?}"), |rows| rows.iter().any(|row| row.contains(text)));
    }

    /// Waits until the box for an answer is open and counts this many words.
    pub fn until_written(&mut self, words: usize) {
        let count = if words == 1 { "1 word,".to_owned() } else { format!("{words} words,") };
        self.until(&format!("an open box with {count}"), |rows| {
            let bottom = rows.iter().rposition(|row| row.starts_with('└'));
            let top = rows.iter().rposition(|row| row.starts_with('┌'));
            matches!((top, bottom), (Some(top), Some(bottom))
                if top < bottom && rows[top].contains(&format!(" {count}")))
        });
    }

    /// Waits until the clock in the frame of the box has moved this often.
    pub fn until_clock_has_moved(&mut self, times: usize) {
        for _ in 0..times {
            let clock = |rows: &[String]| rows.iter().rfind(|row| row.starts_with('┌')).cloned();
            let before = clock(&look(&self.shared).screen());
            self.until("the clock to move", |rows| clock(rows) != before);
        }
    }

    /// Waits until a menu or a line to fill in is open under this prompt.
    pub fn until_asked(&mut self, prompt: &str) {
        let question = format!("? {prompt}");
        self.until(&format!("the question {prompt:?}"), |rows| {
            let last = rows.iter().rev().find(|row| !row.is_empty());
            let Some(at) = rows.iter().rposition(|row| row.starts_with("? ")) else { return false };
            // What is answered collapses row by row: until that is done, nothing is asked.
            let option = |row: &str| row.bytes().next().is_some_and(|b| b.is_ascii_digit());
            let done = |row: &String| row.strip_prefix("> ").is_some_and(|rest| !option(rest));
            last.is_some_and(|row| MENU_HELP.iter().any(|help| row.ends_with(help)))
                && rows[at].starts_with(&question)
                && !rows[at].ends_with(NO_ANSWER)
                && !rows[at..].iter().any(done)
        });
    }

    /// Chooses the option of a menu that has this text, and waits until that is done.
    pub fn choose(&mut self, prompt: &str, option: &str) {
        self.until_asked(prompt);
        let screen = look(&self.shared).screen();
        let first = screen.iter().rposition(|row| row.starts_with("? ")).unwrap();
        let number = screen[first..].iter().find_map(|row| {
            let row = row.trim_start_matches(['>', '^', 'v', ' ']);
            let (number, label) = row.split_once(". ")?;
            let numbered = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            (numbered && label.contains(option)).then(|| number.to_owned())
        });
        let Some(number) = number else {
            panic!("no option {option:?} under {prompt:?}; the screen is:\n{}", screen.join("\n"));
        };
        self.answer(prompt, &number);
    }

    /// Types the answer to a question of one line, and waits until it was taken.
    pub fn answer(&mut self, prompt: &str, text: &str) {
        self.until_asked(prompt);
        let answered = format!("> {prompt}");
        let count = |seen: &mut Seen| {
            seen.rows().iter().filter(|(row, _)| row.starts_with(&answered)).count()
        };
        let before = count(&mut look(&self.shared));
        self.send(&format!("{text}{ENTER}"));
        let deadline = Instant::now() + PATIENCE;
        let mut seen = look(&self.shared);
        while count(&mut seen) == before {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let screen = seen.screen().join("\n");
                drop(seen);
                panic!("{text:?} was not taken at {prompt:?}; the screen is:\n{screen}");
            }
            seen = self.shared.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// The numbers under which a list on the screen has what starts with each of these.
    pub fn numbers(&self, starts: &[&str]) -> Vec<String> {
        let rows = look(&self.shared).screen();
        let find = |start: &&str| {
            let found = rows.iter().rev().find_map(|row| {
                let (number, label) = row.trim_start().split_once(". ")?;
                label.starts_with(start).then(|| number.to_owned())
            });
            found.unwrap_or_else(|| panic!("no {start:?} in a list; on:\n{}", rows.join("\n")))
        };
        starts.iter().map(find).collect()
    }

    /// Presses keys.
    pub fn send(&mut self, keys: &str) {
        for piece in keys.as_bytes().chunks(1024) {
            let mut writer = self.writer.lock().unwrap();
            writer.write_all(piece).unwrap();
            writer.flush().unwrap();
        }
    }

    /// Waits until the program reads keys by itself, and asks for pastes in one piece.
    pub fn until_keys_are_read(&self) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = look(&self.shared);
        while !seen.parser.screen().bracketed_paste() {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.ended,
                "the program never asks for pastes in one piece"
            );
            seen = self.shared.1.wait_timeout(seen, left.min(PATIENCE / 10)).unwrap().0;
        }
        drop(seen);
    }

    /// Pastes as terminals do for programs that ask for it, once it is asked for.
    pub fn paste(&mut self, text: &str) {
        self.until_keys_are_read();
        self.send(&format!("\x1B[200~{}\x1B[201~", text.replace('\n', "\r")));
    }

    /// The screen, in rows.
    pub fn screen(&self) -> String {
        look(&self.shared).screen().join("\n")
    }

    /// All that was shown, in rows.
    pub fn text(&self) -> String {
        let rows = look(&self.shared).rows();
        rows.into_iter().map(|(row, _)| row).collect::<Vec<_>>().join("\n")
    }

    /// Sends a signal to the program, such as `TERM`.
    pub fn signal(&mut self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(status.success());
    }

    /// Ends the program without asking it.
    pub fn kill(mut self) {
        self.signal("KILL");
        let gone = self.gone();
        assert_eq!(gone.code, None, "it was killed");
    }

    /// Waits for the program to end.
    pub fn gone(mut self) -> Gone {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(
                Instant::now() < deadline,
                "it does not end; the screen is:\n{}",
                self.screen()
            );
            let seen = look(&self.shared);
            drop(self.shared.1.wait_timeout(seen, Duration::from_millis(20)).unwrap());
        };
        let settings = format!("{:?}", self.master.get_termios());
        drop(self.slave.take());
        self.reader.take().unwrap().join().unwrap();
        let mut seen = look(&self.shared);
        let screen = seen.parser.screen();
        let unrestored = [
            (settings != self.settings, "line settings"),
            (screen.bracketed_paste(), "bracketed paste"),
            (screen.hide_cursor(), "cursor"),
            (screen.alternate_screen(), "alternate screen"),
        ];
        let unrestored = unrestored.into_iter().filter(|(is, _)| *is).map(|(_, name)| name);
        let unrestored = unrestored.collect();
        let rows = seen.rows();
        Gone {
            code: status.signal().is_none().then(|| status.exit_code()),
            too_wide: rows.iter().filter(|(_, wide)| *wide).map(|(row, _)| row.clone()).collect(),
            text: rows.into_iter().map(|(row, _)| row).collect::<Vec<_>>().join("\n"),
            raw: seen.raw.clone(),
            unrestored,
        }
    }

    /// Waits for the program to end well, with the terminal as it was.
    pub fn gone_well(self) -> Gone {
        let gone = self.gone();
        assert_eq!(gone.code, Some(0), "{}", gone.text);
        assert!(gone.unrestored.is_empty(), "not restored: {:?}", gone.unrestored);
        gone
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves nothing running.
        let _ = self.child.kill();
    }
}

/// Shows bytes on the screen, and gives the answers that a terminal sends to what they ask.
fn take_in(shared: &Shared, bytes: &[u8]) -> Vec<String> {
    let mut seen = look(shared);
    let mut replies = Vec::new();
    // Byte by byte: the cursor is asked for where it is at that moment.
    for byte in bytes {
        seen.parser.process(&[*byte]);
        seen.raw.push(*byte);
        if seen.raw.ends_with(b"\x1B[6n") {
            let (row, column) = seen.parser.screen().cursor_position();
            replies.push(format!("\x1B[{};{}R", row + 1, column + 1));
        }
    }
    drop(seen);
    shared.1.notify_all();
    replies
}
