//! Which of a rule's patterns found what a score cites. For reports on rubrics; scoring needs only
//! that one of them did, and its graph does not keep them apart.

use std::ops::Range;

use super::compile::{Graph, NodeId};
use super::compiled::CompiledRubric;
use super::matching::{Places, find};
use super::read::{Reading, read};
use super::wiring::Wiring;

/// A rubric whose patterns can be told apart.
#[derive(Clone, Debug)]
pub struct Finder<'r> {
    rubric: &'r CompiledRubric,
    graph: Graph,
}

/// What the patterns found in one text.
pub struct Findings<'f, 't> {
    patterns: &'f [Vec<Vec<NodeId>>],
    reading: Reading<'t>,
    places: Places,
}

impl<'r> Finder<'r> {
    /// Makes a second graph, which is asked for every pattern's places.
    #[must_use]
    pub fn new(rubric: &'r CompiledRubric) -> Self {
        let mut graph = rubric.graph.clone();
        graph.asked.extend(rubric.patterns.iter().flatten().flatten());
        graph.wiring = Wiring::new(&graph.ops, &graph.asked);
        Self { rubric, graph }
    }

    /// Looks for all patterns in a text.
    #[must_use]
    pub fn look<'t>(&self, text: &'t str) -> Findings<'_, 't> {
        let reading = read(text);
        let places = find(&self.graph, &reading);
        Findings { patterns: &self.rubric.patterns, reading, places }
    }
}

impl Findings<'_, '_> {
    /// The patterns of a rule that find exactly these words, by their number in the rule; `criterion`
    /// and `rule` are numbers in the rubric and in the criterion, `words` a byte range that a score
    /// cites.
    #[must_use]
    pub fn of(&self, criterion: usize, rule: usize, words: &Range<usize>) -> Vec<usize> {
        let all = &self.reading.words;
        let patterns = self.patterns.get(criterion).and_then(|rules| rules.get(rule));
        let finds = |node: NodeId| {
            self.places.of(node).iter().any(|place| {
                all[place.first as usize].span.start == words.start
                    && all[place.last as usize].span.end == words.end
            })
        };
        let numbered = patterns.map_or(&[][..], Vec::as_slice).iter().enumerate();
        numbered.filter(|(_, node)| finds(**node)).map(|(at, _)| at).collect()
    }
}
