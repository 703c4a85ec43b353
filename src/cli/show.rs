//! `hotseat show`.

use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::content::ids::ScenarioId;
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::theme::{Mark, Role};
use crate::terminal::words::count;
use crate::terminal::wrap::Run;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The case
    scenario: String,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let library = outside.library(everywhere)?;
    let loaded = library.scenario(&ScenarioId::new(&arguments.scenario))?;
    let scenario = &loaded.value;
    if arguments.json {
        let document = serde_json::json!({
            "id": scenario.id,
            "title": scenario.title,
            "role": scenario.role,
            "difficulty": scenario.difficulty,
            "minutes": scenario.minutes,
            "tags": scenario.tags,
            "summary": scenario.summary,
            "as_of": scenario.as_of.map(|date| date.to_string()),
            "brief": scenario.brief,
            "exhibits": scenario.exhibits.iter().map(|exhibit| serde_json::json!({
                "id": exhibit.id,
                "title": exhibit.title,
                "opened_by": scenario.opened_by(&exhibit.id).map(|inject| &inject.id),
            })).collect::<Vec<_>>(),
            "questions": scenario.questions.iter().map(|question| serde_json::json!({
                "id": question.id,
                "kind": question.kind.as_str(),
                "minutes": question.minutes,
                "prompt": question.prompt,
            })).collect::<Vec<_>>(),
            "origin": loaded.origin.to_string(),
        });
        outside.print_json(&document)?;
        return Ok(ExitCode::SUCCESS);
    }
    let screen = outside.screen();
    let theme = screen.theme;
    let mut page = Page::new(screen);
    page.part(&scenario.title).markdown(&scenario.brief);
    if !scenario.exhibits.is_empty() {
        page.heading("Exhibits");
        let lead = format!("{} ", theme.mark(Mark::Bullet));
        for exhibit in &scenario.exhibits {
            let later = scenario.opened_by(&exhibit.id).map_or("", |_| "  (comes later)");
            page.hanging(
                &lead,
                &[Run::plain(one_line(&exhibit.title)), Run::new(later, theme.style(Role::Dim))],
            );
        }
    }
    page.heading("Questions");
    for question in &scenario.questions {
        let minutes = question.minutes.map_or_else(String::new, |m| {
            format!(", about {}", count(m as usize, "minute", "minutes"))
        });
        page.hanging(
            "",
            &[
                Run::new(question.id.to_string(), theme.style(Role::Strong)),
                Run::new(format!("  {}{minutes}", question.kind.as_str()), theme.style(Role::Dim)),
            ],
        );
        page.hanging("  ", &[Run::plain(one_line(&question.prompt))]);
    }
    page.gap().aside(&format!("Start it with `hotseat practice {}`.", scenario.id));
    outside.print(&page.finish())?;
    Ok(ExitCode::SUCCESS)
}
