//! What was found, in sentences: what the chair of a panel reads first.

use super::super::bench::decimal;
use super::super::page::Page;
use super::super::sanitize::one_line;
use super::super::theme::Mark;
use super::super::words::count;
use super::super::wrap::Run;
use crate::author::agree::{
    Agreement, Ambiguous, Drift, Drifting, Item, Lean, Leaning, QuestionAgreement, Rater,
};
use crate::author::bench::Estimate;

/// Of one question.
pub(super) fn of_question(page: &mut Page, of: &QuestionAgreement) {
    item(page, &agreement(&of.level));
    of_raters(page, &of.raters);
    if let Some(ambiguous) = &of.ambiguous {
        item(page, &ambiguity(of, ambiguous));
    }
    item(page, &agenda(of));
}

fn agenda(of: &QuestionAgreement) -> String {
    let apart: Vec<&Item> = of.agenda.iter().filter(|item| item.is_apart()).collect();
    let leaning = apart.iter().filter(|item| item.by_leaning).count();
    let are = |number: usize| if number == 1 { "1 is".to_owned() } else { format!("{number} are") };
    let left = if leaning == 0 {
        String::new()
    } else {
        format!(" {} so only because some give less than others throughout.", are(leaning))
    };
    match apart.len() {
        0 => "On no answer do two people lie two levels or more apart.".to_owned(),
        number => format!(
            "On {} people lie two levels or more apart: the agenda.{left}",
            count(number, "answer", "answers")
        ),
    }
}

/// Of severe, lenient and drifting raters.
pub(super) fn of_raters(page: &mut Page, raters: &[Rater]) {
    let is_compared =
        |rater: &&Rater| rater.severity.n > 0 || rater.criteria.iter().any(|own| own.lean.n > 0);
    let compared: Vec<&Rater> = raters.iter().filter(is_compared).collect();
    let said: Vec<String> = match compared.as_slice() {
        // Of two, each differs from the other, and that is one fact.
        [one, other] => {
            let drift = [(one, other), (other, one)].into_iter().find_map(|(own, other)| {
                let drift = own.drift.as_ref().filter(|drift| drift.verdict.is_some())?;
                Some(apart_in_time(own, other, drift))
            });
            of_two(one, other).or_else(|| on_criteria(one)).into_iter().chain(drift).collect()
        }
        all => all
            .iter()
            .flat_map(|rater| {
                let drift = rater.drift.as_ref().and_then(|drift| drifts(rater, drift));
                leans(rater).or_else(|| on_criteria(rater)).into_iter().chain(drift)
            })
            .collect(),
    };
    if said.is_empty() {
        item(page, "No rater stands out as severe, lenient or drifting.");
    }
    for text in said {
        item(page, &text);
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

fn leans(rater: &Rater) -> Option<String> {
    let leaning = rater.severity.verdict?;
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
        .map(|(own, levels)| format!(", of the criteria most on {} ({})", own.id, tenths(levels)));
    Some(format!(
        "{} is {word}: {} {side} the others ({}){}.",
        rater.name,
        levels(&rater.severity.difference),
        reach(&rater.severity),
        most.unwrap_or_default()
    ))
}

fn on_criteria(rater: &Rater) -> Option<String> {
    let parts: Vec<String> = rater
        .criteria
        .iter()
        .filter_map(|own| {
            let word = match own.lean.verdict? {
                Leaning::Severe => "less",
                Leaning::Lenient => "more",
            };
            Some(format!("{} {word} on {}", levels(&own.lean.difference), own.id))
        })
        .collect();
    let given = parts.join(", ");
    (!parts.is_empty()).then(|| format!("{} gives {given} than the others.", rater.name))
}

fn of_two(one: &Rater, other: &Rater) -> Option<String> {
    let (low, high) = match one.severity.verdict? {
        Leaning::Severe => (one, other),
        Leaning::Lenient => (other, one),
    };
    Some(format!(
        "{} gives {} less than {} ({}). Two raters cannot tell which of them is off.",
        low.name,
        levels(&low.severity.difference),
        high.name,
        reach(&low.severity)
    ))
}

fn drifts(rater: &Rater, drift: &Drift) -> Option<String> {
    let word = match drift.verdict? {
        Drifting::Stricter => "stricter",
        Drifting::Milder => "milder",
    };
    Some(format!(
        "{} became {word} while marking: {} the others in the first half, {} in the second.",
        rater.name,
        where_to(drift.first_half),
        where_to(drift.second_half)
    ))
}

fn apart_in_time(own: &Rater, other: &Rater, drift: &Drift) -> String {
    format!(
        "{} and {} moved against each other: {} was {} in the first half of the marking, {} in the \
         second.",
        own.name,
        other.name,
        own.name,
        where_to(drift.first_half),
        where_to(drift.second_half)
    )
}

fn where_to(difference: Option<f64>) -> String {
    let value = difference.unwrap_or(0.0);
    let side = if value < 0.0 { "below" } else { "above" };
    format!("{} {side}", tenths(value))
}

fn ambiguity(question: &QuestionAgreement, of: &Ambiguous) -> String {
    let figures =
        format!("alpha {}, the others {}", decimal(Some(of.alpha)), decimal(Some(of.others)));
    if !of.stands_out {
        return format!(
            "People agree least on {} ({figures}), but not by so much that it stands out.",
            of.id
        );
    }
    let own = question.criteria.iter().find(|own| own.id == of.id);
    let apart = own.filter(|own| own.apart > 0).map(|own| {
        let answers = count(own.agreement.n, "answer", "answers");
        format!(" On {} of {answers} it is two levels or more apart.", own.apart)
    });
    format!(
        "The most ambiguous criterion is {}: {figures}.{} Go through its level texts together.",
        of.id,
        apart.unwrap_or_default()
    )
}

fn levels(of: &Estimate) -> String {
    let number = tenths(of.value.unwrap_or(0.0));
    let noun = if number == "1.0" { "level" } else { "levels" };
    format!("{number} {noun}")
}

/// Without its sign, halves rounded up.
fn tenths(value: f64) -> String {
    format!("{:.1}", (value.abs() * 10.0).round() / 10.0)
}

/// The interval without its sign, and the number of answers.
fn reach(of: &Lean) -> String {
    let answers = count(of.n, "answer", "answers");
    of.difference.interval.map_or_else(
        || answers.clone(),
        |(low, high)| {
            let (least, most) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
            format!("{} to {}; {answers}", tenths(least), tenths(most))
        },
    )
}

fn interval(of: &Estimate) -> String {
    of.interval.map_or_else(String::new, |(low, high)| {
        format!(" ({} to {})", decimal(Some(low)), decimal(Some(high)))
    })
}
