//! The texts of a file that its author says in their own voice: what a trainee or a rater reads,
//! without exhibits and samples, which are other people's.

use crate::content::lower::Step;
use crate::content::rubric::{Basis, Rubric};
use crate::content::scenario::{Question, QuestionKind, Scenario};

/// One text with its place.
pub(super) struct Text<'v> {
    pub(super) steps: Vec<Step<'v>>,
    pub(super) text: &'v str,
    /// Whether it asks something.
    pub(super) asks: bool,
}

/// All texts of one file.
#[derive(Default)]
struct Texts<'v>(Vec<Text<'v>>);

impl<'v> Texts<'v> {
    fn add(&mut self, own: &[Step<'v>], key: &'v str, text: Option<&'v str>) {
        self.add_at(own, &[Step::Key(key)], text);
    }

    fn add_at(&mut self, own: &[Step<'v>], inner: &[Step<'v>], text: Option<&'v str>) {
        let Some(text) = text else { return };
        let steps = [own, inner].concat();
        let asks = matches!(inner.last(), Some(Step::Key("prompt" | "probe")));
        self.0.push(Text { steps, text, asks });
    }
}

pub(super) fn of_scenario(scenario: &Scenario) -> Vec<Text<'_>> {
    let mut texts = Texts::default();
    texts.add(&[], "title", Some(&scenario.title));
    texts.add(&[], "role", scenario.role.as_deref());
    texts.add(&[], "summary", Some(&scenario.summary));
    texts.add(&[], "brief", Some(&scenario.brief));
    for exhibit in &scenario.exhibits {
        let own = [Step::Key("exhibit"), Step::Id(exhibit.id.as_str())];
        texts.add(&own, "title", Some(&exhibit.title));
    }
    for question in &scenario.questions {
        of_question(&mut texts, question);
    }
    for inject in &scenario.injects {
        let own = [Step::Key("inject"), Step::Id(inject.id.as_str())];
        texts.add(&own, "text", Some(&inject.text));
    }
    texts.0
}

fn of_question<'v>(texts: &mut Texts<'v>, question: &'v Question) {
    let own = [Step::Key("question"), Step::Id(question.id.as_str())];
    texts.add(&own, "prompt", Some(&question.prompt));
    texts.add(&own, "hint", question.hint.as_deref());
    match &question.kind {
        QuestionKind::Open(open) => texts.add(&own, "strategy", open.strategy.as_deref()),
        QuestionKind::Choice(choice) => {
            for option in &choice.options {
                let own = [own[0], own[1], Step::Key("option"), Step::Id(option.id.as_str())];
                texts.add(&own, "text", Some(&option.text));
                texts.add(&own, "why", option.why.as_deref());
            }
            texts.add(&own, "working", choice.working.as_deref());
        }
        QuestionKind::Order(order) => {
            for (row, items) in order.items.iter().enumerate() {
                for (n, item) in items.iter().enumerate() {
                    let inner = [Step::Key("items"), Step::At(row), Step::At(n)];
                    texts.add_at(&own, &inner, Some(item));
                }
            }
            texts.add(&own, "working", order.working.as_deref());
        }
        QuestionKind::Match(matching) => {
            for (row, (left, right)) in matching.pairs.iter().enumerate() {
                for (n, side) in [left, right].into_iter().enumerate() {
                    let inner = [Step::Key("pairs"), Step::At(row), Step::At(n)];
                    texts.add_at(&own, &inner, Some(side));
                }
            }
            for (n, side) in matching.distractors.iter().enumerate() {
                texts.add_at(&own, &[Step::Key("distractors"), Step::At(n)], Some(side));
            }
            texts.add(&own, "working", matching.working.as_deref());
        }
        QuestionKind::Number(number) => {
            for (n, mistake) in number.mistakes.iter().enumerate() {
                let inner = [Step::Key("mistakes"), Step::At(n), Step::Key("why")];
                texts.add_at(&own, &inner, Some(&mistake.why));
            }
            texts.add(&own, "working", number.working.as_deref());
        }
    }
}

pub(super) fn of_rubric(rubric: &Rubric) -> Vec<Text<'_>> {
    let mut texts = Texts::default();
    texts.add(&[], "title", Some(&rubric.title));
    for criterion in &rubric.criteria {
        let own = [Step::Key("criterion"), Step::Id(criterion.id.as_str())];
        texts.add(&own, "title", Some(&criterion.title));
        texts.add(&own, "probe", criterion.probe.as_deref());
        texts.add(&own, "advice", criterion.advice.as_deref());
        let levels = match &criterion.basis {
            Basis::Evidence(basis) => {
                for (n, against) in basis.against.iter().enumerate() {
                    let inner = [Step::Key("against"), Step::At(n), Step::Key("why")];
                    texts.add_at(&own, &inner, Some(&against.why));
                }
                &basis.levels
            }
            Basis::Person(levels) => levels,
            Basis::Frameworks(_) => continue,
        };
        for (n, level) in levels.iter().enumerate() {
            let inner = [Step::Key("levels"), Step::At(n), Step::Key("text")];
            texts.add_at(&own, &inner, level.text.as_deref());
        }
    }
    for (n, fatal) in rubric.fatal.iter().enumerate() {
        let inner = [Step::Key("fatal"), Step::At(n), Step::Key("why")];
        texts.add_at(&[], &inner, Some(&fatal.why));
    }
    texts.0
}
