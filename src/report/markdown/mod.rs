//! An attempt as Markdown, for notes and for mail.
//!
//! Words of strangers come out as words: what Markdown or HTML would make something of is escaped.
//! Marked words are bold, with the number of their criterion in square brackets behind them.

mod text;

use std::fmt::Write as _;

use self::text::{escaped, kept_lines, line_of, quoted, unlisted, without_tags};
use super::marks::stretches;
use super::whole::{Asked, WholeAttempt};
use super::words::{self, ADVICE, count, how, minute, of_criterion, percent, quote};
use crate::content::ids::CriterionId;
use crate::interview::{Answer, QuestionResult};
use crate::scoring::Scored;
use crate::scoring::assessment::{Assessment, CriterionResult, Source, Status};
use crate::scoring::closed::{ClosedResult, Piece};
use crate::scoring::picked::Picked;
use crate::study::profile;

/// Characters of a bar.
const BAR: usize = 20;

/// Writes one report. `clean` takes out of a text what steers a terminal.
struct Writer {
    text: String,
    clean: fn(&str) -> String,
}

/// The report of an attempt.
#[must_use]
pub fn attempt(whole: &WholeAttempt<'_>, clean: fn(&str) -> String) -> String {
    let mut writer = Writer { text: String::new(), clean };
    writer.head(whole);
    writer.overview(whole);
    writer.competencies(whole);
    for asked in whole.questions() {
        writer.question(whole, &asked);
    }
    writer.part(&format!("---\n\n{ADVICE}"));
    writer.text.trim_start().to_owned()
}

