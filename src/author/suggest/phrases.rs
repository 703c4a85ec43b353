//! Phrases that are typical of answers scored too low, or too high.
//!
//! The candidates are what an author would write as a pattern: one word, two words one after the
//! other, two words near each other in this order. Each is judged by how far the scorer is off in the
//! answers that have it, against how far it is off in all others.

use std::collections::{BTreeMap, BTreeSet};

use super::MarkedText;
use crate::content::pattern::Pattern;
use crate::content::rubric::DEFAULT_WITHIN;
use crate::scoring::read::{Reading, Word, read};
use crate::scoring::tables::classes::FUNCTION;

/// Letters that a word needs to be worth a pattern.
const LETTERS: usize = 3;

/// Answers that must have a phrase, at least: in two it may be chance.
const ANSWERS: usize = 3;

/// How far beyond chance, in standard errors, a phrase has to be typical.
const TYPICAL: f64 = 1.5;

/// A phrase, its answers, and how typical it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// As a pattern.
    pub pattern: String,
    /// The numbers of the answers that have it.
    pub answers: BTreeSet<usize>,
    /// The difference of the mean error in answers with and without it, in standard errors (the
    /// two-sample t statistic with pooled variance). Above 0: the scorer gives them too little.
    pub t: f64,
    /// Words of the pattern, normalised, for comparing its meaning.
    pub words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Phrase(String, String),
    Near(String, String),
    Word(String),
}

/// The phrases most typical of answers with errors above 0 (`too_low`) or below, at most `most`, the
/// most typical first. `errors` are given less computed, one for each answer.
#[must_use]
pub fn typical(
    answers: &[MarkedText<'_>],
    errors: &[f64],
    too_low: bool,
    most: usize,
) -> Vec<Phrase> {
    let mut found: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
    let mut surfaces: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (at, answer) in answers.iter().enumerate() {
        let reading = read(answer.text);
        for word in reading.words.iter().filter(|word| bears(word)) {
            let forms = surfaces.entry(word.stem.to_string()).or_default();
            *forms.entry(word.norm.to_string()).or_default() += 1;
        }
        keys(&reading, |key| {
            found.entry(key).or_default().insert(at);
        });
    }
    let surface = |stem: &String| -> Option<&String> {
        // Of two equally common, the first in the alphabet.
        let forms = surfaces.get(stem)?;
        let most = forms.values().max()?;
        forms.iter().find(|(_, count)| *count == most).map(|(form, _)| form)
    };
    let sign = if too_low { 1.0 } else { -1.0 };
    let mut phrases: Vec<Phrase> = found
        .into_iter()
        .filter(|(_, own)| own.len() >= ANSWERS)
        .filter_map(|(key, own)| {
            let t = t_statistic(errors, &own)?;
            if t * sign < TYPICAL {
                return None;
            }
            let (pattern, words) = match &key {
                Key::Word(a) => (surface(a)?.clone(), vec![surface(a)?.clone()]),
                Key::Phrase(a, b) => {
                    let (a, b) = (surface(a)?, surface(b)?);
                    (format!("{a} {b}"), vec![a.clone(), b.clone()])
                }
                Key::Near(a, b) => {
                    let (a, b) = (surface(a)?, surface(b)?);
                    (format!("{a} > {b}"), vec![a.clone(), b.clone()])
                }
            };
            Pattern::parse(&pattern).ok()?;
            Some(Phrase { pattern, answers: own, t, words })
        })
        .collect();
    // Stable: equally typical ones keep their order, phrases before near ones before single words.
    phrases.sort_by(|a, b| (b.t * sign).total_cmp(&(a.t * sign)));
    // The same answers may be known by many phrases; one of several words, and a single one, which
    // never cites the words of another rule.
    let mut seen = BTreeSet::new();
    phrases.retain(|own| seen.insert((own.words.len() == 1, own.answers.clone())));
    phrases.truncate(most);
    phrases
}

fn bears(word: &Word) -> bool {
    !word.class.is(FUNCTION)
        && word.norm.chars().count() >= LETTERS
        && word.norm.chars().all(char::is_alphabetic)
}

fn keys(reading: &Reading<'_>, mut add: impl FnMut(Key)) {
    let within = usize::try_from(DEFAULT_WITHIN).unwrap_or(usize::MAX);
    for sentence in &reading.sentences {
        let words = &reading.words[sentence.words.clone()];
        for (at, word) in words.iter().enumerate().filter(|(_, word)| bears(word)) {
            let stem = || word.stem.to_string();
            add(Key::Word(stem()));
            let behind = words.iter().enumerate().skip(at + 1).take(within);
            for (other, next) in behind.filter(|(_, next)| bears(next)) {
                if next.stem == word.stem {
                    continue;
                }
                // In a phrase one other word may stand between two.
                if other - at <= 2 {
                    add(Key::Phrase(stem(), next.stem.to_string()));
                }
                add(Key::Near(stem(), next.stem.to_string()));
            }
        }
    }
}

/// Student's two-sample t statistic with pooled variance; none where a side is too small or nothing
/// varies.
fn t_statistic(errors: &[f64], with: &BTreeSet<usize>) -> Option<f64> {
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for (at, error) in errors.iter().enumerate() {
        if with.contains(&at) { inside.push(*error) } else { outside.push(*error) }
    }
    if inside.len() < 2 || outside.len() < 2 {
        return None;
    }
    let count = |own: &[f64]| f64::from(u32::try_from(own.len()).unwrap_or(u32::MAX));
    let (n, m) = (count(&inside), count(&outside));
    let middle = |own: &[f64]| own.iter().sum::<f64>() / count(own);
    let (a, b) = (middle(&inside), middle(&outside));
    let squares = |own: &[f64], mean: f64| own.iter().map(|e| (e - mean) * (e - mean)).sum::<f64>();
    let variance = (squares(&inside, a) + squares(&outside, b)) / (n + m - 2.0);
    (variance > 0.0).then(|| (a - b) / (variance * (1.0 / n + 1.0 / m)).sqrt())
}
