//! `hotseat paths`.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
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
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let named = outside.named_libraries(everywhere);
    let user = outside.user_library(everywhere).ok();
    let path =
        |path: &Path, from, used| LibraryPath { path: path.display().to_string(), from, used };
    let paths = Paths {
        libraries: user
            .iter()
            .map(|own| path(own, "user", Outside::is_library(own)))
            .chain(named.iter().map(|own| path(own, "named", true)))
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
    page.hanging("", &[Run::plain("the built-in one".to_owned())]);
    for own in &paths.libraries {
        let note = match (own.from, own.used) {
            ("user", true) => "  your own",
            ("user", false) => "  not there; `hotseat new library` with this path makes it",
            _ => "  named by --library or HOTSEAT_LIBRARY",
        };
        page.hanging(
            "",
            &[Run::plain(one_line(&own.path)), Run::new(note, theme.style(Role::Dim))],
        );
    }
    page.heading("Answers");
    page.hanging("", &[Run::plain(one_line(&paths.answers))]);
    outside.print(&page.finish())?;
    Ok(ExitCode::SUCCESS)
}