impl Writer {
    /// A part of the text, with an empty line before it.
    fn part(&mut self, text: &str) {
        self.text.push('\n');
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// Words of a stranger on one line.
    fn line(&self, text: &str) -> String {
        escaped(&(self.clean)(text).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn head(&mut self, whole: &WholeAttempt<'_>) {
        let title = self.line(&whole.attempt.title);
        self.part(&format!("# {title}"));
        let (last, so_far) = if whole.attempt.finished {
            ("Finished", String::new())
        } else {
            let of = count(whole.attempt.questions.len(), "question", "questions");
            ("Last answered", format!(" ({} of {of} so far)", whole.attempt.done()))
        };
        self.part(&format!(
            "- Begun: {}\n- {last}: {}{so_far}\n- Attempt: `{}`",
            minute(whole.started),
            minute(whole.last),
            whole.id
        ));
    }

    fn overview(&mut self, whole: &WholeAttempt<'_>) {
        let mut table = "| Question | Result |\n|---|---|\n".to_owned();
        for asked in whole.questions() {
            let result = match asked.result() {
                Some(QuestionResult::Open(scored)) => {
                    let own = &scored.assessment;
                    let percent = own.percent.map_or_else(String::new, |own| format!(" ({own} %)"));
                    format!("{}{percent}", self.line(&words::level(own)))
                }
                Some(QuestionResult::Closed(closed)) => format!("{} %", closed.percent),
                None => asked.without_result().to_owned(),
            };
            let _ = writeln!(table, "| {}. {} | {result} |", asked.place, asked.id);
        }
        self.part("## At a glance");
        self.part(&table);
    }

    fn competencies(&mut self, whole: &WholeAttempt<'_>) {
        let shares = profile(whole.attempt, whole.scenario);
        if shares.is_empty() {
            return;
        }
        let mut table = "| Competency | | Share |\n|---|---|---|\n".to_owned();
        for share in shares {
            let full = usize::from(share.percent) * BAR / 100;
            let bar = format!("{}{}", "█".repeat(full), "░".repeat(BAR - full));
            let of = count(share.of as usize, "point", "points");
            let name = self.line(share.competency.as_str());
            let _ = writeln!(table, "| {name} | {bar} | {} % (of {of}) |", share.percent);
        }
        self.part("## By competency");
        self.part(&table);
    }

    fn question(&mut self, whole: &WholeAttempt<'_>, asked: &Asked<'_>) {
        self.part(&format!("## Question {}: {}", asked.place, asked.id));
        if let Some(question) = asked.question {
            let prompt = quoted(&without_tags(&(self.clean)(question.prompt.trim())));
            self.part(&prompt);
        }
        match (asked.answer(), asked.result()) {
            (Some(Answer::Text(text)), Some(QuestionResult::Open(scored))) => {
                self.open(whole, asked, text, scored);
            }
            (_, Some(QuestionResult::Closed(result))) => self.closed(result),
            (Some(Answer::Text(text)), _) => {
                self.part(asked.without_result());
                let answer = self.plain(text);
                self.part(&kept_lines(&answer));
            }
            _ => self.part(asked.without_result()),
        }
    }

    fn open(&mut self, whole: &WholeAttempt<'_>, asked: &Asked<'_>, text: &str, scored: &Scored) {
        let assessment = &scored.assessment;
        let is_scored = assessment.status == Status::Scored;
        let level = self.line(&words::level(assessment));
        let behind = if is_scored { format!(" ({})", percent(assessment)) } else { String::new() };
        self.part(&format!("**{level}**{behind}"));
        for flag in &assessment.flags {
            let flag = self.line(&flag.message);
            self.part(&flag);
        }
        self.part(if is_scored { "### Your answer, with what counted" } else { "### Your answer" });
        if is_scored {
            self.part("The number behind marked words is that of the criterion below for which they count.");
        }
        let answer = self.marked(assessment, None, text);
        self.part(&kept_lines(&answer));
        if is_scored {
            self.criteria(assessment);
        }
        if !assessment.next_level.is_empty() {
            let next = assessment.level.map_or(0, |level| level + 1);
            self.part(&format!("### What lifts it to level {next}"));
            let steps: String = assessment
                .next_level
                .iter()
                .map(|step| format!("- {} ({})\n", self.line(&step.add), self.line(&step.title)))
                .collect();
            self.part(&steps);
        }
        let probes = asked.standing.map_or(&[][..], |own| &own.probes);
        if !probes.is_empty() {
            self.part("### Follow-ups");
        }
        for (criterion, text) in probes {
            let title = whole.probe(asked.id, criterion).unwrap_or(criterion.as_str());
            let title = self.line(title);
            let place = assessment.criteria.iter().position(|own| own.id == *criterion);
            let aim = place.map_or_else(String::new, |at| format!(" (criterion {})", at + 1));
            self.part(&format!("#### {title}{aim}"));
            let answer = self.marked(assessment, Some(criterion), text);
            self.part(&kept_lines(&answer));
        }
        self.part(&format!(
            "Receipt: {}, answer `{}`, result `{}`",
            scored.receipt.engine, scored.receipt.answer, scored.receipt.assessment
        ));
    }

    fn criteria(&mut self, assessment: &Assessment) {
        let mut table =
            "| | Criterion: the answer … | Level | What was found | What is missing |\n\
                         |---|---|---|---|---|\n"
                .to_owned();
        for (place, own) in (1..).zip(&assessment.criteria) {
            let _ = writeln!(
                table,
                "| {place} | {} | {} | {} | {} |",
                self.line(&own.title),
                of_criterion(own),
                self.earned(own).join("<br>"),
                self.missing(own).join("<br>")
            );
        }
        self.part("### Point by point");
        self.part(&table);
    }

    fn earned(&self, own: &CriterionResult) -> Vec<String> {
        let mut lines: Vec<String> = own.reached.iter().map(|text| self.line(text)).collect();
        for piece in &own.evidence {
            let follow_up = if piece.source == Source::Probe { " (in the follow-up)" } else { "" };
            let words = self.line(&quote(&piece.text));
            lines.push(format!("“{words}”{}{follow_up}", how(piece.how)));
        }
        for denied in &own.denied {
            lines.push(format!("You said the opposite: “{}”", self.line(&quote(&denied.text))));
        }
        for against in &own.against {
            let words = self.line(&quote(&against.text));
            lines.push(format!("“{words}”: {}", self.line(&against.why)));
        }
        if lines.is_empty() {
            lines.push("Nothing was found.".to_owned());
        }
        lines
    }

    fn missing(&self, own: &CriterionResult) -> Vec<String> {
        if own.level.is_some_and(|level| level >= own.of) {
            return vec!["Nothing: it is full.".to_owned()];
        }
        let mut lines: Vec<String> =
            own.next.iter().map(|text| format!("Next: {}", self.line(text))).collect();
        lines.extend(own.missing.iter().map(|piece| self.line(&piece.title)));
        lines.extend(own.advice.iter().map(|advice| format!("→ {}", self.line(advice))));
        lines
    }

    /// An answer as it was written, line by line.
    fn plain(&self, text: &str) -> String {
        (self.clean)(text).lines().map(|line| format!("{}\n", line_of(line))).collect()
    }

    /// An answer with what counted set apart.
    fn marked(&self, assessment: &Assessment, probe: Option<&CriterionId>, text: &str) -> String {
        let mut marked = String::new();
        for own in stretches(assessment, probe, text) {
            let words = (self.clean)(own.text);
            if own.is_plain() {
                marked.push_str(&escaped(&words));
            } else {
                // Bold ends with its line.
                let lines: Vec<String> = words
                    .split('\n')
                    .map(|line| {
                        let words = line.trim();
                        if words.is_empty() {
                            return String::new();
                        }
                        let (before, after) = line.split_once(words).unwrap_or_default();
                        format!("{before}**{}**{after}", escaped(words))
                    })
                    .collect();
                let _ = write!(marked, "{}\\[{}\\]", lines.join("\n"), own.label());
            }
        }
        marked.lines().map(|line| format!("{}\n", unlisted(line))).collect()
    }

    fn closed(&mut self, result: &ClosedResult) {
        self.part(&if result.right {
            "**All correct**".to_owned()
        } else if result.percent == 0 {
            "**Not correct**".to_owned()
        } else {
            format!("**Partly correct: {} %** (0 % is what guessing gives)", result.percent)
        });
        if let Some(why) = &result.why {
            let why = self.line(why);
            self.part(&why);
        }
        let pieces: String = result.shown().into_iter().map(|own| self.piece(own)).collect();
        self.part(&pieces);
    }

    fn piece(&self, piece: &Piece) -> String {
        let about = self.line(&piece.about);
        let of = |text: &Option<String>| self.line(text.as_deref().unwrap_or_default());
        let (given, expected) = (of(&piece.given), of(&piece.expected));
        let became = match (&piece.given, &piece.expected) {
            _ if piece.picked().is_some() => piece.picked().map_or("", Picked::as_str).to_owned(),
            (Some(_), Some(_)) if !piece.right => format!("you: {given}; right: {expected}"),
            (Some(_), _) if piece.right => format!("{given}, right"),
            (Some(_), _) => format!("{given}, and wrong"),
            (None, _) => format!("right: {expected}"),
        };
        let why =
            piece.why.as_ref().map_or_else(String::new, |why| format!(" ({})", self.line(why)));
        let about = if about.is_empty() { about } else { format!("{about} – ") };
        format!("- {about}{became}{why}\n")
    }
}
