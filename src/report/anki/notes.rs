//! What stands on the cards.

use maud::{Markup, PreEscaped, html};

use super::{Case, Note};
use crate::content::ids::Competency;
use crate::content::rubric::Criterion;
use crate::content::scenario::{
    Choice, ChoiceOption, Match, Number, Open, Order, Pick, Question, QuestionKind,
};
use crate::interview::shuffle::{disordered, shuffled};
use crate::report::html::markdown::markdown;
use crate::study::{ModelMove, model_moves};

/// Items are shown in the same disorder on every machine.
const SEED: u64 = 0;

pub(super) fn of(case: &Case<'_>) -> Vec<Note> {
    let questions = &case.scenario.questions;
    questions
        .iter()
        .flat_map(|question| match &question.kind {
            QuestionKind::Open(open) => follow_ups(case, question, open),
            kind => vec![closed(case, question, kind)],
        })
        .collect()
}

/// One note for each criterion that has a follow-up.
fn follow_ups(case: &Case<'_>, question: &Question, open: &Open) -> Vec<Note> {
    let Some(rubric) = (case.rubric)(&question.id) else { return Vec::new() };
    let moves = model_moves(rubric, &open.samples);
    let with_probe =
        rubric.rubric.criteria.iter().filter_map(|own| Some((own, own.probe.as_ref()?)));
    with_probe
        .map(|(criterion, probe)| Note {
            name: format!("{}/{}/{}", case.scenario.id, question.id, criterion.id),
            question: field(&html! { (probe) }),
            case: field(&html! {
                (in_short(case))
                details { summary { "The question that it follows" } (markdown(&question.prompt)) }
            }),
            answer: field(&strong(criterion, moves.get(&criterion.id))),
            tags: tags(case, criterion.competency.as_ref()),
        })
        .collect()
}

/// What a strong answer does.
fn strong(criterion: &Criterion, found: Option<&ModelMove>) -> Markup {
    // All of them: the text of a level may build on that of the one below.
    let levels: Vec<_> = criterion
        .basis
        .levels()
        .iter()
        .filter_map(|own| Some((own.at, own.text.as_ref()?)))
        .collect();
    html! {
        p { "A strong answer: " strong { (criterion.title) } }
        @if !levels.is_empty() {
            ul { @for (at, text) in &levels { li { "Level " (at) ": " (text) } } }
        }
        @if let Some(advice) = &criterion.advice { p { "→ " (advice) } }
        @if let Some(found) = found {
            p { "In the words of one:" }
            blockquote { (marked(found)) }
        }
    }
}

/// The model move, what earned the criterion in bold.
fn marked(found: &ModelMove) -> Markup {
    let words = |from: usize, to: usize| found.words.get(from..to).unwrap_or_default();
    let starts = std::iter::once(0).chain(found.evidence.iter().map(|span| span.end));
    let last = found.evidence.last().map_or(0, |span| span.end);
    html! {
        @for (done, span) in starts.zip(&found.evidence) {
            (words(done, span.start))
            strong { (words(span.start, span.end)) }
        }
        (words(last, found.words.len()))
    }
}

fn closed(case: &Case<'_>, question: &Question, kind: &QuestionKind) -> Note {
    let (given, answer, working, competency) = match kind {
        QuestionKind::Open(_) => (html! {}, html! {}, &None, &None),
        QuestionKind::Choice(own) => {
            (options(question, own), right_options(own), &own.working, &own.competency)
        }
        QuestionKind::Order(own) => {
            (items(question, own), right_order(own), &own.working, &own.competency)
        }
        QuestionKind::Match(own) => (sides(own), right_pairs(own), &own.working, &own.competency),
        QuestionKind::Number(own) => (html! {}, figure(own), &own.working, &own.competency),
    };
    let exhibit = question
        .exhibit
        .as_ref()
        .and_then(|id| Some((case.scenario.exhibit(id)?.title.as_str(), (case.exhibit)(id)?)));
    Note {
        name: format!("{}/{}", case.scenario.id, question.id),
        question: field(&html! { (markdown(&question.prompt)) (given) }),
        case: field(&html! {
            (in_short(case))
            @if let Some((title, text)) = &exhibit {
                details { summary { (title) } (markdown(text)) }
            }
        }),
        answer: field(&html! {
            (answer)
            @if let Some(working) = working { (markdown(working)) }
        }),
        tags: tags(case, competency.as_ref()),
    }
}

