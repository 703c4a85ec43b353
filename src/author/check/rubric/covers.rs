//! Whether one pattern finds all that another finds.
//!
//! Answered from the patterns alone and on the safe side: where it says yes, every text in which the
//! narrow one finds something is one in which the wide one does. Where it cannot tell, it says no.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::content::Lexicon;
use crate::content::pattern::{Exact, Node, Pattern, Word, WordForm};
use crate::content::rubric::DEFAULT_WITHIN;
use crate::scoring::letters::normalise;
use crate::scoring::read::stem;

/// How deep groups are followed.
const MAX_DEPTH: usize = 8;

/// A phrase of more terms may be longer than the words that `+` and `>` reach over.
const MAX_TERMS: usize = 4;

/// A pattern with its groups written out and its words as they are compared.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    kind: Rc<Kind>,
    /// By the beginnings of its words, which words it can touch at all; one bit for several.
    touches: u128,
    /// Whether it always finds a single word.
    is_single: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Stem { stem: String, strict: bool },
    Prefix(String),
    Number,
    Exact { words: Vec<String>, stems: Vec<String>, capitals: bool },
    Phrase(Vec<Shape>),
    Any(Vec<Shape>),
    Near { ordered: bool, within: u32, parts: Vec<Shape> },
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.kind, &other.kind)
            || (self.touches == other.touches && self.kind == other.kind)
    }
}

impl Eq for Shape {}

/// Makes shapes; each group once.
pub(super) struct Shapes<'a> {
    own: &'a BTreeMap<String, Vec<Pattern>>,
    lexicon: &'a Lexicon,
    groups: BTreeMap<String, Shape>,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(own: &'a BTreeMap<String, Vec<Pattern>>, lexicon: &'a Lexicon) -> Self {
        Self { own, lexicon, groups: BTreeMap::new() }
    }

    /// The shape of a pattern whose `+` and `>` reach `within` words.
    pub(super) fn of(&mut self, node: &Node, within: u32) -> Shape {
        self.shape(node, within, 0)
    }

    fn shape(&mut self, node: &Node, within: u32, depth: usize) -> Shape {
        match node {
            Node::Word(word) => of_word(word),
            Node::Exact(exact) => of_exact(exact),
            Node::Group(group) => {
                if let Some(known) = self.groups.get(&group.name) {
                    return known.clone();
                }
                let own = self.own.get(&group.name);
                let patterns = own.or_else(|| self.lexicon.groups.get(&group.name));
                let patterns = patterns.map_or(&[][..], Vec::as_slice);
                // What is missing or goes in a circle touches nothing, and so covers nothing.
                let patterns = if depth < MAX_DEPTH { patterns } else { &[] };
                let parts = patterns
                    .iter()
                    .map(|pattern| self.shape(&pattern.node, DEFAULT_WITHIN, depth + 1))
                    .collect();
                let shape = any(parts);
                self.groups.insert(group.name.clone(), shape.clone());
                shape
            }
            Node::Any(parts) => any(self.shapes(parts, within, depth)),
            Node::Phrase(parts) => {
                let parts = self.shapes(parts, within, depth);
                Shape {
                    touches: union(&parts),
                    kind: Rc::new(Kind::Phrase(parts)),
                    is_single: false,
                }
            }
            Node::Near { ordered, parts } => {
                let parts = self.shapes(parts, within, depth);
                Shape {
                    touches: union(&parts),
                    kind: Rc::new(Kind::Near { ordered: *ordered, within, parts }),
                    is_single: false,
                }
            }
        }
    }

    fn shapes(&mut self, nodes: &[Node], within: u32, depth: usize) -> Vec<Shape> {
        nodes.iter().map(|node| self.shape(node, within, depth)).collect()
    }
}

fn any(parts: Vec<Shape>) -> Shape {
    Shape {
        touches: union(&parts),
        is_single: parts.iter().all(|part| part.is_single),
        kind: Rc::new(Kind::Any(parts)),
    }
}

fn union(parts: &[Shape]) -> u128 {
    parts.iter().fold(0, |all, part| all | part.touches)
}

fn of_word(word: &Word) -> Shape {
    let text = normalise(&word.text);
    let kind = match word.form {
        WordForm::Stem => Kind::Stem { stem: stem(&text), strict: false },
        WordForm::Strict => Kind::Stem { stem: stem(&text), strict: true },
        WordForm::Prefix => Kind::Prefix(text.into_owned()),
        WordForm::Number => Kind::Number,
    };
    let touches = match &kind {
        Kind::Stem { stem, .. } => bit(stem),
        Kind::Prefix(prefix) => bit(prefix),
        _ => bit("#"),
    };
    Shape { kind: Rc::new(kind), touches, is_single: true }
}

fn of_exact(exact: &Exact) -> Shape {
    let plain: Vec<String> = exact.words.iter().map(|word| normalise(word).into_owned()).collect();
    let stems: Vec<String> = plain.iter().map(|word| stem(word)).collect();
    let words = if exact.capitals { exact.words.clone() } else { plain };
    Shape {
        touches: stems.iter().fold(0, |all, stem| all | bit(stem)),
        is_single: words.len() == 1,
        kind: Rc::new(Kind::Exact { words, stems, capitals: exact.capitals }),
    }
}

/// One bit for all words that begin alike. Three letters, because a prefix has no fewer.
fn bit(word: &str) -> u128 {
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '#') {
        return 1;
    }
    let mut hash = 0_u32;
    for letter in word.chars().take(3) {
        hash = hash.wrapping_mul(31).wrapping_add(u32::from(letter));
    }
    1 << (1 + hash % 127)
}

