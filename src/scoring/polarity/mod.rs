//! Which words of an answer are denied, dismissed or replaced, and by what.
//!
//! A pass of its own over the reading: it knows nothing of rubrics. Each [`Cue`] says which words
//! do the denying, how far that reaches, and from which word on a condition turns it round ("not
//! ship *until* Legal has signed" asks for Legal). The cases it tells apart, and the order in which
//! it asks, come from short sentences written for the purpose; they are its tests.

mod cues;
mod dismissal;
mod frames;
mod fronting;
mod given_up;
mod handover;
mod idioms;
mod lacking;
mod negation;
mod outcome;
mod questions;
mod quotes;
mod retraction;
mod sentence;

use std::ops::Range;

use super::matching::Place;
use super::read::{self, Reading};

/// Something in the answer that takes back what it mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The words that deny, such as "not" or "waste of time". A hit that cites one of them itself
    /// has taken it into account and is left alone.
    pub at: Range<usize>,
    /// The words that are denied.
    pub scope: Range<usize>,
    /// The word, such as "until", from which on a hit that began inside the scope is a condition
    /// and therefore asked for.
    pub gate: Option<usize>,
    /// What it does to what is in its scope.
    pub force: Force,
}

/// What a cue does to what is in its scope, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// The author is against it.
    Denies,
    /// The author prefers something else to it: "roles, not people".
    Replaces,
    /// The author says that it is not so, or that others say it: neither for nor against.
    Reports,
}

impl Cue {
    /// Whether this cue takes back a hit with these words (ascending).
    #[must_use]
    pub fn covers(&self, core: impl Iterator<Item = usize> + Clone) -> bool {
        let mut inside = false;
        for word in core {
            if self.at.contains(&word) {
                return false;
            }
            if self.gate.is_some_and(|gate| word >= gate) {
                return false;
            }
            inside |= self.scope.contains(&word);
        }
        inside
    }
}

/// What an answer denies, and what it only supposes, tells or asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Polarity {
    cues: Vec<Cue>,
    /// By word: a statement that begins here is the author's own and is not turned round.
    asserted: Vec<bool>,
    /// By word: it negates.
    negators: Vec<bool>,
    /// Runs of words that end in the "nothing" that their subject counts for.
    emptied: Vec<Range<usize>>,
    /// By word: it belongs to an act that is told by its bad end.
    feared: Vec<bool>,
    /// By word: it is in the scope of a cue.
    in_scope: Vec<bool>,
    /// By word: index of the first word of its clause.
    clause: Vec<usize>,
    /// How many sentences name things without anybody doing anything.
    talk: usize,
}

/// How far back a negator still governs a statement.
const GOVERNED: usize = 8;

impl Polarity {
    /// Reads the polarity of an answer.
    ///
    /// Where an answer has to consist of what somebody does (`of_action`), sentences that only talk
    /// about things are found, too; where it tells how things are, that is what it should do.
    #[must_use]
    pub fn of(reading: &Reading<'_>, of_action: bool) -> Self {
        let count = reading.words.len();
        let mut polarity = Self {
            cues: Vec::new(),
            asserted: vec![false; count],
            negators: vec![false; count],
            emptied: Vec::new(),
            feared: vec![false; count],
            in_scope: vec![false; count],
            clause: vec![0; count],
            talk: 0,
        };
        for (at, sentence) in reading.sentences.iter().enumerate() {
            let words = sentence.words.clone();
            if !sentence.question {
                let earlier = polarity.cues.len();
                cues::of_sentence(&reading.words, words, of_action, &mut polarity);
                polarity.leave_quotes_alone(reading, sentence, earlier);
            } else if of_action {
                // What is asked is not claimed, but some questions answer themselves.
                let next = reading.sentences.get(at + 1).map(|next| next.words.clone());
                polarity.cues.extend(cues::of_question(&reading.words, words, next));
            }
        }
        for cue in &polarity.cues {
            polarity.in_scope[cue.scope.clone()].fill(true);
        }
        polarity
    }

