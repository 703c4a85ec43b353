//! `--watch`: a report now, and again whenever something in a library changes.
//!
//! The only place that waits for files. What is reported is the command's business.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::error::CliError;
use super::outside::Outside;
use crate::library::PARTS;
use crate::terminal::sanitize::one_line;

/// Changes that follow one another as closely as this are one: an editor that saves a file writes
/// another one beside it, and renames that.
const MOMENT: Duration = Duration::from_millis(100);
/// After this many moments there is a report, even if the changes go on.
const MOST_MOMENTS: usize = 10;

/// Takes away what is on the screen, but not what has been scrolled off it.
const CLEAR: &str = "\x1B[2J\x1B[H";

/// Reports, and again after every change in the directories, until Ctrl-C; ends with the exit code of
/// the last report. With `plain` the screen is not cleared.
pub(super) fn run(
    directories: &[PathBuf],
    plain: bool,
    outside: &mut Outside,
    mut report: impl FnMut(&mut Outside) -> Result<ExitCode, CliError>,
) -> Result<ExitCode, CliError> {
    if directories.is_empty() {
        return Err(CliError::NothingToWatch);
    }
    // Before the first report, so that no change after it is missed.
    let mut watch = Watch::start(directories)?;
    let around = &outside.surroundings;
    let clears = around.output_is_terminal && !around.dumb && !plain;
    let apart = if clears { CLEAR.to_owned() } else { format!("{}\n", "-".repeat(40)) };
    let names: Vec<String> =
        directories.iter().map(|path| one_line(&path.display().to_string())).collect();
    let closing = format!("Watching {}; Ctrl-C stops.", names.join(", "));
    loop {
        let code = match report(outside) {
            Ok(code) => code,
            Err(CliError::Output(error)) => return Err(error.into()),
            Err(error) => {
                outside.complain(&error);
                error.exit_code()
            }
        };
        outside.say(&closing);
        if !watch.has_changed() {
            // The terminal has shown the key on a line that nobody has ended.
            if outside.surroundings.talk_is_terminal {
                outside.say("");
            }
            return Ok(code);
        }
        outside.print(&apart)?;
    }
}

enum News {
    Changed,
    Stop,
}

struct Watch {
    watcher: RecommendedWatcher,
    news: Receiver<News>,
    /// The directories without links.
    roots: Vec<PathBuf>,
}

impl Watch {
    fn start(directories: &[PathBuf]) -> Result<Self, CliError> {
        let mut roots = Vec::new();
        for path in directories {
            let failed = |source: std::io::Error| CliError::Watch {
                path: path.clone(),
                source: notify::Error::io(source),
            };
            let root = path.canonicalize().map_err(failed)?;
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        let (sender, news) = channel();
        let watcher = watcher(roots.clone(), sender.clone());
        // Also where whoever started it had the signal ignored, as shells do in the background.
        let stops = ctrlc::set_handler(move || {
            // Nobody listens any more when the program ends anyway.
            let _ = sender.send(News::Stop);
        });
        stops.map_err(|error| CliError::Usage(format!("cannot wait for Ctrl-C: {error}")))?;
        let first = || roots.first().cloned().unwrap_or_default();
        let watcher = watcher.map_err(|source| CliError::Watch { path: first(), source })?;
        let mut watch = Self { watcher, news, roots };
        watch.look(true)?;
        Ok(watch)
    }

    /// Watches what there is: folders may come and go.
    fn look(&mut self, all: bool) -> Result<(), CliError> {
        for root in &self.roots {
            let mut add = |path: &Path, mode| {
                let failed = |source| CliError::Watch { path: path.to_owned(), source };
                self.watcher.watch(path, mode).map_err(failed)
            };
            if all {
                add(root, RecursiveMode::NonRecursive)?;
            }
            for part in PARTS.map(|part| root.join(part)) {
                // Links are not followed: they may lead anywhere.
                if part.symlink_metadata().is_ok_and(|found| found.is_dir()) {
                    add(&part, RecursiveMode::Recursive)?;
                }
            }
        }
        Ok(())
    }

    /// Waits for a change; false when the person stops.
    fn has_changed(&mut self) -> bool {
        if !matches!(self.news.recv(), Ok(News::Changed)) {
            return false;
        }
        for _ in 0..MOST_MOMENTS {
            thread::sleep(MOMENT);
            let more: Vec<News> = self.news.try_iter().collect();
            if more.iter().any(|news| matches!(news, News::Stop)) {
                return false;
            }
            if more.is_empty() {
                break;
            }
        }
        // A folder that is gone again by now is no failure: its end was a change, too.
        let _ = self.look(false);
        true
    }
}

fn watcher(roots: Vec<PathBuf>, sender: Sender<News>) -> notify::Result<RecommendedWatcher> {
    let tell = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| matters(&event, &roots)) {
            let _ = sender.send(News::Changed);
        }
    };
    RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false))
}

/// Whether a change is one of content: not a mere look at it, and not a hidden file or one beside the
/// library's own.
fn matters(event: &Event, roots: &[PathBuf]) -> bool {
    let is_content = |path: &PathBuf| {
        let Some(rest) = roots.iter().find_map(|root| path.strip_prefix(root).ok()) else {
            return true;
        };
        let mut names = rest.iter().map(|name| name.to_string_lossy());
        let is_part = names.next().is_none_or(|first| PARTS.contains(&first.as_ref()));
        is_part && names.all(|name| !name.starts_with('.'))
    };
    match event.kind {
        EventKind::Access(_) => false,
        _ => event.paths.is_empty() || event.paths.iter().any(is_content),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, ModifyKind};

    use super::*;

    #[test]
    fn only_changes_of_content_matter() {
        let roots = [PathBuf::from("/ward")];
        let changed = EventKind::Modify(ModifyKind::Any);
        for (kind, path, expected) in [
            (changed, "/ward/scenarios/night.toml", true),
            (changed, "/ward/library.toml", true),
            (EventKind::Create(CreateKind::Folder), "/ward/rubrics", true),
            (changed, "/ward", true),
            (changed, "/ward/README.md", false),
            (changed, "/ward/target/debug/x", false),
            (changed, "/ward/scenarios/.night.toml.swp", false),
            (EventKind::Access(AccessKind::Read), "/ward/library.toml", false),
        ] {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            assert_eq!(matters(&event, &roots), expected, "{kind:?} {path}");
        }
        assert!(matters(&Event::new(EventKind::Other), &roots), "something was missed");
    }
}
