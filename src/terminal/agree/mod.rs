//! How raters agree, for the debrief: what was found first, then the agenda, then the figures.

mod agenda;
mod findings;

use super::bench::{decimal, table};
use super::page::Page;
use super::sanitize::one_line;
use super::screen::Screen;
use super::words::count;
use crate::author::agree::{Agree, Agreement, Pooled, QuestionAgreement, Rater};
use crate::author::bench::Estimate;

/// What stands for a figure that is not defined.
const NONE: &str = "-";

/// The whole report, with at most so many answers of each question's agenda.
#[must_use]
pub fn report(screen: Screen, agree: &Agree, shown: usize) -> String {
    let mut page = Page::new(screen);
    for question in &agree.questions {
        question_part(&mut page, question, shown);
    }
    if let Some(pooled) = &agree.pooled {
        page.part("All questions together");
        pooled_part(&mut page, &agree.questions, pooled);
    }
    page.gap();
    if !agree.left_out.is_empty() {
        page.aside(&format!(
            "Left out, since no two people marked an answer: {}.",
            agree.left_out.join(", ")
        ));
    }
    page.aside(
        "Alpha (ordinal) and weighted kappa: 1 is full agreement, 0 that of chance. Severe and \
         lenient are said of raters beside each other; who is right, only a talk can tell.",
    );
    if !agree.meaning {
        page.aside("The scorer compared nothing by meaning.");
    }
    page.finish()
}

fn question_part(page: &mut Page, of: &QuestionAgreement, shown: usize) {
    page.part(&one_line(&of.question));
    let by = match of.raters.len() {
        2 => "both raters".to_owned(),
        raters => format!("two or more of {raters} raters"),
    };
    page.text(&format!(
        "{} marked by {by}: {}",
        count(of.compared, "answer", "answers"),
        names(&of.raters)
    ));
    if of.few {
        page.text("few answers: read with care");
    }
    if of.alone > 0 {
        let alone = count(of.alone, "answer has", "answers have");
        page.text(&format!("{alone} one rater only and are left out of what people agree on."));
    }
    page.heading("In short");
    findings::of_question(page, of);
    agenda::agenda(page, of, shown);
    page.heading("Agreement");
    let mut rows = vec![agreement_row("the answer", &of.level)];
    rows.extend(of.criteria.iter().map(|own| agreement_row(own.id.as_str(), &own.agreement)));
    table(page, &["level of", "n", "alpha", "95% interval", "kappa", "scorer"], rows);
    raters(page, &of.raters);
}

fn pooled_part(page: &mut Page, questions: &[QuestionAgreement], pooled: &Pooled) {
    if pooled.few {
        page.text("few answers: read with care");
    }
    findings::of_raters(page, &pooled.raters);
    let mut rows: Vec<Vec<String>> =
        questions.iter().map(|own| agreement_row(&own.question, &own.level)).collect();
    rows.push(agreement_row("all", &pooled.level));
    table(page, &["question", "n", "alpha", "95% interval", "kappa", "scorer"], rows);
    raters(page, &pooled.raters);
}

fn agreement_row(name: &str, of: &Agreement) -> Vec<String> {
    vec![
        name.to_owned(),
        of.n.to_string(),
        decimal(of.alpha.value),
        between(&of.alpha),
        decimal(of.qwk.value),
        decimal(of.scorer.and_then(|scorer| scorer.qwk.value)),
    ]
}

fn raters(page: &mut Page, raters: &[Rater]) {
    page.heading("Raters");
    let rows = raters.iter().map(|rater| {
        let lean = &rater.severity;
        vec![
            rater.name.clone(),
            lean.n.to_string(),
            signed(lean.difference.value),
            between(&lean.difference),
            decimal(rater.qwk),
            decimal(rater.scorer_qwk),
        ]
    });
    let head = ["rater", "n", "to others", "95% interval", "kappa", "scorer"];
    table(page, &head, rows.collect());
    let rows: Vec<Vec<String>> = raters
        .iter()
        .filter_map(|rater| {
            let drift = rater.drift.as_ref()?;
            Some(vec![
                rater.name.clone(),
                signed(drift.first_half),
                signed(drift.second_half),
                signed(drift.change.value),
                between(&drift.change),
            ])
        })
        .collect();
    if !rows.is_empty() {
        page.gap().text(
            "To the others in the first and the second half of the marking, and the change from \
             the first answer to the last:",
        );
        table(page, &["rater", "first", "second", "change", "95% interval"], rows);
    }
}

fn names(raters: &[Rater]) -> String {
    raters.iter().map(|rater| one_line(&rater.name)).collect::<Vec<_>>().join(", ")
}

fn between(of: &Estimate) -> String {
    of.interval.map_or_else(
        || NONE.to_owned(),
        |(low, high)| format!("{} to {}", decimal(Some(low)), decimal(Some(high))),
    )
}

/// A difference: with its sign, even above zero.
fn signed(value: Option<f64>) -> String {
    let shown = decimal(value);
    if value.is_some_and(|value| value >= 0.005) { format!("+{shown}") } else { shown }
}
