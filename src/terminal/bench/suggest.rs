//! Suggested changes, each with what it does before it is made.

use super::super::page::Page;
use super::super::words::count;
use super::{Detail, decimal, item, names};
use crate::author::suggest::{Cut, Edit, Effect, FEWEST, Suggestion, Suggestions};

/// Suggestions that are shown where not all are asked for.
const MOST: usize = 8;

/// Standard errors from which on a gain is called likely.
const LIKELY: f64 = 2.0;

/// Answers that are named.
const ANSWERS: usize = 4;

pub(super) fn part(page: &mut Page, suggestions: &Suggestions, detail: Detail) {
    page.heading("Suggestions from the tune set");
    if suggestions.answers < FEWEST {
        page.text(&format!(
            "None: {} is too few; {FEWEST} is the least.",
            count(suggestions.answers, "marked answer", "marked answers")
        ));
        return;
    }
    if suggestions.cuts.is_empty() && suggestions.changes.is_empty() {
        page.text("None: no single change would gain enough to see, whichever answer is left out.");
        return;
    }
    page.text(
        "Each is measured alone and on the answers that it comes from. Figures cannot tell sense from chance: take what you would defend before somebody who knows the field, then look again.",
    );
    let mut number = 0;
    let mut lead = || {
        number += 1;
        format!("{number:>2}. ")
    };
    if let Some(effect) = &suggestions.cuts_effect {
        let moved: Vec<String> = suggestions.cuts.iter().map(cut).collect();
        page.gap();
        item(page, &lead(), &format!("cuts: {}", moved.join("; ")));
        item(page, "    ", &in_words(effect));
    }
    for own in suggestions.changes.iter().take(detail.most(MOST)) {
        page.gap();
        item(page, &lead(), &change(&own.edit));
        item(page, "    ", &in_words(&own.effect));
        rests_on(page, own);
    }
    let rest = suggestions.changes.len().saturating_sub(detail.most(MOST));
    if rest > 0 {
        page.gap().aside(&format!("{rest} more with --all."));
    }
}

fn rests_on(page: &mut Page, own: &Suggestion) {
    let answers = count(own.answers.len(), "answer", "answers");
    item(page, "    ", &format!("moves {answers}: {}", names(&own.answers, ANSWERS)));
    if let Some(example) = &own.example {
        item(page, "    ", &format!("{}: \"{}\"", example.answer, example.sentence));
    }
}

fn cut(own: &Cut) -> String {
    format!(
        "level {} from {} % instead of {} % ({} on the wrong side instead of {})",
        own.level, own.to, own.from, own.wrong_then, own.wrong_now
    )
}

fn change(edit: &Edit) -> String {
    match edit {
        Edit::AddPattern { criterion, rule, pattern } => {
            format!("{criterion}.{rule}: add \"{pattern}\", typical of answers scored too low")
        }
        Edit::DropPattern { criterion, rule, pattern } => {
            format!("{criterion}.{rule}: take out \"{pattern}\"")
        }
        Edit::DropRule { criterion, rule } => format!("{criterion}: take out the rule {rule}"),
        Edit::AddAgainst { criterion, pattern, cap } => format!(
            "{criterion}: \"{pattern}\", typical of answers scored too high, as a statement against with cap = {cap}; or narrow the rule that it earns points by"
        ),
        Edit::Weight { criterion, from, to } => {
            format!("{criterion}: weight = {to} instead of {from}")
        }
        Edit::Points { criterion, rule, from, to } => {
            format!("{criterion}.{rule}: points = {to} instead of {from}")
        }
        Edit::Needs { criterion, at, from, to } => {
            format!("{criterion}, level {at}: needs = {to} instead of {from}")
        }
    }
}

fn in_words(effect: &Effect) -> String {
    let sure = match effect.sureness {
        Some(sure) if sure >= LIKELY => "; likely more than luck",
        Some(_) => "; may be luck",
        None => "",
    };
    format!(
        "correlation {} -> {}, kappa {} -> {}; {} nearer, {} farther{sure}",
        decimal(effect.pearson_before),
        decimal(effect.pearson_after),
        decimal(effect.qwk_before),
        decimal(effect.qwk_after),
        count(effect.nearer, "level", "levels"),
        effect.farther,
    )
}
