//! What a case takes, against what it says.

use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::scenario::{Question, QuestionKind};
use crate::content::{Diagnostic, Scenario};

use crate::author::check::Site;

/// Words a minute. Adults read 238 words of English non-fiction a minute on average (Brysbaert 2019,
/// Journal of Memory and Language 109); with figures in it, and in a second language, fewer.
const WORDS_A_MINUTE: usize = 200;

/// The case may take longer or shorter by so many hundredths of what it says.
const TOLERANCE: u32 = 30;

/// And by so many minutes, whatever it says.
const LEAST_TOLERANCE: u32 = 10;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    scenario: &Scenario,
    found: &mut Vec<Diagnostic>,
) {
    let Some(minutes) = scenario.minutes else { return };
    let answering: u32 = scenario.questions.iter().map(answering).sum();
    let mut words = count(&scenario.brief);
    words += scenario.questions.iter().map(|question| count(&question.prompt)).sum::<usize>();
    words += scenario.injects.iter().map(|inject| count(&inject.text)).sum::<usize>();
    let exhibits = scenario.exhibits.iter().filter_map(|own| at.view.exhibit_text(&own.file));
    words += exhibits.map(|text| count(&text)).sum::<usize>();
    let reading = u32::try_from(words.div_ceil(WORDS_A_MINUTE)).unwrap_or(u32::MAX);
    let needed = reading.saturating_add(answering);
    if needed.abs_diff(minutes) > (minutes * TOLERANCE / 100).max(LEAST_TOLERANCE) {
        let problem = Problem::MinutesOff { minutes, reading, answering };
        found.push(problem.at(at.file, places.find(&[Step::Key("minutes")])));
    }
}

/// Minutes for answering: as the author says, or as such questions take.
fn answering(question: &Question) -> u32 {
    question.minutes.unwrap_or(match question.kind {
        QuestionKind::Open(_) => 6,
        QuestionKind::Choice(_) => 1,
        QuestionKind::Order(_) | QuestionKind::Match(_) | QuestionKind::Number(_) => 2,
    })
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
