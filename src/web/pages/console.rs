//! The facilitator's console: where the room stands, what to do next, who has said what.

use maud::{Markup, html};

use super::layout::{Follow, Frame, page as frame};
use super::wall::short;
use super::{Seen, count};
use crate::content::ids::QuestionId;
use crate::content::scenario::{Question, QuestionKind};
use crate::interview::room::{Phase, Seat};
use crate::interview::{Answer, QuestionResult};
use crate::study::tally;

/// The page; `problem` says what could not be done.
pub(in crate::web) fn page(seen: &Seen<'_>, problem: Option<&str>) -> Markup {
    let room = &seen.live.room;
    let asked = room.phase.question().and_then(|id| seen.question(id));
    let title = format!("Console of {}", room.code);
    let frame_of = Frame {
        title: &title,
        kind: "console",
        step: Some(room.step),
        follow: Follow::Everything,
        events: format!("/f/{}/events", room.code),
        alone: false,
    };
    frame(
        &frame_of,
        &html! {
            main #main {
                p .kicker { "Console, room " strong { (room.code) } ", " (room.title) }
                @if let Some(problem) = problem { p .problem role="alert" { (problem) } }
                section #state aria-labelledby="now" data-region {
                    h1 #now { (now(seen)) }
                    (state(seen))
                }
                (steps(seen))
                @if let Some(asked) = asked { (second_round(seen, asked)) }
                (answers(seen, asked))
                (people(seen))
                (settings(seen))
            }
        },
    )
}

fn now(seen: &Seen<'_>) -> String {
    let room = &seen.live.room;
    let place = room.phase.question().map_or(0, |id| seen.place(id));
    let of = room.questions.len();
    match &room.phase {
        Phase::Lobby => "Lobby: people come in".to_owned(),
        Phase::Brief => "The brief is being read".to_owned(),
        Phase::Inject { .. } => format!("What happened before question {place} of {of}"),
        Phase::Answering { .. } => format!("Question {place} of {of} is being answered"),
        Phase::Reveal { .. } => format!("Question {place} of {of}: the answers are shown"),
        Phase::Probe { .. } => format!("Question {place} of {of}: second round"),
        Phase::Vote { .. } => format!("Question {place} of {of}: vote"),
        Phase::Discussion { .. } => format!("Question {place} of {of}: strategy and samples"),
        Phase::Report => "The end: reports are shown".to_owned(),
    }
}

fn state(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        p {
            (count(room.people(), "person", "people")) " in the room"
            @if let Some(number) = room.answered() { ", " strong { (number) " answered" } }
            @if room.locked { ", locked" }
            @if room.paused { ", " strong { "paused" } }
            @if let Some(timer) = room.timer { ", time until about " (seen.app.clock(timer.ends)) }
            "."
        }
    }
}

/// What `next` leads to, in words.
fn next_label(seen: &Seen<'_>) -> Option<String> {
    let room = &seen.live.room;
    let next = room.next(seen.scenario()).ok()?;
    let place = next.question().map_or(0, |id| seen.place(id));
    Some(match next {
        Phase::Brief => "Show the brief".to_owned(),
        Phase::Inject { .. } => "Show what happens next".to_owned(),
        Phase::Answering { .. } => format!("Ask question {place}"),
        Phase::Reveal { .. } => "Reveal the answers".to_owned(),
        Phase::Discussion { .. } => "Show strategy and samples".to_owned(),
        Phase::Report => "End: show the reports".to_owned(),
        Phase::Lobby | Phase::Probe { .. } | Phase::Vote { .. } => "Next".to_owned(),
    })
}

fn steps(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        form .row #steps method="post" action=(action(seen)) {
            input type="hidden" name="step" value=(room.step);
            @if let Some(label) = next_label(seen) {
                button type="submit" name="act" value="next" aria-keyshortcuts="n" { (label) span .key aria-hidden="true" { "N" } }
            }
            button .quiet type="submit" name="act" value="back" aria-keyshortcuts="b" disabled[room.step == 0] { "One step back" span .key aria-hidden="true" { "B" } }
            @if room.paused {
                button .quiet type="submit" name="act" value="resume" aria-keyshortcuts="p" { "Go on" span .key aria-hidden="true" { "P" } }
            } @else {
                button .quiet type="submit" name="act" value="pause" aria-keyshortcuts="p" { "Pause" span .key aria-hidden="true" { "P" } }
            }
            a .button .quiet href={ "/f/" (room.code) "/wall" } target="wall" rel="noopener" { "Open the wall" }
        }
    }
}

