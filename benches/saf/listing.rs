//! The answers of a question, worst first.

use super::alarms::names;
use super::data::Split;
use super::scored::Scored;

/// The answers of the tune half, those that the engine is furthest off first.
pub(crate) fn list(scored: &[Scored<'_>]) {
    let mut own: Vec<&Scored<'_>> =
        scored.iter().filter(|own| own.answer.split == Split::Tune).collect();
    own.sort_by(|a, b| b.error().abs().total_cmp(&a.error().abs()));
    for own in own {
        let criteria: Vec<String> = own
            .assessment
            .criteria
            .iter()
            .map(|criterion| {
                let rules: Vec<&str> = criterion.evidence.iter().map(|e| e.rule.as_str()).collect();
                let level = criterion.level.unwrap_or(0);
                format!("{} {level}/{} ({})", criterion.id, criterion.of, rules.join(", "))
            })
            .collect();
        println!(
            "{}  given {:.0} %, computed {} %  {}\n  {}\n  {}\n",
            own.answer.id,
            own.answer.score * 100.0,
            own.percent(),
            names(own),
            criteria.join("; "),
            own.answer.text.trim().replace('\n', "\n  ")
        );
    }
}
