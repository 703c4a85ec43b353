//! One candidate: the answer first, then the advice beside what people decided.

use super::{draw, level, second};
use crate::content::ids::QuestionId;
use crate::interview::panel::{CandidateId, Case, Decision};
use crate::report::panel::Advice;
use crate::scoring::assessment::{Assessment, By, CriterionResult, How};
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::screen::Screen;
use crate::terminal::theme::{Mark, Role};
use crate::terminal::words::{count, word_count};
use crate::terminal::wrap::{Run, truncate};

/// The longest quotation in a cell, in columns.
const QUOTE_COLUMNS: usize = 60;

/// An answer alone, as it was written.
#[must_use]
pub fn answer(screen: Screen, id: &CandidateId, question: &QuestionId, case: &Case) -> String {
    let mut page = Page::new(screen);
    page.part(&format!("{id}: {question}"));
    let words = count(word_count(&case.text), "word", "words");
    page.aside(&format!("{words}, received {}.", second(case.received)));
    page.gap();
    if case.text.trim().is_empty() {
        page.text("(nothing was written)");
    } else {
        page.text(&case.text);
    }
    page.finish()
}

/// The advice on an answer, beside what people decided.
#[must_use]
pub fn candidate(screen: Screen, question: &QuestionId, case: &Case) -> String {
    let mut page = Page::new(screen);
    page.part(&format!("{question}: advice, and what people decided"));
    match &case.advice {
        None => {
            page.text("Not scored yet: a run was interrupted. Run `hotseat panel score` again.");
        }
        Some(scored) => assessment(&mut page, &scored.assessment, case),
    }
    page.gap();
    if case.decisions.is_empty() {
        page.text("Nobody has decided yet. The advice decides nothing.");
    }
    let last = case.decisions.len().saturating_sub(1);
    for (at, own) in case.decisions.iter().enumerate() {
        decision(&mut page, own, at == last);
    }
    page.finish()
}

fn assessment(page: &mut Page, assessment: &Assessment, case: &Case) {
    let given = |level: Option<u8>| level.map_or_else(|| "-".to_owned(), |level| level.to_string());
    let mut rows: Vec<Vec<String>> = assessment
        .criteria
        .iter()
        .map(|criterion| {
            vec![
                criterion.title.to_string(),
                match criterion.by {
                    By::Person => "a person decides".to_owned(),
                    By::Engine => level(criterion.level, criterion.of),
                },
                given(case.criterion(&criterion.id)),
                evidence(criterion),
            ]
        })
        .collect();
    let advice = Advice::of(assessment);
    rows.push(vec![
        "The whole answer".to_owned(),
        level(advice.level, advice.of),
        given(case.decision().map(|decision| decision.level)),
        advice.notes().join(", "),
    ]);
    draw(page, &["criterion", "advice", "final", "words that were found"], rows);
    let theme = page.screen().theme;
    for flag in &assessment.flags {
        let lead = format!("{} ", theme.mark(Mark::Denied));
        page.hanging(&lead, &[Run::plain(one_line(&flag.message))]);
    }
}

fn evidence(criterion: &CriterionResult) -> String {
    let cut = |text: &str| truncate(&one_line(text), QUOTE_COLUMNS, "...");
    let found = criterion.evidence.iter().map(|piece| {
        let note = match piece.how {
            How::Said => "",
            How::Misspelt => " (spelling forgiven)",
            How::Meant => " (meant, not said)",
        };
        format!("\"{}\"{note}", cut(&piece.text))
    });
    let denied = criterion.denied.iter().map(|own| format!("denied: \"{}\"", cut(&own.text)));
    let against = criterion.against.iter().map(|own| format!("against: \"{}\"", cut(&own.text)));
    found.chain(denied).chain(against).collect::<Vec<_>>().join("; ")
}

fn decision(page: &mut Page, decision: &Decision, holds: bool) {
    let theme = page.screen().theme;
    let lead = format!("{} ", theme.mark(if holds { Mark::Found } else { Mark::Bullet }));
    let shown =
        if decision.advice_shown { "advice had been shown" } else { "before any advice was shown" };
    let criteria: Vec<String> =
        decision.criteria.iter().map(|(id, level)| format!("{id} {level}")).collect();
    let criteria =
        if criteria.is_empty() { String::new() } else { format!(" ({})", criteria.join(", ")) };
    page.hanging(
        &lead,
        &[
            Run::new(
                format!("Level {}{criteria}", decision.level),
                theme.style(if holds { Role::Strong } else { Role::Dim }),
            ),
            Run::plain(format!(
                "  {}, {}, {shown}{}: {}",
                one_line(&decision.by),
                second(decision.time),
                if holds { "" } else { ", replaced" },
                one_line(&decision.reason)
            )),
        ],
    );
}