fn action(seen: &Seen<'_>) -> String {
    format!("/f/{}/do", seen.live.room.code)
}

/// Follow-ups on what was missed most, and the vote.
fn second_round(seen: &Seen<'_>, asked: &Question) -> Markup {
    let room = &seen.live.room;
    let is_after = matches!(
        room.phase,
        Phase::Reveal { .. } | Phase::Probe { .. } | Phase::Vote { .. } | Phase::Discussion { .. }
    );
    let QuestionKind::Open(_) = asked.kind else { return html! {} };
    let tally = tally(room, &asked.id);
    html! {
        @if is_after && tally.scored > 0 {
            section #rounds aria-labelledby="rounds-head" data-region {
                h2 #rounds-head { "Second round" }
                form method="post" action=(action(seen)) {
                    input type="hidden" name="step" value=(room.step);
                    input type="hidden" name="act" value="go";
                    @for miss in tally.misses() {
                        @if let Some(probe) = seen.probe(&asked.id, &miss.id) {
                            p .offer {
                                button .quiet type="submit" name="to" value={ "probe:" (asked.id) ":" (miss.id) } { "Ask" }
                                span { (probe) " " span .note { (miss.missed) " of " (tally.scored) " have nothing on it." } }
                            }
                        }
                    }
                    @if room.ballot(&asked.id).is_some() || room.ballot_for(&asked.id).len() > 1 {
                        p .offer { button .quiet type="submit" name="to" value={ "vote:" (asked.id) } { "Vote" } span { "on the most useful answer" } }
                    }
                }
            }
        }
    }
}

/// Every answer to what is asked now, so that one can be hidden before the room sees it.
fn answers(seen: &Seen<'_>, asked: Option<&Question>) -> Markup {
    let room = &seen.live.room;
    html! {
        @if let Some(asked) = asked {
            section #answers aria-labelledby="answers-head" data-region {
                h2 #answers-head { "Answers" }
                @let with: Vec<&Seat> = room.seats().filter(|seat| seat.has_answered(&asked.id)).collect();
                @if with.is_empty() { p .note { "None yet." } }
                @for seat in with { (answer(seen, asked, seat)) }
            }
        }
    }
}

fn answer(seen: &Seen<'_>, asked: &Question, seat: &Seat) -> Markup {
    let room = &seen.live.room;
    let standing = seat.attempt.standing(&asked.id);
    let hidden = room.is_hidden(seat.id, &asked.id);
    let (act, label) = if hidden { ("unhide", "Show again") } else { ("hide", "Hide") };
    html! {
        details id={ "answer-" (seat.id) } .one-answer {
            summary {
                (seat.name) " – " (result(standing.and_then(|own| own.result.as_ref())))
                @if hidden { " – hidden from the room" }
            }
            @match standing.and_then(|own| own.answer.as_ref()) {
                Some(Answer::Text(text)) => p .answer { (text) },
                Some(Answer::Figure(text)) => p .answer { (text) },
                _ => {},
            }
            @for (_, text) in standing.map_or(&[][..], |own| &own.probes) { p .answer { "Follow-up: " (text) } }
            form method="post" action=(action(seen)) {
                input type="hidden" name="seat" value=(seat.id);
                input type="hidden" name="question" value=(asked.id);
                button .quiet type="submit" name="act" value=(act) { (label) span .hidden { " the answer of " (seat.name) } }
            }
        }
    }
}

fn result(result: Option<&QuestionResult>) -> String {
    match result {
        Some(QuestionResult::Open(scored)) => {
            match (scored.assessment.level, scored.assessment.percent) {
                (Some(level), Some(percent)) => format!("level {level} ({percent} %)"),
                _ => "not scored".to_owned(),
            }
        }
        Some(QuestionResult::Closed(closed)) => format!("{} %", closed.percent),
        None => "being read".to_owned(),
    }
}

