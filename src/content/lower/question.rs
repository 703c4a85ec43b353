//! Questions of every kind.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::ids::{Competency, ExhibitId, OptionId, QuestionId, RubricId, ScenarioId, is_id};
use super::super::limits::{MAX_ENTRIES, MAX_MINUTES};
use super::super::problem::{Problem, Referent};
use super::super::scenario::{
    Accept, Choice, ChoiceOption, Match, Mistake, Number, Open, Order, Pick, Question,
    QuestionKind, Sample,
};
use super::find::Findings;
use super::read::{Table, Value};
use super::scenario::known;
use super::shared::{
    Ids, boolean, decimal, distinct, id, level, line, list, one_of, own_id, shortened, spanned,
    text, whole,
};

#[derive(Clone, Copy)]
enum Kind {
    Open,
    Choice,
    Order,
    Match,
    Number,
}

const KINDS: &[(&str, Kind)] = &[
    ("open", Kind::Open),
    ("choice", Kind::Choice),
    ("order", Kind::Order),
    ("match", Kind::Match),
    ("number", Kind::Number),
];

pub(super) fn question(
    f: &mut Findings<'_>,
    mut table: Table<'_>,
    scenario: &ScenarioId,
    ids: &mut Ids,
    exhibits: &Ids,
) -> Option<Question> {
    let own = own_id(f, &mut table, ids);
    let kind = table.required(f, "kind", "kind = \"open\"", one_of(KINDS));
    let prompt = table.required(f, "prompt", "prompt = \"...\"", text).unwrap_or_default();
    let minutes = table.optional(f, "minutes", whole(1..=MAX_MINUTES));
    let hint = table.optional(f, "hint", text);
    let exhibit = table.optional(f, "exhibit", spanned(id));
    if let Some((name, span)) = &exhibit {
        known(f, Referent::Exhibit, name, span, exhibits);
    }
    // Which keys it may have is not known without its kind, nor what it asks.
    let kind = kind?;
    let table = &mut table;
    let kind = match kind {
        Kind::Open => {
            let own = own.as_deref().unwrap_or_default();
            open(f, table, RubricId::new(format!("{scenario}/{own}")))
        }
        Kind::Choice => choice(f, table),
        Kind::Order => order(f, table),
        Kind::Match => matching(f, table),
        Kind::Number => number(f, table),
    };
    finish(f, table, &kind);
    Some(Question {
        id: QuestionId::new(own?),
        prompt,
        minutes,
        hint,
        exhibit: exhibit.map(|(id, _)| ExhibitId::new(id)),
        kind,
    })
}

/// Reports keys that belong to another kind of question, and leaves the others to the table.
fn finish(f: &mut Findings<'_>, table: &mut Table<'_>, kind: &QuestionKind) {
    for (span, key) in table.rest() {
        let kinds = table.kinds_with(key);
        if kinds.is_empty() {
            table.report_unknown(f, key);
        } else {
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("\"{kind}\"")).collect();
            let problem = Problem::KeyOfOtherKind {
                key: key.to_owned(),
                kind: kind.as_str(),
                kinds: kinds.join(", "),
            };
            f.report(span, &problem);
        }
    }
}

fn competency(f: &mut Findings<'_>, table: &mut Table<'_>) -> Option<Competency> {
    table.optional(f, "competency", line).map(Competency::new)
}

fn open(f: &mut Findings<'_>, table: &mut Table<'_>, own: RubricId) -> QuestionKind {
    let rubric = table.optional(f, "rubric", rubric_id).unwrap_or(own);
    let strategy = table.optional(f, "strategy", text);
    let samples = table
        .tables(f, "sample", "question.sample", MAX_ENTRIES)
        .into_iter()
        .map(|mut table| {
            let level = table.required(f, "level", "level = 3", level).unwrap_or_default();
            let text =
                table.required(f, "text", "text = \"\"\"...\"\"\"", text).unwrap_or_default();
            let note = table.optional(f, "note", self::text);
            table.finish(f);
            Sample { level, text, note }
        })
        .collect();
    QuestionKind::Open(Open { rubric, strategy, samples })
}

