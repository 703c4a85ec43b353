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
    /// and `rule` are numbers in the rubric and in the criterion (or in its
    /// [`CompiledRubric::phases`]), `words` a byte range that a score cites.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ids::RubricId;
    use crate::content::lexicon::Lexicon;
    use crate::content::lower;
    use crate::scoring::{Given, Parts, assess};

    const RUBRIC: &str = r#"format = 1
title = "Bakes"
[[criterion]]
id = "oven"
title = "Heats the oven"
[criterion.evidence]
heat = ["heat > oven", "warm|light > oven|stove", "fire"]
"#;

    /// Alternatives are flattened into the rule's own in the graph, and still told apart here.
    #[test]
    fn each_pattern_answers_for_what_it_found() {
        let rubric = lower::rubric(&RubricId::new("bread/plan"), "plan.toml", RUBRIC);
        let compiled = CompiledRubric::new(Parts {
            question: "bread/plan",
            prompt: "How do you bake?",
            rubric: &rubric.usable().unwrap(),
            rubric_text: RUBRIC,
            frameworks: &[],
            lexicon: &Lexicon::default(),
            lexicon_text: "",
        })
        .unwrap();
        let finder = Finder::new(&compiled);
        for (text, patterns) in [
            ("In the morning I heat the oven for the bread of the day.", vec![0]),
            ("In the morning I light the stove for the bread of the day.", vec![1]),
            ("In the morning I make a fire for the bread of the day.", vec![2]),
        ] {
            let assessment = assess(&compiled, Given::answer(text));
            let cited = &assessment.criteria[0].evidence[0];
            assert_eq!(finder.look(text).of(0, 0, &(cited.start..cited.end)), patterns, "{text}");
            assert!(finder.look(text).of(0, 0, &(0..2)).is_empty());
            assert!(finder.look(text).of(0, 7, &(cited.start..cited.end)).is_empty());
        }
    }
}
