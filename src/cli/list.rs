//! `hotseat list`.

use std::process::ExitCode;

use serde::Serialize;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::content::lower::nearest;
use crate::content::scenario::{Difficulty, Scenario};
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::theme::Role;
use crate::terminal::words::count;
use crate::terminal::wrap::Run;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Arguments {
    /// Only cases with this word in id, title, summary, role or tags
    search: Option<String>,
    /// Only cases of this difficulty: foundation, intermediate, advanced, any
    #[arg(long)]
    difficulty: Option<String>,
    /// Only cases with this tag
    #[arg(long)]
    tag: Option<String>,
    /// Only cases in which you play this role
    #[arg(long)]
    role: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Item {
    id: String,
    title: String,
    difficulty: &'static str,
    minutes: Option<u32>,
    role: Option<String>,
    tags: Vec<String>,
    summary: String,
    questions: usize,
    origin: String,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let difficulty = arguments.difficulty.as_deref().map(difficulty).transpose()?;
    let library = outside.library(everywhere)?;
    let mut items = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for id in library.scenario_ids() {
        match library.scenario(&id) {
            Ok(loaded) => {
                let scenario = loaded.value;
                words.extend(words_of(&scenario));
                if is_wanted(&scenario, arguments, difficulty) {
                    items.push(Item {
                        id: id.to_string(),
                        title: scenario.title,
                        difficulty: scenario.difficulty.as_str(),
                        minutes: scenario.minutes,
                        role: scenario.role,
                        tags: scenario.tags,
                        summary: scenario.summary,
                        questions: scenario.questions.len(),
                        origin: loaded.origin.to_string(),
                    });
                }
            }
            // One bad file hides no other.
            Err(error) => outside.say(&format!("warning: {}", one_line(&error.to_string()))),
        }
    }
    if arguments.json {
        outside.print_json(&items)?;
        return Ok(ExitCode::SUCCESS);
    }
    if items.is_empty() {
        let asked = [&arguments.search, &arguments.tag, &arguments.role];
        let near = asked.into_iter().flatten().find_map(|word| {
            nearest(&word.to_lowercase(), words.iter().map(String::as_str)).map(str::to_owned)
        });
        outside.say(&match near {
            Some(near) => format!("No case fits. Did you mean \"{near}\"?"),
            None => "No case fits. `hotseat list` shows all.".to_owned(),
        });
        return Ok(ExitCode::from(1));
    }
    let screen = outside.screen();
    let mut page = Page::new(screen);
    for item in &items {
        let theme = screen.theme;
        let minutes = item.minutes.map_or_else(String::new, |minutes| format!(", {minutes} min"));
        page.hanging(
            "",
            &[
                Run::new(one_line(&item.id), theme.style(Role::Heading)),
                Run::new(
                    format!(
                        "  {}{minutes}, {}, {}",
                        item.difficulty,
                        count(item.questions, "question", "questions"),
                        one_line(&item.origin)
                    ),
                    theme.style(Role::Dim),
                ),
            ],
        );
        page.hanging("  ", &[Run::plain(one_line(&item.title))]);
        page.hanging("  ", &[Run::plain(one_line(&item.summary))]);
    }
    outside.print(&page.finish())?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn difficulty(text: &str) -> Result<Difficulty, CliError> {
    let names = || Difficulty::ALL.iter().map(|(name, _)| *name);
    Difficulty::ALL
        .iter()
        .find(|(name, _)| *name == text.to_lowercase())
        .map(|(_, value)| *value)
        .ok_or_else(|| {
            let near = nearest(text, names())
                .map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
            let all: Vec<&str> = names().collect();
            CliError::Usage(format!(
                "`{text}` is no difficulty{near}; there are: {}",
                all.join(", ")
            ))
        })
}

fn is_wanted(scenario: &Scenario, arguments: &Arguments, difficulty: Option<Difficulty>) -> bool {
    let holds = |text: &str, word: &str| text.to_lowercase().contains(&word.to_lowercase());
    let role = scenario.role.as_deref().unwrap_or_default();
    difficulty.is_none_or(|wanted| scenario.difficulty == wanted)
        && arguments
            .tag
            .as_ref()
            .is_none_or(|tag| scenario.tags.iter().any(|own| own.eq_ignore_ascii_case(tag)))
        && arguments.role.as_ref().is_none_or(|wanted| holds(role, wanted))
        && arguments.search.as_ref().is_none_or(|word| {
            [scenario.id.as_str(), &scenario.title, &scenario.summary, role]
                .into_iter()
                .chain(scenario.tags.iter().map(String::as_str))
                .any(|text| holds(text, word))
        })
}

/// What a search could have meant.
fn words_of(scenario: &Scenario) -> Vec<String> {
    let mut words = vec![scenario.id.to_string()];
    words.extend(scenario.tags.iter().map(|tag| tag.to_lowercase()));
    words.extend(scenario.role.iter().map(|role| role.to_lowercase()));
    for text in [scenario.id.as_str(), &scenario.title] {
        words.extend(
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.len() > 3)
                .map(str::to_lowercase),
        );
    }
    words
}
