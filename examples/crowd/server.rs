//! The server as a child process, with a store of its own.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use hotseat::store::{SqliteStore, Store as _};
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use tempfile::TempDir;

use super::texts;

pub struct Server {
    child: Child,
    data: TempDir,
    pub join: String,
    pub facilitator: String,
}

impl Server {
    /// Starts the program, which takes a room of so many people.
    pub fn start(program: Option<&Path>, people: u32) -> Result<Self, String> {
        let program = program.map_or_else(beside, |program| Ok(program.to_owned()))?;
        raise_limit(u64::from(people) * 2 + 100)?;
        let data = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut child = Command::new(&program)
            .args(["workshop", texts::SCENARIO, "--questions", texts::QUESTION])
            .args(["--listen", "127.0.0.1:0", "--capacity", &people.to_string()])
            .env("HOTSEAT_DATA", data.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let parts: Vec<&str> = line.trim_end().split('\t').collect();
        let ["room", _, join, facilitator] = parts.as_slice() else {
            let _ = child.kill();
            return Err(format!("{} opens no room: {line:?}", program.display()));
        };
        let (join, facilitator) = ((*join).to_owned(), (*facilitator).to_owned());
        Ok(Self { child, data, join, facilitator })
    }

    /// The most memory that it has used, in kB; 0 where the system does not say.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }

    /// Asks it to stop, and counts how often each text lies in its store.
    pub fn stop(&mut self) -> Result<BTreeMap<String, usize>, String> {
        kill_process(Pid::from_child(&self.child), Signal::TERM).map_err(|e| e.to_string())?;
        let status = self.child.wait().map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(format!("the server ends with {status}"));
        }
        let store = SqliteStore::open(&self.data.path().join("hotseat.db"));
        let store = store.map_err(|error| error.to_string())?;
        let mut kept = BTreeMap::new();
        for head in store.streams("room/").map_err(|error| error.to_string())? {
            let report = store.verify(&head.stream).map_err(|error| error.to_string())?;
            if !report.is_ok() {
                return Err(format!("{}: {report:?}", head.stream));
            }
            for envelope in store.read(&head.stream, 1).map_err(|error| error.to_string())? {
                let event: serde_json::Value =
                    serde_json::from_str(envelope.payload().unwrap_or("null")).unwrap();
                let text = match envelope.kind.as_str() {
                    "answered" => &event["answer"]["text"],
                    "probe_answered" => &event["text"],
                    _ => continue,
                };
                *kept.entry(text.as_str().unwrap_or_default().to_owned()).or_default() += 1;
            }
        }
        Ok(kept)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program that cargo built with the same profile.
fn beside() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let program = own.parent().and_then(Path::parent).map(|directory| directory.join("hotseat"));
    program.filter(|program| program.is_file()).ok_or_else(|| {
        "the server is not built: run `cargo build --release` first, or name one with --server"
            .to_owned()
    })
}

/// Lets this process, and the server that it starts, have so many connections.
fn raise_limit(needed: u64) -> Result<(), String> {
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= needed) {
        return Ok(());
    }
    if limit.maximum.is_some_and(|maximum| maximum < needed) {
        return Err(format!("{needed} open files are needed, and {limit:?} is allowed"));
    }
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    setrlimit(Resource::Nofile, raised).map_err(|error| error.to_string())
}
