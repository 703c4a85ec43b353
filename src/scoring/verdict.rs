//! From the criteria's results to the answer's: percentage, level, gates, flags, and what lifts it.

use super::answer::{borderline, ceiling, label, level, percent};
use super::assessment::{Assessment, By, CriterionResult, Flag, FlagCode, Status, text_of};
use super::calibration::{Earned, calibrated};
use super::compiled::CompiledRubric;
use super::criteria::highest;
use super::feedback::{Liftable, Piece, cheapest};
use super::frameworks;
use super::judge::blank;
use super::stance::Balance;
use super::text::Text;
use crate::content::rubric::{BESIDE_LEVEL, Basis, Expects};

/// Sentences without commitment, from which on it is said.
const TALK_TO_SAY: usize = 2;

/// Percentage from which on an answer is about the question even if it never names its object. Good
/// answers to neighbouring questions earn up to 35.
const BESIDE_BELOW: u8 = 50;

/// The level that an answer reaches at most that is told as reasons against the work.
const AGAINST_IN_TONE_LEVEL: u8 = 1;

/// Sentences that are quoted there.
const SENTENCES_TO_QUOTE: usize = 2;

/// Statements that are quoted where an answer argues the opposite.
const STATEMENTS_TO_QUOTE: usize = 3;

/// The answer's result from those of its criteria.
pub(super) fn finish(
    rubric: &CompiledRubric,
    answer: &Text<'_>,
    criteria: Vec<CriterionResult>,
    mut liftables: Vec<Liftable<Piece<'_>>>,
    balance: &Balance,
) -> Assessment {
    let own = &rubric.rubric;
    // A guard takes the text that it is about. Follow-ups, each judged by its own guards, still count.
    let mut zero = answer.guarded.zero && !criteria.iter().any(|own| own.probed);
    let mut flags = answer.guarded.flags.clone();
    for flag in flags.iter_mut().filter(|flag| flag.code.takes_the_text()) {
        flag.message += if zero { " Level 0." } else { " Only your follow-ups count." };
    }
    if !zero && answer.polarity.talk() >= TALK_TO_SAY {
        flags.push(Flag {
            code: FlagCode::Uncommitted,
            message: format!(
                "{} sentences name things without anybody doing anything. They are no evidence; say who does what.",
                answer.polarity.talk()
            ),
        });
    }
    let nothing = criteria.iter().all(|c| c.evidence.is_empty());
    // Where facts are told, a denial is one of them, and takes nothing but its own points.
    let can_oppose = own.expects == Expects::Action || !own.opposing.is_empty();
    if !zero
        && can_oppose
        && let Some(flag) = opposite(answer, balance)
    {
        zero = true;
        flags.push(flag);
    } else if !zero && nothing {
        zero = true;
        let message = if balance.counts().1 > 0 {
            "Everything that the rubric looks for is denied here: level 0."
        } else {
            "Nothing in the answer meets a rule of this rubric: level 0. It may answer another question."
        };
        flags.push(Flag { code: FlagCode::NoEvidence, message: message.to_owned() });
    }

    let weights: u64 = liftables.iter().map(|l| u64::from(l.part.weight)).sum();
    let share: u64 = liftables.iter().map(|l| l.part.share()).sum();
    let top = u8::try_from(own.cuts.len()).unwrap_or(u8::MAX);
    let mut percentage = if zero { 0 } else { percent(share, weights) };
    let earned = level(&own.cuts, percentage);
    let mut cap = top;
    let mut lifted = liftables.iter_mut();
    for (criterion, result) in own.criteria.iter().zip(&criteria) {
        let liftable = if result.by == By::Engine { lifted.next() } else { None };
        let Some(caps) = criterion.caps.filter(|caps| result.level.is_some_and(|l| l < caps.below))
        else {
            continue;
        };
        if let Some(liftable) = liftable
            && caps.answer <= earned.min(cap)
        {
            liftable.must_reach = caps.below;
        }
        if caps.answer < earned && !zero {
            flags.push(Flag {
                code: FlagCode::Capped,
                message: format!(
                    "Without level {} in \"{}\" the whole answer is at most level {} ({}).",
                    caps.below,
                    criterion.title,
                    caps.answer,
                    label(own, caps.answer)
                ),
            });
        }
        cap = cap.min(caps.answer);
    }
    if !zero && answer.tone.is_against() {
        cap = cap.min(AGAINST_IN_TONE_LEVEL);
        flags.push(Flag {
            code: FlagCode::AgainstInTone,
            message: format!(
                "This is told as reasons against the work rather than as what you would do: {}. The answer is at most level {AGAINST_IN_TONE_LEVEL} ({}); a person decides.",
                leaning(answer),
                label(own, AGAINST_IN_TONE_LEVEL)
            ),
        });
    }
    // Who earns half of what the question asks for is not beside it, whatever words name its object.
    let beside = percentage < BESIDE_BELOW
        && rubric.about.is_some_and(|node| answer.places.of(node).is_empty());
    if beside && !zero {
        cap = cap.min(BESIDE_LEVEL);
        if earned > BESIDE_LEVEL {
            flags.push(Flag {
                code: FlagCode::Beside,
                message: format!(
                    "The answer never touches on what the question is about, so it is at most level {BESIDE_LEVEL} ({}). It may answer another question.",
                    label(own, BESIDE_LEVEL)
                ),
            });
        }
    }
    for (statement, sought) in own.fatal.iter().zip(&rubric.fatal) {
        let found = answer.found(*sought).find(|place| answer.is_asserted(*place));
        if let Some(place) = found {
            cap = cap.min(statement.level);
            flags.push(Flag {
                code: FlagCode::Fatal,
                message: format!(
                    "You wrote \"{}\". {} The answer is at most level {}; a person decides.",
                    text_of(answer.reading.text, &answer.span(place)),
                    statement.why,
                    statement.level
                ),
            });
        }
    }
    let reached = earned.min(cap);
    let uncapped = percentage;
    if reached < earned {
        percentage = percentage.min(ceiling(&own.cuts, reached));
    }
    let next_level = match own.cuts.get(usize::from(reached)) {
        Some(&cut) if !zero => cheapest(&liftables, cut).into_iter().map(Piece::step).collect(),
        _ => Vec::new(),
    };
    let assessment = Assessment {
        question: rubric.question.clone(),
        status: Status::Scored,
        percent: Some(percentage),
        level: Some(reached),
        of: top,
        label: Some(label(own, reached)),
        borderline: if reached < earned || zero { None } else { borderline(&own.cuts, percentage) },
        criteria,
        flags,
        next_level,
        calibration: None,
    };
    match &rubric.calibration {
        Some(calibration) => {
            let earned = Earned { percent: uncapped, cap, zero };
            calibrated(rubric, calibration, answer, assessment, earned)
        }
        None => assessment,
    }
}