fn rubric_id(f: &mut Findings<'_>, value: &Value<'_>) -> Option<RubricId> {
    let found = line(f, value)?;
    let is_fit = found.split_once('/').is_some_and(|(a, b)| is_id(a) && is_id(b));
    if !is_fit {
        let problem = Problem::BadRubricId { found };
        f.report(value.span.clone(), &problem);
        return None;
    }
    Some(RubricId::new(found))
}

fn choice(f: &mut Findings<'_>, table: &mut Table<'_>) -> QuestionKind {
    const PICKS: &[(&str, Pick)] = &[("one", Pick::One), ("all", Pick::All)];
    let competency = competency(f, table);
    let pick = table.optional(f, "pick", one_of(PICKS)).unwrap_or(Pick::One);
    let shuffle = table.optional(f, "shuffle", boolean).unwrap_or(true);
    let mut ids = Ids::default();
    let mut texts = Vec::new();
    let mut right = 0_usize;
    // Whether each option says whether it is right, in a way that can be read.
    let mut is_told = true;
    let tables = table.tables(f, "option", "question.option", MAX_ENTRIES);
    let found = tables.len();
    let options: Vec<ChoiceOption> = tables
        .into_iter()
        .filter_map(|mut table| {
            let id = own_id(f, &mut table, &mut ids);
            let text = table.required(f, "text", "text = \"...\"", spanned(text));
            let correct = table.optional(f, "correct", boolean);
            is_told &= correct.is_some() || table.key_span("correct").is_none();
            let correct = correct.unwrap_or(false);
            right += usize::from(correct);
            let why = table.optional(f, "why", self::text);
            table.finish(f);
            texts.extend(text.clone());
            let text = text.map(|(text, _)| text).unwrap_or_default();
            Some(ChoiceOption { id: OptionId::new(id?), text, correct, why })
        })
        .collect();
    distinct(f, texts);
    if found < 2 {
        let problem = Problem::TooFew { key: "option".to_owned(), found, least: 2 };
        f.report_absence(table.span.clone(), &problem);
    } else {
        let span = table.span.clone();
        match (pick, right) {
            (_, 0) if !is_told => {}
            (_, 0) => f.report_absence(span, &Problem::NoCorrectOption),
            (Pick::One, 2..) => {
                f.report(span, &Problem::SeveralCorrectOptions { found: right });
            }
            _ => {}
        }
    }
    let working = table.optional(f, "working", text);
    QuestionKind::Choice(Choice { competency, pick, shuffle, options, working })
}

fn order(f: &mut Findings<'_>, table: &mut Table<'_>) -> QuestionKind {
    let competency = competency(f, table);
    let mut all = Vec::new();
    let items = table
        .required(f, "items", "items = [[\"first\"], [\"second\"], [\"third\"]]", |f, value| {
            let steps = value.entries(f, "a list of lists", MAX_ENTRIES)?;
            if !steps.is_empty() && steps.iter().all(|step| step.node.is_str()) {
                let (found, expected) = ("a list of texts", "a list of lists");
                let help = Some(BRACKETS);
                let key = value.key.to_owned();
                f.report(value.span.clone(), &Problem::WrongType { key, found, expected, help });
                return None;
            }
            if steps.len() < 3 {
                let problem =
                    Problem::TooFew { key: value.key.to_owned(), found: steps.len(), least: 3 };
                f.report_absence(value.span.clone(), &problem);
            }
            Some(steps.iter().filter_map(|step| self::step(f, step, &mut all)).collect())
        })
        .unwrap_or_default();
    distinct(f, all);
    let working = table.optional(f, "working", text);
    QuestionKind::Order(Order { competency, items, working })
}

const BRACKETS: &str = "put each step in brackets: [[\"first\"], [\"second\", \"also second\"]]";

fn step(
    f: &mut Findings<'_>,
    value: &Value<'_>,
    all: &mut Vec<(String, Range<usize>)>,
) -> Option<Vec<String>> {
    if value.node.is_str() {
        value.wrong_type(f, "a list of lists", Some(BRACKETS));
        return None;
    }
    let items = list(spanned(line))(f, value)?;
    if items.is_empty() {
        f.report_absence(value.span.clone(), &Problem::Empty { key: value.key.to_owned() });
        return None;
    }
    all.extend(items.clone());
    Some(items.into_iter().map(|(item, _)| item).collect())
}

