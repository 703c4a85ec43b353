//! What the projector shows: the room, never one person. All of it is on the phones, too.

use fast_qr::convert::svg::SvgBuilder;
use fast_qr::convert::{Builder as _, Shape};
use fast_qr::qr::QRBuilder;
use maud::{Markup, PreEscaped, html};

use super::layout::{Follow, Frame, page as frame};
use super::{Seen, question, report, review, seat, tally};
use crate::interview::room::Phase;

/// The page.
pub(in crate::web) fn page(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    let asked = room.phase.question().and_then(|id| seen.question(id));
    let main = html! {
        @if room.paused { p .pause { strong { "A break." } } }
        @match (&room.phase, asked) {
            (Phase::Lobby, _) => (lobby(seen)),
            (Phase::Brief, _) => {
                p .kicker { "The case, also on your phone" }
                h1 { (room.title) }
                (seen.markdown(&seen.scenario().brief))
            },
            (Phase::Inject { .. }, Some(asked)) => (question::news(seen, asked, html! { h1 #news { "What has happened" } })),
            (Phase::Answering { .. }, Some(asked)) => {
                (question::prompt(seen, asked, "Your turn, on your phone"))
                (progress(seen))
            },
            (Phase::Reveal { .. }, Some(asked)) => {
                p .kicker { "Question " (seen.place(&asked.id)) " of " (room.questions.len()) }
                h1 { "The answers" }
                // Everybody knows it by now, and what the room said has to stand on the first screen.
                details #the-question { summary { "The question" } (seen.markdown(&asked.prompt)) }
                (tally::show(seen, asked))
            },
            (Phase::Probe { criterion, .. }, Some(asked)) => {
                p .kicker { "Second round, on your phone" }
                h1 { (seen.probe(&asked.id, criterion).unwrap_or("One more thing")) }
                (progress(seen))
            },
            (Phase::Vote { answers, .. }, Some(asked)) => {
                (question::prompt(seen, asked, "Your vote, on your phone"))
                (progress(seen))
                (review::ballot(seen, &asked.id, answers, None))
            },
            (Phase::Discussion { .. }, Some(asked)) => {
                (question::prompt(seen, asked, "How it is done"))
                (review::votes(seen, &asked.id))
                (review::strategy(seen, asked))
            },
            (Phase::Report, _) => (report::room_part(seen)),
            _ => h1 { (room.title) },
        }
    };
    let frame_of = Frame {
        title: &room.title,
        kind: "wall",
        step: Some(room.step),
        follow: Follow::Everything,
        events: format!("/f/{}/events", room.code),
        alone: false,
    };
    frame(
        &frame_of,
        &html! {
            header .wall-head {
                span { "Join: " strong { (short(seen.app.public())) } }
                span { "Code: " strong .code { (room.code) } }
            }
            main #main data-phase=(room.phase.name()) { (main) }
        },
    )
}

/// An address as it is typed.
pub(in crate::web) fn short(address: &str) -> &str {
    address.strip_prefix("http://").or(address.strip_prefix("https://")).unwrap_or(address)
}

fn lobby(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    let url = seen.app.join_url(&room.code);
    html! {
        h1 { (room.title) }
        div .join {
            (qr(&url))
            div {
                p { "Point your phone here, or go to" }
                p .address { (short(seen.app.public())) }
                p { "and enter the code" }
                p .code .big { (room.code) }
                @if room.locked { p .pause { "The room is locked." } }
            }
        }
        (seat::people(seen))
    }
}

/// A link as a picture that a phone reads.
pub(in crate::web) fn qr(url: &str) -> Markup {
    let picture = QRBuilder::new(url)
        .build()
        .map(|code| SvgBuilder::default().shape(Shape::Square).margin(2).to_str(&code));
    html! {
        @if let Ok(svg) = picture {
            div .qr role="img" aria-label={ "Code to scan: " (url) } { (PreEscaped(svg)) }
        }
    }
}

fn progress(seen: &Seen<'_>) -> Markup {
    let room = &seen.live.room;
    html! {
        @if let (Some(number), true) = (room.answered(), room.count_shown) {
            p .progress #progress data-region { strong { (number) " of " (room.people()) } " have answered." }
        }
        @if let Some(timer) = room.timer {
            p .timer { "Until about " strong { (seen.app.clock(timer.ends)) } ". Nothing closes by itself." }
        }
    }
}