/// Says that an answer argues the opposite, with the statements in which it does.
fn opposite(answer: &Text<'_>, balance: &Balance) -> Option<Flag> {
    let (with, against) = balance.counts();
    let in_tone = against > 0 && answer.tone.is_against();
    if !balance.opposes() && !in_tone {
        return None;
    }
    let quoted: Vec<String> = answer
        .stance
        .statements()
        .take(STATEMENTS_TO_QUOTE)
        .map(|place| format!("\"{}\"", text_of(answer.reading.text, &answer.span(place))))
        .collect();
    let said = if quoted.is_empty() { String::new() } else { format!(": {}", quoted.join(", ")) };
    let told = if balance.opposes() {
        String::new()
    } else {
        format!(" The whole is told as reasons against the work: {}.", leaning(answer))
    };
    let are = if with == 1 { "is" } else { "are" };
    let message = match balance.negating() {
        Some((negating, all)) if against == 0 => format!(
            "{negating} of {all} sentences deny or refuse something; {with} {are} for what is asked.{told} Level 0."
        ),
        _ => format!(
            "The answer argues against what is asked, in {against} {}{said}; {with} {are} for it.{told} Level 0.",
            if against == 1 { "sentence" } else { "sentences" },
        ),
    };
    Some(Flag { code: FlagCode::ArguesOpposite, message })
}

/// The sentences that lean most against the work, quoted.
fn leaning(answer: &Text<'_>) -> String {
    let reading = &answer.reading;
    let quoted: Vec<String> = answer
        .tone
        .most(SENTENCES_TO_QUOTE)
        .into_iter()
        .map(|at| {
            format!("\"{}\"", text_of(reading.text, &reading.sentences[at].span(&reading.words)))
        })
        .collect();
    quoted.join(", ")
}

/// An answer with nothing to score.
pub(super) fn not_scored(rubric: &CompiledRubric, flag: Flag) -> Assessment {
    let criteria = rubric
        .rubric
        .criteria
        .iter()
        .map(|criterion| {
            let of = match &criterion.basis {
                Basis::Evidence(basis) => highest(basis),
                Basis::Frameworks(_) => frameworks::HIGHEST,
                Basis::Person(levels) => levels.iter().map(|l| l.at).max().unwrap_or(0),
            };
            let by =
                if matches!(criterion.basis, Basis::Person(_)) { By::Person } else { By::Engine };
            blank(criterion, None, of, 0, by)
        })
        .collect();
    Assessment {
        question: rubric.question.clone(),
        status: Status::NotScored,
        percent: None,
        level: None,
        of: u8::try_from(rubric.rubric.cuts.len()).unwrap_or(u8::MAX),
        label: None,
        borderline: None,
        criteria,
        flags: vec![flag],
        next_level: Vec::new(),
        calibration: None,
    }
}