fn matching(f: &mut Findings<'_>, table: &mut Table<'_>) -> QuestionKind {
    let competency = competency(f, table);
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    let pairs = table
        .required(f, "pairs", "pairs = [[\"left\", \"right\"]]", |f, value| {
            let entries = value.entries(f, "a list of pairs", MAX_ENTRIES)?;
            if entries.len() < 2 {
                let problem =
                    Problem::TooFew { key: value.key.to_owned(), found: entries.len(), least: 2 };
                f.report_absence(value.span.clone(), &problem);
            }
            let pairs: Vec<_> = entries.iter().filter_map(|entry| pair(f, entry)).collect();
            lefts.extend(pairs.iter().map(|(left, _)| left.clone()));
            rights.extend(pairs.iter().map(|(_, right)| right.clone()));
            Some(pairs.into_iter().map(|((left, _), (right, _))| (left, right)).collect())
        })
        .unwrap_or_default();
    let distractors = table.optional(f, "distractors", list(spanned(line))).unwrap_or_default();
    distinct(f, lefts);
    distinct(f, rights.into_iter().chain(distractors.iter().cloned()).collect());
    let distractors = distractors.into_iter().map(|(text, _)| text).collect();
    let working = table.optional(f, "working", text);
    QuestionKind::Match(Match { competency, pairs, distractors, working })
}

type Side = (String, Range<usize>);

fn pair(f: &mut Findings<'_>, value: &Value<'_>) -> Option<(Side, Side)> {
    let sides = value.entries(f, "a list of pairs", MAX_ENTRIES)?;
    let [left, right] = sides.as_slice() else {
        f.report(value.span.clone(), &Problem::NotAPair { found: sides.len() });
        return None;
    };
    spanned(line)(f, left).zip(spanned(line)(f, right))
}

fn number(f: &mut Findings<'_>, table: &mut Table<'_>) -> QuestionKind {
    let competency = competency(f, table);
    let answer = table.required(f, "answer", "answer = \"0.72\"", decimal);
    let unit = table.optional(f, "unit", line);
    let tolerance = table.optional(f, "tolerance", tolerance).unwrap_or_default();
    let accept: Vec<Accept> = table
        .tables(f, "accept", "question.accept", MAX_ENTRIES)
        .into_iter()
        .filter_map(|mut table| {
            let answer = table.required(f, "answer", "answer = \"72\"", decimal);
            let unit = table.optional(f, "unit", line);
            table.finish(f);
            Some(Accept { answer: answer?, unit })
        })
        .collect();
    let right: Vec<Decimal> = answer
        .into_iter()
        .chain(accept.iter().filter(|a| a.unit.is_none()).map(|a| a.answer))
        .collect();
    let mistakes = table
        .tables(f, "mistakes", "question.mistakes", MAX_ENTRIES)
        .into_iter()
        .filter_map(|table| mistake(f, table, &right, tolerance))
        .collect();
    let working = table.optional(f, "working", text);
    QuestionKind::Number(Number {
        competency,
        answer: answer.unwrap_or_default(),
        unit,
        tolerance,
        accept,
        mistakes,
        working,
    })
}

fn tolerance(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Decimal> {
    let found = decimal(f, value)?;
    if found.is_sign_negative() && !found.is_zero() {
        let problem = Problem::NegativeTolerance { found: shortened(&found.to_string()) };
        f.report(value.span.clone(), &problem);
        return None;
    }
    Some(found)
}

fn mistake(
    f: &mut Findings<'_>,
    mut table: Table<'_>,
    right: &[Decimal],
    tolerance: Decimal,
) -> Option<Mistake> {
    let answer = table.required(f, "answer", "answer = \"1.39\"", spanned(decimal));
    let why = table.required(f, "why", "why = \"...\"", text).unwrap_or_default();
    table.finish(f);
    let (answer, span) = answer?;
    let is_right = |right: &Decimal| {
        right.checked_sub(answer).is_some_and(|distance| distance.abs() <= tolerance)
    };
    if right.iter().any(is_right) {
        f.report(span, &Problem::AcceptedMistake { found: answer.to_string() });
    }
    Some(Mistake { answer, why })
}
