//! What an answer earned, with the person's own words as evidence.

mod closed;

pub use closed::closed;

use super::page::Page;
use super::sanitize::{one_line, sanitize};
use super::screen::Screen;
use super::theme::{Mark, Role, Theme};
use super::words::count;
use super::wrap::{Run, truncate};
use crate::content::ids::CriterionId;
use crate::scoring::assessment::{
    Assessment, By, Calibrated, CriterionResult, Evidence, FlagCode, How, Source, Status, WordsAdd,
};

/// The longest quotation in a list, in columns; the answer above shows the whole.
const QUOTE_COLUMNS: usize = 60;

/// Words with weights that are quoted.
const WORDS_TO_QUOTE: usize = 6;

/// The whole feedback on an open answer.
#[must_use]
pub fn open(screen: Screen, assessment: &Assessment, answer: &str) -> String {
    let mut page = Page::new(screen);
    if !answer.trim().is_empty() {
        page.part(match assessment.status {
            Status::Scored => "Your answer, with what counted",
            Status::NotScored => "Your answer",
        });
        marked(&mut page, assessment, answer);
    }
    let states_nothing = assessment.flags.iter().any(|flag| flag.code.states_nothing());
    if states_nothing && assessment.level == Some(0) {
        // Advice on each point would only hide the one sentence that matters.
        page.part("What the question looks for");
        for criterion in &assessment.criteria {
            let lead = format!("{} ", page.screen().theme.mark(Mark::Bullet));
            page.hanging(&lead, &[Run::plain(one_line(&criterion.title))]);
        }
    } else if assessment.status == Status::Scored {
        page.part("Point by point");
        for criterion in &assessment.criteria {
            criterion_lines(&mut page, criterion);
        }
    }
    // Last, because a long feedback scrolls and its end is what stays on the screen.
    verdict(&mut page, assessment);
    next_level(&mut page, assessment);
    page.finish()
}

/// The answer with evidence and denials set apart, by brackets as well as by colour.
fn marked(page: &mut Page, assessment: &Assessment, answer: &str) {
    let theme = page.screen().theme;
    let mut roles: Vec<Option<Role>> = vec![None; answer.len()];
    let mut mark = |start: usize, end: usize, role: Role| {
        if let Some(range) = roles.get_mut(start..end) {
            range.fill(Some(role));
        }
    };
    let own = |source: &Source| *source == Source::Answer;
    for criterion in &assessment.criteria {
        for piece in criterion.evidence.iter().filter(|e| own(&e.source)) {
            mark(piece.start, piece.end, Role::Evidence);
        }
    }
    for criterion in &assessment.criteria {
        for piece in criterion.denied.iter().filter(|d| own(&d.source)) {
            mark(piece.start, piece.end, Role::Denied);
        }
        for piece in criterion.against.iter().filter(|a| own(&a.source)) {
            mark(piece.start, piece.end, Role::Denied);
        }
    }
    legend(page, &roles);
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < answer.len() {
        let role = roles[at];
        let end = (at..answer.len()).find(|&i| roles[i] != role).unwrap_or(answer.len());
        // Evidence ends at words, and words at characters, so this cuts no character in two.
        let piece = sanitize(answer.get(at..end).unwrap_or_default());
        match role {
            Some(role) => {
                // The blank between two spans belongs to neither.
                let words = piece.trim();
                let (before, after) = piece.split_once(words).unwrap_or_default();
                runs.push(Run::plain(before));
                if !words.is_empty() {
                    let (open, close) = theme.brackets(role);
                    runs.push(Run::new(format!("{open}{words}{close}"), theme.style(role)));
                }
                runs.push(Run::plain(after));
            }
            None => runs.push(Run::plain(piece)),
        }
        at = end;
    }
    page.hanging("", &runs);
}

/// What the brackets mean that stand in the answer.
fn legend(page: &mut Page, roles: &[Option<Role>]) {
    let theme = page.screen().theme;
    let mut runs: Vec<Run> = Vec::new();
    for (role, words) in [(Role::Evidence, "counted"), (Role::Denied, "against you")] {
        if roles.contains(&Some(role)) {
            let (open, close) = theme.brackets(role);
            runs.push(Run::plain(if runs.is_empty() { "Marks: " } else { "  " }));
            runs.push(Run::new(format!("{open}{words}{close}"), theme.style(role)));
        }
    }
    if !runs.is_empty() {
        page.hanging("", &runs).gap();
    }
}

