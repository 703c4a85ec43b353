//! `hotseat paths`.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::library::Library;
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::theme::Role;
use crate::terminal::wrap::Run;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Paths {
    /// From the lowest to the one that overrules all others; the built-in one lies below them.
    libraries: Vec<LibraryPath>,
    answers: String,
}

#[derive(Serialize)]
struct LibraryPath {
    path: String,
    /// `user` or `named`.
    from: &'static str,
    used: bool,
    /// Why it cannot be used, where it is there or was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl LibraryPath {
    fn of(path: &Path, from: &'static str, is_meant: bool) -> Self {
        let problem = if is_meant {
            Library::with_directories(&[path.to_owned()]).err().map(|error| error.to_string())
        } else if path.exists() {
            Some("it has no library.toml".to_owned())
        } else {
            None
        };
        let used = is_meant && problem.is_none();
        Self { path: path.display().to_string(), from, used, problem }
    }
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let named = outside.named_libraries(everywhere);
    let user = outside.user_library(everywhere).ok();
    let paths = Paths {
        libraries: user
            .iter()
            .map(|own| LibraryPath::of(own, "user", Outside::is_library(own)))
            .chain(named.iter().map(|own| LibraryPath::of(own, "named", true)))
            .collect(),
        answers: outside.store_file(everywhere)?.display().to_string(),
    };
    if arguments.json {
        outside.print_json(&paths)?;
        return Ok(ExitCode::SUCCESS);
    }
    let screen = outside.screen();
    let theme = screen.theme;
    let mut page = Page::new(screen);
    page.heading("Libraries, each laid over those before it");
    let part = Run::new("  part of the program", theme.style(Role::Dim));
    page.hanging("", &[Run::plain("the built-in one".to_owned()), part]);
    for own in &paths.libraries {
        let note = match (own.from, &own.problem) {
            ("user", None) if own.used => "  your own".to_owned(),
            ("user", None) => {
                "  not there; `hotseat new library` with this path makes it".to_owned()
            }
            ("user", Some(problem)) => format!("  your own, not used: {}", one_line(problem)),
            (_, None) => "  named by --library or HOTSEAT_LIBRARY".to_owned(),
            (_, Some(problem)) => format!(
                "  named by --library or HOTSEAT_LIBRARY, cannot be used: {}",
                one_line(problem)
            ),
        };
        page.hanging(
            "",
            &[Run::plain(one_line(&own.path)), Run::new(note, theme.style(Role::Dim))],
        );
    }
    page.heading("Answers");
    let note = if Path::new(&paths.answers).exists() { "" } else { "  nothing is kept yet" };
    page.hanging(
        "",
        &[Run::plain(one_line(&paths.answers)), Run::new(note, theme.style(Role::Dim))],
    );
    outside.print(&page.finish())?;
    Ok(ExitCode::SUCCESS)
}
