//! Questions that have one right answer: choice, order, match, number.
//!
//! They pay above chance only, and show a percentage, never a level.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::picked::PICKED;
use crate::content::ids::OptionId;
use crate::content::scenario::{Choice, Match, Number, Order, Pick};

/// The result of one closed question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedResult {
    /// `scenario/question`.
    pub question: String,
    /// What is earned above chance, 0..=100.
    pub percent: u8,
    /// Whether all of it is right.
    pub right: bool,
    /// What was given, piece by piece.
    pub pieces: Vec<Piece>,
    /// What went wrong as a whole, where that is known.
    pub why: Option<String>,
}

/// One piece of an answer: an option, a place in an order, a pair, the figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The option, the place, the left side; what is asked for.
    pub about: String,
    /// What was given for it, where something was.
    pub given: Option<String>,
    /// What is right.
    pub expected: Option<String>,
    /// Whether it is right.
    pub right: bool,
    /// Why, in the author's words.
    pub why: Option<String>,
}

/// A whole percentage of `part` in `whole`, halves rounded up, nothing below zero.
fn share(part: i64, whole: i64) -> u8 {
    if whole <= 0 || part <= 0 {
        return 0;
    }
    u8::try_from((part * 200 + whole) / (2 * whole)).unwrap_or(100).min(100)
}

/// A choice. With one pick it is right or not; with several, each option is a decision that a coin
/// would get right half of the time, so wrong decisions are set off against right ones.
#[must_use]
pub fn choice(question: &str, choice: &Choice, picked: &[OptionId]) -> ClosedResult {
    let picked: BTreeSet<&OptionId> = picked.iter().collect();
    let pieces: Vec<Piece> = choice
        .options
        .iter()
        .map(|option| {
            let given = picked.contains(&option.id);
            Piece {
                about: option.text.clone(),
                given: given.then(|| PICKED.to_owned()),
                expected: option.correct.then(|| PICKED.to_owned()),
                right: given == option.correct,
                why: option.why.clone(),
            }
        })
        .collect();
    let right = pieces.iter().all(|piece| piece.right);
    let decided = i64::try_from(pieces.len()).unwrap_or(0);
    let good = i64::try_from(pieces.iter().filter(|p| p.right).count()).unwrap_or(0);
    let percent = match choice.pick {
        Pick::One => u8::from(right) * 100,
        Pick::All if picked.is_empty() => 0,
        Pick::All => share(2 * good - decided, decided),
    };
    ClosedResult { question: question.to_owned(), percent, right, pieces, why: None }
}

/// An order: the share of pairs in the right order, twice, less one. Items of one group may stand
/// in either order.
#[must_use]
pub fn order(question: &str, order: &Order, given: &[String]) -> ClosedResult {
    let rank: BTreeMap<&str, usize> = order
        .items
        .iter()
        .enumerate()
        .flat_map(|(rank, group)| group.iter().map(move |item| (item.as_str(), rank)))
        .collect();
    let ranks: Vec<Option<usize>> =
        given.iter().map(|item| rank.get(item.as_str()).copied()).collect();
    let known: Vec<usize> = ranks.iter().copied().flatten().collect();
    let (mut pairs, mut good) = (0, 0);
    for (at, one) in known.iter().enumerate() {
        for other in &known[at + 1..] {
            if one != other {
                pairs += 1;
                good += i64::from(one < other);
            }
        }
    }
    // Items left out are pairs that nobody put in order.
    let all: Vec<usize> = rank.values().copied().collect();
    let total: i64 = all
        .iter()
        .enumerate()
        .map(|(at, one)| {
            i64::try_from(all[at + 1..].iter().filter(|other| *other != one).count()).unwrap_or(0)
        })
        .sum();
    debug_assert!(pairs <= total);
    let right = good == total && known.len() == rank.len();
    let mut expected =
        order.items.iter().flat_map(|group| group.iter().map(move |_| group.join(" / ")));
    let mut sorted = known.clone();
    sorted.sort_unstable();
    let pieces = given
        .iter()
        .enumerate()
        .map(|(at, item)| Piece {
            about: (at + 1).to_string(),
            given: Some(item.clone()),
            expected: expected.next(),
            right: ranks[at].is_some() && ranks[at] == sorted.get(at).copied(),
            why: None,
        })
        .collect();
    ClosedResult {
        question: question.to_owned(),
        percent: share(2 * good - total, total),
        right,
        pieces,
        why: None,
    }
}