fn verdict(page: &mut Page, assessment: &Assessment) {
    let theme = page.screen().theme;
    match (assessment.level, assessment.percent, &assessment.label) {
        (Some(level), Some(percent), Some(label)) => {
            page.part("What it earned");
            let between = assessment
                .borderline
                .map(|[low, high]| format!(", close to the line between {low} and {high}"))
                .unwrap_or_default();
            page.hanging(
                "",
                &[
                    Run::new(
                        format!("Level {level} of {}: {label}", assessment.of),
                        theme.style(Role::Strong),
                    ),
                    Run::plain(format!("  ({percent} %{between})")),
                ],
            );
        }
        _ => {
            page.part("Not scored");
        }
    }
    if let Some(own) = &assessment.calibration {
        calibrated(page, own);
    }
    for flag in &assessment.flags {
        let role = match flag.code {
            FlagCode::ListLike
            | FlagCode::CopiedQuestion
            | FlagCode::Uncommitted
            | FlagCode::Repeated => Role::Warning,
            _ => Role::Bad,
        };
        let lead = format!("{} ", theme.mark(Mark::Denied));
        page.hanging(&lead, &[Run::new(one_line(&flag.message), theme.style(role))]);
    }
}

/// What a calibration changed, so that nobody takes the level for the rubric's own.
fn calibrated(page: &mut Page, own: &Calibrated) {
    page.text(&format!(
        "Calibrated to marks; by the rubric alone: level {} ({} %).",
        own.level, own.percent
    ));
    let in_levels = |thousandths: i32| {
        let (sign, size) = (if thousandths < 0 { "-" } else { "+" }, thousandths.unsigned_abs());
        format!("{sign}{}.{:02}", size / 1_000, size % 1_000 / 10)
    };
    let mut parts: Vec<String> = own
        .criteria
        .iter()
        .map(|part| format!("{} {}", one_line(part.id.as_str()), in_levels(part.adds)))
        .collect();
    if own.start != 0 {
        parts.push(format!("every answer {}", in_levels(own.start)));
    }
    if !own.words.is_empty() || own.words_together != 0 {
        parts.push(format!("words together {}", in_levels(own.words_together)));
    }
    if !parts.is_empty() {
        page.hanging("  ", &[Run::plain(format!("In levels: {}", parts.join(", ")))]);
    }
    // The weightiest words are enough to read; the document has them all.
    let mut words: Vec<&WordsAdd> = own.words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.adds.unsigned_abs()));
    let quoted: Vec<String> = words
        .iter()
        .take(WORDS_TO_QUOTE)
        .map(|word| format!("\"{}\" {}", one_line(&word.text), in_levels(word.adds)))
        .collect();
    if !quoted.is_empty() {
        page.hanging("  ", &[Run::plain(quoted.join(&between(page.screen().theme)))]);
    }
    if own.held {
        page.text("A guard or a gate holds: the calibration does not lift the answer.");
    }
}

fn between(theme: Theme) -> String {
    format!(" {} ", theme.mark(Mark::Between))
}

