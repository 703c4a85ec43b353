//! A workshop as a process of its own, that can be killed and started again.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::Place;

/// The longest that a start may take, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// The two links of a room, as the program prints them.
#[derive(Clone, Debug)]
pub struct Room {
    pub code: String,
    pub join: String,
    pub facilitator: String,
}

impl Room {
    fn read(line: &str) -> Option<Self> {
        let [code, join, facilitator] =
            line.strip_prefix("room\t")?.split('\t').collect::<Vec<_>>().try_into().ok()?;
        let owned = str::to_owned;
        Some(Self { code: owned(code), join: owned(join), facilitator: owned(facilitator) })
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        let url = reqwest::Url::parse(&self.join).unwrap();
        format!("{}:{}", url.host_str().unwrap(), url.port().unwrap())
    }
}

/// A running workshop, with a place of its own.
pub struct Workshop {
    pub place: Place,
    arguments: Vec<String>,
    process: Option<(Child, Receiver<String>)>,
    pub rooms: Vec<Room>,
}

impl Workshop {
    /// Starts `hotseat ARGUMENTS` in a place, on a free port, and waits until its rooms are open.
    pub fn start(place: Place, arguments: &[&str], rooms: usize) -> Self {
        let arguments: Vec<String> = arguments.iter().copied().map(str::to_owned).collect();
        let mut workshop = Self { place, arguments, process: None, rooms: Vec::new() };
        workshop.begin("127.0.0.1:0");
        assert!(workshop.wait_for_rooms(rooms), "it does not start: {}", workshop.said());
        workshop
    }

    /// The only room.
    pub fn room(&self) -> Room {
        self.rooms[0].clone()
    }

    /// Starts the process and waits for nothing.
    fn begin(&mut self, listen: &str) {
        let mut arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        arguments.extend(["--listen", listen]);
        let said = std::fs::File::options().create(true).append(true).open(self.log()).unwrap();
        let mut child = self
            .place
            .command(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        self.process = Some((child, lines));
    }

    /// Whether as many rooms open; not so if the process ends.
    fn wait_for_rooms(&mut self, count: usize) -> bool {
        let (_, lines) = self.process.as_ref().unwrap();
        self.rooms = std::iter::from_fn(|| lines.recv_timeout(PATIENCE).ok())
            .filter_map(|line| Room::read(&line))
            .take(count)
            .collect();
        self.rooms.len() == count
    }

    /// Starts again where it listened, with what it kept. With `gone_after`, the new process is
    /// killed before it is looked at, and another one started.
    pub fn restart(&mut self, gone_after: Option<Duration>) {
        let (listen, count) = (self.rooms[0].address(), self.rooms.len());
        if let Some(moment) = gone_after {
            let rooms = self.rooms.clone();
            self.begin(&listen);
            std::thread::sleep(moment);
            self.kill9();
            self.rooms = rooms;
        }
        // The port can be somebody's for a moment: connections of others are given free ports, too.
        for _ in 0..10 {
            self.begin(&listen);
            if self.wait_for_rooms(count) {
                return;
            }
            self.kill9();
            std::thread::sleep(Duration::from_millis(200));
        }
        panic!("it does not start again: {}", self.said());
    }

    /// Kills the process as a power cut would, and waits until it is gone.
    pub fn kill9(&mut self) {
        if let Some((mut child, _)) = self.process.take() {
            let _ = child.kill();
            child.wait().unwrap();
        }
    }

    /// Sends a signal such as `TERM` and waits for the end.
    pub fn stop(&mut self, signal: &str) -> ExitStatus {
        let (mut child, _) = self.process.take().unwrap();
        let id = child.id().to_string();
        assert!(
            Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap().success()
        );
        child.wait().unwrap()
    }

    /// The most memory that the process has used, in kB.
    #[cfg(target_os = "linux")]
    pub fn peak_memory(&self) -> u64 {
        let id = self.process.as_ref().unwrap().0.id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Whether the process still runs.
    pub fn is_running(&mut self) -> bool {
        self.process.as_mut().is_some_and(|(child, _)| child.try_wait().unwrap().is_none())
    }

    fn log(&self) -> PathBuf {
        self.place.path("said.txt")
    }

    /// What it said on standard error, over all its lives.
    pub fn said(&self) -> String {
        let mut said = String::new();
        if let Ok(mut file) = std::fs::File::open(self.log()) {
            file.read_to_string(&mut said).unwrap();
        }
        said
    }

    /// The files of its store.
    pub fn store_files(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.place.path("data")).into_iter().flatten();
        let files = files.map(|file| file.unwrap().path());
        files.filter(|path| path.to_string_lossy().contains("hotseat.db")).collect()
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        self.kill9();
    }
}
