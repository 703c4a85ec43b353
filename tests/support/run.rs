//! Runs the program in a directory of its own, with nothing of this machine in its environment.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A fresh directory: the program runs in it, finds its home there and keeps answers in `data`.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// All bytes of all files below a directory.
    pub fn bytes_below(&self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut directories = vec![self.path(name)];
        while let Some(directory) = directories.pop() {
            for entry in std::fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    directories.push(path);
                } else {
                    bytes.extend(std::fs::read(path).unwrap());
                }
            }
        }
        bytes
    }

    /// The program with these arguments, not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.prepared(Command::new(env!("CARGO_BIN_EXE_hotseat")), arguments)
    }

    /// A shell that sees the program as `$0` and the arguments as `$@`.
    #[cfg(unix)]
    pub fn shell(&self, script: &str, arguments: &[&str]) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_hotseat")]);
        self.prepared(shell, arguments)
    }

    fn prepared(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.args(arguments).current_dir(self.0.path()).env_clear();
        for kept in ["PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        command.env("HOME", self.0.path()).env("HOTSEAT_DATA", self.path("data"));
        command
    }

    /// Runs the program with nothing on its standard input.
    pub fn hotseat(&self, arguments: &[&str]) -> Ran {
        self.hotseat_reading(arguments, "")
    }

    /// Runs the program with something on its standard input.
    pub fn hotseat_reading(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
        Ran::of(self.command(arguments), input.as_ref())
    }

    /// Runs the program and gives the document that it prints.
    pub fn json(&self, arguments: &[&str]) -> Value {
        self.hotseat(arguments).succeeds().json()
    }

    /// Scores texts as one batch and gives their documents in the same order.
    pub fn score_all<S: AsRef<str>>(
        &self,
        question: &str,
        texts: impl IntoIterator<Item = S>,
    ) -> Vec<Value> {
        let lines: String = texts
            .into_iter()
            .map(|text| format!("{}\n", serde_json::json!({ "text": text.as_ref() })))
            .collect();
        self.write("all.jsonl", lines);
        self.hotseat(&["score", question, "all.jsonl", "--json"]).succeeds().json_lines()
    }
}

/// A run that has ended. Whatever it was, it did not panic and sent nothing that steers a terminal.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Ran {
    pub fn of(mut command: Command, input: &[u8]) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that ends without reading is no failure of the test.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let ran = Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        };
        for stream in [&ran.stdout, &ran.stderr] {
            assert!(!stream.contains("panicked"), "{ran:#?}");
            let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
            assert!(!stream.contains(steers), "control characters: {ran:#?}");
        }
        ran
    }

    /// It ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// It ended well and said nothing beside its data.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self:#?}");
        self
    }

    /// It printed nothing, said exactly this, and ended with this code.
    #[track_caller]
    pub fn only_says(self, code: i32, stderr: &str) -> Self {
        assert_eq!(
            (self.code, self.stdout.as_str(), self.stderr.trim_end()),
            (Some(code), "", stderr.trim_end())
        );
        self
    }

    /// It printed exactly this.
    #[track_caller]
    pub fn prints(self, stdout: &str) -> Self {
        assert_eq!(self.stdout, stdout);
        self
    }

    /// It said this, among other things.
    #[track_caller]
    pub fn says(self, part: impl AsRef<OsStr>) -> Self {
        let part = part.as_ref().to_str().unwrap();
        assert!(self.stderr.contains(part), "no {part:?} in {self:#?}");
        self
    }

    /// It printed this, among other things.
    #[track_caller]
    pub fn shows(self, part: &str) -> Self {
        assert!(self.stdout.contains(part), "no {part:?} in {self:#?}");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
