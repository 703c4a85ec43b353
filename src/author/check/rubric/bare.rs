//! Alternatives of which one takes the words behind it and the others do not: `move|shift (it|them)`.
//! A phrase binds closer than `|`, so `move` is enough alone, which is seldom what was meant.

use std::ops::Range;

use crate::content::lower::{Places, Step};
use crate::content::pattern::{Node, Pattern, Word, WordForm};
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
            let found = found.or_else(|| parts.windows(2).find_map(group_behind_a_group));
            let found = found.or_else(|| one_form_for_another(parts));
            found.or_else(|| parts.iter().find_map(bare))
        }
    }
}

/// `ask the @lawyers|@auditors`: the group that is enough alone, and the one that ends a phrase.
fn group_behind_a_group(pair: &[Node]) -> Option<(String, String)> {
    let [Node::Phrase(phrase), Node::Group(alone)] = pair else { return None };
    let Node::Group(last) = phrase.last()? else { return None };
    Some((format!("@{}", alone.name), format!("@{}", last.name)))
}

/// Verbs of which one form can stand for another, so that `has|have memory` is hardly meant as it is
/// read: who writes them side by side has bracketed them in mind.
const KIN: [&str; 4] = [
    "am are be been being is was were",
    "had has have having",
    "did do does doing done",
    "can could may might must shall should will would",
];

/// `has|have memory`: two alternatives, forms of one verb at their seam, and more words beside one of
/// them. As they are shown: the alternative that is enough, and the word at the other side of the
/// seam. Where there are more than two, verbs stand there as verbs mostly: `was|is|had been`.
fn one_form_for_another(pair: &[Node]) -> Option<(String, String)> {
    let [left, right] = pair else { return None };
    let (last, first) = (edge(left, <[Node]>::last)?, edge(right, <[Node]>::first)?);
    let kin = |group: &str| {
        let has = |word: &str| group.split(' ').any(|own| own == word);
        has(&last.text) && has(&first.text)
    };
    if last.text == first.text || !KIN.iter().any(|group| kin(group)) {
        return None;
    }
    let is_one = |node: &Node| matches!(node, Node::Word(_));
    match (is_one(left), is_one(right)) {
        (true, true) => None,
        (true, false) => Some((last.text.clone(), first.text.clone())),
        (false, true) => Some((first.text.clone(), last.text.clone())),
        (false, false) => Some((format!("... {}", last.text), first.text.clone())),
    }
}

/// The word of an alternative that stands at the seam: its only one, or that end of its phrase.
fn edge(node: &Node, end: fn(&[Node]) -> Option<&Node>) -> Option<&Word> {
    match node {
        Node::Word(word) => Some(word),
        Node::Phrase(parts) => match end(parts)? {
            Node::Word(word) => Some(word),
            _ => None,
        },
        _ => None,
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
        assert_eq!(told("ask (the|our) @lawyers|@auditors"), pair("@auditors", "@lawyers"));
        assert_eq!(told("has|have memory"), pair("has", "have"));
        assert_eq!(told("traffic > @unit are|is bursty"), pair("... are", "is"));
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
            "has|have|had",
            "what to do|how to do it",
            "thanks|thank you",
            "isn't|is not",
            "was|is|had been",
            "the plan|the log",
            "sign|sign off",
            "log it|log them",
            "@lawyers|@auditors > (@lawyers|@auditors)",
        ] {
            assert_eq!(told(source), None, "{source}");
        }
    }
}