    /// What is quoted in a sentence denies nothing outside of its quotation; the sentence's cues are
    /// those from `earlier` on.
    fn leave_quotes_alone(
        &mut self,
        reading: &Reading<'_>,
        sentence: &read::Sentence,
        earlier: usize,
    ) {
        let negates = sentence.words.clone().any(|at| self.negators[at]);
        if !negates && self.cues.len() == earlier {
            return;
        }
        let quotes = quotes::quoted(reading, sentence);
        if quotes.is_empty() {
            return;
        }
        let own = self.cues.split_off(earlier);
        self.cues.extend(own.into_iter().filter_map(|cue| quotes::within_quotes(cue, &quotes)));
        for quote in quotes {
            self.negators[quote].fill(false);
        }
    }

    /// All cues, in the order of their words.
    #[must_use]
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// How many sentences only name things: "X is a topic that everybody talks about".
    #[must_use]
    pub fn talk(&self) -> usize {
        self.talk
    }

    /// The cue that takes back what stands at `place`, if one does.
    #[must_use]
    pub fn denied_by(&self, place: Place) -> Option<&Cue> {
        self.taken_back(place).filter(|cue| cue.force != Force::Reports)
    }

    /// The cue because of which what stands at `place` is no evidence: a denial before a contrast,
    /// and that before a report.
    #[must_use]
    pub fn taken_back(&self, place: Place) -> Option<&Cue> {
        if !place.words().any(|word| self.in_scope[word]) {
            return None;
        }
        let mut found: Option<&Cue> = None;
        for cue in self.cues.iter().filter(|cue| cue.covers(place.words())) {
            if cue.force == Force::Denies {
                return Some(cue);
            }
            let stronger = found.is_none_or(|so_far| cue.force < so_far.force);
            found = if stronger { Some(cue) } else { found };
        }
        found
    }

    /// Whether any of these words negates something.
    pub(super) fn negates(&self, mut words: Range<usize>) -> bool {
        words.any(|at| self.negators[at])
    }