fn people(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    let now = room.phase.question();
    let has = |seat: &Seat, id: &QuestionId| match &room.phase {
        Phase::Probe { criterion, .. } => seat.has_answered_probe(id, criterion),
        Phase::Vote { .. } => seat.vote(id).is_some(),
        _ => seat.has_answered(id),
    };
    html! {
        section #seats aria-labelledby="seats-head" data-region {
            h2 #seats-head { "People" }
            p .note { "They join at " strong { (short(&seen.app.join_url(&room.code))) } }
            ul #people .seats {
                @for seat in room.seats() {
                    li {
                        details id={ "seat-" (seat.id) } {
                            summary {
                                (seat.name)
                                @if let Some(id) = now { @if has(seat, id) { " – answered" } @else { " – not yet" } }
                            }
                            form .row method="post" action=(action(seen)) {
                                input type="hidden" name="seat" value=(seat.id);
                                label for={ "name-" (seat.id) } { "Name" }
                                input id={ "name-" (seat.id) } name="name" value=(seat.name) maxlength="40" autocomplete="off";
                                button .quiet type="submit" name="act" value="rename" { "Rename" span .hidden { " " (seat.name) } }
                                button .quiet type="submit" name="act" value="remove" { "Remove" span .hidden { " " (seat.name) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn settings(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        section aria-labelledby="more" {
            h2 #more { "The room" }
            form .row method="post" action=(action(seen)) {
                @if room.locked { button .quiet type="submit" name="act" value="unlock" { "Unlock the lobby" } }
                @else { button .quiet type="submit" name="act" value="lock" { "Lock the lobby" } }
                @if room.count_shown { button .quiet type="submit" name="act" value="hide-count" { "Hide how many have answered" } }
                @else { button .quiet type="submit" name="act" value="show-count" { "Show how many have answered" } }
            }
            form .row method="post" action=(action(seen)) {
                label for="minutes" { "Minutes" }
                input #minutes .small name="minutes" type="number" min="1" max="240" value="5" required;
                @if room.timer.is_some() {
                    button .quiet type="submit" name="act" value="extend" { "Extend" }
                    button .quiet type="submit" name="act" value="timer-off" { "No time any more" }
                } @else {
                    button .quiet type="submit" name="act" value="timer" { "Set a time" }
                }
                span .note { "Announced, and cuts nobody off." }
            }
            p .only-script { button #keys .quiet type="button" aria-pressed="true" { "Keys N, B and P" } " " span .note { "work outside of fields; switch them off here." } }
            details #go {
                summary { "Go to a question" }
                form method="post" action=(action(seen)) {
                    input type="hidden" name="step" value=(room.step);
                    input type="hidden" name="act" value="go";
                    ul .seats {
                        @for (at, id) in room.questions.iter().enumerate() {
                            li { button .quiet type="submit" name="to" value={ "answering:" (id) } { "Question " (at + 1) ": " (id) } @if room.asked(id).is_some() { " asked" } }
                        }
                        li { button .quiet type="submit" name="to" value="report" { "The end" } }
                    }
                }
            }
            h3 { "Take away" }
            ul {
                li { a href={ "/f/" (room.code) "/report" } { "Report of the room" } }
                li { a href={ "/f/" (room.code) "/export.html" } { "Report as a file (HTML)" } }
                li { a href={ "/f/" (room.code) "/export.csv" } { "Answers as a table (CSV)" } }
                li { a href={ "/f/" (room.code) "/export.json" } { "Everything (JSON)" } }
            }
            details #erase {
                summary { "Erase the room" }
                p { "Names, answers and results are erased for good. Otherwise they are kept until " (room.keep_until.strftime("%-d %B %Y")) "." }
                form .row method="post" action=(action(seen)) {
                    label for="sure" { "To erase, type the code " (room.code) }
                    input #sure .small name="sure" autocomplete="off" required;
                    button .quiet type="submit" name="act" value="erase" { "Erase" }
                }
            }
        }
    }
}