impl Shape {
    /// Whether this one finds something wherever `narrow` does.
    pub(super) fn covers(&self, narrow: &Self) -> bool {
        if self.touches & narrow.touches == 0 {
            return false;
        }
        if self == narrow {
            return true;
        }
        match (&*self.kind, &*narrow.kind) {
            (_, Kind::Any(parts)) => {
                !parts.is_empty() && parts.iter().all(|part| self.covers(part))
            }
            (Kind::Any(parts), _) => parts.iter().any(|part| part.covers(narrow)),
            // All parts of a narrow one are there, so one of them is enough.
            (_, Kind::Phrase(parts) | Kind::Near { parts, .. })
                if parts.iter().any(|part| self.covers(part)) =>
            {
                true
            }
            (Kind::Phrase(own), Kind::Phrase(theirs)) => theirs
                .windows(own.len())
                .any(|some| own.iter().zip(some).all(|(own, their)| own.stands_for(their))),
            (Kind::Near { ordered, within, parts }, Kind::Phrase(theirs)) => {
                theirs.len() <= MAX_TERMS
                    && *within as usize >= 2 * theirs.len()
                    && maps_into(parts, theirs, *ordered)
            }
            (
                Kind::Near { ordered, within, parts },
                Kind::Near { ordered: their_order, within: their_reach, parts: theirs },
            ) => {
                parts.len() == theirs.len()
                    && within >= their_reach
                    && (*their_order || !ordered)
                    && maps_into(parts, theirs, *ordered)
            }
            (Kind::Stem { stem, strict }, Kind::Stem { stem: theirs, strict: them }) => {
                stem == theirs && (!strict || *them)
            }
            (Kind::Stem { stem, .. }, Kind::Exact { stems, .. }) => stems.contains(stem),
            (Kind::Prefix(prefix), Kind::Stem { stem, .. }) => stem.starts_with(prefix),
            (Kind::Prefix(prefix), Kind::Prefix(theirs)) => theirs.starts_with(prefix),
            (Kind::Prefix(prefix), Kind::Exact { stems, .. }) => {
                stems.iter().any(|stem| stem.starts_with(prefix))
            }
            (
                Kind::Exact { words, capitals: false, .. },
                Kind::Exact { words: theirs, capitals: false, .. },
            ) => theirs.windows(words.len()).any(|some| some == words),
            _ => false,
        }
    }

    /// Whether this one finds the very words that `narrow` finds, so that what stands beside them
    /// stays as near.
    fn stands_for(&self, narrow: &Self) -> bool {
        if self == narrow || (narrow.is_single && self.is_single && self.covers(narrow)) {
            return true;
        }
        match (&*self.kind, &*narrow.kind) {
            (_, Kind::Any(parts)) => {
                !parts.is_empty() && parts.iter().all(|part| self.stands_for(part))
            }
            (Kind::Any(parts), _) => parts.iter().any(|part| part.stands_for(narrow)),
            _ => false,
        }
    }
}

/// Whether each part stands for another of theirs, in the same order where order counts.
fn maps_into(parts: &[Shape], theirs: &[Shape], ordered: bool) -> bool {
    if ordered {
        let mut rest = theirs.iter();
        return parts.iter().all(|part| rest.any(|their| part.stands_for(their)));
    }
    let Some((first, rest)) = parts.split_first() else { return true };
    (0..theirs.len()).any(|at| {
        first.stands_for(&theirs[at]) && {
            let mut others = theirs.to_vec();
            others.remove(at);
            maps_into(rest, &others, false)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(wide: &str, narrow: &str) -> bool {
        let group = ["policy|rule*", "house standard"].map(|p| Pattern::parse(p).unwrap());
        let own = BTreeMap::from([("rules".to_owned(), group.to_vec())]);
        let lexicon = Lexicon::default();
        let mut shapes = Shapes::new(&own, &lexicon);
        let mut of = |source: &str| shapes.of(&Pattern::parse(source).unwrap().node, 8);
        let (wide, narrow) = (of(wide), of(narrow));
        wide.covers(&narrow)
    }

    #[test]
    fn a_wide_pattern_finds_what_a_narrow_one_finds() {
        for (wide, narrow) in [
            ("policy", "policies"),
            ("policy", "policy > gap"),
            ("policy|rule", "rule"),
            ("approv*", "approve > launch|start"),
            ("@rules", "house standard"),
            ("@rules", "policy|rules"),
            ("sign off", "they sign off today"),
            ("policy + gap", "gap > policy"),
            ("policy > gap", "policy|policies > gap"),
            ("policy + gap", "policy gap"),
            ("policy > gap", "policy gap"),
            ("a b|policy > gap", "policy > gap"),
            ("log", "\"chat logs\""),
            ("\"chat logs\"", "\"the chat logs\""),
        ] {
            assert!(covers(wide, narrow), "{wide} covers {narrow}");
        }
    }

    #[test]
    fn where_one_finds_more_it_is_not_covered() {
        for (wide, narrow) in [
            ("policies > gap", "policy"),
            ("rule", "policy|rule"),
            ("=policy", "policy"),
            ("sign off", "sign it all off"),
            ("policy > gap", "gap > policy"),
            ("policy > gap", "policy + gap"),
            ("policy > gap", "policy > list > gap"),
            ("policy gap", "policy > gap"),
            ("\"US\"", "us"),
            ("\"chat logs\"", "chat logs"),
            ("approve", "approv*"),
            ("policy + policy", "policy"),
        ] {
            assert!(!covers(wide, narrow), "{wide} does not cover {narrow}");
        }
    }
}