    /// The first word of the clause in which the word at `at` stands.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        self.clause[at]
    }

    /// Whether anything in a run of words is denied or reported, or does the denying.
    pub(super) fn touches(&self, words: Range<usize>) -> bool {
        let meet = |own: &Range<usize>| own.start < words.end && words.start < own.end;
        self.cues.iter().any(|cue| meet(&cue.at) || meet(&cue.scope))
    }

    /// Whether a "nothing" behind it turns round what stands at `place`: "counts for nothing".
    fn is_emptied(&self, place: Place) -> bool {
        self.emptied.iter().any(|run| {
            let nothing = run.end - 1;
            place.words().any(|word| run.contains(&word))
                && place.words().all(|word| word < nothing)
        })
    }

    /// Whether the author claims what stands at `place`: not as a question, not as a case that is
    /// only supposed, not as somebody else's view, not as an act with a bad end, and not negated
    /// from outside.
    #[must_use]
    pub fn is_asserted(&self, place: Place) -> bool {
        let first = place.first as usize;
        let before = self.clause[first].max(first.saturating_sub(GOVERNED))..first;
        let within = first..=place.last as usize;
        let negated = before
            .chain(within)
            .any(|word| self.negators[word] && !place.words().any(|w| w == word));
        let feared = place.words().any(|word| self.feared[word]);
        let turned = negated || feared || self.is_emptied(place);
        self.asserted[first] && !turned && self.taken_back(place).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::lexicon::Lexicon;
    use crate::content::pattern::Pattern;
    use crate::content::rubric::DEFAULT_WITHIN;
    use crate::scoring::compile::Compiler;
    use crate::scoring::matching::find;
    use crate::scoring::read::read;

    /// `+`: the sentence stands for what the pattern finds. `-`: it is against it. `0`: neither.
    fn verdict(pattern: &str, sentence: &str) -> &'static str {
        let (own, lexicon) = (std::collections::BTreeMap::new(), Lexicon::default());
        let mut compiler = Compiler::new(&own, &lexicon);
        let pattern = Pattern::parse(pattern).unwrap();
        let node = compiler.pattern(&pattern, DEFAULT_WITHIN).unwrap();
        compiler.any(vec![node]);
        let graph = compiler.finish();
        let reading = read(sentence);
        let places = find(&graph, &reading);
        let polarity = Polarity::of(&reading, true);
        let found = places.of(node);
        if found.is_empty() {
            "not found"
        } else if found.iter().any(|place| polarity.taken_back(*place).is_none()) {
            "+"
        } else if found.iter().any(|place| polarity.denied_by(*place).is_some()) {
            "-"
        } else {
            "0"
        }
    }

    /// Whether the author claims what the pattern finds.
    fn is_claimed(pattern: &str, sentence: &str) -> bool {
        let (own, lexicon) = (std::collections::BTreeMap::new(), Lexicon::default());
        let mut compiler = Compiler::new(&own, &lexicon);
        let pattern = Pattern::parse(pattern).unwrap();
        let node = compiler.pattern(&pattern, DEFAULT_WITHIN).unwrap();
        compiler.any(vec![node]);
        let graph = compiler.finish();
        let reading = read(sentence);
        let places = find(&graph, &reading);
        let polarity = Polarity::of(&reading, true);
        assert!(!places.of(node).is_empty(), "{pattern:?} is not in {sentence:?}");
        places.of(node).iter().any(|place| polarity.is_asserted(*place))
    }

    #[test]
    fn what_counts_for_nothing_is_not_claimed_to_count() {
        assert!(!is_claimed("signature > counts", "Dario's signature counts for nothing here."));
        assert!(!is_claimed("list > worth", "A list without a name is worth nothing."));
        assert!(is_claimed("signature > counts", "Dario's signature counts for us."));
        assert!(is_claimed("council > counts > nothing", "The council counts for nothing here."));
        assert!(is_claimed("dario > counts", "Margit counts for nothing, so Dario counts."));
    }

    #[test]
    fn an_act_whose_bad_end_is_told_is_not_claimed_and_one_that_is_praised_is() {
        for (pattern, sentence) in [
            ("leave > out", "Leaving them out would hand them a court order."),
            ("leave > out", "I tell him that leaving the council out ends with an injunction."),
            ("go > round", "Going round it ends with a stop and no tool at all."),
            ("i > leave > out", "I say that leaving them out would hand them a court order."),
            ("skip > test", "Skipping the test would cost us the launch in court."),
            ("start > first", "I say why: starting first and asking later risks a stop order."),
        ] {
            assert!(!is_claimed(pattern, sentence), "{sentence}");
        }
        for (pattern, sentence) in [
            ("leave > out", "Leaving them out would save us ten days."),
            ("leave > out", "Leaving them out costs nothing, and no court would care."),
            ("leave > out", "Leaving the council out ends the delay."),
            ("go > round", "We go round it, and that ends the dispute."),
            ("go > round", "By going round the council we avoid a court order."),
            ("skip > test", "Skipping the test would cost us no fine at all."),
        ] {
            assert!(is_claimed(pattern, sentence), "{sentence}");
        }
    }

    /// Sign, pattern and sentence of each line of the corpus that begins with `mark`.
    fn corpus(mark: &str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        let texts = [include_str!("sentences.txt"), include_str!("constructions.txt")];
        texts.into_iter().flat_map(str::lines).filter_map(move |line| {
            let line = line.strip_prefix(mark).filter(|line| line.starts_with(['+', '-', '0']))?;
            let (sign, rest) = line.split_at(1);
            let (pattern, sentence) = rest.split_once(" :: ")?;
            Some((sign, pattern.trim(), sentence))
        })
    }

    #[test]
    fn every_sentence_of_the_corpus_is_read_as_people_read_it() {
        let wrong: Vec<String> = corpus("")
            .map(|(sign, pattern, sentence)| (sign, verdict(pattern, sentence), pattern, sentence))
            .filter(|(sign, found, ..)| sign != found)
            .map(|(sign, found, pattern, sentence)| {
                format!("{sign} {pattern} :: {sentence}   (read as {found})")
            })
            .collect();
        let count = corpus("").count();
        assert!(count > 450, "{count}");
        assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn what_is_known_to_be_misread_still_is() {
        let right: Vec<&str> = corpus("~")
            .filter(|(sign, pattern, sentence)| *sign == verdict(pattern, sentence))
            .map(|(_, _, sentence)| sentence)
            .collect();
        assert!(right.is_empty(), "take the mark away from:\n{}", right.join("\n"));
    }
}
