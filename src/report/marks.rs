//! An answer cut into stretches: what earned something, what speaks against it, and the rest.
//!
//! Spans that overlap make one stretch, so that no words stand there twice; it names every criterion
//! that they count for.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::content::ids::CriterionId;
use crate::scoring::assessment::{Assessment, Source};

/// A stretch of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch<'t> {
    /// Its words.
    pub text: &'t str,
    /// Places of the criteria that it earned something for, from 1.
    pub earned: BTreeSet<usize>,
    /// Places of the criteria that it speaks against, from 1.
    pub against: BTreeSet<usize>,
}

impl Stretch<'_> {
    /// Whether it counts for nothing, either way.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.earned.is_empty() && self.against.is_empty()
    }

    /// The criteria that it counts for, such as `1, 3` or `2 against`; empty if there are none.
    #[must_use]
    pub fn label(&self) -> String {
        let earned = self.earned.iter().map(usize::to_string);
        let against = self.against.iter().map(|place| format!("{place} against"));
        earned.chain(against).collect::<Vec<_>>().join(", ")
    }
}

/// The stretches of an answer, or, with a criterion, of the answer to its follow-up. Together they
/// are the text.
#[must_use]
pub fn stretches<'t>(
    assessment: &Assessment,
    probe: Option<&CriterionId>,
    text: &'t str,
) -> Vec<Stretch<'t>> {
    let mut spans: Vec<(Range<usize>, usize, bool)> = Vec::new();
    for (place, own) in (1..).zip(&assessment.criteria) {
        let wanted = match probe {
            None => Source::Answer,
            Some(probe) if *probe == own.id => Source::Probe,
            Some(_) => continue,
        };
        let evidence = own.evidence.iter().map(|own| (own.source, own.start..own.end, true));
        let denied = own.denied.iter().map(|own| (own.source, own.start..own.end, false));
        let against = own.against.iter().map(|own| (own.source, own.start..own.end, false));
        spans.extend(
            evidence
                .chain(denied)
                .chain(against)
                .filter(|(source, span, _)| *source == wanted && text.get(span.clone()).is_some())
                .map(|(_, span, is_earned)| (span, place, is_earned)),
        );
    }
    spans.retain(|(span, ..)| !span.is_empty());
    spans.sort_by_key(|(span, place, _)| (span.start, span.end, *place));
    let mut found: Vec<Stretch<'t>> = Vec::new();
    let mut done = 0;
    let mut spans = spans.into_iter().peekable();
    while let Some((first, place, is_earned)) = spans.next() {
        let mut marks = vec![(place, is_earned)];
        let mut end = first.end;
        while let Some((span, place, is_earned)) = spans.next_if(|(span, ..)| span.start < end) {
            end = end.max(span.end);
            marks.push((place, is_earned));
        }
        plain(&mut found, text.get(done..first.start));
        let of = |wanted: bool| {
            marks.iter().filter(|(_, own)| *own == wanted).map(|(place, _)| *place).collect()
        };
        let own = text.get(first.start..end).unwrap_or_default();
        found.push(Stretch { text: own, earned: of(true), against: of(false) });
        done = end;
    }
    plain(&mut found, text.get(done..));
    found
}

fn plain<'t>(found: &mut Vec<Stretch<'t>>, text: Option<&'t str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        found.push(Stretch { text, earned: BTreeSet::new(), against: BTreeSet::new() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ids::RuleId;
    use crate::scoring::assessment::By;
    use crate::scoring::assessment::{CriterionResult, Denied, Evidence, How, Status};

    fn criterion(id: &str, evidence: &[(usize, usize, Source)]) -> CriterionResult {
        CriterionResult {
            id: CriterionId::new(id),
            title: id.into(),
            competency: None,
            weight: 1,
            level: Some(1),
            of: 3,
            points: 1,
            by: By::Engine,
            probed: false,
            evidence: evidence
                .iter()
                .map(|(start, end, source)| Evidence {
                    rule: RuleId::new("r"),
                    title: "".into(),
                    start: *start,
                    end: *end,
                    text: String::new(),
                    how: How::Said,
                    source: *source,
                })
                .collect(),
            denied: Vec::new(),
            against: Vec::new(),
            missing: Vec::new(),
            reached: None,
            next: None,
            advice: None,
        }
    }

    fn assessment(criteria: Vec<CriterionResult>) -> Assessment {
        Assessment {
            question: "a/b".to_owned(),
            status: Status::Scored,
            percent: Some(50),
            level: Some(2),
            of: 4,
            label: None,
            borderline: None,
            criteria,
            flags: Vec::new(),
            next_level: Vec::new(),
            calibration: None,
        }
    }

    fn shown(assessment: &Assessment, probe: Option<&CriterionId>, text: &str) -> String {
        let stretches = stretches(assessment, probe, text);
        assert_eq!(stretches.iter().map(|own| own.text).collect::<String>(), text);
        let show = |own: &Stretch<'_>| {
            if own.is_plain() {
                own.text.to_owned()
            } else {
                format!("<{}|{}>", own.text, own.label())
            }
        };
        stretches.iter().map(show).collect()
    }

    #[test]
    fn what_overlaps_is_one_stretch_that_names_all_its_criteria() {
        let text = "I ask the owner and write it down";
        let mut second = criterion("b", &[(6, 15, Source::Answer), (20, 28, Source::Answer)]);
        second.denied.push(Denied {
            rule: RuleId::new("r"),
            start: 20,
            end: 33,
            text: String::new(),
            source: Source::Answer,
        });
        let own = assessment(vec![criterion("a", &[(2, 9, Source::Answer)]), second]);
        assert_eq!(
            shown(&own, None, text),
            "I <ask the owner|1, 2> and <write it down|2, 2 against>"
        );
    }

    #[test]
    fn a_follow_up_is_marked_by_its_own_criterion_alone() {
        let own = assessment(vec![
            criterion("a", &[(0, 4, Source::Answer)]),
            criterion("b", &[(5, 8, Source::Probe)]),
        ]);
        let text = "Then ask.";
        assert_eq!(shown(&own, Some(&CriterionId::new("b")), text), "Then <ask|2>.");
        assert_eq!(shown(&own, Some(&CriterionId::new("a")), text), text);
        assert_eq!(shown(&own, None, "é"), "é", "a span that cuts a letter is none");
    }
}
