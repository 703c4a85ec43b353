//! One text as the passes up to polarity see it: read, guarded, matched, and asked what it stands for.

use std::ops::Range;

use super::assessment::Source;
use super::compiled::{CompiledRubric, Sought};
use super::guard::{Guarded, guard};
use super::matching::{Place, Places, find};
use super::meant::{Meant, meant};
use super::polarity::{Force, Polarity};
use super::read::{Reading, read};
use super::stance::Stance;
use super::tone::Tone;
use crate::content::rubric::Expects;

/// An answer, or the answer to a probe.
pub(super) struct Text<'t> {
    pub(super) reading: Reading<'t>,
    pub(super) guarded: Guarded,
    pub(super) places: Places,
    pub(super) polarity: Polarity,
    pub(super) stance: Stance,
    pub(super) meant: Vec<Meant>,
    /// Only where the rubric names statements against the work.
    pub(super) tone: Tone,
    pub(super) source: Source,
}

/// Why what stands at a place is no evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TakenBack {
    /// It is denied, by the words of this range.
    Denied(Range<usize>),
    /// Something else is preferred to it, by the words of this range.
    Replaced(Range<usize>),
    /// It is only described, told or talked about, which is held against nobody.
    Reported,
}

impl<'t> Text<'t> {
    pub(super) fn new(rubric: &CompiledRubric, text: &'t str, source: Source) -> Self {
        let reading = read(text);
        let guarded = guard(&reading, rubric);
        if guarded.refused.is_some() {
            let (polarity, stance) = (Polarity::default(), Stance::default());
            let meant = Vec::new();
            return Self {
                places: Places::default(),
                reading,
                guarded,
                polarity,
                stance,
                meant,
                tone: Tone::default(),
                source,
            };
        }
        let places = find(&rubric.graph, &reading);
        let polarity = Polarity::of(&reading, rubric.rubric.expects == Expects::Action);
        let opposing = rubric.opposing.map_or(&[][..], |node| places.of(node));
        let stance = Stance::of(&reading, &polarity, opposing, &guarded.void);
        let meant = match &rubric.examples {
            Some(examples) if !guarded.zero => meant(examples, &reading, &polarity, &guarded.void),
            _ => Vec::new(),
        };
        let tone = match rubric.opposing {
            Some(_) => Tone::of(&reading, &guarded.void),
            None => Tone::default(),
        };
        Self { reading, guarded, places, polarity, stance, meant, tone, source }
    }

    /// The places of what is looked for, save those of the same words in another meaning.
    pub(super) fn found(&self, sought: Sought) -> impl Iterator<Item = Place> {
        let excluded = sought.unless.map_or(&[][..], |node| self.places.of(node));
        let overlap =
            |one: Place, other: &Place| one.first <= other.last && other.first <= one.last;
        let all = self.places.of(sought.node).iter().copied();
        all.filter(move |place| !excluded.iter().any(|other| overlap(*place, other)))
    }

    /// Whether no word of the place counts, because all are copied or repeated.
    pub(super) fn is_void(&self, place: Place) -> bool {
        place.words().all(|word| self.guarded.void[word])
    }

    /// How many sentences negate something, and of how many: one that is copied or repeated counts on
    /// neither side.
    pub(super) fn negating(&self) -> (usize, usize) {
        let void = &self.guarded.void;
        let counting = self.reading.sentences.iter().map(|sentence| sentence.words.clone());
        let counting = counting.filter(|words| !void[words.clone()].iter().all(|&void| void));
        let negates = |words: &Range<usize>| self.polarity.negates(words.clone());
        counting.fold((0, 0), |(negating, all), words| {
            (negating + usize::from(negates(&words)), all + 1)
        })
    }

    /// Whether the author claims what stands at the place.
    pub(super) fn is_asserted(&self, place: Place) -> bool {
        !self.is_void(place) && self.polarity.is_asserted(place)
    }

    /// Why what stands at the place is no evidence, if it is none.
    pub(super) fn taken_back(&self, place: Place) -> Option<TakenBack> {
        if let Some(statement) = self.stance.opposing(self.sentence_of(place)) {
            return Some(TakenBack::Denied(statement.first as usize..statement.last as usize + 1));
        }
        self.polarity.taken_back(place).map(|cue| match cue.force {
            Force::Denies => TakenBack::Denied(cue.at.clone()),
            Force::Replaces => TakenBack::Replaced(cue.at.clone()),
            Force::Reports => TakenBack::Reported,
        })
    }

    /// The sentence in which the place begins.
    pub(super) fn sentence_of(&self, place: Place) -> usize {
        self.reading.words[place.first as usize].sentence
    }

    /// Byte range of the place.
    pub(super) fn span(&self, place: Place) -> Range<usize> {
        self.span_of(place.first as usize..place.last as usize + 1)
    }

    /// Byte range of these words, of which there is at least one.
    pub(super) fn span_of(&self, words: Range<usize>) -> Range<usize> {
        let all = &self.reading.words;
        all[words.start].span.start..all[words.end - 1].span.end
    }
}

#[cfg(test)]
mod tests {
    use crate::content::ids::RubricId;
    use crate::content::lexicon::Lexicon;
    use crate::content::lower;
    use crate::scoring::{Given, Parts, assess};

    const RUBRIC: &str = r#"format = 1
title = "Bakes"
expects = "knowledge"
[[criterion]]
id = "oven"
title = "Heats the oven"
levels = [{ at = 1, needs = 1 }]
[criterion.evidence]
heat = { any = ["heat > oven"], unless = ["microwave"] }
[[criterion.against]]
any = ["cold > oven"]
unless = ["cold pantry"]
cap = 0
why = "Bread wants heat."
[[fatal]]
any = ["burn"]
unless = ["burn > gas"]
level = 0
why = "Nobody eats that."
"#;

    /// Level of the criterion and of the answer.
    fn levels(answer: &str) -> (Option<u8>, Option<u8>) {
        let rubric = lower::rubric(&RubricId::new("bread/plan"), "plan.toml", RUBRIC);
        let compiled = crate::scoring::CompiledRubric::new(Parts {
            question: "bread/plan",
            prompt: "How do you bake?",
            rubric: &rubric.usable().unwrap(),
            rubric_text: RUBRIC,
            frameworks: &[],
            lexicon: &Lexicon::default(),
            lexicon_text: "",
        })
        .unwrap();
        let assessment = assess(&compiled, Given::answer(answer));
        (assessment.criteria[0].level, assessment.level)
    }

    #[test]
    fn what_overlaps_with_an_exception_is_not_found() {
        let (nothing, everything) = ((Some(0), Some(0)), (Some(1), Some(4)));
        assert_eq!(levels("I heat the oven before dawn."), everything);
        assert_eq!(levels("I heat the small microwave oven before dawn."), nothing);
        // Another find of the same rule still counts.
        assert_eq!(
            levels("I heat the microwave oven. Then I heat the oven for bread."),
            everything
        );
        let base = "I heat the oven before dawn.";
        assert_eq!(levels(&format!("{base} I start with a cold, dark oven.")), nothing);
        assert_eq!(
            levels(&format!("{base} I carry it from the cold pantry to the oven.")),
            everything
        );
        assert_eq!(levels(&format!("{base} It will burn.")), (Some(1), Some(0)));
        assert_eq!(levels(&format!("{base} The oven will burn gas.")), everything);
    }
}
