//! The process of ChromeDriver, and everything that it starts: where they are found, what is said
//! when they are not, and how all of it ends with the test.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tempfile::TempDir;

use super::{BLINK, Browser, PATIENCE, Setting};

/// Runs ChromeDriver until standard input ends, and then ends the whole process group. It ends
/// with the test however the test ends, since nobody else holds the other end of the pipe.
const KEEPER: &str =
    r#"( "$@" </dev/null 2>&1; echo "it ended with $?" ) & read -r _; kill -KILL 0"#;

/// A room full of phones is enough for a small machine.
static ONE_TEST_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Says on standard error that something was not tested; under `HOTSEAT_BROWSER=required` fails.
///
/// The test harness keeps what a passing test prints to itself, but not what it writes here.
pub(super) fn leave_out(what: &str, why: &str) {
    let is_required = std::env::var("HOTSEAT_BROWSER").is_ok_and(|value| value == "required");
    assert!(!is_required, "HOTSEAT_BROWSER=required, but {why}");
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    let _ = writeln!(std::io::stderr(), "left out: {what} of {test}: {why}");
}

/// The first of these programs on the path.
fn program(names: &[&str]) -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
        .ok_or_else(|| format!("there is no {} on the path", names.join(" or ")))
}

pub(super) struct Driver {
    keeper: Child,
    pub(super) address: String,
    pub(super) chromium: PathBuf,
    sessions: AtomicUsize,
    home: TempDir,
}

impl Driver {
    fn start(chromedriver: &Path, chromium: PathBuf) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "sh"])
            .arg(chromedriver)
            .arg("--port=0")
            .env("HOME", home.path())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CACHE_HOME")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut output = BufReader::new(keeper.stdout.take().unwrap());
        let mut said = String::new();
        let port = loop {
            let mut line = String::new();
            let read = output.read_line(&mut line).unwrap();
            said.push_str(&line);
            assert!(read > 0 && !line.starts_with("it ended"), "ChromeDriver: {said}");
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        // What it says later is read, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        Self {
            keeper,
            address: format!("http://127.0.0.1:{port}"),
            chromium,
            sessions: AtomicUsize::new(0),
            home,
        }
    }

    /// A directory for the profile of a new session.
    pub(super) fn profile(&self) -> PathBuf {
        let number = self.sessions.fetch_add(1, Ordering::Relaxed);
        self.home.path().join(format!("profile-{number}"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
        // The last of them may still be writing.
        let start = Instant::now();
        while std::fs::remove_dir_all(self.home.path()).is_err()
            && self.home.path().exists()
            && start.elapsed() < PATIENCE
        {
            std::thread::sleep(BLINK);
        }
    }
}

/// The browsers of one test. They and all their processes end with it, also when it fails.
pub struct Browsers {
    driver: Arc<Driver>,
    _turn: MutexGuard<'static, ()>,
}

#[allow(dead_code)]
impl Browsers {
    /// The browsers of this machine, or a line about the test that is left out.
    pub fn here() -> Option<Self> {
        let found = program(&["chromedriver"]).and_then(|chromedriver| {
            let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
            Ok((chromedriver, program(&names)?))
        });
        match found {
            Ok((chromedriver, chromium)) => {
                // A failed test is no reason for the next one not to run.
                let turn = ONE_TEST_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
                let driver = Arc::new(Driver::start(&chromedriver, chromium));
                Some(Self { driver, _turn: turn })
            }
            Err(why) => {
                leave_out("all", &format!("it needs Chromium and ChromeDriver, and {why}"));
                None
            }
        }
    }

    /// A browser of its own, with nothing in its cookies.
    pub fn with(&self, setting: Setting) -> Browser {
        Browser::start(Arc::clone(&self.driver), setting)
    }

    pub fn phone(&self) -> Browser {
        self.with(Setting::phone())
    }

    pub fn narrow(&self) -> Browser {
        self.with(Setting::narrow())
    }

    pub fn wall(&self) -> Browser {
        self.with(Setting::wall())
    }

    /// The directory that all their processes name on their command lines.
    pub(super) fn home(&self) -> PathBuf {
        self.driver.home.path().to_owned()
    }
}
