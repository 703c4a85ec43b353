//! Attacks: what a rubric pays for texts that only look like a strong answer, and whether dress that
//! should change nothing changes something.
//!
//! Each family is made from a strong marked answer by a fixed rule, so that the same library gives
//! the same figures everywhere. Data only; the terminal draws it, and its JSON is what
//! `attack --json` prints.

mod change;
mod family;
mod texts;

use rayon::prelude::*;
use serde::Serialize;

use super::bench::Subject;
use crate::scoring::assessment::Assessment;
use crate::scoring::read::read;
use crate::scoring::tables::classes::FUNCTION;
use crate::scoring::{CompiledRubric, Given, assess};
pub use family::Family;

/// Version of the document.
pub const SCHEMA: u32 = 1;

/// What the attacks paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attacks {
    /// [`SCHEMA`].
    pub schema: u32,
    /// How many strong answers there were to make attacks from.
    pub answers: usize,
    /// By family, the damaging before the harmless.
    pub families: Vec<Paid>,
}

/// What one family paid over all answers that it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paid {
    /// Its name.
    pub family: &'static str,
    /// Whether it should pay nothing; the others should change nothing.
    pub damaging: bool,
    /// How many texts were made.
    pub n: usize,
    /// Percent of the answer's percentage that the text got, on the mean.
    pub mean_share: u32,
    /// The same, at the most.
    pub worst_share: u32,
    /// Percentage points between the text and the answer, on the mean.
    pub mean_moved: u32,
    /// The same, at the most.
    pub worst_moved: u32,
    /// The question and the answer that paid or moved most.
    pub worst: String,
}

impl Paid {
    /// Whether the family pays more than `share` percent, or moves more than `points`, on the mean.
    #[must_use]
    pub fn exceeds(&self, share: u32, points: u32) -> bool {
        if self.damaging { self.mean_share > share } else { self.mean_moved > points }
    }
}

/// A strong answer to make attacks from.
struct Strong<'s> {
    rubric: &'s CompiledRubric,
    id: &'s str,
    text: &'s str,
    assessment: Assessment,
}

/// Answers that somebody marked at the second highest level or above, and that the scorer gives at
/// least level 1.
fn strong(subjects: &[Subject]) -> Vec<Strong<'_>> {
    let mut all = Vec::new();
    for subject in subjects {
        let top = subject.rubric.rubric.cuts.len();
        for answer in &subject.answers {
            let given = subject.marks.iter().filter_map(|marks| marks.marks.get(&answer.id));
            let level = given.filter_map(|mark| mark.level).min();
            if level.is_none_or(|level| usize::from(level) + 1 < top) {
                continue;
            }
            let assessment = assess(&subject.rubric, Given::answer(&answer.text));
            if assessment.level.is_some_and(|level| level >= 1) {
                let (id, text) = (answer.id.as_str(), answer.text.as_str());
                all.push(Strong { rubric: &subject.rubric, id, text, assessment });
            }
        }
    }
    all
}

/// Makes every family from every strong answer and scores it, all cores at work, order kept.
#[must_use]
pub fn attacks(subjects: &[Subject]) -> Attacks {
    let strong = strong(subjects);
    let families = Family::ALL.iter().map(|family| paid(*family, &strong)).collect();
    Attacks { schema: SCHEMA, answers: strong.len(), families }
}

/// The texts of a family that are made from the first strong answer.
#[must_use]
pub fn shown(subjects: &[Subject], family: Family) -> Vec<String> {
    strong(subjects).first().map(|own| built(family, own)).unwrap_or_default()
}

fn built(family: Family, own: &Strong<'_>) -> Vec<String> {
    let cited: Vec<String> = own
        .assessment
        .criteria
        .iter()
        .flat_map(|criterion| &criterion.evidence)
        .map(|evidence| keywords(&evidence.text))
        .filter(|words| !words.is_empty())
        .collect();
    let cited: Vec<&str> = cited.iter().map(String::as_str).collect();
    family.texts(own.text, &cited, &own.rubric.prompt_text)
}

/// The words of a citation that have a meaning of their own: what somebody would put on a list.
fn keywords(cited: &str) -> String {
    let reading = read(cited);
    let words = reading.words.iter().filter(|word| !word.class.is(FUNCTION));
    words.map(|word| &*word.norm).collect::<Vec<_>>().join(" ")
}

fn paid(family: Family, strong: &[Strong<'_>]) -> Paid {
    let results: Vec<(u32, u32, String)> = strong
        .par_iter()
        .flat_map_iter(|own| {
            let before = u32::from(own.assessment.percent.unwrap_or(0)).max(1);
            built(family, own).into_iter().map(move |text| {
                let after = assess(own.rubric, Given::answer(&text)).percent.unwrap_or(0);
                let after = u32::from(after);
                let name = format!("{} {}", own.rubric.question, own.id);
                (after * 100 / before, after.abs_diff(before), name)
            })
        })
        .collect();
    let n = results.len();
    let mean = |of: fn(&(u32, u32, String)) -> u32| {
        let sum: u32 = results.iter().map(of).sum();
        // Rounded to the nearest whole number.
        u32::try_from(n).ok().filter(|&n| n > 0).map_or(0, |n| (sum + n / 2) / n)
    };
    let by = |own: &(u32, u32, String)| if family.damaging() { own.0 } else { own.1 };
    // The first of the worst, so that the same one is named everywhere.
    let worst = results.iter().rev().max_by_key(|own| by(own));
    Paid {
        family: family.name(),
        damaging: family.damaging(),
        n,
        mean_share: mean(|own| own.0),
        worst_share: results.iter().map(|own| own.0).max().unwrap_or(0),
        mean_moved: mean(|own| own.1),
        worst_moved: results.iter().map(|own| own.1).max().unwrap_or(0),
        worst: worst.filter(|own| by(own) > 0).map(|own| own.2.clone()).unwrap_or_default(),
    }
}