fn criterion_lines(page: &mut Page, criterion: &CriterionResult) {
    let theme = page.screen().theme;
    let (mark, role, level) = match (criterion.by, criterion.level) {
        (By::Person, _) | (_, None) => (Mark::Open, Role::Dim, "a person decides".to_owned()),
        (By::Engine, Some(level)) => {
            let (mark, role) = match level {
                0 => (Mark::Missing, Role::Missing),
                level if level >= criterion.of => (Mark::Found, Role::Good),
                _ => (Mark::Partly, Role::Warning),
            };
            (mark, role, format!("{level} of {}", criterion.of))
        }
    };
    let lead = format!("{} ", theme.mark(mark));
    page.hanging(
        &lead,
        &[
            Run::new(one_line(&criterion.title), theme.style(Role::Strong)),
            Run::new(format!("  {level}"), theme.style(role)),
            Run::plain(if criterion.probed { "  (with your follow-up)" } else { "" }),
        ],
    );
    if !criterion.evidence.is_empty() {
        let quotes: Vec<String> = criterion.evidence.iter().map(quote).collect();
        page.hanging("  ", &[Run::plain(quotes.join(&between(theme)))]);
    }
    for denied in &criterion.denied {
        let words = truncate(&one_line(&denied.text), QUOTE_COLUMNS, theme.mark(Mark::Ellipsis));
        let lead = format!("  {} ", theme.mark(Mark::Denied));
        page.hanging(&lead, &[Run::plain(format!("you said the opposite: \"{words}\""))]);
    }
    for objection in &criterion.against {
        let words = truncate(&one_line(&objection.text), QUOTE_COLUMNS, theme.mark(Mark::Ellipsis));
        let lead = format!("  {} ", theme.mark(Mark::Denied));
        page.hanging(&lead, &[Run::plain(format!("\"{words}\": {}", one_line(&objection.why)))]);
    }
    if let Some(advice) = &criterion.advice {
        let lead = format!("  {} ", theme.mark(Mark::Arrow));
        page.hanging(&lead, &[Run::plain(one_line(advice))]);
    }
}

/// The lines of one criterion: its level, the words that earned it, what to do to earn more.
#[must_use]
pub fn criterion(screen: Screen, own: &CriterionResult) -> String {
    let mut page = Page::new(screen);
    criterion_lines(&mut page, own);
    page.finish()
}

fn quote(evidence: &Evidence) -> String {
    let words = truncate(&one_line(&evidence.text), QUOTE_COLUMNS, "…");
    let note = match evidence.how {
        How::Said => "",
        How::Misspelt => " (spelling forgiven)",
        How::Meant => " (meant, not said)",
    };
    format!("\"{words}\"{note}")
}

fn next_level(page: &mut Page, assessment: &Assessment) {
    let theme = page.screen().theme;
    if assessment.next_level.is_empty() {
        return;
    }
    let next = assessment.level.map_or(0, |level| level + 1);
    let pieces = count(assessment.next_level.len(), "thing", "things");
    page.heading(&format!("{pieces} short of level {next}"));
    for step in &assessment.next_level {
        let lead = format!("{} ", theme.mark(Mark::Bullet));
        page.hanging(
            &lead,
            &[
                Run::plain(one_line(&step.add)),
                Run::new(format!("  ({})", one_line(&step.title)), theme.style(Role::Dim)),
            ],
        );
    }
}

/// What is still short of the next level when the last follow-up is over; nothing at the top.
#[must_use]
pub fn still_short(screen: Screen, assessment: &Assessment) -> String {
    let mut page = Page::new(screen);
    next_level(&mut page, assessment);
    page.finish()
}

/// What an answer to a probe changed.
#[must_use]
pub fn probed(
    screen: Screen,
    before: &Assessment,
    now: &Assessment,
    criterion: &CriterionId,
) -> String {
    let find =
        |assessment: &Assessment| assessment.criteria.iter().find(|c| c.id == *criterion).cloned();
    let mut page = Page::new(screen);
    page.gap();
    let (Some(was), Some(is)) = (find(before), find(now)) else { return page.finish() };
    criterion_lines(&mut page, &is);
    let theme = screen.theme;
    let change = match (was.level, is.level) {
        (Some(was), Some(is)) if is > was => format!("That lifts it from {was} to {is}."),
        _ => "That does not change its level.".to_owned(),
    };
    let whole = match (before.level, now.level, now.percent, &now.label) {
        (Some(then), Some(level), Some(percent), Some(label)) if level != then => {
            format!(" The whole answer is now at level {level}, {label} ({percent} %).")
        }
        (_, Some(level), Some(percent), _) => {
            format!(" The whole answer stays at level {level} ({percent} %).")
        }
        _ => String::new(),
    };
    page.hanging("  ", &[Run::new(format!("{change}{whole}"), theme.style(Role::Strong))]);
    page.finish()
}