/// A matching: the share of right pairs, corrected for guessing among the right sides.
#[must_use]
pub fn matching(
    question: &str,
    matching: &Match,
    given: &BTreeMap<String, String>,
) -> ClosedResult {
    let pieces: Vec<Piece> = matching
        .pairs
        .iter()
        .map(|(left, right)| {
            let chosen = given.get(left);
            Piece {
                about: left.clone(),
                given: chosen.cloned(),
                expected: Some(right.clone()),
                right: chosen == Some(right),
                why: None,
            }
        })
        .collect();
    let good = i64::try_from(pieces.iter().filter(|p| p.right).count()).unwrap_or(0);
    let pairs = i64::try_from(pieces.len()).unwrap_or(0);
    let choices = pairs + i64::try_from(matching.distractors.len()).unwrap_or(0);
    // (good / pairs - 1 / choices) / (1 - 1 / choices), in whole numbers.
    let percent = share(good * choices - pairs, pairs * (choices - 1));
    let right = good == pairs;
    ClosedResult { question: question.to_owned(), percent, right, pieces, why: None }
}

/// Why a figure cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// No digits.
    #[error("`{0}` is not a figure: write digits, such as 0.72 or 72 %")]
    NotAFigure(String),
    /// A comma that could mean two things.
    #[error(
        "`{0}` could be read in two ways: write a point for decimals and nothing between thousands"
    )]
    Ambiguous(String),
}

/// Reads a figure as a person types it: spaces, a sign, a decimal comma, a unit behind it.
///
/// # Errors
/// Text without digits, and a comma that could be either kind.
pub fn figure(text: &str) -> Result<(Decimal, String), FigureError> {
    let trimmed = text.trim();
    let end = trimmed
        .char_indices()
        .find(|&(at, c)| {
            !(c.is_ascii_digit()
                || matches!(c, '.' | ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}')
                || at == 0 && matches!(c, '-' | '+' | '−'))
        })
        .map_or(trimmed.len(), |(at, _)| at);
    let (digits, unit) = trimmed.split_at(end);
    let mut plain: String =
        digits.chars().filter(|c| !matches!(c, ' ' | '\'' | '+' | '\u{a0}' | '\u{202f}')).collect();
    plain = plain.replace('−', "-");
    let not_a_figure = || FigureError::NotAFigure(text.trim().to_owned());
    match (plain.matches(',').count(), plain.contains('.')) {
        (0, _) => {}
        // 1,234.5
        (_, true) if plain.find(',') < plain.find('.') => plain = plain.replace(',', ""),
        (1, false) => {
            let behind = plain.len() - plain.find(',').unwrap_or(0) - 1;
            let before = plain.find(',').unwrap_or(0);
            // "1,234" is a thousand or one and a quarter; "0,72" and "47,7" can only be decimals.
            if behind == 3 && (1..=3).contains(&before) && !plain.starts_with('0') {
                return Err(FigureError::Ambiguous(text.trim().to_owned()));
            }
            plain = plain.replace(',', ".");
        }
        _ => return Err(FigureError::Ambiguous(text.trim().to_owned())),
    }
    let value = Decimal::from_str_exact(plain.trim_end_matches('.')).map_err(|_| not_a_figure())?;
    Ok((value, unit.trim().to_owned()))
}

/// A number.
///
/// # Errors
/// Text that is no figure; the caller asks again.
pub fn number(question: &str, number: &Number, given: &str) -> Result<ClosedResult, FigureError> {
    let (value, unit) = figure(given)?;
    let near = |wanted: Decimal| (value - wanted).abs() <= number.tolerance;
    let own_unit =
        unit.is_empty() || number.unit.as_deref().is_none_or(|own| same_unit(own, &unit));
    let right = (near(number.answer) && own_unit)
        || number.accept.iter().any(|accept| {
            near(accept.answer)
                && accept.unit.as_deref().is_none_or(|wanted| same_unit(wanted, &unit))
        });
    let mistake =
        number.mistakes.iter().find(|mistake| near(mistake.answer)).map(|m| m.why.clone());
    let expected = match &number.unit {
        Some(unit) => format!("{} {unit}", number.answer),
        None => number.answer.to_string(),
    };
    Ok(ClosedResult {
        question: question.to_owned(),
        percent: u8::from(right) * 100,
        right,
        pieces: vec![Piece {
            about: String::new(),
            given: Some(given.trim().to_owned()),
            expected: Some(expected),
            right,
            why: None,
        }],
        why: if right { None } else { mistake },
    })
}

