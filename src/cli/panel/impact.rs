//! `hotseat panel impact`.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::score::read_text;
use crate::interview::panel::RoundEvent;
use crate::report::panel::impact::{Counting, groups, half};
use crate::session::panel::PanelError;
use crate::terminal::panel;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The round
    panel: String,
    /// Who belongs to which group: a .csv with the columns candidate and group; it is not kept
    #[arg(long, value_name = "FILE")]
    groups: PathBuf,
    /// The level of an answer that counts as reached; half of the scale if not given
    #[arg(long, value_name = "LEVEL")]
    from: Option<u8>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let name = super::name(&arguments.panel)?;
    let text = read_text(&arguments.groups)?;
    let groups = groups(&text)
        .map_err(|problem| CliError::Groups { path: arguments.groups.clone(), problem })?;
    let store = super::store(everywhere, outside, &name)?;
    let world = Outside::new();
    let mut session = super::resume(&store, &world, &name)?;
    let mut questions = Vec::new();
    for question in &session.round().questions {
        let (of, criteria) = session.scale(question);
        if let Some(level) = arguments.from.filter(|from| *from == 0 || *from > of) {
            let what = format!("`{question}` that some reach and others do not");
            return Err(PanelError::NoLevel { level, what, of }.into());
        }
        questions.push((question.clone(), of, criteria));
    }
    let from = arguments.from.or_else(|| questions.first().map(|(_, of, _)| half(*of)));
    let mut counting = Counting::new(name, groups, questions, arguments.from);
    for id in session.candidates()? {
        counting.add(&id, session.find(&id)?.as_ref());
    }
    let groups = u64::try_from(counting.groups()).unwrap_or(u64::MAX);
    let impact = counting.finish();
    session.note(&RoundEvent::ImpactLooked {
        from: from.unwrap_or_default(),
        groups,
        candidates: u64::from(impact.grouped),
    })?;
    if arguments.json {
        outside.print_json(&impact)?;
    } else {
        let text = panel::impact(outside.screen(), &impact);
        outside.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
