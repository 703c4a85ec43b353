//! Choices that can be guessed by their looks.

use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::scenario::{Choice, Pick, QuestionKind};
use crate::content::{Diagnostic, Scenario};

use super::Site;

/// With fewer choices, the longest is right by chance.
const CHOICES_TO_JUDGE: usize = 3;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    scenario: &Scenario,
    found: &mut Vec<Diagnostic>,
) {
    let choices: Vec<_> = scenario
        .questions
        .iter()
        .filter_map(|question| match &question.kind {
            QuestionKind::Choice(choice) if choice.pick == Pick::One => Some((question, choice)),
            _ => None,
        })
        .collect();
    let all = choices.iter().all(|(_, choice)| right_is_longest(choice));
    if let Some((first, _)) = choices.first()
        && choices.len() >= CHOICES_TO_JUDGE
        && all
    {
        let steps = [Step::Key("question"), Step::Id(first.id.as_str()), Step::Key("option")];
        let problem = Problem::LongestIsRight { count: choices.len() };
        found.push(problem.at(at.file, places.find(&steps)));
    }
}

fn right_is_longest(choice: &Choice) -> bool {
    let longest = |correct: bool| {
        let own = choice.options.iter().filter(|option| option.correct == correct);
        own.map(|option| option.text.chars().count()).max()
    };
    longest(true) > longest(false)
}
