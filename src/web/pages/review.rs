//! How a strong answer is built, the vote on the answers of the room, and what it came to.

use maud::{Markup, html};

use super::{Seen, count};
use crate::content::ids::QuestionId;
use crate::content::scenario::{Question, QuestionKind};
use crate::interview::Answer;
use crate::interview::room::{Seat, SeatId};

/// Strategy and samples of an open question, the working of any other.
pub(in crate::web) fn strategy(seen: &Seen<'_>, question: &Question) -> Markup {
    let working = match &question.kind {
        QuestionKind::Open(_) => &None,
        QuestionKind::Choice(own) => &own.working,
        QuestionKind::Order(own) => &own.working,
        QuestionKind::Match(own) => &own.working,
        QuestionKind::Number(own) => &own.working,
    };
    html! {
        @if let QuestionKind::Open(own) = &question.kind {
            @if let Some(strategy) = &own.strategy {
                section aria-labelledby="strategy" {
                    h2 #strategy { "How a strong answer is built" }
                    (seen.markdown(strategy))
                }
            }
            @if !own.samples.is_empty() {
                section aria-labelledby="samples" {
                    h2 #samples { "Sample answers" }
                    @for (at, sample) in own.samples.iter().enumerate() {
                        details id={ "sample-" (at) } {
                            summary { "Level " (sample.level) }
                            div .paper { (seen.markdown(&sample.text)) @if let Some(note) = &sample.note { p .note { (note) } } }
                        }
                    }
                }
            }
        }
        @if let Some(working) = working {
            section aria-labelledby="working" { h2 #working { "How it is worked out" } (seen.markdown(working)) }
        }
    }
}

/// The strategy of an open question, folded away.
pub(in crate::web) fn strategy_part(seen: &Seen<'_>, question: &Question) -> Markup {
    html! {
        @if let QuestionKind::Open(own) = &question.kind && let Some(strategy) = &own.strategy {
            details .plain-details { summary { "How a strong answer is built" } (seen.markdown(strategy)) }
        }
    }
}

/// The letter of a place on a ballot.
pub(in crate::web) fn letter(place: usize) -> char {
    u8::try_from(place).ok().and_then(|place| b'A'.checked_add(place)).map_or('?', char::from)
}

fn text_of<'l>(seen: &Seen<'l>, seat: SeatId, question: &QuestionId) -> &'l str {
    let own = seen.live.room.seat(seat);
    match own.and_then(|own| own.attempt.standing(question)?.answer.as_ref()) {
        Some(Answer::Text(text)) => text,
        _ => "",
    }
}

/// The answers that are voted on; with a seat, the form in which that person votes.
pub(in crate::web) fn ballot(
    seen: &Seen<'_>,
    question: &QuestionId,
    answers: &[SeatId],
    voter: Option<&Seat>,
) -> Markup {
    let room = &seen.live.room;
    html! {
        form #vote method="post" action=[voter.map(|_| format!("/r/{}/vote", room.code))] {
            input type="hidden" name="question" value=(question);
            fieldset {
                legend { "Which answer would help a colleague most?" }
                @for (place, answer) in answers.iter().enumerate() {
                    @let hidden = room.is_hidden(*answer, question);
                    @let is_own = voter.is_some_and(|voter| voter.id == *answer);
                    @let is_chosen = voter.is_some_and(|voter| voter.vote(question) == Some(*answer));
                    div .ballot {
                        @if voter.is_some() {
                            label .check {
                                input type="radio" name="choice" value=(place) required checked[is_chosen] disabled[is_own || hidden];
                                strong { "Answer " (letter(place)) @if is_own { " (yours)" } }
                            }
                        } @else {
                            strong { "Answer " (letter(place)) }
                        }
                        @if hidden { p .note { "The facilitator has hidden this answer." } }
                        @else { p .answer { (text_of(seen, *answer, question)) } }
                    }
                }
            }
            @if let Some(voter) = voter {
                @if voter.vote(question).is_some() { p #status .status role="status" { "Your vote is kept. You can change it." } }
                button type="submit" { @if voter.vote(question).is_some() { "Change my vote" } @else { "Vote" } }
            }
        }
    }
}

/// What a vote came to, under a heading; nothing where there was none.
pub(in crate::web) fn votes(seen: &Seen<'_>, question: &QuestionId) -> Markup {
    html! {
        @if seen.live.room.ballot(question).is_some() {
            section #votes aria-labelledby="votes-head" data-region {
                h2 #votes-head { "Most useful to the room" }
                (votes_part(seen, question))
            }
        }
    }
}

/// The same, below a heading that stands already.
pub(in crate::web) fn votes_part(seen: &Seen<'_>, question: &QuestionId) -> Markup {
    let room = &seen.live.room;
    let mut votes: Vec<(usize, SeatId, usize)> =
        room.votes(question).into_iter().enumerate().map(|(at, (seat, n))| (at, seat, n)).collect();
    let all: usize = votes.iter().map(|(_, _, number)| number).sum();
    votes.sort_by_key(|(at, _, number)| (std::cmp::Reverse(*number), *at));
    html! {
        @if all > 0 {
                p { (count(all, "vote", "votes")) " on the most useful answer." }
                @for (place, seat, number) in votes.into_iter().filter(|(_, _, number)| *number > 0).take(3) {
                    @let name = room.seat(seat).filter(|own| own.show_name).map(|own| &own.name);
                    h3 { "Answer " (letter(place)) ": " (count(number, "vote", "votes")) @if let Some(name) = name { " – " (name) } }
                    @if !room.is_hidden(seat, question) { p .answer { (text_of(seen, seat, question)) } }
                }
        }
    }
}
