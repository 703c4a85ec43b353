//! Closing reports: one for the room, one for each person. Saved, they need nothing else.

use maud::{Markup, html};

use super::layout::{Follow, Frame, bar, page as frame};
use super::{Seen, count, feedback, review, tally};
use crate::content::scenario::Question;
use crate::interview::room::Seat;
use crate::study::{self, profile};

/// The report of one person.
pub(in crate::web) fn personal(seen: &Seen<'_>, seat: &Seat, alone: bool) -> Markup {
    let room = &seen.live.room;
    let title = format!("{}: {}", room.title, seat.name);
    let frame_of = Frame {
        title: &title,
        kind: "own-report",
        step: Some(room.step),
        follow: Follow::No,
        events: String::new(),
        alone,
    };
    let back = html! { @if !alone { p { a href={ "/r/" (room.code) } { "Back to the room" } } } };
    frame(&frame_of, &html! { main #main { (back) (whole(seen, seat, alone)) } })
}

/// The report of one person, as the last page of a room.
pub(in crate::web) fn own_part(seen: &Seen<'_>, seat: &Seat) -> Markup {
    whole(seen, seat, false)
}

fn whole(seen: &Seen<'_>, seat: &Seat, alone: bool) -> Markup {
    let room = &seen.live.room;
    let shares = profile(&seat.attempt, seen.scenario());
    // What was not shown to the room yet is shown to nobody.
    let shown: Vec<&Question> = asked(seen);
    html! {
        p .kicker { "Report of " (seat.name) ", room " (room.code) }
        h1 { (room.title) }
        @if !alone {
            p { a href={ "/r/" (room.code) "/report?download=1" } { "Save this report as a file" } }
            p .note { "It can be read here until " (room.keep_until.strftime("%-d %B %Y")) ", as long as the facilitator's computer runs Hotseat." }
        }
        @if !shares.is_empty() {
            section aria-labelledby="shares" {
                h2 #shares { "By competency" }
                ul .tally {
                    @for share in &shares {
                        li {
                            strong { (share.competency) }
                            (bar(usize::from(share.percent), 0, 100))
                            span .figures { (share.percent) " % (of " (count(share.of as usize, "point", "points")) ")" }
                        }
                    }
                }
            }
        }
        @for question in shown {
            section aria-labelledby={ "q-" (question.id) } {
                h2 id={ "q-" (question.id) } { "Question " (seen.place(&question.id)) }
                div .prompt { (seen.markdown(&question.prompt)) }
                (feedback::own(seat, &question.id))
                @if room.is_discussed(&question.id) { (review::strategy_part(seen, question)) }
            }
        }
        p .note { "Points come from fixed rules over the words of an answer. They advise; a person decides." }
    }
}

/// The questions whose answers the room has seen.
fn asked<'s>(seen: &Seen<'s>) -> Vec<&'s Question> {
    use crate::interview::room::Phase;

    let room = &seen.live.room;
    let is_open = |id| matches!(&room.phase, Phase::Answering { question } if question == id);
    room.questions
        .iter()
        .filter(|id| room.asked(id).is_some() && !is_open(*id))
        .filter_map(|id| seen.question(id))
        .collect()
}

/// The report of the room.
pub(in crate::web) fn room(seen: &Seen<'_>, alone: bool) -> Markup {
    let room = &seen.live.room;
    let title = format!("{}: report of the room", room.title);
    let frame_of = Frame {
        title: &title,
        kind: "room-report",
        step: Some(room.step),
        follow: Follow::No,
        events: String::new(),
        alone,
    };
    frame(
        &frame_of,
        &html! {
            main #main {
                @if !alone { p { a href={ "/f/" (room.code) } { "Back to the console" } } }
                (room_part(seen))
            }
        },
    )
}

/// The report of the room, without a page around it.
pub(in crate::web) fn room_part(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        p .kicker { "Room " (room.code) ", " (count(room.people(), "person", "people")) }
        h1 { (room.title) }
        (overall(seen))
        @for question in asked(seen) {
            section aria-labelledby={ "q-" (question.id) } {
                h2 id={ "q-" (question.id) } { "Question " (seen.place(&question.id)) }
                div .prompt { (seen.markdown(&question.prompt)) }
                (tally::part(seen, question))
                (review::votes_part(seen, &question.id))
            }
        }
        p .note { "Points come from fixed rules over the words of an answer. They advise; a person decides." }
    }
}

/// What was missed most, over all questions: the agenda of the next workshop.
fn overall(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    let mut missed: Vec<(usize, usize, String, usize)> = Vec::new();
    for question in asked(seen) {
        let tally = study::tally(room, &question.id);
        for own in tally.criteria.iter().filter(|own| own.missed * 2 > tally.scored) {
            missed.push((own.missed, tally.scored, own.title.clone(), seen.place(&question.id)));
        }
    }
    missed.sort_by(|a, b| (b.0 * a.1.max(1)).cmp(&(a.0 * b.1.max(1))).then_with(|| a.3.cmp(&b.3)));
    missed.truncate(5);
    html! {
        @if !missed.is_empty() {
            section aria-labelledby="overall" {
                h2 #overall { "To work on next" }
                ul {
                    @for (number, of, title, place) in missed {
                        li { strong { "Missing in " (number) " of " (count(of, "answer", "answers")) ": " } (title) ". Question " (place) "." }
                    }
                }
            }
        }
    }
}
