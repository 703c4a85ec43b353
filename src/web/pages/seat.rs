//! What somebody in a room sees: one page, by where the room stands.

use maud::{Markup, html};

use super::layout::{Follow, Frame, page as frame};
use super::{Seen, count, feedback, question, report, review, tally};
use crate::content::ids::QuestionId;
use crate::content::scenario::{Question, QuestionKind};
use crate::interview::Answer;
use crate::interview::room::{Phase, Seat};

/// What could not be done, with the text that came with it, so that it is not lost.
pub(in crate::web) struct Trouble<'t> {
    /// What is the matter.
    pub(in crate::web) message: String,
    /// What was written.
    pub(in crate::web) text: &'t str,
    /// Something newer was handed in meanwhile.
    pub(in crate::web) is_newer: bool,
}

/// The page.
pub(in crate::web) fn page(seen: &Seen<'_>, seat: &Seat, trouble: Option<&Trouble<'_>>) -> Markup {
    let room = &seen.live.room;
    let asked = room.phase.question().and_then(|id| seen.question(id));
    let text = trouble.map(|trouble| trouble.text).filter(|text| !text.is_empty());
    let title = match asked {
        Some(_) => {
            format!("Question {}", seen.place(asked.map_or(&QuestionId::new("x"), |q| &q.id)))
        }
        None => room.title.clone(),
    };
    let main = html! {
        @if let Some(trouble) = trouble { (problem(seen, seat, trouble)) }
        div #break data-region { @if room.paused { p .pause { strong { "A break." } " What you write is kept." } } }
        @match (&room.phase, asked) {
            (Phase::Lobby, _) => (lobby(seen, seat)),
            (Phase::Brief, _) => (brief(seen)),
            (Phase::Inject { .. }, Some(asked)) => {
                (question::news(seen, asked, html! { h1 #news { "What has happened" } }))
                (question::papers(seen, Some(asked)))
            },
            (Phase::Answering { .. }, Some(asked)) => {
                (question::prompt(seen, asked, "Your turn"))
                (timer(seen))
                (question::news(seen, asked, html! { h2 #news { "What has happened" } }))
                (question::form(seen, seat, asked, text))
                (answered(seen))
                (question::papers(seen, Some(asked)))
            },
            (Phase::Reveal { .. }, Some(asked)) => {
                (question::prompt(seen, asked, "The answers"))
                (late(seen, seat, asked, text))
                (tally::show(seen, asked))
                (own(seat, asked))
            },
            (Phase::Probe { criterion, .. }, Some(asked)) => {
                p .kicker { "Second round" }
                h1 { (seen.probe(&asked.id, criterion).unwrap_or("One more thing")) }
                (timer(seen))
                @if seat.has_answered(&asked.id) {
                    (question::probe_form(seen, seat, asked, criterion, text))
                } @else {
                    p { "You have not answered the question itself, so there is nothing to follow up. You can still hand it in." }
                    div .prompt { (seen.markdown(&asked.prompt)) }
                    (question::form(seen, seat, asked, text))
                }
                (answered(seen))
            },
            (Phase::Vote { answers, .. }, Some(asked)) => {
                (question::prompt(seen, asked, "Your vote"))
                (review::ballot(seen, &asked.id, answers, Some(seat)))
                (answered(seen))
            },
            (Phase::Discussion { .. }, Some(asked)) => {
                (question::prompt(seen, asked, "How it is done"))
                (review::votes(seen, &asked.id))
                (review::strategy(seen, asked))
                (own(seat, asked))
            },
            (Phase::Report, _) => (report::own_part(seen, seat)),
            // A question that the content does not have: it was checked when the room was opened.
            _ => h1 { (room.title) },
        }
        (foot(seen, seat))
    };
    let frame_of = Frame {
        title: &title,
        kind: room.phase.name(),
        step: Some(room.step),
        follow: Follow::Steps,
        events: format!("/r/{}/events", room.code),
        alone: false,
    };
    frame(&frame_of, &html! { main #main tabindex="-1" { (main) } })
}

fn problem(seen: &Seen<'_>, seat: &Seat, trouble: &Trouble<'_>) -> Markup {
    let phase = &seen.live.room.phase;
    let has_box = matches!(phase, Phase::Answering { .. } | Phase::Probe { .. });
    html! {
        div .problem role="alert" {
            p { strong { "Not saved. " } (trouble.message) }
            @if let Some(newer) = newer(seat, phase).filter(|_| trouble.is_newer) {
                p { "This was handed in meanwhile, and stands:" }
                p .answer { (newer) }
                p { "What you wrote is below. Handing it in again puts it in place of that." }
            } @else if !trouble.text.is_empty() && !has_box {
                p { "This is what you wrote:" }
                p .answer { (trouble.text) }
            }
        }
    }
}

/// The text that stands for what is asked now.
fn newer<'s>(seat: &'s Seat, phase: &Phase) -> Option<&'s str> {
    let standing = seat.attempt.standing(phase.question()?)?;
    match (phase, &standing.answer) {
        (Phase::Probe { criterion, .. }, _) => {
            standing.probes.iter().find(|(id, _)| id == criterion).map(|(_, text)| text.as_str())
        }
        (_, Some(Answer::Text(text))) => Some(text),
        _ => None,
    }
}

fn lobby(seen: &Seen<'_>, seat: &Seat) -> Markup {
    let room = &seen.live.room;
    html! {
        p .kicker { "Room " strong { (room.code) } }
        h1 { "You are in, " (seat.name) }
        p { "The facilitator starts when everybody is here. This page moves on by itself." }
        (reload(seen))
        (people(seen))
    }
}

/// Who is here.
pub(in crate::web) fn people(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        section #here aria-labelledby="here-head" data-region {
            h2 #here-head { (count(room.people(), "person is here", "people are here")) }
            ul #people .people { @for seat in room.seats().take(200) { li { (seat.name) } } }
        }
    }
}

fn brief(seen: &Seen<'_>) -> Markup {
    let scenario = seen.scenario();
    html! {
        p .kicker { "The case" }
        h1 { (scenario.title) }
        @if let Some(role) = &scenario.role { p { "You are: " (role) "." } }
        @if let Some(date) = scenario.as_of { p .note { "Law and guidance as of " (date.strftime("%-d %B %Y")) "." } }
        (seen.markdown(&scenario.brief))
        (question::papers(seen, None))
        (reload(seen))
    }
}

/// For browsers without script: a way to look again.
fn reload(seen: &Seen<'_>) -> Markup {
    html! { p .no-script { a href={ "/r/" (seen.live.room.code) } { "Look whether the room has moved on" } } }
}

fn timer(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        div #time data-region {
            @if let Some(timer) = room.timer {
                @let left = (timer.ends - seen.app.now()).max(0) / 1_000_000;
                p #timer .timer data-left=(left) data-paused[room.paused] {
                    "Take your time until about " strong { (seen.app.clock(timer.ends)) }
                    ". Nothing closes by itself."
                }
            }
        }
    }
}

fn answered(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        @if let (Some(number), true) = (room.answered(), room.count_shown) {
            p .note { span data-live="answered" { (number) } " of " span data-live="people" { (room.people()) } " have answered." }
        }
        (reload(seen))
    }
}

