//! What was found, in sentences: what the chair of a panel reads first.

use super::super::bench::decimal;
use super::super::page::Page;
use super::super::sanitize::one_line;
use super::super::theme::Mark;
use super::super::words::count;
use super::super::wrap::Run;
use crate::author::agree::{
    Agreement, Ambiguous, CriterionLean, Drift, Drifting, Lean, Leaning, QuestionAgreement, Rater,
};
use crate::author::bench::Estimate;

/// Of one question.
pub(super) fn of_question(page: &mut Page, of: &QuestionAgreement) {
    item(page, &agreement(&of.level));
    of_raters(page, &of.raters);
    if let Some(ambiguous) = &of.ambiguous {
        item(page, &ambiguity(ambiguous));
    }
    let apart = of.agenda.iter().filter(|item| item.is_apart()).count();
    item(
        page,
        &match apart {
            0 => "On no answer do two people lie two levels or more apart.".to_owned(),
            1 => "On 1 answer people lie two levels or more apart; it is the agenda.".to_owned(),
            _ => format!(
                "On {apart} answers people lie two levels or more apart; they are the agenda."
            ),
        },
    );
}

/// Of severe, lenient and drifting raters.
pub(super) fn of_raters(page: &mut Page, raters: &[Rater]) {
    let compared: Vec<&Rater> = raters.iter().filter(|rater| rater.severity.n > 0).collect();
    let mut is_quiet = true;
    if let [one, other] = compared.as_slice() {
        // Of two, each differs from the other, and that is one fact.
        let (low, high) = match one.severity.verdict {
            Some(Leaning::Severe) => (one, other),
            _ => (other, one),
        };
        if low.severity.verdict.is_some() {
            is_quiet = false;
            item(page, &of_two(low, high));
        }
        for (rater, drift, to) in [one, other].into_iter().filter_map(|own| drifting(own)) {
            is_quiet = false;
            item(page, &drifted(&rater.name, drift, to));
        }
    } else {
        for rater in &compared {
            if let Some(leaning) = rater.severity.verdict {
                is_quiet = false;
                item(page, &leans(rater, leaning));
            } else {
                let criteria: Vec<&CriterionLean> =
                    rater.criteria.iter().filter(|own| own.lean.verdict.is_some()).collect();
                if !criteria.is_empty() {
                    is_quiet = false;
                    item(page, &leans_on_criteria(rater, &criteria));
                }
            }
            if let Some((rater, drift, to)) = drifting(rater) {
                is_quiet = false;
                item(page, &drifted(&rater.name, drift, to));
            }
        }
    }
    if is_quiet {
        item(page, "No rater stands out as severe, lenient or drifting.");
    }
}

fn item(page: &mut Page, text: &str) {
    let lead = format!("{} ", page.screen().theme.mark(Mark::Bullet));
    page.hanging(&lead, &[Run::plain(one_line(text))]);
}

fn agreement(of: &Agreement) -> String {
    let people = match of.alpha.value {
        Some(value) => format!("alpha {}{}", decimal(Some(value)), interval(&of.alpha)),
        None => "there is nothing to tell, since all levels are the same or too few".to_owned(),
    };
    let kappa = |of: &Estimate| decimal(of.value);
    let scorer = of.scorer.filter(|scorer| scorer.qwk.value.is_some()).map(|scorer| {
        let of_people = of.qwk.value.map_or_else(String::new, |_| {
            format!(", where a rater and another have {}", kappa(&of.qwk))
        });
        format!(
            " The scorer and a rater have a weighted kappa of {}{of_people}.",
            kappa(&scorer.qwk)
        )
    });
    format!("People's agreement: {people}.{}", scorer.unwrap_or_default())
}

fn leans(rater: &Rater, leaning: Leaning) -> String {
    let (word, side) = match leaning {
        Leaning::Severe => ("severe", "below"),
        Leaning::Lenient => ("lenient", "above"),
    };
    let most = rater
        .criteria
        .iter()
        .filter(|own| own.lean.verdict == Some(leaning))
        .filter_map(|own| Some((own, own.lean.difference.value?.abs())))
        // The first in the rubric's order where two are equally far.
        .reduce(|best, own| if own.1 > best.1 { own } else { best })
        .map(|(own, levels)| format!(", most of all on {} ({levels:.1})", own.id));
    format!(
        "{} is {word}: {} {side} the others ({}){}.",
        rater.name,
        levels(&rater.severity.difference),
        reach(&rater.severity),
        most.unwrap_or_default()
    )
}

fn leans_on_criteria(rater: &Rater, criteria: &[&CriterionLean]) -> String {
    let parts: Vec<String> = criteria
        .iter()
        .map(|own| {
            let word = match own.lean.verdict {
                Some(Leaning::Severe) => "less",
                _ => "more",
            };
            format!("{} {word} on {}", levels(&own.lean.difference), own.id)
        })
        .collect();
    format!("{} gives {} than the others.", rater.name, parts.join(", "))
}

fn of_two(low: &Rater, high: &Rater) -> String {
    format!(
        "{} gives {} less than {} ({}). Two raters cannot tell which of them is off.",
        low.name,
        levels(&low.severity.difference),
        high.name,
        reach(&low.severity)
    )
}

fn drifting(rater: &Rater) -> Option<(&Rater, &Drift, Drifting)> {
    let drift = rater.drift.as_ref()?;
    Some((rater, drift, drift.verdict?))
}

fn drifted(name: &str, drift: &Drift, to: Drifting) -> String {
    let word = match to {
        Drifting::Stricter => "stricter",
        Drifting::Milder => "milder",
    };
    format!(
        "{name} became {word} while marking: {} the others in the first half, {} in the second.",
        where_to(drift.first_half),
        where_to(drift.second_half)
    )
}

fn where_to(difference: Option<f64>) -> String {
    let value = difference.unwrap_or(0.0);
    let side = if value < 0.0 { "below" } else { "above" };
    format!("{:.1} {side}", value.abs())
}

fn ambiguity(of: &Ambiguous) -> String {
    let figures =
        format!("alpha {}, the others {}", decimal(Some(of.alpha)), decimal(Some(of.others)));
    if of.stands_out {
        format!("The most ambiguous criterion is {}: {figures}.", of.id)
    } else {
        format!(
            "People agree least on {} ({figures}), but not by so much that it stands out.",
            of.id
        )
    }
}

fn levels(of: &Estimate) -> String {
    let value = of.value.unwrap_or(0.0).abs();
    format!("{value:.1} {}", if (value * 10.0).round() == 10.0 { "level" } else { "levels" })
}

/// The interval without its sign, and the number of answers.
fn reach(of: &Lean) -> String {
    let answers = count(of.n, "answer", "answers");
    of.difference.interval.map_or_else(
        || answers.clone(),
        |(low, high)| {
            let (least, most) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
            format!("{least:.1} to {most:.1}; {answers}")
        },
    )
}

fn interval(of: &Estimate) -> String {
    of.interval.map_or_else(String::new, |(low, high)| {
        format!(" ({} to {})", decimal(Some(low)), decimal(Some(high)))
    })
}
