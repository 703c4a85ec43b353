//! Alternatives of which one takes the words behind it and the others do not: `move|shift (it|them)`.
//! A phrase binds closer than `|`, so `move` is enough alone, which is seldom what was meant.

use std::ops::Range;

use crate::content::lower::{Places, Step};
use crate::content::pattern::{Node, Pattern, WordForm};
use crate::content::problem::Problem;
use crate::content::rubric::Basis;
use crate::content::{Diagnostic, Rubric};

use super::patterns::Spot;
use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    spots: &[Spot<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let rules = spots.iter().map(|spot| (spot.pattern, spot.place(places)));
    let groups = rubric.groups.iter().flat_map(|(name, patterns)| {
        patterns.iter().enumerate().map(move |(number, pattern)| {
            let steps = [Step::Key("groups"), Step::Key(name), Step::At(number)];
            (pattern, places.find(&steps))
        })
    });
    let all: Vec<(&Pattern, Range<usize>)> =
        rules.chain(groups).chain(against(places, rubric)).collect();
    for (pattern, place) in all {
        if let Some((bare, word)) = bare(&pattern.node) {
            found.push(Problem::BareAlternative { bare, word }.at(at.file, place));
        }
    }
}

/// The patterns of statements against.
fn against<'r>(
    places: &'r Places<'_>,
    rubric: &'r Rubric,
) -> impl Iterator<Item = (&'r Pattern, Range<usize>)> {
    rubric.criteria.iter().flat_map(move |criterion| {
        let statements = match &criterion.basis {
            Basis::Evidence(basis) => basis.against.as_slice(),
            _ => &[],
        };
        statements.iter().enumerate().flat_map(move |(at, statement)| {
            statement.any.iter().enumerate().map(move |(number, pattern)| {
                let steps = [
                    Step::Key("criterion"),
                    Step::Id(criterion.id.as_str()),
                    Step::Key("against"),
                    Step::At(at),
                    Step::Key("any"),
                    Step::At(number),
                ];
                (pattern, places.find(&steps))
            })
        })
    })
}

/// The single words that are enough alone, as they are written, and the one beside them that is not.
fn bare(node: &Node) -> Option<(String, String)> {
    match node {
        Node::Word(_) | Node::Exact(_) | Node::Group(_) => None,
        Node::Phrase(parts) | Node::Near { parts, .. } => parts.iter().find_map(bare),
        Node::Any(parts) => {
            let end = |(words, word)| written(words).zip(word);
            let found = match parts.as_slice() {
                [words @ .., Node::Phrase(phrase)] => {
                    end((words, word_before_a_choice(phrase.iter())))
                }
                [Node::Phrase(phrase), words @ ..] => {
                    end((words, word_before_a_choice(phrase.iter().rev())))
                }
                _ => None,
            };
            found.or_else(|| parts.iter().find_map(bare))
        }
    }
}

/// Alternatives that are all single words; None if any is more, or there is none.
fn written(alternatives: &[Node]) -> Option<String> {
    let words: Option<Vec<String>> = alternatives.iter().map(word).collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join("|"))
}

/// The word with which a phrase begins, if a choice in brackets follows.
fn word_before_a_choice<'n>(mut phrase: impl Iterator<Item = &'n Node>) -> Option<String> {
    let first = word(phrase.next()?)?;
    phrase.any(|part| matches!(part, Node::Any(_))).then_some(first)
}

fn word(node: &Node) -> Option<String> {
    let Node::Word(word) = node else { return None };
    Some(match word.form {
        WordForm::Stem | WordForm::Number => word.text.clone(),
        WordForm::Prefix => format!("{}*", word.text),
        WordForm::Strict => format!("={}", word.text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Option<(String, String)> {
        bare(&Pattern::parse(source).unwrap().node)
    }

    #[test]
    fn words_beside_one_that_takes_a_choice_are_told() {
        let pair = |bare: &str, word: &str| Some((bare.to_owned(), word.to_owned()));
        assert_eq!(told("move|delay*|shift (it|the date)"), pair("move|delay*", "shift"));
        assert_eq!(told("we > move|shift (it|them) > later"), pair("move", "shift"));
        assert_eq!(told("(one|each) week|value"), pair("value", "week"));
        assert_eq!(told("no (need|point) (in move|shift (it|us))"), None);
    }

    #[test]
    fn phrases_of_their_own_and_choices_for_all_are_not() {
        for source in [
            "(move|shift) (it|the date)",
            "sign off|approve",
            "approve|sign it off",
            "first (come|are) refunds|worst (are|is) refunds",
            "lay it out|show (me|us) the gap",
            "@topics|first (come|are)",
        ] {
            assert_eq!(told(source), None, "{source}");
        }
    }
}