fn late(seen: &Seen<'_>, seat: &Seat, asked: &Question, text: Option<&str>) -> Markup {
    html! {
        @if !seat.has_answered(&asked.id) {
            section .late aria-labelledby="late" {
                h2 #late { "You have not handed in yet" }
                p { "You still can, until the sample answers are shown." }
                (question::form(seen, seat, asked, text))
            }
        }
    }
}

fn own(seat: &Seat, asked: &Question) -> Markup {
    html! {
        @if seat.has_answered(&asked.id) {
            section #own aria-labelledby="own-head" data-region {
                h2 #own-head { @if matches!(asked.kind, QuestionKind::Open(_)) { "Your answer" } @else { "Your part" } }
                (feedback::own(seat, &asked.id))
            }
        }
    }
}

fn foot(seen: &Seen<'_>, seat: &Seat) -> Markup {
    let room = &seen.live.room;
    html! {
        footer {
            details #me {
                summary { (seat.name) ", room " (room.code) }
                form method="post" action={ "/r/" (room.code) "/consent" } {
                    label .check {
                        input type="checkbox" name="show_name" value="on" checked[seat.show_name];
                        span { "My name may stand beside my words" }
                    }
                    button .quiet type="submit" { "Keep this choice" }
                }
                p { a href={ "/r/" (room.code) "/report" } { "My report so far" } }
                p { a href={ "/r/" (room.code) "/link" } { "My own link, for another device" } }
                p .note { "Kept until " (room.keep_until.strftime("%-d %B %Y")) " on the facilitator's computer." }
            }
        }
    }
}
