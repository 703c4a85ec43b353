//! Patterns one by one: what each of them finds. For checks of rubrics; scoring needs only whether
//! one of a rule's patterns is found.

use std::collections::BTreeMap;
use std::ops::Range;

use super::compile::{CompileError, Compiler, Graph, NodeId};
use super::matching::find;
use super::read::read;
use crate::content::lexicon::Lexicon;
use crate::content::pattern::{Node, Pattern, WordForm};

/// Sentences tried in one go. Far fewer places than a node keeps.
const AT_ONCE: usize = 64;

/// How many of a pattern's alternatives are tried.
const TRIES: usize = 4;

/// How deep groups are followed.
const MAX_DEPTH: usize = 8;

/// Patterns that can be told apart.
#[derive(Clone, Debug)]
pub struct PatternSet<'p> {
    patterns: Vec<&'p Pattern>,
    own: &'p BTreeMap<String, Vec<Pattern>>,
    lexicon: &'p Lexicon,
    graph: Graph,
    nodes: Vec<NodeId>,
}

impl<'p> PatternSet<'p> {
    /// Patterns, each with the words that may stand between its parts; `own` are the rubric's groups.
    ///
    /// # Errors
    /// A group that is not there or contains itself.
    pub fn new(
        patterns: impl IntoIterator<Item = (&'p Pattern, u32)>,
        own: &'p BTreeMap<String, Vec<Pattern>>,
        lexicon: &'p Lexicon,
    ) -> Result<Self, CompileError> {
        let mut compiler = Compiler::new(own, lexicon);
        let (mut all, mut nodes) = (Vec::new(), Vec::new());
        for (pattern, within) in patterns {
            let node = compiler.pattern(pattern, within)?;
            nodes.push(compiler.any(vec![node]));
            all.push(pattern);
        }
        Ok(Self { patterns: all, own, lexicon, graph: compiler.finish(), nodes })
    }

    /// The patterns that find something in `text`, by their number, with the byte range of the first
    /// thing that they find.
    #[must_use]
    pub fn found_in(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let reading = read(text);
        let places = find(&self.graph, &reading);
        let firsts = self.nodes.iter().enumerate().filter_map(|(at, node)| {
            let place = places.of(*node).first()?;
            let words = &reading.words;
            let span = words[place.first as usize].span.start..words[place.last as usize].span.end;
            Some((at, span))
        });
        firsts.collect()
    }

    /// Whether each pattern finds the words that it is made of: in one of its alternatives at least.
    #[must_use]
    pub fn find_themselves(&self) -> Vec<bool> {
        let mut found = vec![false; self.patterns.len()];
        for alternative in 0..TRIES {
            let open: Vec<usize> = (0..found.len()).filter(|&at| !found[at]).collect();
            for some in open.chunks(AT_ONCE) {
                self.try_some(some, alternative, &mut found);
            }
        }
        found
    }

    fn try_some(&self, some: &[usize], alternative: usize, found: &mut [bool]) {
        let mut text = String::new();
        let mut ranges = Vec::with_capacity(some.len());
        for &at in some {
            let from = text.len();
            self.write(&self.patterns[at].node, alternative, 0, &mut text);
            ranges.push(from..text.len());
            // A sentence all in capitals would hide words that need theirs, such as "US" or "A".
            text.push_str(" so\n\n");
        }
        let reading = read(&text);
        let places = find(&self.graph, &reading);
        for (&at, range) in some.iter().zip(&ranges) {
            found[at] = places.of(self.nodes[at]).iter().any(|place| {
                let first = &reading.words[place.first as usize].span;
                let last = &reading.words[place.last as usize].span;
                range.start <= first.start && last.end <= range.end
            });
        }
    }

    /// Writes words that a node should find, where there is a choice the one of this number.
    fn write(&self, node: &Node, alternative: usize, depth: usize, text: &mut String) {
        let part = |text: &str, out: &mut String| {
            if !out.is_empty() && !out.ends_with(char::is_whitespace) {
                out.push(' ');
            }
            out.push_str(text);
        };
        match node {
            Node::Word(word) if word.form == WordForm::Number => part("7", text),
            Node::Word(word) => part(&word.text, text),
            Node::Exact(exact) => part(&exact.words.join(" "), text),
            Node::Group(group) => {
                let known = self.own.get(&group.name);
                let patterns = known.or_else(|| self.lexicon.groups.get(&group.name));
                let patterns = patterns.map_or(&[][..], Vec::as_slice);
                if let (true, Some(chosen)) = (depth < MAX_DEPTH, choose(patterns, alternative)) {
                    self.write(&chosen.node, alternative, depth + 1, text);
                }
            }
            Node::Any(parts) => {
                if let Some(chosen) = choose(parts, alternative) {
                    self.write(chosen, alternative, depth, text);
                }
            }
            Node::Phrase(parts) | Node::Near { parts, .. } => {
                for inner in parts {
                    self.write(inner, alternative, depth, text);
                }
            }
        }
    }
}

fn choose<T>(all: &[T], alternative: usize) -> Option<&T> {
    all.get(alternative % all.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::rubric::DEFAULT_WITHIN;

    fn finds_itself(source: &str) -> bool {
        let (own, lexicon) = (BTreeMap::new(), Lexicon::default());
        let pattern = Pattern::parse(source).unwrap();
        PatternSet::new([(&pattern, DEFAULT_WITHIN)], &own, &lexicon).unwrap().find_themselves()[0]
    }

    #[test]
    fn a_pattern_finds_the_words_that_it_is_made_of() {
        for source in [
            "chat log*",
            "list > (risk + owner)",
            "\"US\" law",
            "# percent",
            "=police",
            "no need > inventory",
            "r&d|24/7",
            r#""B" > "C" > "A""#,
        ] {
            assert!(finds_itself(source), "{source}");
        }
    }

    #[test]
    fn capitals_tell_a_name_from_a_word_unless_all_is_in_capitals() {
        let (own, lexicon) = (BTreeMap::new(), Lexicon::default());
        let patterns = ["\"A\"", "\"US\""].map(|source| Pattern::parse(source).unwrap());
        let all = patterns.iter().map(|pattern| (pattern, DEFAULT_WITHIN));
        let set = PatternSet::new(all, &own, &lexicon).unwrap();
        let found = |text: &str| set.found_in(text).first().map(|(at, _)| *at);
        assert_eq!(found("Event A comes before B."), Some(0));
        assert_eq!(found("P(A) = 0.8208"), Some(0));
        assert_eq!(found("B > C > A"), Some(0));
        assert_eq!(found("Our US office signs."), Some(1));
        assert_eq!(found("THEY TOLD US TO SIGN A FORM."), None);
    }

    #[test]
    fn more_words_than_one_place_can_hold_are_never_found() {
        assert!(!finds_itself(&"again ".repeat(70)));
    }

    #[test]
    fn what_is_found_is_found_with_its_place() {
        let (own, lexicon) = (BTreeMap::new(), Lexicon::default());
        let patterns = ["log*", "policy > gap", "owner"].map(|s| Pattern::parse(s).unwrap());
        let all = patterns.iter().map(|pattern| (pattern, DEFAULT_WITHIN));
        let set = PatternSet::new(all, &own, &lexicon).unwrap();
        let text = "Compare the policy with the logs and list the gaps.";
        let found = set.found_in(text);
        let told: Vec<(usize, &str)> =
            found.iter().map(|(at, span)| (*at, &text[span.clone()])).collect();
        assert_eq!(told, [(0, "logs"), (1, "policy with the logs and list the gaps")]);
    }
}