fn same_unit(one: &str, other: &str) -> bool {
    let plain = |unit: &str| {
        let unit = unit.trim().to_lowercase();
        if unit == "percent" || unit == "per cent" { "%".to_owned() } else { unit }
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::scenario::{Accept, ChoiceOption, Mistake};

    fn items(order: &[&[&str]]) -> Order {
        Order {
            competency: None,
            items: order.iter().map(|g| g.iter().map(|&i| i.to_owned()).collect()).collect(),
            working: None,
        }
    }

    fn ordered(wanted: &Order, given: &[&str]) -> u8 {
        let given: Vec<String> = given.iter().map(|&i| i.to_owned()).collect();
        order("s/q", wanted, &given).percent
    }

    #[test]
    fn an_order_pays_for_pairs_above_chance() {
        let wanted = items(&[&["a"], &["b"], &["c"], &["d"]]);
        assert_eq!(ordered(&wanted, &["a", "b", "c", "d"]), 100);
        assert_eq!(ordered(&wanted, &["d", "c", "b", "a"]), 0);
        assert_eq!(ordered(&wanted, &["b", "a", "c", "d"]), 67);
        assert_eq!(ordered(&wanted, &["c", "a", "d", "b"]), 0);
    }

    #[test]
    fn items_of_one_group_may_stand_in_either_order() {
        let wanted = items(&[&["a"], &["b", "c"], &["d"]]);
        assert_eq!(ordered(&wanted, &["a", "c", "b", "d"]), 100);
        let given = ["a", "c", "b", "d"].map(str::to_owned);
        assert!(order("s/q", &wanted, &given).pieces.iter().all(|piece| piece.right));
    }

    #[test]
    fn a_choice_of_all_sets_wrong_decisions_off_against_right_ones() {
        let option = |id: &str, correct| ChoiceOption {
            id: OptionId::new(id),
            text: id.to_owned(),
            correct,
            why: None,
        };
        let mut question = Choice {
            competency: None,
            pick: Pick::All,
            shuffle: true,
            options: vec![
                option("a", true),
                option("b", true),
                option("c", false),
                option("d", false),
            ],
            working: None,
        };
        let percent = |question: &Choice, picked: &[&str]| {
            let picked: Vec<OptionId> = picked.iter().map(|&id| OptionId::new(id)).collect();
            choice("s/q", question, &picked).percent
        };
        assert_eq!(percent(&question, &["a", "b"]), 100);
        assert_eq!(percent(&question, &["a"]), 50);
        assert_eq!(percent(&question, &["a", "b", "c", "d"]), 0);
        assert_eq!(percent(&question, &[]), 0);
        question.pick = Pick::One;
        question.options[1].correct = false;
        assert_eq!(percent(&question, &["a"]), 100);
        assert_eq!(percent(&question, &["b"]), 0);
    }

    #[test]
    fn a_matching_is_corrected_for_guessing() {
        let question = Match {
            competency: None,
            pairs: [("a", "1"), ("b", "2"), ("c", "3")]
                .map(|(l, r)| (l.to_owned(), r.to_owned()))
                .to_vec(),
            distractors: vec!["4".to_owned()],
            working: None,
        };
        let percent = |pairs: &[(&str, &str)]| {
            let given = pairs.iter().map(|&(l, r)| (l.to_owned(), r.to_owned())).collect();
            matching("s/q", &question, &given).percent
        };
        assert_eq!(percent(&[("a", "1"), ("b", "2"), ("c", "3")]), 100);
        assert_eq!(percent(&[("a", "1"), ("b", "4"), ("c", "4")]), 11);
        assert_eq!(percent(&[]), 0);
    }

    #[test]
    fn a_figure_is_read_as_people_type_it() {
        let read = |text: &str| figure(text).map(|(value, unit)| format!("{value}{unit}"));
        assert_eq!(read("0.72"), Ok("0.72".to_owned()));
        assert_eq!(read(" 72 % "), Ok("72%".to_owned()));
        assert_eq!(read("0,72"), Ok("0.72".to_owned()));
        assert_eq!(read("1 234.5"), Ok("1234.5".to_owned()));
        assert_eq!(read("1,234.5"), Ok("1234.5".to_owned()));
        assert_eq!(read("-3"), Ok("-3".to_owned()));
        assert_eq!(read("1,234"), Err(FigureError::Ambiguous("1,234".to_owned())));
        assert!(matches!(read("many"), Err(FigureError::NotAFigure(_))));
        assert!(matches!(read(""), Err(FigureError::NotAFigure(_))));
    }

    #[test]
    fn a_known_slip_is_named() {
        let question = Number {
            competency: None,
            answer: "0.72".parse().unwrap(),
            unit: None,
            tolerance: "0.005".parse().unwrap(),
            accept: vec![Accept { answer: "72".parse().unwrap(), unit: Some("%".to_owned()) }],
            mistakes: vec![Mistake {
                answer: "1.39".parse().unwrap(),
                why: "Upside down.".to_owned(),
            }],
            working: None,
        };
        let given =
            |text: &str| number("s/q", &question, text).map(|result| (result.right, result.why));
        assert_eq!(given("0.724"), Ok((true, None)));
        assert_eq!(given("72 %"), Ok((true, None)));
        assert_eq!(given("72"), Ok((false, None)));
        assert_eq!(given("1.39"), Ok((false, Some("Upside down.".to_owned()))));
    }
}
