//! What guards took from answers that people paid.

use std::collections::BTreeMap;

use hotseat::scoring::assessment::{FlagCode, Status};

use super::data::Split;
use super::scored::Scored;

/// Guards that set words aside, so that they are no evidence.
pub(crate) const SETTING_ASIDE: [FlagCode; 3] =
    [FlagCode::CopiedQuestion, FlagCode::Repeated, FlagCode::Uncommitted];

/// What each guard noticed in answers that people scored above 0, and what it took.
pub(crate) fn false_alarms(all: &[Scored<'_>]) {
    let paid: Vec<&Scored<'_>> = all.iter().filter(|own| own.answer.score > 0.0).collect();
    let mut flags: BTreeMap<FlagCode, (usize, usize)> = BTreeMap::new();
    for own in &paid {
        for code in own.codes() {
            let (flagged, nothing) = flags.entry(code).or_default();
            *flagged += 1;
            *nothing += usize::from(own.percent() == 0);
        }
    }
    println!("{} answers that people scored above 0: flags\n", paid.len());
    println!("flag              n   share   at 0 %");
    for (code, (flagged, nothing)) in flags {
        let code = serde_json::to_value(code).unwrap();
        let code = code.as_str().unwrap_or_default();
        println!("{code:<16} {flagged:>3} {} {nothing:>8}", share(flagged, paid.len()));
    }
    println!("\nwhy some of them got nothing");
    let (mut by_guard, mut of_guards) = (0, Vec::new());
    let mut reasons = [
        ("not scored", 0),
        ("level 0 by a guard", 0),
        ("no evidence, words set aside by a guard", 0),
        ("no evidence", 0),
        ("0 % with evidence", 0),
    ];
    for own in paid.iter().filter(|own| own.percent() == 0) {
        let reason = if own.assessment.status == Status::NotScored {
            0
        } else if own
            .codes()
            .into_iter()
            .any(|code| code.is_level_zero() && code != FlagCode::NoEvidence)
        {
            1
        } else if own.has(&[FlagCode::NoEvidence]) && own.has(&SETTING_ASIDE) {
            2
        } else if own.has(&[FlagCode::NoEvidence]) {
            3
        } else {
            4
        };
        reasons[reason].1 += 1;
        if reason < 3 {
            by_guard += 1;
            if own.answer.split == Split::Tune {
                of_guards.push(own);
            }
        }
    }
    for (reason, count) in reasons {
        println!("{reason:<40} {count:>3} {}", share(count, paid.len()));
    }
    println!(
        "{:<40} {by_guard:>3} {}",
        "the first three: taken by a guard",
        share(by_guard, paid.len())
    );
    for own in of_guards {
        println!(
            "  {} {} {:.2} {}",
            own.answer.question,
            own.answer.id,
            own.answer.score,
            names(own)
        );
    }
}

pub(crate) fn share(part: usize, whole: usize) -> String {
    let share =
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole.max(1)).unwrap());
    format!("{:>5.1} %", share * 100.0)
}

pub(crate) fn names(own: &Scored<'_>) -> String {
    let codes: Vec<String> = own
        .codes()
        .into_iter()
        .map(|code| serde_json::to_value(code).unwrap().as_str().unwrap_or_default().to_owned())
        .collect();
    codes.join(", ")
}