fn in_short(case: &Case<'_>) -> Markup {
    html! { p { strong { (case.scenario.title) } ". " (case.scenario.summary) } }
}

fn options(question: &Question, own: &Choice) -> Markup {
    let order = if own.shuffle {
        shuffled(own.options.len(), SEED, &question.id)
    } else {
        (0..own.options.len()).collect()
    };
    let asked = match own.pick {
        Pick::One => "Pick one:",
        Pick::All => "Pick all that are right:",
    };
    html! {
        p { (asked) }
        ul { @for own in order.into_iter().filter_map(|at| own.options.get(at)) { li { (own.text) } } }
    }
}

fn right_options(own: &Choice) -> Markup {
    let option = |own: &ChoiceOption| {
        html! { li { (own.text) @if let Some(why) = &own.why { br; em { (why) } } } }
    };
    let (right, wrong): (Vec<_>, Vec<_>) = own.options.iter().partition(|own| own.correct);
    html! {
        p { strong { "Right:" } }
        ul { @for own in right { (option(own)) } }
        p { strong { "Not right:" } }
        ul { @for own in wrong { (option(own)) } }
    }
}

fn items(question: &Question, own: &Order) -> Markup {
    let items: Vec<&String> = own.items.iter().flatten().collect();
    let order = disordered(items.len(), SEED, &question.id);
    html! { ul { @for item in order.into_iter().filter_map(|at| items.get(at)) { li { (item) } } } }
}

fn right_order(own: &Order) -> Markup {
    html! { ol { @for group in &own.items { li { (group.join(" / ")) } } } }
}

fn sides(own: &Match) -> Markup {
    // By the alphabet, which tells nothing about the pairs.
    let mut right: Vec<&String> =
        own.pairs.iter().map(|(_, right)| right).chain(&own.distractors).collect();
    right.sort();
    right.dedup();
    html! {
        ul { @for (left, _) in &own.pairs { li { (left) } } }
        p { "To choose from:" }
        ul { @for right in right { li { (right) } } }
    }
}

fn right_pairs(own: &Match) -> Markup {
    html! {
        ul { @for (left, right) in &own.pairs { li { (left) " → " strong { (right) } } } }
        @if !own.distractors.is_empty() { p { "Left over: " (own.distractors.join("; ")) } }
    }
}

fn figure(own: &Number) -> Markup {
    html! {
        p {
            strong { (own.answer.to_string()) @if let Some(unit) = &own.unit { " " (unit) } }
            @if !own.tolerance.is_zero() { " (± " (own.tolerance.to_string()) ")" }
        }
    }
}

fn tags(case: &Case<'_>, competency: Option<&Competency>) -> Vec<String> {
    let mut tags = vec![format!("hotseat::{}", case.scenario.id)];
    tags.extend(competency.map(|own| {
        let words: Vec<&str> = own.as_str().split_whitespace().collect();
        format!("hotseat::competency::{}", words.join("-"))
    }));
    tags
}

/// HTML as a field. Anki plays and draws what stands in square brackets, whoever wrote it: here they
/// are characters.
fn field(html: &Markup) -> String {
    let PreEscaped(text) = html;
    text.trim().replace('[', "&#91;").replace('\u{1f}', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_plays_nothing_and_runs_nothing() {
        let text = "[sound:http://a/b.mp3] <script>alert(1)</script>\u{1f}";
        assert_eq!(
            field(&html! { (text) }),
            "&#91;sound:http://a/b.mp3] &lt;script&gt;alert(1)&lt;/script&gt;"
        );
    }

    #[test]
    fn what_earned_the_criterion_is_bold_in_the_model_move() {
        let found = ModelMove {
            words: "I ask & note it.".to_owned(),
            evidence: vec![2..5, 8..12],
            level: 1,
            of: 1,
        };
        assert_eq!(
            marked(&found).into_string(),
            "I <strong>ask</strong> &amp; <strong>note</strong> it."
        );
    }
}
