//! `--watch`: a report now, and again after every change.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::support::{Bakery, Place};

const PATIENCE: Duration = Duration::from_secs(30);

/// A program that goes on, and the lines that it prints and says.
struct Running {
    child: Child,
    lines: Receiver<String>,
    talk: Receiver<String>,
}

fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

impl Running {
    fn start(place: &Place, arguments: &[&str]) -> Self {
        Self::of(place.command(arguments))
    }

    fn of(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = lines_of(child.stdout.take().unwrap());
        let talk = lines_of(child.stderr.take().unwrap());
        Self { child, lines, talk }
    }

    /// All that is printed until a line has this in it.
    #[track_caller]
    fn until(&self, text: &str) -> Vec<String> {
        let mut seen = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => seen.push(line),
                Err(error) => panic!("waited in vain for {text:?} ({error}) after {seen:#?}"),
            }
            if seen.last().is_some_and(|line| line.contains(text)) {
                return seen;
            }
        }
    }

    #[track_caller]
    fn says(&self, text: &str) {
        let line = self.talk.recv_timeout(PATIENCE).unwrap();
        assert!(line.contains(text), "{line}");
    }

    /// Presses Ctrl-C; the exit code that follows.
    fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let kill = std::process::Command::new("kill").args(["-s", "INT", &id]).status().unwrap();
        assert!(kill.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A test that failed leaves nothing running.
        let _ = self.child.kill();
    }
}

/// As a script does that starts it with `&`: shells let such programs ignore the signal.
#[cfg(unix)]
#[test]
fn a_program_that_was_started_in_the_background_watches_and_stops_all_the_same() {
    let bakery = Bakery::new();
    let script = "trap '' INT; exec \"$0\" \"$@\"";
    let running = Running::of(bakery.0.shell(script, &["check", "bakery", "--watch"]));
    running.until("no problems in 6 files");
    running.says("Watching bakery; Ctrl-C stops.");
    assert_eq!(running.stop(), Some(0));
}

#[test]
fn a_check_is_repeated_when_a_file_is_saved_and_ends_with_its_last_code() {
    let bakery = Bakery::new();
    let place = &bakery.0;
    let running = Running::start(place, &["check", "bakery", "--watch"]);
    running.until("no problems in 6 files");
    running.says("Watching bakery; Ctrl-C stops.");
    bakery.change("scenarios/bread.toml", "summary", "sumary");
    let report = running.until("1 error in 1 file");
    assert_eq!(report[0], "-".repeat(40));
    assert!(report[1].starts_with("error[HS002 unknown-key]"), "{report:?}");
    running.says("Watching bakery");
    // As editors save: a new file beside the old one, and then over it.
    let good = place.read("bakery/scenarios/bread.toml").replace("sumary", "summary");
    place.write("bakery/scenarios/.bread.toml.swp", &good);
    std::fs::rename(
        place.path("bakery/scenarios/.bread.toml.swp"),
        place.path("bakery/scenarios/bread.toml"),
    )
    .unwrap();
    running.until("no problems in 6 files");
    // In a folder that was not there before.
    place.write("bakery/rubrics/cake/plan.toml", "title = ");
    running.until("1 error, 1 warning in 1 file");
    assert_eq!(running.stop(), Some(1));
}

#[test]
fn several_changes_within_a_moment_are_one_report() {
    let bakery = Bakery::new();
    let running = Running::start(&bakery.0, &["check", "bakery", "--watch"]);
    running.until("no problems in 6 files");
    for number in 0..20 {
        bakery.0.write(format!("bakery/scenarios/bread/notes-{number}.md"), "Unused.\n");
    }
    let report = running.until("warnings in ");
    assert!(report.last().unwrap().contains("20 warnings"), "{report:?}");
    assert_eq!(running.stop(), Some(0));
}

#[test]
fn a_preview_goes_on_through_faults() {
    let bakery = Bakery::new();
    let arguments = ["preview", "bread", "--library", "bakery", "--watch"];
    let running = Running::start(&bakery.0, &arguments);
    running.until("How do you make a loaf?");
    running.says("Watching bakery");
    bakery.change("scenarios/bread.toml", "\"Bread\"", "7");
    running.until("----");
    running.says("wrong-type");
    bakery.change("scenarios/bread.toml", "title = 7", "title = \"Fresh bread\"");
    running.until("Fresh bread");
    running.until("How do you make a loaf?");
    assert_eq!(running.stop(), Some(0));
}

#[test]
fn what_does_not_change_is_not_watched() {
    let place = Place::new();
    for arguments in [&["check", "--watch"][..], &["preview", "credit-fairness", "--watch"]] {
        let ran = place.hotseat(arguments).exits(2);
        assert!(ran.stdout.is_empty() && ran.stderr.contains("nothing to watch"), "{ran:?}");
    }
    place.hotseat(&["check", "nowhere", "--watch"]).exits(3).says("nowhere");
    place.hotseat(&["check", "--watch", "--json"]).exits(2);
}

#[test]
fn a_test_is_repeated_with_what_changed_since_the_last_report() {
    let bakery = Bakery::new();
    let rubric = "rubrics/bread/plan.toml";
    let running = Running::start(&bakery.0, &["test", "--library", "bakery", "--watch"]);
    running.until("weighted kappa");
    running.says("rubrics of other libraries left out");
    running.says("Watching bakery; Ctrl-C stops.");
    // Nobody kneads any more: `all` falls from 100 to 67 percent, `kneads` from 33 to nothing.
    bakery.change(rubric, "knead > dough", "roll > dough");
    running.until("Since the last report");
    let report = running.until("kneads: ");
    assert!(
        report[0].starts_with("bread/plan: tune kappa ") && report[0].contains(" -> "),
        "{report:?}"
    );
    running.says("left out");
    running.says("Watching bakery");
    // A fault is said, and what comes after it is compared with the last report that there was.
    bakery.change(rubric, "roll > dough", "roll > (dough");
    running.says("this bracket is never closed");
    let faulty = bakery.0.read(format!("bakery/{rubric}"));
    bakery.0.write(format!("bakery/{rubric}"), faulty.replace("roll > (dough", "roll > dough"));
    running.until("No answer changes.");
    assert_eq!(running.stop(), Some(0));
}
