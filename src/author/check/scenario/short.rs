//! Orders and matches of which half is right by guessing.

use crate::content::Diagnostic;
use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::scenario::{Question, QuestionKind};

use crate::author::check::Site;

/// Three items stand in one of six orders, four in one of 24.
const LEAST_STEPS: usize = 4;
/// The same for sides to be matched; distractors count.
const LEAST_SIDES: usize = 4;
/// And so many pairs at least, or the distractors are the question.
const LEAST_PAIRS: usize = 3;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    question: &Question,
    found: &mut Vec<Diagnostic>,
) {
    let (key, what, count, least) = match &question.kind {
        QuestionKind::Order(order) => ("items", "steps in order", order.items.len(), LEAST_STEPS),
        QuestionKind::Match(matching) if matching.pairs.len() < LEAST_PAIRS => {
            ("pairs", "pairs", matching.pairs.len(), LEAST_PAIRS)
        }
        QuestionKind::Match(matching) => {
            let sides = matching.pairs.len() + matching.distractors.len();
            ("pairs", "sides to match, distractors among them,", sides, LEAST_SIDES)
        }
        QuestionKind::Open(_) | QuestionKind::Choice(_) | QuestionKind::Number(_) => return,
    };
    if count < least {
        let steps = [Step::Key("question"), Step::Id(question.id.as_str()), Step::Key(key)];
        let problem = Problem::TooShort { what, found: count, least };
        found.push(problem.at(at.file, places.find(&steps)));
    }
}
