//! A scenario against the rubrics, the exhibits and the competencies of its library.

mod as_of;
mod choices;
mod minutes;
mod samples;
mod short;

use crate::content::ids::Competency;
use crate::content::lower::{Places, Step, nearest};
use crate::content::problem::{Problem, Referent};
use crate::content::scenario::{Open, Question, QuestionKind};
use crate::content::{Diagnostic, Scenario};

use super::{Site, excluding, leading, texts, why};

pub(super) fn check(at: &Site<'_>, scenario: &Scenario, found: &mut Vec<Diagnostic>) {
    let places = Places::of(at.text);
    for exhibit in &scenario.exhibits {
        let file = exhibit.file.clone();
        let problem = match at.view.exhibit(&file) {
            Some(Ok(())) => continue,
            Some(Err(error)) => Problem::UnreadableExhibit { file, why: why(&error) },
            None => {
                let files = at.view.exhibit_files();
                let is_file = |path: &&str| files.iter().any(|own| own == path);
                let below = file.strip_prefix("scenarios/").filter(is_file);
                let near = below.or_else(|| nearest(&file, files.iter().map(String::as_str)));
                let near = near.map(str::to_owned);
                Problem::MissingExhibit { file, near }
            }
        };
        let steps = [Step::Key("exhibit"), Step::Id(exhibit.id.as_str()), Step::Key("file")];
        found.push(problem.at(at.file, places.find(&steps)));
    }
    choices::check(at, &places, scenario, found);
    minutes::check(at, &places, scenario, found);
    let texts = texts::of_scenario(scenario);
    as_of::check(at, &places, scenario, &texts, found);
    leading::check(at, &places, &texts, found);
    excluding::check(at, &places, &texts, found);
    for question in &scenario.questions {
        short::check(at, &places, question, found);
        let own = [Step::Key("question"), Step::Id(question.id.as_str())];
        if let QuestionKind::Open(open) = &question.kind {
            self::open(at, &places, scenario, question, open, found);
        } else if let Some(name) = competency(&question.kind) {
            let steps = [own[0], own[1], Step::Key("competency")];
            known_competency(at, name, || places.find(&steps), found);
        }
    }
}

fn competency(kind: &QuestionKind) -> Option<&Competency> {
    match kind {
        QuestionKind::Open(_) => None,
        QuestionKind::Choice(choice) => choice.competency.as_ref(),
        QuestionKind::Order(order) => order.competency.as_ref(),
        QuestionKind::Match(matching) => matching.competency.as_ref(),
        QuestionKind::Number(number) => number.competency.as_ref(),
    }
}

/// Reports a competency that the manifest does not list.
pub(super) fn known_competency(
    at: &Site<'_>,
    name: &Competency,
    place: impl FnOnce() -> std::ops::Range<usize>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(known) = &at.view.competencies else { return };
    if known.iter().any(|known| *name == known.as_str()) {
        return;
    }
    let problem = Problem::Unknown {
        what: Referent::Competency,
        name: name.to_string(),
        near: nearest(name.as_str(), known.iter().map(String::as_str)).map(str::to_owned),
        known: known.clone(),
    };
    found.push(problem.at(at.file, place()));
}

fn open(
    at: &Site<'_>,
    places: &Places<'_>,
    scenario: &Scenario,
    question: &Question,
    open: &Open,
    found: &mut Vec<Diagnostic>,
) {
    let own = [Step::Key("question"), Step::Id(question.id.as_str())];
    let Some(rubric) = at.view.rubrics.get(&open.rubric) else {
        let known: Vec<&str> = at.view.rubrics.keys().map(|id| id.as_str()).collect();
        let problem = Problem::Unknown {
            what: Referent::Rubric,
            name: open.rubric.to_string(),
            near: nearest(open.rubric.as_str(), known.iter().copied()).map(str::to_owned),
            known: known.into_iter().map(str::to_owned).collect(),
        };
        let place = places.find(&[own[0], own[1], Step::Key("rubric")]);
        let said = at.text.get(place.clone()).unwrap_or_default();
        if said.starts_with(['"', '\'']) && !said.contains(open.rubric.as_str()) {
            // The question names a rubric in a way that cannot be read, and that is told.
            return;
        }
        found.push(problem.at(at.file, place));
        return;
    };
    let Some(rubric) = &**rubric else { return };
    let top = u8::try_from(rubric.scale.len().saturating_sub(1)).unwrap_or(u8::MAX);
    for (n, sample) in open.samples.iter().enumerate() {
        if sample.level > top {
            let problem =
                Problem::LevelBeyond { key: "level".to_owned(), level: sample.level, top };
            let steps = [own[0], own[1], Step::Key("sample"), Step::At(n), Step::Key("level")];
            found.push(problem.at(at.file, places.find(&steps)));
        }
    }
    samples::check(at, places, scenario, question, open, rubric, found);
}
