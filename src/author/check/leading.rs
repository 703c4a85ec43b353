//! Questions that tell people what they are to think.

use crate::content::Diagnostic;
use crate::content::lower::Places;
use crate::content::problem::Problem;

use super::texts::Text;
use super::{Site, terms};

/// Turns of phrase by which a question answers itself. An open question is worth more than one that
/// can be answered by agreeing (acquiescence: Krosnick 1999, Survey Research).
const TERMS: &[&str] = &[
    "as everybody knows",
    "as everyone knows",
    "as we all know",
    "aren't you",
    "clearly",
    "do you agree that",
    "don't you agree",
    "don't you think",
    "how important is it to",
    "isn't it",
    "naturally",
    "obviously",
    "of course",
    "surely",
    "undoubtedly",
    "wouldn't it be",
    "wouldn't you",
    "wouldn't you agree",
    "wouldn't you say",
    "you would agree that",
    "you'd agree that",
];

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    texts: &[Text<'_>],
    found: &mut Vec<Diagnostic>,
) {
    for text in texts.iter().filter(|text| text.asks) {
        for (span, _) in terms::find(text.text, TERMS) {
            let problem = Problem::LeadingWording { words: text.text[span.clone()].to_owned() };
            found.push(problem.at(at.file, places.find_within(&text.steps, text.text, &span)));
        }
    }
}
